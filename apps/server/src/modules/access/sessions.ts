/** Who is asking: in a demo world anybody may enter as one of its accounts, elsewhere nobody can enter yet. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Account, Session } from '@lika/contract'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type AccountRow, findAccount, findWorld, listDemoAccounts, type Runner } from './accounts.store.ts'
import { roles } from './roles.ts'
import { passwordRulesOf, profileOf } from './sign-in/profile.ts'

export interface AccessDeps {
  readonly runner: Runner
  readonly today: () => string
  /** Signs the session cookie; kept outside the database. */
  readonly key: Buffer
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

export const SESSION_COOKIE = 'lika_session'

export function sessionToken(deps: AccessDeps, accountId: string): string {
  return `${accountId}.${signature(deps.key, accountId).toString('base64url')}`
}

function signature(key: Buffer, accountId: string): Buffer {
  return createHmac('sha256', key).update(accountId).digest()
}

/** The actor that a cookie stands for; undefined for none, a forged one, or an account that is not a demo account. */
export async function findActor(deps: AccessDeps, token: string | undefined): Promise<Actor | undefined> {
  const [accountId, signed] = token?.split('.') ?? []
  if (!accountId || !signed || !/^[0-9a-f-]{36}$/.test(accountId)) return undefined
  const given = Buffer.from(signed, 'base64url')
  const expected = signature(deps.key, accountId)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const account = await findAccount(deps.runner, { id: accountId })
  return account?.demo ? actorOf(account) : undefined
}

export function actorOf(account: AccountRow): Actor {
  return {
    accountId: account.id,
    name: account.display_name,
    role: account.role,
    permissions: new Set(roles[account.role]?.permissions ?? []),
    regions: [account.region_code],
  }
}

/** Enters as a demo account; an account that is none looks like one that does not exist. */
export async function signIn(deps: AccessDeps, name: string): Promise<{ token: string; actor: Actor }> {
  const account = await findAccount(deps.runner, { name })
  if (!account?.demo) {
    throw notFound(
      'session.noAccount',
      { zh: `没有演示账号 ${name}。`, en: `There is no demo account ${name}.` },
      { field: 'account', value: name },
    )
  }
  return { token: sessionToken(deps, account.id), actor: actorOf(account) }
}

const worldLabels: Readonly<Record<string, { zh: string; en: string }>> = {
  beihai: { zh: '北海市2017年演示世界', en: 'Demo world: Beihai 2017' },
  county: { zh: '规模测试县', en: 'A county for measuring' },
}

export async function getSession(deps: AccessDeps, actor: Actor | undefined): Promise<Session> {
  const [world, demo] = await Promise.all([findWorld(deps.runner), listDemoAccounts(deps.runner)])
  const places = await deps.findPlaces(
    deps.runner,
    demo.map((account) => account.region_code),
  )
  const show = (account: AccountRow): Account => ({
    id: account.id,
    name: account.name,
    displayName: account.display_name,
    role: account.role,
    roleLabel: roles[account.role]?.label ?? { zh: account.role, en: account.role },
    region: places.get(account.region_code) ?? { code: account.region_code, name: account.region_code },
  })
  const own = actor && demo.find((account) => account.id === actor.accountId)
  return {
    account: own ? show(own) : null,
    permissions: actor ? [...actor.permissions].sort() : [],
    today: deps.today(),
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
