/** How long somebody waits in the office app, in a real Chromium, on ten thousand persons and on many. */
import { startCluster } from '../cluster.ts'
import { startServer } from '../http/server.ts'
import { count, type Measurement, type Section, time, times } from '../measurement.ts'
import { homeOf, LARGE, onInstallation, SMALL } from '../registry/databases.ts'
import { worlds } from '../registry/worlds.ts'
import { quantile } from '../stopwatch.ts'
import { closeBrowser, type Felt, openBrowser, visit } from './visit.ts'

const MOST_SCRIPT_KB = 400

interface Registry extends Felt {
  readonly households: number
}

export const office: Section = async (options, say) => {
  const cluster = await startCluster(options.folder)
  const browser = await openBrowser()
  try {
    if (!(await cluster.has(LARGE))) await worlds(options, say)
    const registries: Registry[] = []
    for (const database of [SMALL, LARGE]) {
      const households = await onInstallation(cluster, database, async ({ db }) => {
        const { rows } = await db.pool.query<{ n: number }>('select count(*) as n from household')
        return rows[0]!.n
      })
      say(`${count(households)} households`)
      const server = await startServer(cluster.url(database), homeOf(options.folder))
      try {
        registries.push({ households, ...(await visit(browser, server, options.isQuick ? 2 : 7, say)) })
      } finally {
        await server.stop()
      }
    }
    return lines(registries[0]!, registries[1]!)
  } finally {
    await closeBrowser(browser)
    await cluster.stop()
  }
}

function lines(small: Registry, large: Registry): Measurement[] {
  const { scriptKb } = large
  return [
    {
      work: 'JavaScript that the first page needs, gzipped',
      result: `${scriptKb.toFixed(0)} kB`,
      bar: `under ${MOST_SCRIPT_KB} kB`,
      reached: scriptKb < MOST_SCRIPT_KB,
      note: 'every script that was fetched until the figures of the cockpit stood there, measured again by gzip -9',
    },
    ...[...large.waits].map(([work, taken]): Measurement => {
      const before = quantile(small.waits.get(work)!, 0.5)
      const after = quantile(taken, 0.5)
      return {
        work: `${work}, ${count(large.households)} households`,
        result: `p50 ${time(after)}, longest ${time(Math.max(...taken))}`,
        against: `${count(small.households)} households: p50 ${time(before)}`,
        ratio: times(after / before),
      }
    }),
  ]
}
