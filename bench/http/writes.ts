/** A record through the API, verdict and village included, against bare inserts of the same row. Every commit waits for the disk. */
import pg from 'pg'
import { uuidv7 } from '../../apps/server/src/platform/uuid.ts'
import { startCluster } from '../cluster.ts'
import { count, type Measurement, type Options, rate, type Section, time, times } from '../measurement.ts'
import { homeOf, LARGE, onInstallation, SMALL } from '../registry/databases.ts'
import { worlds } from '../registry/worlds.ts'
import { crowd, type Felt } from './crowd.ts'
import { enter, type Request, startServer } from './server.ts'

const WRITERS = 16

interface Written {
  readonly persons: number
  readonly alone: Felt
  readonly together: Felt
  readonly bare: number
}

export const writes: Section = async (options, say) => {
  const cluster = await startCluster(options.folder)
  try {
    if (!(await cluster.has(LARGE))) await worlds(options, say)
    const results: Written[] = []
    for (const database of [SMALL, LARGE]) {
      const { persons, subjects } = await onInstallation(cluster, database, async ({ db }) => {
        const { rows } = await db.pool.query<{ n: number }>('select count(*) as n from person')
        return { persons: rows[0]!.n, subjects: await chooseSubjects(db.pool) }
      })
      say(`${count(persons)} persons`)
      const url = cluster.url(database)
      const server = await startServer(url, homeOf(options.folder))
      try {
        const cookie = await enter(server, 'city')
        const next = (n: number) => recordOf(subjects[n % subjects.length]!, n, cookie)
        const seconds = options.isQuick ? 3 : 15
        const alone = await crowd(server, { users: 1, requests: options.isQuick ? 30 : 200, seconds, next })
        // The same bare inserts before and after, since the disk is shared with others.
        const before = await bareInserts(url, subjects, options)
        const together = await crowd(server, {
          users: WRITERS,
          requests: options.isQuick ? 200 : 3_000,
          seconds,
          next: (n) => next(n + 1000),
        })
        const after = await bareInserts(url, subjects, options)
        results.push({ persons, alone, together, bare: (before + after) / 2 })
      } finally {
        await server.stop()
      }
    }
    return results.flatMap(lines)
  } finally {
    await cluster.stop()
  }
}

interface Subject {
  readonly id: string
  readonly county: string
  readonly region: string
}

/** Households of as many villages as there are, so that writers seldom meet in one. */
async function chooseSubjects(runner: Pick<pg.Pool, 'query'>): Promise<Subject[]> {
  const { rows } = await runner.query<Subject>(
    `select household_id as id, county_code as county, region_code as region from household_snapshot
     where valid_to = 'infinity' and ended_because is null order by md5(household_id::text) limit 4000`,
  )
  return rows
}

function recordOf({ id }: Subject, n: number, cookie: string): Request {
  return {
    path: '/api/records',
    method: 'POST',
    cookie,
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-31',
      facts: { waterMinutes: n % 2 === 0 ? 5 : 45 },
    },
  }
}

/** Rows a second that sixteen connections insert, one row a commit, into a table like the journal's. */
async function bareInserts(url: string, subjects: readonly Subject[], { isQuick }: Options): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  try {
    await clients[0]!.query('drop table if exists bench_record')
    await clients[0]!.query('create table bench_record (like record including all)')
    const settings = await clients[0]!.query(
      `select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') as on`,
    )
    if (settings.rows[0].on !== 'ononon') throw new Error('the bare inserts would not wait for the disk')
    const until = performance.now() + (isQuick ? 1_500 : 6_000)
    const began = performance.now()
    let n = 0
    await Promise.all(
      clients.map(async (client) => {
        while (performance.now() < until) {
          const { county, id, region } = subjects[n++ % subjects.length]!
          await client.query({
            name: 'insert',
            text: `insert into bench_record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts)
              values ($1, $2, 'household', $3, $4, '2017-03-31', now(), $3, 'form', $5)`,
            values: [county, uuidv7(), id, region, { waterMinutes: 5 }],
          })
        }
      }),
    )
    const perSecond = (n / (performance.now() - began)) * 1000
    await clients[0]!.query('drop table bench_record')
    return perSecond
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

function lines({ persons, alone, together, bare }: Written): Measurement[] {
  const share = together.perSecond / bare
  return [
    {
      work: `write one record with its verdict, one writer, ${count(persons)} persons`,
      result: `p50 ${time(alone.p50)}, p95 ${time(alone.p95)}`,
      bar: 'median under 10 ms',
      reached: alone.p50 < 10,
      note: 'over HTTP, until the answer with household and village judged is there',
    },
    {
      work: `the same with ${WRITERS} writers, ${count(persons)} persons`,
      result: `${rate(together.perSecond)}, p95 ${time(together.p95)}`,
      against: `bare single-row inserts by ${WRITERS} connections: ${rate(bare)}`,
      ratio: times(share),
      bar: 'at least 0.4×',
      reached: share >= 0.4,
    },
  ]
}
