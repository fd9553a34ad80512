import { allRoutes, type Route } from '@lika/contract'
import { uuidv7 } from '../../platform/uuid.ts'
import { type AccountName, accounts, describe, expect, refusalOf, send, signIn, test } from '../../testing.ts'
import { builtInRoles } from './roles.ts'

const look = ['regions.read', 'registry.read', 'policies.read', 'statistics.read']
const record = [...look, 'registry.record']
const office = [...record, 'registry.operate', 'regions.edit', 'policies.simulate']

const administration = ['regions.read', 'access.read', 'access.manage', 'access.roles']

/** What each may do among the permissions that routes ask for: as a clerk would write it down. */
const may: Readonly<Record<AccountName, readonly string[]>> = {
  city: office,
  county: office,
  otherCounty: office,
  town: [...record, 'registry.operate'],
  otherTown: [...record, 'registry.operate'],
  registrar: record,
  team: record,
  helper: record,
  sector: look,
  finance: look,
  audit: look,
  leader: [...look, 'policies.simulate'],
  system: ['regions.read', 'alarms.read'],
  security: administration,
  countySecurity: administration,
  auditor: ['regions.read', 'alarms.read', 'audit.read'],
}

const listed = [...new Set(Object.values(may).flat())]
const guarded: readonly Route[] = allRoutes.filter(({ permission }: Route) => listed.includes(permission))

/** A request with every parameter in its place; what is wrong with it is found only after the permission. */
function requestOf(route: Route) {
  const url = route.path.replace(':id', uuidv7()).replace(':code', '999999999999')
  return { method: route.method as 'GET', url, ...(route.method === 'GET' ? {} : { payload: {} }) }
}

test('whoever has not entered is asked to, on every route but the public ones', async ({ app }) => {
  for (const route of allRoutes as readonly Route[]) {
    const { statusCode } = await send(app, requestOf(route))
    if (route.permission === 'public') expect(statusCode, route.id).not.toBe(401)
    else expect(statusCode, route.id).toBe(401)
  }
})

describe('every role on every route', () => {
  test('the list above speaks of every route of the registry, the regions, the policies and the statistics', () => {
    expect(guarded.length).toBeGreaterThan(15)
    for (const [role] of Object.values(accounts)) expect(builtInRoles[role]).toBeDefined()
  })

  for (const account of Object.keys(may) as AccountName[]) {
    test(`${account} is let through to what the role may do, and is told of the rest`, async ({ app }) => {
      const cookie = await signIn(app, account)
      for (const route of guarded) {
        const answer = await send(app, { ...requestOf(route), headers: { cookie } })
        const isAllowed = may[account].includes(route.permission)
        const name = `${account} ${route.id}`
        expect([401, 500], name).not.toContain(answer.statusCode)
        if (isAllowed) expect(answer.statusCode, name).not.toBe(403)
        else expect([answer.statusCode, answer.json().expected], name).toEqual([403, route.permission])
      }
    })
  }
})

describe('the session', () => {
  test('says who one is, where and on which day', async ({ as }) => {
    const session = await as('county').getSession()
    expect(session).toMatchObject({
      account: { name: 'county', role: 'countyOffice', region: { code: '450521', name: '合浦县' } },
      today: '2017-03-31',
      world: null,
    })
    expect(session.permissions).toContain('registry.record')
  })

  test("of a stranger holds no permission, and a forged or cut cookie is a stranger's", async ({
    app,
    db,
    stranger,
  }) => {
    expect(await stranger.getSession()).toMatchObject({ account: null, permissions: [] })
    const cookie = await signIn(app, 'county')
    const token = cookie.split('=')[1]!
    const { rows } = await db.pool.query("select encode(token_hash, 'hex') as hash from session")
    for (const forged of [token.slice(1), `${token}x`, token.toUpperCase(), 'null', rows[0].hash]) {
      const headers = { cookie: `lika_session=${forged}` }
      const answer = await send(app, { method: 'GET', url: '/api/households?region=450521', headers })
      expect(answer.statusCode, forged).toBe(401)
    }
  })

  test('is not opened for an account that is none, or that is no demo account', async ({ db, stranger }) => {
    expect(await refusalOf(stranger.signIn({ body: { account: 'nobody' } }))).toMatchObject({ status: 404 })
    await db.pool.query(
      `insert into account (id, name, display_name, region_code) values ($1, 'real', 'real', '4505')`,
      [uuidv7()],
    )
    expect(await refusalOf(stranger.signIn({ body: { account: 'real' } }))).toMatchObject({ status: 404 })
    expect((await stranger.getSession()).demoAccounts.map(({ name }) => name)).not.toContain('real')
  })

  test('sends a cookie that scripts and other sites cannot use', async ({ app }) => {
    const answer = await send(app, { method: 'POST', url: '/api/session', payload: { account: 'county' } })
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})
