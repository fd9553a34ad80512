/** The questions of the office app, each with another value every time, so that no page is simply remembered. */
import { ask, enter, type Request, type Server } from './server.ts'

export interface Question {
  readonly ask: (n: number) => Request
  readonly users: number
  readonly pause?: number
  /** What the bar is about, and its milliseconds. */
  readonly figure: 'p50' | 'p95'
  readonly bar: number
}

interface Row {
  readonly id: string
  readonly number: string
  readonly headName: string | null
}

export async function questionsOf(server: Server): Promise<Readonly<Record<string, Question>>> {
  const city = await enter(server, 'city')
  const town = await enter(server, 'town')
  const { account } = await ask<{ account: { region: { code: string } } }>(server, {
    path: '/api/session',
    cookie: town,
  })
  const list = (query: Readonly<Record<string, string>>, cookie = city): Request => ({
    path: `/api/households?${new URLSearchParams({ region: '4505', ...query })}`,
    cookie,
  })
  const facets = (query: Readonly<Record<string, string>>): Request => ({
    path: `/api/households/facets?${new URLSearchParams({ region: '4505', ...query })}`,
    cookie: city,
  })
  const rows: Row[] = []
  const cursors: string[] = []
  for (let page = 0, cursor: string | undefined; page < 10; page++) {
    const answer = await ask<{ items: Row[]; next?: string }>(
      server,
      list({ limit: '200', ...(cursor === undefined ? {} : { cursor }) }),
    )
    rows.push(...answer.items)
    cursor = answer.next
    if (cursor === undefined) break
    cursors.push(cursor)
  }
  const of = <T>(values: readonly T[], n: number) => values[n % values.length]!
  const names = [...new Set(rows.flatMap(({ headName }) => headName ?? []))]
  const initials = ['wgh', 'lxm', 'cjh', 'zh', 'hmy', 'lj', 'ywf', 'cxl']
  const summary: Request = { path: '/api/summary?region=4505', cookie: city }
  const crowd = (bar: number, next: Question['ask']): Question => ({
    ask: next,
    users: 20,
    figure: 'p95',
    bar,
  })
  const kinds: Readonly<Record<string, Question>> = {
    'first page of the list, whole city': crowd(50, () => list({})),
    'a page far down': crowd(50, (n) => list({ cursor: of(cursors, n) })),
    'households expected to exit': crowd(50, () => list({ status: 'expected' })),
    'households with unsafe water (a criterion unmet)': crowd(50, () =>
      list({ criterion: 'water', outcome: 'unmet' }),
    ),
    'households in dangerous houses (an indicator)': crowd(50, () =>
      list({ indicator: 'dangerousHousesRegistered' }),
    ),
    'search by name': crowd(50, (n) => list({ search: of(names, n) })),
    'search by pinyin initials': crowd(50, (n) => list({ search: of(initials, n) })),
    'search by household number': crowd(50, (n) => list({ search: of(rows, n).number })),
    'first page of a town, as its officer': crowd(50, () => list({ region: account.region.code }, town)),
    'facets of the list, a status chosen: total, regions, statuses': crowd(100, () =>
      facets({ status: 'expected', facets: 'total,region,status' }),
    ),
    'facets of the list, a criterion chosen: causes, criteria': crowd(100, () =>
      facets({ criteria: 'water.unmet', facets: 'cause,outcome,criteria' }),
    ),
    'cockpit of the city': crowd(100, () => summary),
    'cockpit of the city, one user': { ask: () => summary, users: 1, figure: 'p95', bar: 100 },
    'counties of the city with their outcomes': crowd(100, () => ({
      path: '/api/summary/sub-regions?region=4505',
      cookie: city,
    })),
    'the page of a household, one user': {
      ask: (n) => ({ path: `/api/households/${of(rows, n).id}`, cookie: city }),
      users: 1,
      figure: 'p50',
      bar: 30,
    },
  }
  const lists = Object.values(kinds).filter(({ bar }) => bar === 50)
  return {
    ...kinds,
    'all lists and searches mixed, a second between questions': {
      ...crowd(50, (n) => of(lists, n).ask(n)),
      pause: 1,
    },
  }
}
