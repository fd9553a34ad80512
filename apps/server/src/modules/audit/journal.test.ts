import { randomUUID } from 'node:crypto'
import { allRoutes, type Route } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { withTransaction } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { county, describe, expect, refusalOf, send, signIn, test, town } from '../../testing.ts'

type Events = Record<string, unknown>[]
type Db = { pool: { query: (text: string, values?: unknown[]) => Promise<{ rows: Events }> } }

async function eventsOf(db: Db, requestId: unknown): Promise<Events> {
  const { rows } = await db.pool.query(
    `select kind, action, result, account, role, address, subject_kind, subject_id, region_code, purpose, detail
     from audit_event where request_id = $1 order by id`,
    [requestId],
  )
  return rows
}

const everyRoute: readonly Route[] = allRoutes
const mutating = everyRoute.filter(({ method, audit }) => method !== 'GET' && audit === undefined)
const sensitive = everyRoute.filter(({ audit }) => audit === 'read' || audit === 'export')
const guarded = everyRoute.filter(({ permission }) => permission !== 'public' && permission !== 'signedIn')

function ask(app: FastifyInstance, { method, path }: Route, cookie: string, payload?: object) {
  const url = path.replaceAll(/:\w+/g, randomUUID())
  const headers = cookie ? { cookie } : {}
  return send(app, { method, url, headers, ...(payload ? { payload } : {}) })
}

