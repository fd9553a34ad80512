/** The only SQL of sessions. The token itself is never stored. */
import { createHash } from 'node:crypto'
import { regionRange } from '@lika/codes'
import type { Runner } from './accounts.store.ts'

export interface SessionRow {
  readonly id: string
  readonly account_id: string
  readonly name: string
  readonly factors: readonly string[]
  readonly pending: 'giveSecondFactor' | 'addSecondFactor' | 'changePassword' | null
  readonly regions: string
  readonly last_used_at: string
  readonly fresh_until: string | null
  readonly idle_until: string
  readonly valid_until: string
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
  readonly pending: string | null
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
    `insert into session (token_hash, id, account_id, factors, regions, made_at, last_used_at, idle_until, valid_until, fresh_until, address, agent, pending)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12)`,
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
      session.pending,
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
    `select s.id, s.account_id, a.name, s.factors, s.pending, s.regions::text as regions,
       s.last_used_at, s.fresh_until, s.idle_until, s.valid_until
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
  await runner.query(
    `with used as (
       update session set last_used_at = $2, idle_until = $3, regions = $4 where id = $1 returning account_id)
     update account set last_used_at = $2 from used where account.id = used.account_id`,
    [id, used.now, used.idleUntil, regionsText(used.regions)],
  )
}

/** Ends the sessions of an account at once: one, all but one, or all. Answers how many. */
export async function endSessions(
  runner: Runner,
  ended: {
    readonly accountId: string
    readonly now: string
    readonly because: 'signedOut' | 'endedByOwner' | 'grantsChanged' | 'disabled' | 'replaced'
    readonly id?: string
    readonly except?: string
  },
): Promise<number> {
  const { rowCount } = await runner.query(
    `update session set ended_at = $2, ended_because = $3
     where account_id = $1 and ended_at is null and ($4::uuid is null or id = $4) and ($5::uuid is null or id <> $5)`,
    [ended.accountId, ended.now, ended.because, ended.id ?? null, ended.except ?? null],
  )
  return rowCount ?? 0
}

/** A factor was shown again: the session goes on under a new token, and the one before opens nothing. */
export async function renewSession(
  runner: Runner,
  id: string,
  renewed: { readonly token: string; readonly freshUntil: string },
): Promise<void> {
  await runner.query(
    'update session set token_hash = $2, fresh_until = $3 where id = $1 and ended_at is null',
    [id, hashToken(renewed.token), renewed.freshUntil],
  )
}

export interface OpenSession {
  readonly id: string
  readonly factors: ('password' | 'totp' | 'passkey' | 'oidc' | 'demo')[]
  readonly madeAt: string
  readonly lastUsedAt: string
  readonly validUntil: string
  readonly address: string | null
  readonly agent: string | null
}

/** Sessions of an account that are open at an instant; those that still wait for a factor are none. */
export async function listSessions(runner: Runner, accountId: string, now: string): Promise<OpenSession[]> {
  const { rows } = await runner.query<OpenSession>(
    `select id, factors, made_at as "madeAt", last_used_at as "lastUsedAt", valid_until as "validUntil", address, agent
     from session where account_id = $1 and ended_at is null and pending is null and idle_until > $2 and valid_until > $2
     order by last_used_at desc`,
    [accountId, now],
  )
  return rows
}
