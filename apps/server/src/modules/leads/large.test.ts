// A list of twenty thousand rows: found, sealed and stored in bounded time and memory, and a list of that size stays quick.

import { uuidv7 } from '../../platform/uuid.ts'
import { county, expect, group, test, village } from '../../testing.ts'
import { aNumber, HEADERS, uploaded } from './testing.ts'

const ROWS = 20_000

test('twenty thousand rows are a list within a minute and 200 MB, and its figures and pages come within five seconds', {
  timeout: 180_000,
}, async ({ app, api, as, db, aHousehold }) => {
  const known: string[] = []
  for (let n = 0; n < 20; n++) {
    known.push(aNumber())
    const wish = { region: group(village(1 + (n % 4))), status: 'exited', wages: null }
    await aHousehold({ ...wish, members: [{ idNumber: known[n]! }] })
  }
  const lines = Array.from({ length: ROWS }, (_, n) =>
    n < known.length
      ? [known[n]!, '', '', '住院', '6000']
      : ['', `某${n}`, village(1 + (n % 50)), '门诊', '800'],
  )
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const began = performance.now()
  const list = await uploaded(app, 'sector', [HEADERS, ...lines.map((line) => [...line])])
  clearInterval(watch)
  const took = performance.now() - began
  expect(list.figures).toMatchObject({
    rows: ROWS,
    matched: known.length,
    exited: known.length,
    unreadable: 0,
  })
  expect(took).toBeLessThan(60_000)
  expect((most - before) / 2 ** 20).toBeLessThan(200)
  console.info(
    `a list of ${ROWS} rows: ${Math.round(took)} ms, ${Math.round((most - before) / 2 ** 20)} MB more`,
  )

  // As many leads: the others become leads about the known households, as lists of years would.
  await db.pool.query(
    `insert into lead (county_code, id, list_id, kind, heard_on, line, outcome, region_code, household_id, last_id)
     select k.county_code, n.id, $1, 'schooling', k.heard_on - (n.n % 700)::int, $2 + n.n, 'matched', k.region_code, k.household_id, n.id
     from (select n, gen_random_uuid() as id from generate_series(1, 100000) n) n
     join (select *, row_number() over () as at from lead where list_id = $3 and outcome = 'matched') k on k.at = 1 + n.n % 20`,
    [list.id, ROWS + 1, list.id],
  )
  await db.pool.query('analyze lead')
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const query = { region: county }
  const times = {
    counts: await timed(() => api.countLeads({ query })),
    countsOfState: await timed(() =>
      api.countLeads({ query: { ...query, state: 'open', kind: 'schooling' } }),
    ),
    page: await timed(() => api.listLeads({ query: { ...query, state: 'open', limit: '500' } })),
    village: await timed(() => as('registrar').listLeads({ query: { region: village(1) } })),
    rows: await timed(() => api.listLeadRows({ params: { id: list.id }, query: { outcome: 'nobody' } })),
    list: await timed(() => api.getLeadList({ params: { id: list.id } })),
  }
  console.info(times)
  for (const [what, time] of Object.entries(times)) expect(time, what).toBeLessThan(5_000)
  const entry = { act: 'dismiss', text: '已逐户核实。' } as const
  const { items } = await api.listLeads({ query: { ...query, limit: '500' } })
  const body = { ...entry, leads: items.map(({ id }) => ({ id: uuidv7(), lead: id })) }
  expect(await timed(() => api.actOnLeads({ body }))).toBeLessThan(10_000)
})
