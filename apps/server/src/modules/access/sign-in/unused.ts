/** Accounts that nobody uses stop: an owner who has moved on would not notice who uses theirs. */
import { type AuditEvent, appendAudit } from '../../../platform/audit.ts'
import { withTransaction } from '../../../platform/db.ts'
import { besideRequest } from '../../../platform/request.ts'
import type { AccessDeps } from '../deps.ts'
import { endSessions } from '../sessions.store.ts'
import type { SigningAccount } from './credentials.store.ts'
import type { Profile } from './profile.ts'

const DAY = 86_400_000

export function isUnused(account: SigningAccount, { unusedDays }: Profile, now: string): boolean {
  return Date.parse(now) - Date.parse(account.alive_at) > unusedDays * DAY
}

/** Stops one account, or all that are due; answers how many. Demo accounts come and go with their world. */
export function stopUnused(
  deps: Pick<AccessDeps, 'system' | 'profile'>,
  now: string,
  accountId?: string,
): Promise<number> {
  const before = new Date(Date.parse(now) - deps.profile.unusedDays * DAY).toISOString()
  // Nobody did it, whoever may have knocked.
  return besideRequest(() =>
    withTransaction(deps.system, async ({ client }) => {
      const { rows } = await client.query<{ id: string }>(
        `update account set state = 'disabled', disabled_at = $1, disabled_because = 'unused'
         where state = 'active' and not demo and greatest(last_used_at, enabled_at, created_at) < $2 and ($3::uuid is null or id = $3)
         returning id`,
        [now, before, accountId ?? null],
      )
      for (const { id } of rows) await endSessions(client, { accountId: id, now, because: 'disabled' })
      await appendAudit(
        client,
        rows.map(({ id }) => stopped(id)),
      )
      return rows.length
    }),
  )
}

function stopped(subjectId: string): AuditEvent {
  return { kind: 'change', action: 'job:stopUnused', result: 'done', subjectKind: 'account', subjectId }
}

/** What sign-in leaves behind and nobody needs any more. */
export async function forgetOld(deps: Pick<AccessDeps, 'system'>, now: string): Promise<void> {
  const daysAgo = (days: number) => new Date(Date.parse(now) - days * DAY).toISOString()
  const { pool } = deps.system
  await pool.query('delete from sign_in_challenge where valid_until < $1', [now])
  await pool.query('delete from sign_in_tries where last_at < $1', [daysAgo(2)])
  await pool.query('delete from known_device where last_used_at < $1', [daysAgo(90)])
}
