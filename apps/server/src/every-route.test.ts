// Every route on garbage: whatever is sent, the answer is one that the contract declares, says what was wrong, holds
// nothing of another county, and no statement to the database holds what was sent. The short run of npm test; npm run
// fuzz sends much more, with another seed each time.
import { allRoutes, type Route } from '@lika/contract'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { faultOf } from './fuzz/judge.ts'
import { malformed, nearlyRight, type Sent, withHarm } from './fuzz/requests.ts'
import { MARK } from './fuzz/values.ts'
import { buildersOf } from './testing/subjects.ts'
import { accounts, test as base, expect, otherCounty, send, signIn } from './testing.ts'

const runs = Number(process.env.LIKA_FUZZ_RUNS ?? 8)
const each = Number(process.env.LIKA_FUZZ_EACH ?? 1)
const seed = Number(process.env.LIKA_FUZZ_SEED ?? 4505)
const only = process.env.LIKA_FUZZ_ROUTE
const routes = (allRoutes as readonly Route[]).filter(({ id }) => only === undefined || id === only)

/** In the other county's household and nowhere else. Never sent, so an answer that holds it has told it. */
const CANARY = '金丝雀'

const test = base.extend(
  'world',
  { scope: 'file' },
  async ({ app, as, db, installation, aVillage, aHousehold }) => {
    await aVillage()
    await aHousehold()
    const elsewhere = buildersOf(installation, as('otherCounty'))
    await elsewhere.aHousehold({
      region: `${otherCounty}101201`,
      number: 'JSQ000001',
      members: [{ name: `${CANARY}甲` }, { name: `${CANARY}乙` }],
    })
    const unlimited = Object.fromEntries(['all', '2', '4', '6', '9', '12', '14'].map((level) => [level, 1e9]))
    await db.pool.query(`insert into setting values ('budgets', $1)`, [
      { searches: unlimited, subjectsRead: unlimited, exportedRows: unlimited, unmaskings: unlimited },
    ])
    return { permissions: await permissionsOf(app) }
  },
)

/** Who may do what, asked of the server. */
async function permissionsOf(app: FastifyInstance): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const account of ['county', ...Object.keys(accounts)]) {
    const answer = await send(app, { method: 'POST', url: '/api/session', payload: { account } })
    found.set(account, answer.json().permissions)
  }
  return found
}

/** The county first: it may do most, and must not see the other one. */
function accountFor(route: Route, permissions: ReadonlyMap<string, readonly string[]>): string {
  const able = [...permissions].find(([, all]) => all.includes(route.permission))
  return able?.[0] ?? 'county'
}

/** Every statement that is sent while `work` runs, by its text. */
async function statementsOf(work: () => Promise<void>): Promise<Set<string>> {
  const texts = new Set<string>()
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const text = typeof first === 'string' ? first : (first as { text?: unknown } | null)?.text
    if (typeof text === 'string') texts.add(text)
    return (query as unknown as (...all: unknown[]) => unknown).apply(this, args)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return texts
}

type Faults = string[]

async function tryAll(
  app: FastifyInstance,
  account: string,
  route: Route,
  requests: readonly Sent[],
): Promise<Faults> {
  const faults: Faults = []
  let cookie = await signIn(app, account)
  for (const request of requests) {
    const ask = () => send(app, { ...request, headers: { ...request.headers, cookie } })
    let answer: LightMyRequestResponse = await ask()
    // Routes of the session may have ended it.
    if (answer.statusCode === 401 && route.permission !== 'public') {
      cookie = await signIn(app, account)
      answer = await ask()
    }
    const sent = `${request.method} ${request.url.slice(0, 200)} ${String(request.payload ?? '').slice(0, 300)}`
    const fault = faultOf(route, answer)
    if (fault) faults.push(`${route.id} ${sent} → ${answer.statusCode} ${fault}`)
    if (account !== 'city' && answer.body.includes(CANARY)) faults.push(`${route.id} ${sent} told the canary`)
  }
  return faults
}

test('no route fails or tells what it must not, whatever it is sent, and no statement holds what was sent', async ({
  app,
  world,
}) => {
  const faults: Faults = []
  const statements = await statementsOf(async () => {
    for (const route of routes) {
      const requests = [
        ...(route.upload ? [] : nearlyRight(route, runs, seed)),
        ...withHarm(route, each, seed),
        ...malformed(route),
      ]
      faults.push(...(await tryAll(app, accountFor(route, world.permissions), route, requests)))
    }
  })
  expect(faults).toEqual([])
  expect([...statements].filter((text) => text.includes(MARK))).toEqual([])
  expect(statements.size).toBeGreaterThan(only ? 1 : 100)
  expect(({} as Record<string, unknown>).polluted).toBe(undefined)
}, 1_800_000)

test('without a session everything but the public routes is refused before its body is read', async ({
  app,
}) => {
  for (const route of routes) {
    if (route.permission === 'public') continue
    for (const request of malformed(route)) {
      const answer = await send(app, request)
      expect([401, 413], `${route.id} ${request.url.slice(0, 100)}`).toContain(answer.statusCode)
    }
  }
})

test('an address answers the methods that it declares, and no other', async ({ app }) => {
  const cookie = await signIn(app, 'county')
  const declared = Map.groupBy(allRoutes as readonly Route[], ({ path }) => path)
  for (const path of declared.keys()) {
    const url = path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000001')
    // Another path with a parameter in this place is the same address.
    const here = [...declared].filter(([other]) => covers(other, url)).flatMap(([, all]) => all)
    const methods = new Set(here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      if (methods.has(method)) continue
      const answer = await send(app, { method: method as 'GET', url, headers: { cookie } })
      expect([404, 405], `${method} ${url}`).toContain(answer.statusCode)
    }
  }
})

function covers(path: string, url: string): boolean {
  return new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(url)
}
