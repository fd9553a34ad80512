import type { HouseholdFacets } from '@lika/contract'
import {
  type Api,
  test as base,
  describe,
  expect,
  group,
  idNumberOf,
  otherTown,
  refusalOf,
  town,
} from '../../../testing.ts'

type Query = NonNullable<Parameters<Api['getHouseholdFacets']>[0]>['query']

/** Two villages of one town: households that differ by status, cause, water and income. */
const test = base.extend('place', { scope: 'file' }, async ({ aVillage, aHousehold }) => {
  const near = await aVillage({ status: 'expected' })
  const far = await aVillage({ status: 'expected' })
  const wishes = [
    { region: group(near.code), number: 'F1', waterMinutes: 50, drinkingWaterSafe: false, cause: 'illness' },
    { region: group(near.code), number: 'F2', waterMinutes: null, cause: 'schooling', status: 'expected' },
    { region: group(near.code), number: 'F3', cause: 'illness', status: 'expected' },
    { region: group(far.code), number: 'F4', wages: '100', cause: 'illness' },
    {
      region: group(far.code),
      number: 'F5',
      waterMinutes: 50,
      drinkingWaterSafe: false,
      wages: '100',
      status: 'expected',
      cause: 'disability',
    },
  ]
  for (const [index, wish] of wishes.entries()) {
    await aHousehold({ members: [{ name: `户主${index}`, idNumber: idNumberOf(720 + index) }], ...wish })
  }
  return { near: near.code, far: far.code, town: near.code.slice(0, 9) }
})

const counts = ({ facets }: HouseholdFacets, name: string) =>
  Object.fromEntries(
    (facets.find(({ facet }) => facet === name)?.values ?? [])
      .filter(({ count }) => count > 0)
      .map(({ value, count }) => [value, count]),
  )

