/** The same households in two tables: compiled SQL against SQL written by hand. */
import { compileSql, generateSet } from '@lika/policy'
import { onDatabase, startCluster } from '../cluster.ts'
import { atMost, count, rate, type Section, time } from '../measurement.ts'
import { WRITTEN_SQL } from '../rules/written.sql.ts'
import { medians, stopwatch } from '../stopwatch.ts'
import { ASKED_ON, makeHouseholds } from './households.ts'
import { exitStandard } from './standard.ts'
import { BINDING, fillTables } from './tables.ts'

export const judgeSql: Section = async ({ folder, households: n, isQuick }, say) => {
  const { set } = exitStandard()
  const compiled = compileSql(set, BINDING).text
  const cluster = await startCluster(folder)
  try {
    await cluster.create('judging')
    return await onDatabase(cluster.url('judging'), async ({ pool }) => {
      const client = await pool.connect()
      say(`filling two tables with ${count(n)} households`)
      const households = makeHouseholds({ count: n, unknown: 0.01 })
      const filled = await stopwatch(() => fillTables(client, households))
      const sums = inMemory(households)
      households.length = 0
      // Counted and added up in the database: sending a million rows would measure the sending.
      const judged = (sql: string) => async () => {
        const { rows } = await client.query<{ n: number; codes: string; overall: string }>(
          `select count(*) as n, sum(codes)::text as codes, sum(overall)::text as overall from (${sql}) j`,
        )
        if (rows[0]!.codes !== sums.codes || rows[0]!.overall !== sums.overall)
          throw new Error('SQL and generated JavaScript differ')
      }
      say('compiled and written SQL, in turns')
      const ms = await medians({ compiled: judged(compiled), written: judged(WRITTEN_SQL) }, isQuick ? 3 : 5)
      const { rowCount: different } = await client.query(
        `select from (${compiled}) a full join (${WRITTEN_SQL}) b using (id)
         where (a.codes, a.overall) is distinct from (b.codes, b.overall) limit 1`,
      )
      if (different !== 0) throw new Error('compiled and written SQL differ')
      client.release()
      const perSecond = (took: number) => rate((n / took) * 1000)
      return [
        {
          work: `judge ${count(n)} households in PostgreSQL, nine codes and the outcome: compiled SQL`,
          result: perSecond(ms.compiled),
          against: `written by hand: ${perSecond(ms.written)}`,
          ...atMost(ms.compiled / ms.written, 1.15),
          bar: 'at most 1.15× the time',
          note: `every household's codes equal, and equal to JavaScript's; tables filled in ${time(filled)}`,
        },
      ]
    })
  } finally {
    await cluster.stop()
  }
}

function inMemory(households: Parameters<ReturnType<typeof generateSet>['fill']>[0]) {
  const codes = new BigInt64Array(households.length)
  const overall = new Uint8Array(households.length)
  generateSet(exitStandard().set).fill(households, ASKED_ON, codes, overall)
  let sum = 0n
  for (const each of codes) sum += each
  return { codes: String(sum), overall: String(overall.reduce((total, each) => total + each, 0)) }
}
