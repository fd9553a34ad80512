/** What people look at, on a registry of ten thousand persons and on a large one, through the real server. */
import { startCluster } from '../cluster.ts'
import { count, type Measurement, type Options, type Section, time, times } from '../measurement.ts'
import { homeOf, LARGE, onInstallation, SMALL } from '../registry/databases.ts'
import { worlds } from '../registry/worlds.ts'
import { type Crowd, crowd, type Felt } from './crowd.ts'
import { type Question, questionsOf } from './questions.ts'
import { type Server, startServer } from './server.ts'

export interface Visited {
  /** Of what there is much: persons, cases. */
  readonly size: number
  readonly questions: Readonly<Record<string, Question>>
  readonly felt: ReadonlyMap<string, Felt>
  readonly bare: Felt
  readonly peakMb: number
}

export const reads: Section = async (options, say) => {
  const cluster = await startCluster(options.folder)
  try {
    if (!(await cluster.has(LARGE))) await worlds(options, say)
    const visited: Visited[] = []
    for (const database of [SMALL, LARGE]) {
      const persons = await onInstallation(cluster, database, async ({ db }) => {
        const { rows } = await db.pool.query<{ n: number }>('select count(*) as n from person')
        return rows[0]!.n
      })
      say(`${count(persons)} persons`)
      const server = await startServer(cluster.url(database), homeOf(options.folder))
      try {
        visited.push({ size: persons, ...(await visit(server, await questionsOf(server), options, say)) })
      } finally {
        await server.stop()
      }
    }
    return lines(visited[0]!, visited[1]!, 'persons')
  } finally {
    await cluster.stop()
  }
}

export async function visit(
  server: Server,
  questions: Visited['questions'],
  { isQuick }: Options,
  say: (text: string) => void,
): Promise<Omit<Visited, 'size'>> {
  const users = (asked: Pick<Crowd, 'next' | 'users' | 'pause'>) =>
    crowd(server, { requests: isQuick ? 60 : 400, seconds: isQuick ? 2 : 12, ...asked })
  const bare = await users({ users: 20, next: () => ({ path: '/api/health' }) })
  const felt = new Map<string, Felt>()
  for (const [kind, question] of Object.entries(questions)) {
    const result = await users({ ...question, next: question.ask })
    say(`${kind}: p50 ${time(result.p50)}, p95 ${time(result.p95)}`)
    felt.set(kind, result)
  }
  return { questions, felt, bare, peakMb: await server.peakMb() }
}

/** Large against a route without database, and against small. */
export function lines(small: Visited, large: Visited, unit: string): Measurement[] {
  return [
    ...Object.entries(large.questions).flatMap(([kind, question]) =>
      linesOf(kind, question, small, large, unit),
    ),
    {
      work: 'peak memory of the server under all of these',
      result: `${large.peakMb} MB at ${count(large.size)} ${unit}`,
      against: `${small.peakMb} MB at ${count(small.size)}`,
      ratio: times(large.peakMb / small.peakMb),
    },
  ]
}

function linesOf(
  kind: string,
  question: Question,
  small: Visited,
  large: Visited,
  unit: string,
): Measurement[] {
  const [before, after] = [small.felt.get(kind)!, large.felt.get(kind)!]
  const { bar, figure, users } = question
  const growth = after[figure] / before[figure]
  return [
    {
      work: `${kind}${users === 1 ? '' : `, ${users} at once`}, ${count(large.size)} ${unit}`,
      result: `p50 ${time(after.p50)}, p95 ${time(after.p95)}`,
      against: `a route without database, 20 at once: p95 ${time(large.bare.p95)}`,
      ratio: times(after.p95 / large.bare.p95),
      bar: `${figure === 'p50' ? 'median' : 'p95'} under ${bar} ms`,
      reached: after[figure] < bar,
      note: `${Math.round(after.perSecond)} answers a second, ${after.requests} asked`,
    },
    {
      work: `${kind}: growth from ${count(small.size)} ${unit}`,
      result: `${figure} ${time(after[figure])}`,
      against: `${figure} ${time(before[figure])}`,
      ratio: times(growth),
      bar: 'within 2×',
      reached: growth <= 2,
    },
  ]
}