describe('the facets of the list of households', () => {
  const ask = (api: Api, query: Query) => api.getHouseholdFacets({ query })

  test('count everybody by place, status, cause and outcome', async ({ api, place }) => {
    const found = await ask(api, { region: place.town })
    expect(found.total).toBe(5)
    expect(counts(found, 'region')).toEqual({ [place.near]: 3, [place.far]: 2 })
    expect(counts(found, 'status')).toEqual({ poor: 2, expected: 3 })
    expect(counts(found, 'cause')).toEqual({ illness: 3, schooling: 1, disability: 1 })
    expect(counts(found, 'criterion.water')).toEqual({ unmet: 2, undetermined: 1, met: 2 })
    expect(counts(found, 'indicator').householdsWithoutSafeWater).toBe(2)
  })

  test('each counts under the filters of the others, not under its own', async ({ api, place }) => {
    const found = await ask(api, { region: place.town, status: 'expected', criteria: 'water.unmet' })
    expect(found.total).toBe(1)
    expect(counts(found, 'status')).toEqual({ poor: 1, expected: 1 })
    expect(counts(found, 'criterion.water')).toEqual({ unmet: 1, undetermined: 1, met: 1 })
    expect(counts(found, 'criterion.income')).toEqual({ unmet: 1 })
    expect(counts(found, 'cause')).toEqual({ disability: 1 })
    expect(counts(found, 'region')).toEqual({ [place.far]: 1 })
  })

  test('several values of one facet are added up', async ({ api, place }) => {
    const found = await ask(api, { region: place.town, criteria: 'water.unmet,water.undetermined' })
    expect(found.total).toBe(3)
    expect(counts(found, 'criterion.water')).toEqual({ unmet: 2, undetermined: 1, met: 2 })
    const parts = await ask(api, { region: place.town, within: `${place.near},${place.far}` })
    expect(parts.total).toBe(5)
  })

  test('a value that was chosen stays in its facet when nobody is left', async ({ api, place }) => {
    const found = await ask(api, { region: place.town, status: 'removed', facets: 'status,total' })
    expect(found.total).toBe(0)
    expect(found.facets[0]?.values).toContainEqual({ value: 'removed', count: 0 })
  })

  const filters: readonly Partial<Query>[] = [
    {},
    { status: 'expected' },
    { status: 'expected,unknown', cause: 'illness' },
    { outcome: 'unmet' },
    { outcome: 'unmet,undetermined', status: 'poor' },
    { criterion: 'water', outcome: 'met' },
    { criteria: 'water.unmet,income.unmet' },
    { criteria: 'water.unmet,income.unmet', cause: 'disability' },
    { indicator: 'householdsWithoutSafeWater' },
    { indicator: 'householdsWithoutSafeWater', criteria: 'income.unmet', status: 'expected' },
    { cause: 'illness,schooling', outcome: 'unmet' },
    { search: 'F' },
    { search: '户主', criteria: 'water.unmet' },
    { gap: 'waterMinutes' },
    { gap: 'waterMinutes', status: 'expected', outcome: 'undetermined' },
    { asOf: '2017-03-30', criteria: 'water.unmet', status: 'expected' },
    { set: 'data-quality-person', criterion: 'phone', outcome: 'undetermined', status: 'expected' },
    { set: 'data-quality-person', criterion: 'birthDate', outcome: 'met' },
    { set: 'data-quality-person', outcome: 'undetermined', cause: 'illness' },
    { set: 'data-quality-person' },
  ]
  for (const filter of filters) {
    test(`promise what the list then holds: ${JSON.stringify(filter)}`, async ({ api, place }) => {
      const region = place.town
      const found = await ask(api, { region, ...filter })
      const list = async (more: Partial<Query>) =>
        (await api.listHouseholds({ query: { region, ...filter, ...more, limit: '200' } })).items.length
      expect(found.total).toBe(await list({}))
      for (const { facet, values } of found.facets) {
        for (const { value, count } of values)
          expect([facet, value, count]).toEqual([facet, value, await list(chosen(filter, facet, value))])
      }
    })
  }

  test('those of a village count its groups', async ({ api, place }) => {
    const found = await ask(api, { region: place.near, facets: 'region,total' })
    expect(found.total).toBe(3)
    expect(counts(found, 'region')).toEqual({ [group(place.near)]: 3 })
  })

  test('nobody counts whom they may not see', async ({ as, place }) => {
    const foreign = await ask(as('otherCounty'), { region: place.town })
    expect([foreign.total, counts(foreign, 'status'), counts(foreign, 'criterion.water')]).toEqual([
      0,
      {},
      {},
    ])
    expect((await ask(as('town'), { region: '4505' })).total).toBe(place.town === town ? 5 : 0)
    expect((await ask(as('registrar'), { region: otherTown })).total).toBe(0)
  })

  test('a part that is not of the region, and a facet that there is not, are refused', async ({
    api,
    place,
  }) => {
    expect(await refusalOf(ask(api, { region: place.town, within: '450521101' }))).toMatchObject({
      status: 400,
      field: 'within',
    })
    expect(await refusalOf(ask(api, { region: place.town, facets: 'height' }))).toMatchObject({
      status: 400,
      field: 'facets',
    })
    expect(await refusalOf(ask(api, { region: place.town, criteria: 'garden.met' }))).toMatchObject({
      status: 400,
      field: 'criterion',
    })
  })
})

/** The filter with one more choice: in place of what was chosen of the same facet. */
function chosen(filter: Partial<Query>, facet: string, value: string): Partial<Query> {
  if (facet === 'region') return { within: value }
  if (facet.startsWith('criterion.')) {
    const id = facet.slice('criterion.'.length)
    const others = (filter.criteria?.split(',') ?? []).filter((each) => !each.startsWith(`${id}.`))
    const asked = filter.criterion === id ? { criterion: undefined, outcome: undefined } : {}
    const criteria = [...others, `${id}.${value}`].join(',')
    return given({ ...asked, criteria })
  }
  // With a criterion the outcome is the criterion's; the overall one stands beside it.
  if (facet === 'outcome' && filter.criterion !== undefined) {
    return given({ criterion: undefined, criteria: `${filter.criterion}.${filter.outcome}`, outcome: value })
  }
  return { [facet]: value }
}

function given(query: object): Partial<Query> {
  return query as Partial<Query>
}
