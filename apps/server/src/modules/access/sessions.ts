/** Who is asking: a session that began with a sign-in, and what its account is granted today. */
import { randomBytes } from 'node:crypto'
import type { Account, Session } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  type AccountRow,
  findAccount,
  findWorld,
  listDemoAccounts,
  listGrants,
  type Runner,
} from './accounts.store.ts'
import { endSessions, findSession, insertSession, regionsText, touchSession } from './sessions.store.ts'
import { passwordRulesOf, profileOf } from './sign-in/profile.ts'

export interface AccessDeps {
  /** The database beyond any scope: whoever signs in has none yet. */
  readonly system: Db
  readonly clock: Clock
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

/** Where a request comes from, as far as a session remembers it. */
export interface Origin {
  readonly address: string
  readonly agent: string | undefined
}

export const SESSION_COOKIE = 'lika_session'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const limits = { idle: 2 * HOUR, whole: 12 * HOUR, fresh: 10 * MINUTE } as const

const after = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString()

/** The actor that a token stands for; undefined for none, an unknown or ended one, or a disabled account. */
export async function findActor(
  deps: AccessDeps,
  token: string | undefined,
): Promise<{ actor: Actor; token: string } | undefined> {
  if (!token) return undefined
  const { pool } = deps.system
  const now = deps.clock.now()
  const session = await findSession(pool, token, now)
  if (!session) return undefined
  const grants = await listGrants(pool, session.account_id, deps.clock.today())
  const regions = [...new Set(grants.map(({ region_code }) => region_code))]
  const isStale = Date.parse(now) - Date.parse(session.last_used_at) > MINUTE
  // A grant may have begun or ended since; the scope of the database follows.
  if (isStale || session.regions !== regionsText(regions)) {
    await touchSession(pool, session.id, { now, idleUntil: after(now, limits.idle), regions })
  }
  const actor: Actor = {
    accountId: session.account_id,
    name: session.name,
    role: grants[0]?.role ?? '',
    permissions: new Set(grants.flatMap(({ permissions }) => permissions)),
    regions,
    session: { id: session.id, factors: session.factors, freshUntil: session.fresh_until },
  }
  return { actor, token }
}

/** Enters as a demo account; an account that is none looks like one that does not exist. */
export async function signIn(deps: AccessDeps, name: string, origin: Origin): Promise<string> {
  const { pool } = deps.system
  const account = await findAccount(pool, { name }, deps.clock.today())
  if (!account?.demo || account.state !== 'active') {
    throw notFound(
      'session.noAccount',
      { zh: `没有演示账号 ${name}。`, en: `There is no demo account ${name}.` },
      { field: 'account', value: name },
    )
  }
  const token = randomBytes(32).toString('base64url')
  const now = deps.clock.now()
  const grants = await listGrants(pool, account.id, deps.clock.today())
  noteAudit({ accountId: account.id, account: name, role: grants[0]?.role, regionCode: account.region_code })
  await insertSession(pool, {
    id: uuidv7(),
    token,
    accountId: account.id,
    factors: ['demo'],
    regions: grants.map(({ region_code }) => region_code),
    now,
    idleUntil: after(now, limits.idle),
    validUntil: after(now, limits.whole),
    // Nothing stands behind a demo account that could be shown again.
    freshUntil: after(now, limits.whole),
    address: origin.address,
    agent: origin.agent?.slice(0, 200) ?? null,
  })
  return token
}

export async function signOut(deps: AccessDeps, actor: Actor | undefined): Promise<void> {
  if (!actor?.session) return
  await endSessions(deps.system.pool, {
    accountId: actor.accountId,
    id: actor.session.id,
    now: deps.clock.now(),
    because: 'signedOut',
  })
}

const worldLabels: Readonly<Record<string, { zh: string; en: string }>> = {
  beihai: { zh: '北海市2017年演示世界', en: 'Demo world: Beihai 2017' },
  county: { zh: '规模测试县', en: 'A county for measuring' },
}

export async function getSession(deps: AccessDeps, actor: Actor | undefined): Promise<Session> {
  const { pool } = deps.system
  const today = deps.clock.today()
  const [world, demo, own] = await Promise.all([
    findWorld(pool),
    listDemoAccounts(pool, today),
    actor ? findAccount(pool, { id: actor.accountId }, today) : undefined,
  ])
  const codes = [...demo, ...(own ? [own] : [])].map((account) => account.region_code)
  const places = await deps.findPlaces(pool, codes)
  const show = (account: AccountRow): Account => ({
    id: account.id,
    name: account.name,
    displayName: account.display_name,
    role: account.role ?? '',
    roleLabel: account.role_label ?? { zh: account.role ?? '', en: account.role ?? '' },
    region: places.get(account.region_code) ?? { code: account.region_code, name: account.region_code },
  })
  return {
    account: own ? show(own) : null,
    permissions: actor ? [...actor.permissions].sort() : [],
    today,
    world: world
      ? { name: world.name, label: worldLabels[world.name] ?? { zh: world.name, en: world.name } }
      : null,
    demoAccounts: demo.map(show),
    pending: null,
    lasts: null,
    ways: {
      isNew: demo.length === 0,
      passkey: false,
      oidc: null,
      password: passwordRulesOf(profileOf('international')),
    },
  }
}
