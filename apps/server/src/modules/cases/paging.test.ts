// A list is read page by page, whatever it is sorted by and whether or not anything is due.
import { withTransaction } from '../../platform/db.ts'
import { county, expect, group, town, village } from '../../testing.ts'
import { open, test } from './testing.ts'
import { verifyCaseCounts } from './verify-counts.ts'

test('pages of cases that nothing is due for follow one another, each case on one of them', async ({
  as,
  aHousehold,
}) => {
  const region = group(village(1))
  const subjects = await Promise.all(Array.from({ length: 5 }, async () => (await aHousehold({ region })).id))
  const opened = await open(as('registrar'), 'lookBack', subjects)
  for (const sort of ['due', 'region', 'newest'] as const) {
    const seen: string[] = []
    for (let cursor: string | undefined, pages = 0; pages < 4; pages++) {
      const query = { region: county, procedure: 'lookBack', sort, limit: '2' }
      const { items, next } = await as('county').listCases({ query: cursor ? { ...query, cursor } : query })
      seen.push(...items.map(({ id }) => id))
      cursor = next
      if (next === undefined) break
    }
    expect(seen.toSorted(), sort).toEqual(opened.toSorted())
    expect(new Set(seen).size).toBe(5)
  }
})

test('the counts that are kept are those of the lists, before they are folded and after', async ({
  as,
  aHousehold,
  installation: { db },
}) => {
  const places = [group(village(2)), group(village(3), 1), group(village(3), 2)]
  const subjects = await Promise.all(places.map(async (region) => (await aHousehold({ region })).id))
  await open(as('town'), 'lookBack', subjects)
  for (const isFolded of [false, true]) {
    if (isFolded) await db.pool.query('select fold_counts()')
    for (const region of [county, town, village(3), group(village(3), 2)]) {
      const { items } = await as('county').listCases({ query: { region, limit: '500' } })
      const counts = await as('county').countCases({ query: { region } })
      expect(counts.open, region).toBe(items.length)
      expect(counts.regions.reduce((sum, each) => sum + each.open, 0)).toBe(items.length)
      expect(counts.steps.reduce((sum, { open: n }) => sum + n, 0)).toBe(items.length)
      const mine = await as('town').countCases({ query: { region: region === county ? town : region } })
      const acting = await as('town').listCases({
        query: { region: region === county ? town : region, mine: 'yes', limit: '500' },
      })
      expect(mine.mine, region).toBe(acting.items.length)
    }
  }
  expect(await withTransaction(db, verifyCaseCounts)).toMatchObject([{ missing: 0, extra: 0 }])
  await db.pool.query('update case_count set cases = cases + 1 where level = 6')
  expect(await withTransaction(db, verifyCaseCounts)).not.toMatchObject([{ missing: 0 }])
  await db.pool.query('update case_count set cases = cases - 1 where level = 6')
})