describe('who did what', { timeout: 300_000 }, () => {
  test('whatever is sent to a route that changes something leaves an event, also when it is refused', async ({
    app,
    db,
  }) => {
    const cookie = await signIn(app, 'city')
    const without: string[] = []
    for (const route of mutating) {
      // Signing out would end the session of the others.
      if (route.path.startsWith('/api/session') && route.method === 'DELETE') continue
      const answer = await ask(app, route, cookie, route.body ? {} : undefined)
      const events = await eventsOf(db, answer.headers['x-request-id'])
      const expected = answer.statusCode < 400 ? 'done' : answer.statusCode < 500 ? 'refused' : 'failed'
      if (!events.some(({ action, result }) => action === route.id && result === expected)) {
        without.push(`${route.id} ${answer.statusCode} ${JSON.stringify(events)}`)
      }
    }
    expect(without).toEqual([])
  })

  test('nobody knows who it was, yet a refusal at the door is kept', async ({ app, db }) => {
    const before = await db.pool.query(`select action from audit_event where detail->>'status' = '401'`)
    expect(before.rows).toEqual([])
    for (const route of guarded) expect((await ask(app, route, '')).statusCode).toBe(401)
    const { rows } = await db.pool.query(
      `select distinct action from audit_event where detail->>'status' = '401' and account_id is null and result = 'refused'`,
    )
    expect(rows.map(({ action }) => action).toSorted()).toEqual(guarded.map(({ id }) => id).toSorted())
  })

  test('the same refusal of nobody again and again is counted, not written each time', async ({
    app,
    db,
  }) => {
    const route = guarded.find(({ id }) => id === 'listHouseholds')!
    for (let time = 0; time < 20; time += 1) await ask(app, route, '')
    const { rows } = await db.pool.query(
      `select count(*) as count from audit_event where action = 'listHouseholds' and account_id is null`,
    )
    expect(Number(rows[0]!.count)).toBeLessThanOrEqual(2)
  })

  test('a change says who, what, where and from where, in its own transaction', async ({
    app,
    db,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    const cookie = await signIn(app, 'town')
    const record = {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-30',
      facts: { waterMinutes: 30 },
    }
    const answer = await send(app, {
      method: 'POST',
      url: '/api/records',
      headers: { cookie },
      payload: record,
    })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    expect(await eventsOf(db, answer.headers['x-request-id'])).toEqual([
      expect.objectContaining({
        kind: 'change',
        action: 'appendRecord',
        result: 'done',
        account: 'town',
        role: 'townshipOfficer',
        address: '127.0.0.1',
        subject_kind: 'household',
        subject_id: id,
        region_code: expect.stringMatching(new RegExp(`^${town}`)),
      }),
    ])
    const { rows } = await db.pool.query(
      `select (select written_in from record where id = $1) = (select written_in from audit_event where request_id = $2) as together`,
      [record.id, answer.headers['x-request-id']],
    )
    expect(rows).toEqual([{ together: true }])
  })

  test('every reading of what is sensitive is kept, with its filters but without what was searched for', async ({
    app,
    db,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    const cookie = await signIn(app, 'county')
    const get = (url: string) => send(app, { method: 'GET', url, headers: { cookie } })
    const page = await get(`/api/households/${id}`)
    expect(await eventsOf(db, page.headers['x-request-id'])).toEqual([
      expect.objectContaining({
        kind: 'read',
        action: 'getHousehold',
        subject_kind: 'household',
        subject_id: id,
      }),
    ])
    const list = await get(
      `/api/households?region=${town}&status=poor&search=${encodeURIComponent('王小明')}`,
    )
    expect(list.statusCode, list.body).toBe(200)
    const [event] = await eventsOf(db, list.headers['x-request-id'])
    expect(event).toMatchObject({
      kind: 'read',
      region_code: town,
      detail: { filters: { region: town, status: 'poor', search: '…' } },
    })
    const payload = { text: '11010519491231002X', region: town }
    const number = await send(app, { method: 'POST', url: '/api/search', headers: { cookie }, payload })
    const found = await eventsOf(db, number.headers['x-request-id'])
    expect(found).toMatchObject([{ detail: { by: 'idNumber' } }])
    // In an address it is refused, and the refusal does not keep it either.
    const inAddress = await get(`/api/households?region=${town}&search=11010519491231002X`)
    expect(inAddress.statusCode).toBe(400)
    const refused = await eventsOf(db, inAddress.headers['x-request-id'])
    expect(JSON.stringify([found, refused, inAddress.body])).not.toContain('1101051949')
  })

  test('the routes that answer households one by one, files and lists of persons are declared as sensitive', () => {
    expect(sensitive.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'getHousehold',
        'listHouseholds',
        'listTimeline',
        'listDuplicates',
        'downloadEvidence',
        'exportHouseholds',
        'exportVillages',
        'listImportRows',
      ]),
    )
  })

  test('trying something out is kept as a reading, not as a change', async ({ app, db }) => {
    const cookie = await signIn(app, 'county')
    const answer = await send(app, {
      method: 'POST',
      url: '/api/simulations',
      headers: { cookie },
      payload: { region: county, set: 'household-exit', parameters: { povertyLine: '4000' } },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(await eventsOf(db, answer.headers['x-request-id'])).toMatchObject([
      { kind: 'read', action: 'simulate', result: 'done', region_code: county },
    ])
  })

  test('somebody else’s household looks as if it were not there, and the attempt is kept', async ({
    as,
    db,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    const refusal = await refusalOf(as('otherTown').getHousehold({ params: { id } }))
    expect(refusal.status).toBe(404)
    expect(await eventsOf(db, refusal.requestId)).toEqual([
      expect.objectContaining({
        kind: 'read',
        action: 'getHousehold',
        result: 'refused',
        account: 'otherTown',
        subject_id: id,
      }),
    ])
  })

  test('a number that was unmasked is kept with its purpose', async ({ app, db, aHousehold }) => {
    const { id } = await aHousehold({ members: 2 })
    const cookie = await signIn(app, 'county')
    const payload = {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      fact: 'bankAccount',
      purpose: '核对账号 6222021234567890123',
    }
    const answer = await send(app, { method: 'POST', url: '/api/unmaskings', headers: { cookie }, payload })
    const events = await eventsOf(db, answer.headers['x-request-id'])
    expect(events, answer.body).toMatchObject([
      {
        action: 'unmaskFact',
        purpose: '核对账号 [removed]',
        subject_id: id,
        detail: { fact: 'bankAccount' },
      },
    ])
  })
})

describe('nothing is done that cannot be written down', () => {
  const context = {
    requestId: 'a request',
    routeId: 'appendRecord',
    method: 'POST',
    address: '127.0.0.1',
    actor: undefined,
    token: undefined,
  }

  test('a change whose event is refused by the database is not made, and a reading is not answered', async ({
    app,
    db,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    const cookie = await signIn(app, 'county')
    const record = {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-30',
      facts: { waterMinutes: 40 },
    }
    await db.pool.query(`alter table audit_event add constraint audit_event_full check (false) not valid`)
    const write = await send(app, {
      method: 'POST',
      url: '/api/records',
      headers: { cookie },
      payload: record,
    })
    const read = await send(app, { method: 'GET', url: `/api/households/${id}`, headers: { cookie } })
    await db.pool.query('alter table audit_event drop constraint audit_event_full')
    expect([write.statusCode, read.statusCode]).toEqual([500, 500])
    expect(read.body).not.toContain('members')
    const { rows } = await db.pool.query('select from record where id = $1', [record.id])
    expect(rows).toEqual([])
    const again = await send(app, {
      method: 'POST',
      url: '/api/records',
      headers: { cookie },
      payload: record,
    })
    expect(again.statusCode, again.body).toBeLessThan(300)
  })

  test('a transaction that ends before its commit leaves neither the change nor the event', async ({
    db,
  }) => {
    const setting = `killed ${uuidv7()}`
    const killed = inRequest({ ...context, requestId: setting }, () =>
      withTransaction(db, async (tx) => {
        await tx.client.query(`insert into setting (key, value) values ($1, '{}')`, [setting])
        await tx.client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
      }),
    )
    await expect(killed).rejects.toThrow()
    const { rows } = await db.pool.query(
      `select (select count(*)::int from setting where key = $1) as changes, (select count(*)::int from audit_event where request_id = $1) as events`,
      [setting],
    )
    expect(rows).toEqual([{ changes: 0, events: 0 }])
  })

  test('the journal is only appended to, and requests cannot write for others', async ({
    db,
    installation,
  }) => {
    for (const statement of [
      `update audit_event set result = 'done'`,
      'delete from audit_event',
      'truncate audit_event',
    ]) {
      await expect(db.pool.query(statement)).rejects.toThrow('only appended to')
      await expect(installation.requestDb.pool.query(statement)).rejects.toThrow('permission denied')
    }
    const forged = `insert into audit_event (kind, action, result, account_id) values ('read', 'x', 'done', gen_random_uuid())`
    await expect(installation.requestDb.pool.query(forged)).rejects.toThrow('row-level security')
  })
})

test('a transaction that has written nothing leaves no event', async ({ db }) => {
  const requestId = uuidv7()
  await inRequest(
    {
      requestId,
      routeId: 'previewOperation',
      method: 'POST',
      address: '',
      actor: undefined,
      token: undefined,
    },
    () => withTransaction(db, (tx) => tx.client.query('select 1')),
  )
  expect(await eventsOf(db, requestId)).toEqual([])
})
