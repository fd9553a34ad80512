/** What people who work on cases look at, each question with another value every time. */
import type { Question } from './questions.ts'
import { ask, enter, type Request, type Server } from './server.ts'

interface Item {
  readonly id: string
  readonly subject: { readonly name: string | null }
}

const CITY = '4505'

export async function caseQuestionsOf(server: Server): Promise<Readonly<Record<string, Question>>> {
  const [city, town] = [await enter(server, 'city'), await enter(server, 'town')]
  const { account } = await ask<{ account: { region: { code: string } } }>(server, {
    path: '/api/session',
    cookie: town,
  })
  const get = (path: string, query: Readonly<Record<string, string>>, cookie = city): Request => ({
    path: `${path}?${new URLSearchParams({ region: CITY, ...query })}`,
    cookie,
  })
  const list = (query: Readonly<Record<string, string>>, cookie = city) => get('/api/cases', query, cookie)
  const open = await walkDown(server, (query) => list({ ...query, limit: '500' }))
  const ended = await walkDown(server, (query) => list({ ...query, state: 'ended', limit: '500' }))
  const names = [...new Set(open.items.flatMap(({ subject }) => subject.name ?? []))]
  const of = <T>(values: readonly T[], n: number) => values[n % values.length]!
  const villages = await villagesOf(server, account.region.code, city)
  const asked = (bar: number, next: Question['ask'], users = 20): Question => ({
    ask: next,
    users,
    figure: users === 1 && bar === 30 ? 'p50' : 'p95',
    bar,
  })
  return {
    'inbox by what is due, whole city': asked(50, () => list({})),
    'inbox, a page deep in': asked(50, (n) => list({ cursor: of(open.cursors, n) })),
    'inbox by region': asked(50, () => list({ sort: 'region' })),
    'inbox, the newest first': asked(50, () => list({ sort: 'newest' })),
    'inbox of a step': asked(50, (n) => list({ procedure: 'householdExit', step: of(STEPS, n) })),
    'inbox, late': asked(50, () => list({ due: 'late' })),
    'inbox, due within a week': asked(50, () => list({ due: 'week' })),
    'inbox, what the city may act on': asked(50, () => list({ mine: 'yes' })),
    'inbox of a town, what its officer may act on': asked(50, () =>
      list({ region: account.region.code, mine: 'yes' }, town),
    ),
    'inbox, search by name': asked(50, (n) => list({ search: of(names, n) })),
    'ended cases, a page deep in': asked(50, (n) => list({ state: 'ended', cursor: of(ended.cursors, n) })),
    'ended look-backs of households that were not registered, of a year': asked(50, () =>
      list({ procedure: 'lookBack', state: 'ended', standing: 'unregistered', ...YEAR }),
    ),
    'counts of the city, by step, region and outcome': asked(100, () => get('/api/cases/counts', {})),
    'counts of the city, one user': asked(100, () => get('/api/cases/counts', {}), 1),
    'counts of a village': asked(100, (n) => get('/api/cases/counts', { region: of(villages, n) })),
    'shares of ended look-backs of a year (漏评, 错退)': asked(100, () =>
      get('/api/cases/ended', { procedure: 'lookBack', ...YEAR }),
    ),
    'calendar of a month, whole city': asked(100, (n) =>
      get('/api/cases/calendar', n % 2 === 0 ? MARCH : APRIL),
    ),
    'whom an exit can be opened for, a village': asked(50, (n) =>
      get('/api/cases/candidates', { region: of(villages, n), procedure: 'householdExit' }),
    ),
    'the page of a case, one user': asked(
      30,
      (n) => ({ path: `/api/cases/${of(open.items, n).id}`, cookie: city }),
      1,
    ),
  }
}

const STEPS = ['homeCheck', 'villageReview', 'secondNotice', 'announcement']
const YEAR = { endedFrom: '2016-01-01', endedTo: '2016-12-31' }
const MARCH = { from: '2017-03-01', to: '2017-03-31' }
const APRIL = { from: '2017-04-01', to: '2017-04-30' }

/** Pages of 500, ten of them. */
async function walkDown(server: Server, page: (query: { cursor?: string }) => Request) {
  const items: Item[] = []
  const cursors: string[] = []
  for (let n = 0; n < 10; n++) {
    const cursor = cursors.at(-1)
    const answer = await ask<{ items: Item[]; next?: string }>(
      server,
      page(cursor === undefined ? {} : { cursor }),
    )
    items.push(...answer.items)
    if (answer.next === undefined) break
    cursors.push(answer.next)
  }
  return { items, cursors }
}

async function villagesOf(server: Server, town: string, cookie: string): Promise<string[]> {
  const { regions } = await ask<{ regions: { region: { code: string } }[] }>(server, {
    path: `/api/cases/counts?region=${town}`,
    cookie,
  })
  return regions.map(({ region }) => region.code).filter((code) => code.length === 12)
}
