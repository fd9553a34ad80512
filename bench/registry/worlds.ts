/** Makes the registries and judges everybody in them, timed. The later sections use what it leaves. */
import { keepJudged } from '../../apps/server/src/background.ts'
import type { Installation } from '../../apps/server/src/compose.ts'
import { type Cluster, onDatabase, startCluster } from '../cluster.ts'
import { count, type Measurement, rate, type Section, time, times } from '../measurement.ts'
import { stopwatch } from '../stopwatch.ts'
import {
  copyCounty,
  LARGE,
  loadCounty,
  onInstallation,
  planLarge,
  SMALL,
  SMALL_HOUSEHOLDS,
} from './databases.ts'

export const worlds: Section = async (options, say) => {
  const cluster = await startCluster(options.folder)
  try {
    const measurements: Measurement[] = []
    if (!(await cluster.has(SMALL))) {
      measurements.push(await loading(cluster, SMALL, SMALL_HOUSEHOLDS, say))
    }
    if (!(await cluster.has(LARGE))) {
      const { households, copies } = planLarge(options.persons)
      if (households === SMALL_HOUSEHOLDS) await cloneSmall(cluster)
      else measurements.push(await loading(cluster, LARGE, households, say))
      const took = await stopwatch(() =>
        copyCounty(cluster, LARGE, copies, (done, total) => say(`county ${done} of ${total - 1} copied`)),
      )
      say(`copied in ${time(took)}`)
    }
    const small = await judging(cluster, SMALL, say)
    const large = await judging(cluster, LARGE, say)
    return [...measurements, ...judgingLines(small, large)]
  } finally {
    await cluster.stop()
  }
}

async function loading(
  cluster: Cluster,
  database: string,
  households: number,
  say: (text: string) => void,
): Promise<Measurement> {
  say(`making a county of ${count(households)} households`)
  await cluster.create(database)
  let persons = 0
  const took = await stopwatch(async () => {
    persons = (await loadCounty(cluster, database, households)).persons
  })
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  return {
    work: `make a county of ${count(persons)} persons: journals by COPY, and their fold`,
    result: time(took),
    note: `${rate((persons / took) * 1000)} persons; peak memory of the process until then ${peak} MB`,
  }
}

async function cloneSmall(cluster: Cluster): Promise<void> {
  await onDatabase(cluster.url('postgres'), (db) =>
    db.pool.query(`create database ${LARGE} template ${SMALL}`),
  )
}

interface Judged {
  readonly households: number
  readonly persons: number
  readonly verdicts: number
  readonly first: number
  readonly again: number
}

/** As the server does it when a day begins or a pack changes. */
async function judging(cluster: Cluster, database: string, say: (text: string) => void): Promise<Judged> {
  return onInstallation(cluster, database, async (installation) => {
    const { pool } = installation.db
    const { rows } = await pool.query<{ households: number; persons: number }>(
      'select (select count(*) from household) as households, (select count(*) from person) as persons',
    )
    await pool.query('delete from verdict')
    await pool.query('truncate verdict_count, verdict_change')
    say(`judging ${count(rows[0]!.households)} households and their members`)
    const first = await judgeAll(installation)
    await pool.query('select fold_counts()')
    await pool.query('vacuum analyze verdict, verdict_count')
    const again = await judgeAll(installation)
    const { rows: judged } = await pool.query<{ n: number }>('select count(*) as n from verdict')
    return { ...rows[0]!, verdicts: judged[0]!.n, first, again }
  })
}

async function judgeAll(installation: Installation): Promise<number> {
  await installation.db.pool.query(`delete from setting where key = 'judged'`)
  return stopwatch(() => keepJudged(installation, () => {}))
}

function judgingLines(small: Judged, large: Judged): Measurement[] {
  const each = ({ households }: Judged, took: number) => took / households
  const line = (work: string, key: 'first' | 'again'): Measurement => ({
    work: `${work}, ${count(large.households)} households, ${count(large.verdicts)} verdicts of all sets`,
    result: `${time(large[key])}, ${rate((large.households / large[key]) * 1000)} households`,
    against: `${count(small.households)} households: ${rate((small.households / small[key]) * 1000)}`,
    ratio: times(each(large, large[key]) / each(small, small[key])),
    note: 'time a household, large against small; in one transaction, with the counts kept',
  })
  return [
    line('judge a whole registry for the first time (judgeRegion)', 'first'),
    line('judge it again, nothing changed (a new day, a new pack)', 'again'),
  ]
}
