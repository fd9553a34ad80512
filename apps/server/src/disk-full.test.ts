// What is answered while the disk is full, route by route, on a disk that only says how full it is;
// drills/full-disk.test.ts fills a real one.

import { allRoutes, type Route } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { createDisk } from './platform/disk/disk.ts'
import { boundsOf } from './platform/disk/limits.ts'
import { uuidv7 } from './platform/uuid.ts'
import { accounts, test as base, expect, send, serverOf, signIn } from './testing.ts'

const TOTAL = 10 * 2 ** 30
const { low, full, spent } = boundsOf(TOTAL)

const test = base
  .extend('left', { scope: 'file' }, () => ({ free: TOTAL }))
  .extend('served', { scope: 'file' }, async ({ installation, left }, { onCleanup }) => {
    const disk = createDisk(['/data'], { spaceOf: () => ({ device: 1, free: left.free, total: TOTAL }) })
    const app = await serverOf({ ...installation, disk })
    onCleanup(() => app.close())
    return app
  })

/** The status that each route answers to somebody who may call it; what is sent fits none of them. */
async function statuses(app: FastifyInstance, asked: readonly Route[]): Promise<Map<string, number>> {
  const cookies = new Map<string, { cookie: string; permissions: readonly string[] }>()
  for (const name of ['county', ...Object.keys(accounts)]) {
    const cookie = await signIn(app, name)
    const { permissions } = (
      await send(app, { method: 'GET', url: '/api/session', headers: { cookie } })
    ).json()
    cookies.set(name, { cookie, permissions })
  }
  const found = new Map<string, number>()
  for (const route of asked) {
    const able = [...cookies.values()].find(({ permissions }) => permissions.includes(route.permission))
    const { cookie } = able ?? cookies.get('county')!
    const url = route.path.replaceAll(/:(\w+)/g, () => uuidv7())
    const { statusCode } = await send(app, { method: route.method, url, headers: { cookie } })
    found.set(route.id, statusCode)
  }
  return found
}

const routes = allRoutes as readonly Route[]
/** Leaving ends the session that asks. */
const changing = routes.filter(({ method, id }) => method !== 'GET' && !/^(signOut|endO)/.test(id))

test('on a full disk every route that stores something answers 507, and every other goes on', {
  timeout: 300_000,
}, async ({ served, left }) => {
  left.free = full - 1
  const found = await statuses(served, changing)
  for (const { id, whileFull } of changing) {
    if (whileFull) expect(found.get(id), id).not.toBe(507)
    else expect(found.get(id), id).toBe(507)
  }
  const reading = routes.filter(({ method, path }) => method === 'GET' && !path.includes('/simulations'))
  for (const [id, status] of await statuses(served, reading)) expect(status, id).not.toBe(507)
})

test('a record is refused without a trace, the household is read meanwhile, and the same record is taken as soon as there is room', async ({
  served,
  left,
  aHousehold,
  db,
}) => {
  left.free = low - 1
  const { id } = await aHousehold()
  const cookie = await signIn(served, 'county')
  const record = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: id,
    observedOn: '2017-03-30',
    facts: { waterMinutes: 12 },
  }
  const write = () =>
    served.inject({ method: 'POST', url: '/api/records', headers: { cookie }, payload: record })
  left.free = full - 1
  const refused = await write()
  expect(refused.statusCode).toBe(507)
  expect(refused.json()).toMatchObject({
    code: 'server.diskFull',
    messages: { zh: expect.stringContaining('没有保存'), en: expect.stringContaining('nothing was stored') },
  })
  expect((await db.pool.query('select from record where id = $1', [record.id])).rowCount).toBe(0)
  const read = await served.inject({ method: 'GET', url: `/api/households/${id}`, headers: { cookie } })
  expect(read.statusCode).toBe(200)
  left.free = TOTAL
  expect((await write()).statusCode).toBe(200)
})

test('a hundred refusals on a full disk are one entry in the journal, and how often', async ({
  served,
  left,
  db,
}) => {
  left.free = TOTAL
  const cookie = await signIn(served, 'county')
  left.free = full - 1
  const entries = async () =>
    (
      await db.pool.query(
        `select count(*) as n from audit_event where detail->>'code' = 'server.diskFull' and action = 'addGroup'`,
      )
    ).rows[0].n
  const before = await entries()
  for (let each = 0; each < 100; each += 1) {
    const again = { method: 'POST', url: '/api/regions/groups', headers: { cookie }, payload: {} } as const
    expect((await send(served, again)).statusCode).toBe(507)
  }
  expect((await entries()) - before).toBeLessThanOrEqual(1)
  left.free = TOTAL
})

test('where not even an entry of the journal fits, what is sensitive is not told, and the rest is', async ({
  served,
  left,
  aHousehold,
}) => {
  left.free = TOTAL
  const { id } = await aHousehold()
  const cookie = await signIn(served, 'county')
  left.free = spent - 1
  const status = async (url: string) =>
    (await served.inject({ method: 'GET', url, headers: { cookie } })).statusCode
  expect(await status(`/api/households/${id}`)).toBe(507)
  expect(await status('/api/regions/450521')).toBe(200)
  const entering = await served.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: 'county' },
  })
  expect(entering.statusCode).toBe(507)
  left.free = TOTAL
  expect(await status(`/api/households/${id}`)).toBe(200)
})

test('whoever looks after the server sees it: the health of the server, and the alarms of administrators', async ({
  served,
  left,
}) => {
  left.free = TOTAL
  const cookie = await signIn(served, 'system')
  const health = async () => (await served.inject('/api/health')).json()
  const alarms = async () =>
    (await served.inject({ method: 'GET', url: '/api/alarms', headers: { cookie } }))
      .json()
      .items.filter(({ reason }: { reason: string }) => reason.startsWith('disk'))
  expect(await health()).toEqual({ status: 'ok', disk: 'ok' })
  expect(await alarms()).toEqual([])
  left.free = low - 1
  expect(await health()).toEqual({ status: 'ok', disk: 'low' })
  expect(await alarms()).toMatchObject([{ reason: 'diskLow' }])
  left.free = full - 1
  expect(await health()).toEqual({ status: 'ok', disk: 'full' })
  expect(await alarms()).toMatchObject([{ reason: 'diskFull' }])
  left.free = TOTAL
})
