// The statements of a use case fail in turn: the connection is lost after one was carried out, which for a commit means
// that nobody knows. Nothing may be half there, and the same request again must end as if nothing had happened. Of more
// than 24 some are tried, all with LIKA_FAULTS=all.

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyFolds } from './modules/registry/index.ts'
import type { Opened } from './open.ts'
import type { Db } from './platform/db.ts'
import { withTransaction } from './platform/db.ts'
import { digestKept } from './platform/files.ts'
import { uuidv7 } from './platform/uuid.ts'
import { arm, chosenFaults, faultyDb, faultyFiles, hasFired, noFault, unhurried } from './testing/faults.ts'
import { aJpeg } from './testing/photos.ts'
import { requestOf, type Sent, sendOnce } from './testing/sent.ts'
import type { BuiltHousehold } from './testing/subjects.ts'
import { county, expect, goodHousehold, goodMembers, serverOf, signIn, test, village } from './testing.ts'

interface Scenario {
  readonly what: string
  readonly request: (households: readonly BuiltHousehold[]) => { path: string; body: Record<string, unknown> }
  /** How many households it needs. */
  readonly households: number
  /** Whose act it is; the county's unless said. */
  readonly account?: string
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
  {
    what: 'a number that is seen in full',
    households: 1,
    request: ([one]) => ({
      path: '/api/unmaskings',
      body: {
        id: uuidv7(),
        subjectKind: 'person',
        subjectId: one!.members[0],
        fact: 'idNumber',
        purpose: '核对医保',
      },
    }),
  },
  {
    what: 'a unit that is entered',
    households: 0,
    account: 'security',
    request: () => ({
      path: '/api/units',
      body: { id: uuidv7(), kind: 'office', name: `单位${++made}`, region: county, reason: day.reason },
    }),
  },
]

for (const scenario of scenarios) {
  test(`${scenario.what}: lost at any statement it is whole or not there, and sent again it ends the same`, {
    timeout: 600_000,
  }, async ({ installation, builders }) => {
    const fault = noFault()
    const opened: Opened = {
      ...installation,
      requestDb: faultyDb(installation.requestDb, fault),
      access: { ...installation.access, system: faultyDb(installation.db, fault) },
    }
    const app = await serverOf(opened)
    const cookie = await signIn(app, scenario.account ?? 'county')
    const send = async ({ path, body }: { path: string; body: object }, at: number) => {
      arm(fault, at)
      return unhurried(() => app.inject({ method: 'POST', url: path, headers: { cookie }, payload: body }))
    }
    const asked = async () => {
      const households = []
      for (let each = 0; each < scenario.households; each += 1)
        households.push(await builders.aHousehold({ members: 2 }))
      return { request: scenario.request(households), before: await sizes(installation.db) }
    }
    try {
      // The first, which nothing disturbs, shows what the whole of it is, and how many statements it has.
      const calm = await asked()
      const answer = await send(calm.request, 0)
      expect(answer.statusCode, answer.body).toBe(200)
      const statements = fault.seen
      const whole = grown(calm.before, await sizes(installation.db))
      for (const at of chosenFaults(statements, { few: 24 })) {
        const { request, before } = await asked()
        const { statusCode } = await send(request, at)
        if (!hasFired(fault)) continue
        expect(statusCode, `fault ${at}`).toBe(503)
        expect(['', whole], `fault ${at}`).toContain(grown(before, await sizes(installation.db)))
        expect((await send(request, 0)).statusCode, `again after fault ${at}`).toBe(200)
        expect(grown(before, await sizes(installation.db)), `again after fault ${at}`).toBe(whole)
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

test('a photo is kept or not there, whichever statement or call of the file system fails, and sent again it is kept', {
  timeout: 300_000,
}, async ({ installation }) => {
  const [inDatabase, onDisk] = [noFault(), noFault()]
  const filesFolder = mkdtempSync(join(tmpdir(), 'lika-photos-'))
  const uploads = mkdtempSync(join(tmpdir(), 'lika-uploads-'))
  const registry = { ...installation.registry, filesFolder, before: faultyFiles(onDisk) }
  const app = await serverOf(
    { ...installation, registry, requestDb: faultyDb(installation.requestDb, inDatabase) },
    undefined,
    uploads,
  )
  const cookie = await signIn(app, 'county')
  const sent = (bytes: Buffer): Sent => ({
    method: 'POST',
    path: '/api/evidence',
    file: { name: 'p.jpg', bytes },
  })
  const lying = () =>
    readdirSync(filesFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 2)
  try {
    for (const [fault, status] of [
      [inDatabase, 503],
      [onDisk, 507],
    ] as const) {
      let failures = 0
      for (let at = 1; ; at += 1) {
        const photo = aJpeg({ text: uuidv7() })
        const before = lying()
        arm(fault, at)
        const answer = await unhurried(() => app.inject(requestOf(cookie, sent(photo))))
        const fired = hasFired(fault)
        arm(fault, 0)
        if (!fired) {
          expect(answer.statusCode, answer.body).toBe(200)
          break
        }
        failures = at
        expect(answer.statusCode, `fault ${at}`).toBe(status)
        expect(readdirSync(uploads), `fault ${at}`).toEqual([])
        // Nothing but whole files under their names: one that nobody speaks of yet is found when it is sent again.
        for (const name of lying().filter((each) => !before.includes(each)))
          expect(name, `fault ${at}`).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}$/)
        expect((await sendOnce(app, cookie, sent(photo))).statusCode, `again after fault ${at}`).toBe(200)
        const sha256 = createHash('sha256').update(photo).digest('hex')
        expect(await digestKept(registry, sha256).catch(String)).toBe(sha256)
        const { rowCount } = await installation.db.pool.query('select from evidence_file where sha256 = $1', [
          sha256,
        ])
        expect(rowCount).toBe(1)
      }
      expect(failures).toBeGreaterThan(0)
    }
  } finally {
    await app.close()
  }
})

const TABLES = [
  'record',
  'decision',
  'household',
  'person',
  'household_snapshot',
  'person_snapshot',
  'verdict',
  'unmasking',
  'budget',
  'unit',
  'access_change',
]

async function sizes(db: Db): Promise<number[]> {
  const { rows } = await db.pool.query<Record<string, number>>(
    `select ${TABLES.map((table) => `(select ${table === 'budget' ? 'coalesce(sum(used), 0)' : 'count(*)'} from ${table}) as ${table}`).join()}`,
  )
  return TABLES.map((table) => Number(rows[0]![table]))
}

/** What was added, by table; empty when nothing was. */
function grown(before: readonly number[], after: readonly number[]): string {
  return TABLES.flatMap((table, index) =>
    after[index] === before[index] ? [] : [`${table} ${after[index]! - before[index]!}`],
  ).join()
}
