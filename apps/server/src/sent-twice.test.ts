// The same write, sent twenty times at once, sent again after its answer was cut off, and sent with another body.

import { createHash } from 'node:crypto'
import { uuidv7 } from './platform/uuid.ts'
import { cutAnswer, sendOnce, sendTwenty } from './testing/sent.ts'
import type { BuiltHousehold } from './testing/subjects.ts'
import { expect, goodHousehold, goodMembers, signIn, test, village } from './testing.ts'

interface Write {
  readonly what: string
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: Record<string, unknown>
  /** Another body under the same id. */
  readonly other: Record<string, unknown>
  /** How many rows it made. */
  readonly rows: string
}

let number = 0

function writes(household: BuiltHousehold): Write[] {
  const id = () => uuidv7()
  const record = id()
  const registered = id()
  const member = id()
  const operation = id()
  const group = id()
  const view = id()
  number += 1
  const facts = { name: '赵春', ...goodMembers(1)[0] }
  return [
    {
      what: 'a record',
      method: 'POST',
      path: '/api/records',
      body: {
        id: record,
        subjectKind: 'household',
        subjectId: household.id,
        observedOn: '2017-03-30',
        facts: { waterMinutes: 12 },
      },
      other: { facts: { waterMinutes: 13 } },
      rows: `select count(*) as n from record where id = '${record}'`,
    },
    {
      what: 'a household',
      method: 'POST',
      path: '/api/households',
      body: {
        id: registered,
        number: `TW${number}`,
        region: village(1),
        observedOn: '2017-03-30',
        facts: goodHousehold,
        members: [{ id: id(), facts }],
      },
      other: { facts: { ...goodHousehold, waterMinutes: 44 } },
      rows: `select count(*) as n from household where id = '${registered}'`,
    },
    {
      what: 'a member',
      method: 'POST',
      path: `/api/households/${household.id}/members`,
      body: {
        id: member,
        observedOn: '2017-03-30',
        reason: '出生',
        facts: { ...goodMembers(3)[2], name: '赵小' },
      },
      other: { facts: { ...goodMembers(3)[2], name: '赵大' } },
      rows: `select count(*) as n from person where id = '${member}'`,
    },
    {
      what: 'a move',
      method: 'POST',
      path: '/api/operations',
      body: {
        id: operation,
        kind: 'moveHousehold',
        effectiveOn: '2017-03-30',
        reason: '搬迁',
        householdId: household.id,
        toRegion: village(2),
      },
      other: { toRegion: village(3) },
      rows: `select count(*) as n from record where operation_id = '${operation}' and subject_kind = 'household'`,
    },
    {
      what: 'a village group',
      method: 'POST',
      path: '/api/regions/groups',
      body: { id: group, village: village(40), name: `新组${number}` },
      other: { name: `另组${number}` },
      rows: `select count(*) as n from region where name = '新组${number}'`,
    },
    {
      what: 'a saved view',
      method: 'PUT',
      path: `/api/views/${view}`,
      body: { page: 'households', name: `缺水${number}`, search: {}, shared: false },
      other: {},
      rows: `select count(*) as n from saved_view where id = '${view}'`,
    },
  ]
}

test('twenty at once are one row, and all that are answered are answered alike; another body is refused', {
  timeout: 300_000,
}, async ({ app, db, aHousehold }) => {
  const cookie = await signIn(app, 'county')
  for (const write of writes(await aHousehold())) {
    const taken = await sendTwenty(app, cookie, write)
    expect([...new Set(taken.map(({ statusCode }) => statusCode))], write.what).toEqual([200])
    expect((await db.pool.query(write.rows)).rows[0].n, write.what).toBe(1)
    if (Object.keys(write.other).length === 0) continue
    const other = await sendOnce(app, cookie, { ...write, body: { ...write.body, ...write.other } })
    expect(other.statusCode, `${write.what} with another body`).toBe(409)
  }
})

test('a write whose answer was cut off is answered when it is sent again, and is there once', {
  timeout: 300_000,
}, async ({ app, db, aHousehold }) => {
  const cookie = await signIn(app, 'county')
  const built = await aHousehold()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  for (const write of writes(built)) {
    await cutAnswer(port, cookie, write)
    const again = await sendOnce(app, cookie, write)
    expect(again.statusCode, write.what).toBe(200)
    expect((await db.pool.query(write.rows)).rows[0].n, write.what).toBe(1)
  }
})

test('evidence sent twice at once is one file', async ({ app, db }) => {
  const cookie = await signIn(app, 'county')
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const file = { name: 'p.png', bytes: photo }
  const taken = await sendTwenty(app, cookie, { method: 'POST', path: '/api/evidence', file })
  expect([...new Set(taken.map(({ statusCode }) => statusCode))]).toEqual([200])
  const sha256 = createHash('sha256').update(photo).digest('hex')
  const { rows } = await db.pool.query('select count(*) as n from evidence_file where sha256 = $1', [sha256])
  expect(rows[0].n).toBe(1)
})
