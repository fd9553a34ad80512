import { routes } from '@lika/contract'
import {
  type Api,
  test as base,
  describe,
  expect,
  otherCounty,
  refusalOf,
  town,
  village,
} from '../../testing.ts'

/** A village with households whose data are whole, old, or lacking. */
const test = base.extend('place', { scope: 'file' }, async ({ aVillage, aHousehold, aDecision }) => {
  const place = await aVillage({ status: 'expected', basketballCourt: null })
  const build = (wish: object) => aHousehold({ region: place.code, status: 'expected', ...wish })
  const whole = await build({ members: 3 })
  // A wage is asked for each year, a way to the water every two: both are older than that on the day of the tests.
  const old = await build({ members: 2, observedOn: '2014-01-31' })
  const lacking = await build({ members: [{ insured: null }, {}, { insured: null }], waterMinutes: null })
  const poor = await build({ members: 1, status: 'poor', waterMinutes: null, powerConnected: null })
  const exited = await build({ members: 2 })
  await aDecision('household', exited.id, 'exited', '2017-02-01')
  const longAgo = await build({ members: 2 })
  await aDecision('household', longAgo.id, 'exited', '2016-12-01')
  return { place, whole, old, lacking, poor, exited, longAgo }
})

const ids = (list: { items: readonly { id: string }[] }) => list.items.map(({ id }) => id).sort()

const factOf = async (api: Api, query: Parameters<Api['getCompleteness']>[0]['query'], fact: string) => {
  const { facts } = await api.getCompleteness({ query })
  return facts.find((each) => each.fact === fact)!
}

describe('the state of the data', () => {
  test('counts for each fact of whom it is valid, too old and missing', async ({ api, place }) => {
    const region = place.place.code
    expect(await factOf(api, { region, status: 'expected' }, 'waterMinutes')).toMatchObject({
      subject: 'household',
      validForMonths: 24,
      sets: ['household-exit'],
      fresh: 1,
      stale: 1,
      missing: 1,
      rowsStale: 1,
      rowsMissing: 1,
    })
    expect(await factOf(api, { region }, 'waterMinutes')).toMatchObject({ fresh: 3, stale: 1, missing: 2 })
    expect(await factOf(api, { region, status: 'poor' }, 'powerConnected')).toMatchObject({ missing: 1 })
    expect(await factOf(api, { region }, 'basketballCourt')).toMatchObject({ subject: 'village', missing: 1 })
    expect(await factOf(api, { region, status: 'exited' }, 'basketballCourt')).toMatchObject({ missing: 0 })
  })

  test('persons are counted one by one, and by the households in which somebody lacks it', async ({
    api,
    place,
  }) => {
    const region = place.place.code
    const insured = await factOf(api, { region, status: 'expected' }, 'insured')
    expect(insured).toMatchObject({ subject: 'person', fresh: 4, stale: 2, missing: 2, rowsMissing: 1 })
    const list = await api.listHouseholds({
      query: { region, status: 'expected', gap: 'members.insured', gapKind: 'missing' },
    })
    expect(ids(list)).toEqual([place.lacking.id])
  })

  test('every number of households and villages is the length of the list that it opens', async ({
    api,
    place,
  }) => {
    const region = place.place.code
    for (const status of ['expected', 'poor', undefined]) {
      const of = status ? { status } : {}
      const { facts } = await api.getCompleteness({ query: { region, ...of } })
      for (const fact of facts.filter(({ stale, missing }) => stale + missing > 0)) {
        for (const [gapKind, count] of [
          ['stale', fact.rowsStale],
          ['missing', fact.rowsMissing],
          ['needed', fact.rowsNeeded],
          // A household may have members of both kinds; of itself a fact is one or the other.
          ...(fact.subject === 'person' ? [] : ([['notFresh', fact.rowsStale + fact.rowsMissing]] as const)),
        ] as const) {
          const query = { region, ...of, gapKind }
          const { items } =
            fact.subject === 'village'
              ? await api.listVillages({ query: { ...query, gap: fact.fact } })
              : await api.listHouseholds({
                  query: { ...query, gap: fact.subject === 'person' ? `members.${fact.fact}` : fact.fact },
                })
          expect([fact.fact, gapKind, items.length]).toEqual([fact.fact, gapKind, count])
        }
      }
    }
  })

  test('a fact is needed where a criterion that reads it cannot be told, and only there', async ({
    api,
    place,
  }) => {
    const { facts } = await api.getCompleteness({ query: { region: place.place.code, status: 'expected' } })
    const needed = (fact: string) => facts.find((each) => each.fact === fact)?.rowsNeeded
    expect(needed('waterMinutes')).toBe(2)
    expect(needed('insured')).toBe(2)
    // Nobody asks how many visits there were to a child that goes to school.
    expect(facts.find(({ fact }) => fact === 'povertyDropoutVisits')?.missing).toBe(8)
    expect(needed('powerConnected')).toBe(1)
    expect(facts[0]?.rowsNeeded).toBeGreaterThan(0)
  })

  test('an amount is missing where the book of income does not fill the year that counts', async ({
    api,
    aHousehold,
  }) => {
    const region = village(30)
    const without = await aHousehold({ region, status: 'expected', wages: null })
    await aHousehold({ region, status: 'expected' })
    expect(await factOf(api, { region }, 'wageIncome')).toMatchObject({ fresh: 1, stale: 0, missing: 1 })
    expect(ids(await api.listHouseholds({ query: { region, gap: 'wageIncome' } }))).toEqual([without.id])
  })

  test('on a day before any standard no fact is asked for, and a set that is not in force is refused', async ({
    api,
    place,
  }) => {
    const region = place.place.code
    expect((await api.getCompleteness({ query: { region, date: '2012-01-01' } })).facts).toEqual([])
    const problem = await refusalOf(api.getCompleteness({ query: { region, set: 'household-entry' } }))
    expect(problem).toMatchObject({ status: 400, code: 'verdicts.unknownSet', field: 'set' })
  })

  test('a fact that nobody knows is refused with the nearest that there is', async ({ api, place }) => {
    const query = { region: place.place.code, gap: 'waterMinute' }
    expect(await refusalOf(api.listHouseholds({ query }))).toMatchObject({
      status: 400,
      field: 'gap',
      value: 'waterMinute',
      expected: 'waterMinutes',
    })
    expect(await refusalOf(api.listHouseholds({ query: { region: town, gapKind: 'stale' } }))).toMatchObject({
      field: 'gapKind',
    })
  })
})

