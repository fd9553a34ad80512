/** Cases over HTTP: the inbox, counts, calendar and pages with ten thousand cases and with many, and acts on a list of 200. */
import { keepJudged } from '../../apps/server/src/background.ts'
import { onDatabase, startCluster } from '../cluster.ts'
import { count, type Measurement, type Section, time } from '../measurement.ts'
import { makeCases } from '../registry/cases.ts'
import { copyCounty, homeOf, loadCounty, onInstallation, planLarge } from '../registry/databases.ts'
import { stopwatch } from '../stopwatch.ts'
import { actOnLists } from './case-acts.ts'
import { caseQuestionsOf } from './case-questions.ts'
import { lines, type Visited, visit } from './reads.ts'
import { startServer } from './server.ts'

/** Of the registry only snapshots and verdicts are looked at where cases are: half of the disk. */
const NOT_READ = ['record', 'income_entry', 'contradiction', 'verdict_count', 'household_count']

export const cases: Section = async (options, say) => {
  const { households, copies } = planLarge(options.persons)
  const small = `lika_cases_${households}`
  const large = `lika_cases_${households}_${copies}`
  const cluster = await startCluster(options.folder)
  try {
    const made: Measurement[] = []
    if (!(await cluster.has(small))) made.push(await makeSmall())
    if (!(await cluster.has(large))) await makeLarge()
    const visited: Visited[] = []
    const acts: Measurement[] = []
    for (const database of [small, large]) {
      const { size, open } = await onInstallation(cluster, database, async ({ db }) => {
        const { rows } = await db.pool.query<{ size: number; open: number }>(
          `select count(*)::int as size, (count(*) filter (where state = 'open'))::int as open from case_file`,
        )
        return rows[0]!
      })
      say(`${count(size)} cases, ${count(open)} open`)
      const server = await startServer(cluster.url(database), homeOf(options.folder))
      try {
        visited.push({ size, ...(await visit(server, await caseQuestionsOf(server), options, say)) })
        acts.push(...(await actOnLists(server, size)))
      } finally {
        await server.stop()
      }
    }
    return [...made, ...lines(visited[0]!, visited[1]!, 'cases'), ...acts]
  } finally {
    await cluster.stop()
  }

  async function makeSmall(): Promise<Measurement> {
    say(`making a county of ${count(households)} households`)
    await cluster.create(small)
    await loadCounty(cluster, small, households)
    return onInstallation(cluster, small, async (installation) => {
      await keepJudged(installation, () => {})
      await installation.db.pool.query('select fold_counts()')
      let made = 0
      const took = await stopwatch(async () => {
        made = (await makeCases(installation)).cases
      })
      await installation.db.pool.query('vacuum analyze')
      return { work: `make ${count(made)} cases with their entries and folds, in SQL`, result: time(took) }
    })
  }

  async function makeLarge(): Promise<void> {
    await onDatabase(cluster.url('postgres'), (db) =>
      db.pool.query(`create database ${large} template ${small}`),
    )
    const took = await stopwatch(() =>
      copyCounty(
        cluster,
        large,
        copies,
        (done, total) => say(`county ${done} of ${total - 1} copied`),
        NOT_READ,
      ),
    )
    say(`copied in ${time(took)}`)
    await onDatabase(cluster.url(large), (db) => db.pool.query('vacuum analyze'))
  }
}
