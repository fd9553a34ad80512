/** Why anything of access was changed: only appended to. */
import { noteAudit } from '../../../platform/audit.ts'
import { conflict, type Message } from '../../../platform/errors.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Runner } from '../accounts.store.ts'

export interface NewChange {
  /** Made by whoever sends it; one of ours where the change is a part of another. */
  readonly id?: string
  readonly kind:
    | 'accountMade'
    | 'invited'
    | 'disabled'
    | 'enabled'
    | 'sessionsEnded'
    | 'granted'
    | 'revoked'
    | 'moved'
    | 'unitAdded'
    | 'unitChanged'
    | 'roleAdded'
    | 'roleChanged'
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly accountId?: string
  readonly grantId?: string
  readonly unitId?: string
  readonly role?: string
  readonly detail?: unknown
}

/** In the history of access, and in the audit journal of whoever may read it. */
export async function appendChange(runner: Runner, change: NewChange): Promise<void> {
  noteAudit({
    ...subjectOf(change),
    purpose: change.reason,
    detail: {
      change: change.kind,
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.grantId === undefined ? {} : { grant: change.grantId }),
    },
  })
  await runner.query(
    `insert into access_change (id, at, made_by, kind, reason, account_id, grant_id, unit_id, role, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      change.id ?? uuidv7(),
      change.at,
      change.by,
      change.kind,
      change.reason,
      change.accountId ?? null,
      change.grantId ?? null,
      change.unitId ?? null,
      change.role ?? null,
      change.detail === undefined ? null : JSON.stringify(change.detail),
    ],
  )
}

type Asked = Omit<NewChange, 'at' | 'detail'> & { readonly id: string; readonly asked?: unknown }

/**
 * Whether this very change was made before: its answer was lost, or somebody pressed twice. Those that come at once
 * wait for the first. Another change under the same id is refused.
 */
export async function wasMade(runner: Runner, change: Asked): Promise<boolean> {
  await runner.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [change.id])
  const { rows } = await runner.query<{ same: boolean }>(
    `select (made_by, kind, reason) is not distinct from ($2::uuid, $3::text, $4::text)
       and (account_id, grant_id, unit_id, role) is not distinct from ($5::uuid, $6::uuid, $7::uuid, $8::text)
       and detail->'asked' is not distinct from $9::jsonb as same
     from access_change where id = $1`,
    [
      change.id,
      change.by,
      change.kind,
      change.reason,
      change.accountId ?? null,
      change.grantId ?? null,
      change.unitId ?? null,
      change.role ?? null,
      change.asked === undefined ? null : JSON.stringify(change.asked),
    ],
  )
  const [found] = rows
  if (found && !found.same) {
    throw conflict(
      'access.otherBody',
      {
        zh: `编号为 ${change.id} 的变更已经做过，内容不同：请刷新页面后重做。`,
        en: `A change with the id ${change.id} was made already, and it was another one: load the page again and repeat it.`,
      },
      { field: 'id', value: change.id },
    )
  }
  return found !== undefined
}

function subjectOf({ accountId, unitId, role }: NewChange): { subjectKind?: string; subjectId?: string } {
  if (accountId !== undefined) return { subjectKind: 'account', subjectId: accountId }
  if (unitId !== undefined) return { subjectKind: 'unit', subjectId: unitId }
  return role === undefined ? {} : { subjectKind: 'role' }
}

export interface ChangeRow {
  readonly at: string
  readonly by: string | null
  readonly kind: string
  readonly reason: string | null
  readonly role: string | null
  readonly label: Message | null
  readonly region_code: string | null
  readonly detail: unknown
}

/** Of one account, latest first. */
export async function listChanges(runner: Runner, accountId: string): Promise<ChangeRow[]> {
  const { rows } = await runner.query<ChangeRow>(
    `select c.at, b.display_name as by, c.kind, c.reason, g.role, r.label, g.region_code, c.detail
     from access_change c left join account b on b.id = c.made_by left join role_grant g on g.id = c.grant_id left join role r on r.key = g.role
     where c.account_id = $1 order by c.id desc limit 200`,
    [accountId],
  )
  return rows
}
