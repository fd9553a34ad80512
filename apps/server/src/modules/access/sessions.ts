/** Who is asking: a session that began with a sign-in, and what its account is granted today. */
import type { Account, Pending, Session } from '@lika/contract'
import type { Actor, ActorSession } from '../../platform/http.ts'
import {
  type AccountRow,
  findAccount,
  findWorld,
  type GrantRow,
  listDemoAccounts,
  listGrants,
} from './accounts.store.ts'
import type { AccessDeps, Visitor } from './deps.ts'
import { later } from './open-session.ts'
import { endSessions, findSession, regionsText, type SessionRow, touchSession } from './sessions.store.ts'
import { listFactors } from './sign-in/credentials.store.ts'
import { relyingPartyOf } from './sign-in/passkey.ts'
import { passwordRulesOf } from './sign-in/profile.ts'

const MINUTE = 60_000

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
  if (session.pending) return { actor: pendingActor(session, now), token }
  const grants = await listGrants(pool, session.account_id, deps.clock.today())
  const regions = [...new Set(grants.map(({ region_code }) => region_code))]
  const isStale = Date.parse(now) - Date.parse(session.last_used_at) > MINUTE
  // A grant may have begun or ended since; the scope of the database follows.
  if (isStale || session.regions !== regionsText(regions)) {
    const idleUntil = later(now, deps.profile.idleMinutes * MINUTE)
    await touchSession(pool, session.id, { now, idleUntil, regions })
  }
  const actor: Actor = {
    accountId: session.account_id,
    name: session.name,
    role: grants[0]?.role ?? '',
    permissions: new Set(grants.flatMap(({ permissions }) => permissions)),
    regions,
    regionsOf: regionsByPermission(grants),
    grants: grants.map(({ acts_as, region_code, permissions }) => ({
      role: acts_as,
      region: region_code,
      permissions,
    })),
    session: shownBy(session, now),
  }
  return { actor, token }
}

function regionsByPermission(grants: readonly GrantRow[]): ReadonlyMap<string, readonly string[]> {
  const regions = new Map<string, string[]>()
  for (const { permissions, region_code } of grants) {
    for (const permission of permissions) {
      const known = regions.get(permission) ?? []
      if (!known.includes(region_code)) regions.set(permission, [...known, region_code])
    }
  }
  return regions
}

/** Somebody between two steps: no permission, no region, and the session is not kept alive by asking. */
function pendingActor(session: SessionRow, now: string): Actor {
  return {
    accountId: session.account_id,
    name: session.name,
    role: '',
    permissions: new Set(),
    regions: [],
    session: { ...shownBy(session, now), pending: session.pending! },
  }
}

function shownBy({ id, factors, fresh_until }: SessionRow, now: string): ActorSession {
  const isFresh = fresh_until !== null && Date.parse(fresh_until) > Date.parse(now)
  return { id, factors, freshUntil: fresh_until, isFresh }
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

/** `token` is the one of the actor, where there is one. */
export async function getSession(
  deps: AccessDeps,
  asking: { readonly actor: Actor; readonly token: string } | undefined,
  visitor: Visitor,
): Promise<Session> {
  const { pool } = deps.system
  const today = deps.clock.today()
  const [world, demo, own, session, isNew] = await Promise.all([
    findWorld(pool),
    listDemoAccounts(pool, today),
    asking && findAccount(pool, { id: asking.actor.accountId }, today),
    asking && findSession(pool, asking.token, deps.clock.now()),
    isWithoutAccounts(deps),
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
  const pending = own && session?.pending ? await pendingOf(deps, own, session) : null
  return {
    account: own && !pending ? show(own) : null,
    permissions: asking ? [...asking.actor.permissions].sort() : [],
    today,
    world: world
      ? { name: world.name, label: worldLabels[world.name] ?? { zh: world.name, en: world.name } }
      : null,
    demoAccounts: demo.map(show),
    pending,
    lasts: session
      ? { idleUntil: session.idle_until, validUntil: session.valid_until, freshUntil: session.fresh_until }
      : null,
    ways: {
      isNew,
      passkey: relyingPartyOf(visitor.origin) !== undefined,
      oidc: deps.oidc ? { label: deps.oidc.label } : null,
      password: passwordRulesOf(deps.profile),
    },
  }
}

async function pendingOf(deps: AccessDeps, account: AccountRow, session: SessionRow): Promise<Pending> {
  const factors = await listFactors(deps.system.pool, account.id)
  return {
    step: session.pending!,
    name: account.name,
    displayName: account.display_name,
    factors: [...new Set(factors.map(({ kind }) => kind))],
    until: session.valid_until,
  }
}

async function isWithoutAccounts({ system }: AccessDeps): Promise<boolean> {
  const { rows } = await system.pool.query<{ none: boolean }>(
    'select not exists (select from account) as none',
  )
  return rows[0]!.none
}
