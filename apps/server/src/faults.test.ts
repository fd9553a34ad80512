// Every statement of a use case fails once: the connection is lost after it was carried out, which for a commit means
// that nobody knows. Nothing may be half there, and the same request again must end as if nothing had happened.

import { verifyFolds } from './modules/registry/index.ts'
import type { Opened } from './open.ts'
import type { Db } from './platform/db.ts'
import { withTransaction } from './platform/db.ts'
import { uuidv7 } from './platform/uuid.ts'
import type { BuiltHousehold } from './testing/subjects.ts'
import { expect, goodHousehold, goodMembers, serverOf, signIn, test, village } from './testing.ts'

/** Counts statements, and loses the connection after the nth. */
interface Fault {
  at: number
  seen: number
}

function countdown(fault: Fault): void {
  fault.seen += 1
  if (fault.seen === fault.at) throw new Error('Connection terminated unexpectedly: a fault of the test')
}

/** The database, with the fault between it and whoever asks. */
function faulty(db: Db, fault: Fault): Db {
  const lend = async () => {
    const client = await db.lend()
    return new Proxy(client, {
      get: (of, key) => {
        const value = Reflect.get(of, key)
        if (key !== 'query') return typeof value === 'function' ? value.bind(of) : value
        return async (...args: unknown[]) => {
          const answer = await (of.query as (...args: unknown[]) => Promise<unknown>)(...args)
          countdown(fault)
          return answer
        }
      },
    })
  }
  return Object.assign(Object.create(db) as Db, { lend })
}

interface Scenario {
  readonly what: string
  readonly request: (households: readonly BuiltHousehold[]) => { path: string; body: Record<string, unknown> }
  /** How many households it needs. */
  readonly households: number
}

const day = { effectiveOn: '2017-03-30', reason: '测试' }
let made = 0

const scenarios: readonly Scenario[] = [
  {
    what: 'a record',
    households: 1,
    request: ([one]) => ({
      path: '/api/records',
      body: {
        id: uuidv7(),
        subjectKind: 'household',
        subjectId: one!.id,
        observedOn: '2017-03-30',
        facts: { waterMinutes: 31 },
      },
    }),
  },
  {
    what: 'a household that is registered',
    households: 0,
    request: () => ({
      path: '/api/households',
      body: {
        id: uuidv7(),
        number: `FAULT${++made}`,
        region: village(1),
        observedOn: '2017-03-30',
        facts: goodHousehold,
        members: goodMembers(2).map((facts, index) => ({
          id: uuidv7(),
          facts: { ...facts, name: `赵${index}` },
        })),
      },
    }),
  },
  {
    what: 'a household that is split',
    households: 1,
    request: ([one]) => ({
      path: '/api/operations',
      body: {
        id: uuidv7(),
        kind: 'splitHousehold',
        ...day,
        householdId: one!.id,
        newHouseholdId: uuidv7(),
        newNumber: `SPLIT${++made}`,
        members: [{ personId: one!.members[1], relation: 'head' }],
      },
    }),
  },
  {
    what: 'two households that are merged',
    households: 2,
    request: ([one, two]) => ({
      path: '/api/operations',
      body: {
        id: uuidv7(),
        kind: 'mergeHouseholds',
        ...day,
        fromId: one!.id,
        intoId: two!.id,
        members: one!.members.map((personId) => ({ personId, relation: 'other' })),
      },
    }),
  },
  {
    what: 'a household that moves',
    households: 1,
    request: ([one]) => ({
      path: '/api/operations',
      body: { id: uuidv7(), kind: 'moveHousehold', ...day, householdId: one!.id, toRegion: village(5) },
    }),
  },
]

const MOST = 200

for (const scenario of scenarios) {
  test(`${scenario.what}: lost at any statement it is whole or not there, and sent again it ends the same`, {
    timeout: 600_000,
  }, async ({ installation, builders }) => {
    const fault: Fault = { at: 0, seen: 0 }
    const opened: Opened = { ...installation, requestDb: faulty(installation.requestDb, fault) }
    const app = await serverOf(opened)
    const cookie = await signIn(app, 'county')
    const send = ({ path, body }: { path: string; body: object }) =>
      app.inject({ method: 'POST', url: path, headers: { cookie }, payload: body })
    try {
      let whole: string | undefined
      for (let at = 0; at <= MOST; at += 1) {
        const households = []
        for (let each = 0; each < scenario.households; each += 1)
          households.push(await builders.aHousehold({ members: 2 }))
        const request = scenario.request(households)
        const before = await sizes(installation.db)
        Object.assign(fault, { at, seen: 0 })
        const answer = await send(request)
        const hasFired = at > 0 && fault.seen >= at
        fault.at = 0
        // The first run shows what the whole of it is.
        if (at === 0) {
          expect(answer.statusCode, answer.body).toBe(200)
          whole = grown(before, await sizes(installation.db))
          continue
        }
        if (!hasFired) {
          expect(answer.statusCode, answer.body).toBe(200)
          break
        }
        expect(answer.statusCode, `fault ${at}`).toBe(503)
        expect(['', whole], `fault ${at}`).toContain(grown(before, await sizes(installation.db)))
        expect((await send(request)).statusCode, `again after fault ${at}`).toBe(200)
        expect(grown(before, await sizes(installation.db)), `again after fault ${at}`).toBe(whole)
        expect(at, 'statements without an end').toBeLessThan(MOST)
      }
      const differences = await withTransaction(installation.db, (tx) =>
        verifyFolds(tx, installation.policies.catalogue, () => {}),
      )
      expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
    } finally {
      await app.close()
    }
  })
}

const TABLES = [
  'record',
  'decision',
  'household',
  'person',
  'household_snapshot',
  'person_snapshot',
  'verdict',
]

async function sizes(db: Db): Promise<number[]> {
  const { rows } = await db.pool.query<Record<string, number>>(
    `select ${TABLES.map((table) => `(select count(*) from ${table}) as ${table}`).join()}`,
  )
  return TABLES.map((table) => Number(rows[0]![table]))
}

/** What was added, by table; empty when nothing was. */
function grown(before: readonly number[], after: readonly number[]): string {
  return TABLES.flatMap((table, index) =>
    after[index] === before[index] ? [] : [`${table} ${after[index]! - before[index]!}`],
  ).join()
}
