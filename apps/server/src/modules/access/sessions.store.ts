/** The only SQL of sessions. The token itself is never stored. */
import { createHash } from 'node:crypto'
import { regionRange } from '@lika/codes'
import type { Runner } from './accounts.store.ts'

export interface SessionRow {
  readonly id: string
  readonly account_id: string
  readonly name: string
  readonly factors: readonly string[]
  readonly regions: string
  readonly last_used_at: string
  readonly fresh_until: string | null
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Regions as PostgreSQL keeps them with the session, to the letter: ranges of codes, in order, those that touch as one. */
export function regionsText(codes: readonly string[]): string {
  const merged: { lo: string; hi: string }[] = []
  for (const { lo, hi } of codes.map((code) => regionRange(code)).sort((a, b) => (a.lo < b.lo ? -1 : 1))) {
    const last = merged.at(-1)
    if (!last || lo > last.hi) merged.push({ lo, hi })
    else if (hi > last.hi) last.hi = hi
  }
  return `{${merged.map(({ lo, hi }) => `[${lo},${hi})`).join(',')}}`
}

export interface NewSession {
  readonly id: string
  readonly token: string
  readonly accountId: string
  readonly factors: readonly string[]
  readonly regions: readonly string[]
  readonly now: string
  readonly idleUntil: string
  readonly validUntil: string
  readonly freshUntil: string | null
  readonly address: string
  readonly agent: string | null
}

export async function insertSession(runner: Runner, session: NewSession): Promise<void> {
  await runner.query(
    `insert into session (token_hash, id, account_id, factors, regions, made_at, last_used_at, idle_until, valid_until, fresh_until, address, agent)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)`,
    [
      hashToken(session.token),
      session.id,
      session.accountId,
      session.factors,
      regionsText(session.regions),
      session.now,
      session.idleUntil,
      session.validUntil,
      session.freshUntil,
      session.address,
      session.agent,
    ],
  )
}

/** The session of a token that holds at an instant, of an account that may be used. */
export async function findSession(
  runner: Runner,
  token: string,
  now: string,
): Promise<SessionRow | undefined> {
  const { rows } = await runner.query<SessionRow>(
    `select s.id, s.account_id, a.display_name as name, s.factors, s.regions::text as regions, s.last_used_at, s.fresh_until
     from session s join account a on a.id = s.account_id
     where s.token_hash = $1 and s.ended_at is null and s.idle_until > $2 and s.valid_until > $2 and a.state = 'active'`,
    [hashToken(token), now],
  )
  return rows[0]
}

export async function touchSession(
  runner: Runner,
  id: string,
  used: { readonly now: string; readonly idleUntil: string; readonly regions: readonly string[] },
): Promise<void> {
  await runner.query('update session set last_used_at = $2, idle_until = $3, regions = $4 where id = $1', [
    id,
    used.now,
    used.idleUntil,
    regionsText(used.regions),
  ])
}

/** Ends the sessions of an account at once: those of its owner's choice, or all. */
export async function endSessions(
  runner: Runner,
  ended: {
    readonly accountId: string
    readonly now: string
    readonly because: 'signedOut' | 'endedByOwner' | 'grantsChanged' | 'disabled' | 'replaced'
    readonly id?: string
  },
): Promise<number> {
  const { rowCount } = await runner.query(
    `update session set ended_at = $2, ended_because = $3 where account_id = $1 and ended_at is null and ($4::uuid is null or id = $4)`,
    [ended.accountId, ended.now, ended.because, ended.id ?? null],
  )
  return rowCount ?? 0
}
