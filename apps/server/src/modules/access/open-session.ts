/** Opens a session for somebody who has shown who they are, wholly or as far as the next step. */
import { randomBytes } from 'node:crypto'
import { noteAudit } from '../../platform/audit.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { listGrants, type Runner } from './accounts.store.ts'
import type { AccessDeps, PendingStep, Visitor } from './deps.ts'
import { insertSession, renewSession } from './sessions.store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const FRESH = 10 * MINUTE
/** Between the steps of a sign-in. */
const PENDING = 10 * MINUTE

export const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString()

/** A factor was given again: what asks for a fresh one is open for ten minutes. Answers the new token of the session. */
export async function refresh(deps: AccessDeps, runner: Runner, sessionId: string): Promise<string> {
  const token = newToken()
  await renewSession(runner, sessionId, { token, freshUntil: later(deps.clock.now(), FRESH) })
  return token
}

/** 256 bits of chance, stored nowhere but in the browser. */
function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export interface SessionWish {
  readonly accountId: string
  readonly factors: readonly string[]
  /** What is still asked for: until then the session sees nothing. */
  readonly pending?: PendingStep | undefined
  readonly visitor: Pick<Visitor, 'address' | 'agent'>
}

/** The token of the new session. */
export async function openSession(deps: AccessDeps, runner: Runner, wish: SessionWish): Promise<string> {
  const token = newToken()
  const now = deps.clock.now()
  const { idleMinutes, sessionHours } = deps.profile
  const isDemo = wish.factors.includes('demo')
  noteAudit({ accountId: wish.accountId, detail: { factors: wish.factors, pending: wish.pending ?? null } })
  const grants = wish.pending ? [] : await listGrants(runner, wish.accountId, deps.clock.today())
  await insertSession(runner, {
    id: uuidv7(),
    token,
    accountId: wish.accountId,
    factors: wish.factors,
    pending: wish.pending ?? null,
    regions: grants.map(({ region_code }) => region_code),
    now,
    idleUntil: later(now, wish.pending ? PENDING : idleMinutes * MINUTE),
    validUntil: later(now, wish.pending ? PENDING : sessionHours * HOUR),
    // Nothing stands behind a demo account that could be shown again.
    freshUntil: isDemo ? later(now, sessionHours * HOUR) : later(now, FRESH),
    address: wish.visitor.address,
    agent: wish.visitor.agent?.slice(0, 200) ?? null,
  })
  if (!wish.pending)
    await runner.query('update account set last_used_at = $2 where id = $1', [wish.accountId, now])
  return token
}