describe('targets', () => {
  test('those of the packs are for their own region; below it the registered ones count', async ({
    as,
    place,
  }) => {
    const city = await as('city').getTargets({ query: { region: '4505' } })
    expect(city.targets.find(({ indicator }) => indicator === 'householdsExited')).toMatchObject({
      value: '4941',
      bound: 'exactly',
      source: { id: 'BH', clause: '二(一)' },
    })
    expect(await as('city').getTargets({ query: { region: place.place.code } })).toMatchObject({
      year: '2017',
      targets: [],
    })
    const before = await as('city').getTargets({ query: { region: '4505', date: '2016-12-31' } })
    expect(before.targets).toEqual([])
  })

  test('who has exited within the year is counted, and opens as a list', async ({ api, place }) => {
    const region = place.place.code
    const { exited, exitedByCause } = await api.getTargets({ query: { region } })
    expect(exited).toEqual({ households: 1, persons: 2, villages: 0 })
    expect(exitedByCause).toEqual({ unknown: 1 })
    const list = { region, status: 'exited' }
    expect(ids(await api.listHouseholds({ query: { ...list, exitedIn: '2017' } }))).toEqual([place.exited.id])
    expect(ids(await api.listHouseholds({ query: { ...list, exitedIn: '2016' } }))).toEqual([
      place.longAgo.id,
    ])
    const early = await api.getTargets({ query: { region, date: '2017-01-31' } })
    expect(early.exited.households).toBe(0)
  })
})

describe('leads of data quality', () => {
  test('rules that data break are counted by household, and open as a list', async ({ api, aHousehold }) => {
    const region = village(31)
    await aHousehold({ region })
    const twoMen = await aHousehold({ region, members: [{ sex: 'male' }, { sex: 'male' }] })
    const wrong = await aHousehold({ region, members: [{ idNumber: '459999197505010014' }, {}] })
    const { sets } = await api.getQuality({ query: { region } })
    const rule = (set: string, criterion: string) =>
      sets.find((each) => each.set === set)?.criteria.find((each) => each.criterion === criterion)?.households
    expect(rule('data-quality-household', 'coupleSex')).toBe(1)
    const household = { region, set: 'data-quality-household', criterion: 'coupleSex', outcome: 'unmet' }
    expect(ids(await api.listHouseholds({ query: household }))).toEqual([twoMen.id])
    expect(rule('data-quality-person', 'idCheckDigit')).toBe(1)
    const person = { region, set: 'data-quality-person', criterion: 'idCheckDigit', outcome: 'unmet' }
    expect(ids(await api.listHouseholds({ query: person }))).toEqual([wrong.id])
  })

  test('contradictions are those up to the day', async ({ api, aHousehold }) => {
    const region = village(32)
    const { id } = await aHousehold({ region })
    for (const waterMinutes of [5, 25]) {
      await api.appendRecord({
        body: {
          id: crypto.randomUUID().replace(/^(.{14})4/, '$17'),
          subjectKind: 'household',
          subjectId: id,
          observedOn: '2017-03-01',
          facts: { waterMinutes },
        },
      })
    }
    expect((await api.getQuality({ query: { region } })).contradictions).toBe(1)
    expect((await api.getQuality({ query: { region, date: '2017-02-28' } })).contradictions).toBe(0)
    const list = (asOf: string) => api.listContradictions({ query: { region, asOf } })
    expect((await list('2017-03-01')).items).toHaveLength(1)
    expect((await list('2017-02-28')).items).toHaveLength(0)
  })
})

describe('who may look', () => {
  test('another county is not found, whichever part is asked for', async ({ as, stranger, place }) => {
    expect(place).toBeDefined()
    for (const call of ['getTargets', 'getCompleteness', 'getQuality'] as const) {
      const query = { region: otherCounty }
      expect(await refusalOf(as('county')[call]({ query }))).toMatchObject({ status: 404 })
      expect(await refusalOf(as('town')[call]({ query: { region: '450521' } }))).toMatchObject({
        status: 404,
      })
      expect(await refusalOf(stranger[call]({ query: { region: town } }))).toMatchObject({ status: 401 })
      expect(routes.statistics[call].permission).toBe('statistics.read')
    }
  })
})
