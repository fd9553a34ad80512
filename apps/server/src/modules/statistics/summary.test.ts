import type { Summary } from '@lika/contract'
import {
  type Api,
  test as base,
  describe,
  expect,
  group,
  otherTown,
  refusalOf,
  today,
  town,
  village,
} from '../../testing.ts'

/** Two villages of the town with households of several statuses and causes, one of them known too late for the plan. */
const test = base.extend('place', { scope: 'file' }, async ({ aVillage, aHousehold, aDecision }) => {
  const [one, two] = [
    await aVillage({ status: 'expected', serviceCentre: false, roadGapKm: '2.50', dangerousHousesOther: 3 }),
    await aVillage({ status: 'poor', collectiveIncome: '100.00', roadGapKm: '4.00' }),
  ]
  const build = (region: string, wish: object) => aHousehold({ region, ...wish })
  const left = await build(one.code, {
    members: 3,
    status: 'expected',
    cause: 'illness',
    drinkingWaterSafe: false,
  })
  await build(group(one.code), { members: 2, status: 'expected', cause: 'schooling', houseGrade: 'D' })
  await build(group(one.code), { members: 1, status: 'poor', cause: 'illness', powerConnected: false })
  await build(two.code, { members: 4, status: 'expected', cause: 'labour', televisionOwned: null })
  await build(village(1, otherTown), { members: 2, status: null })
  await aDecision('household', left.id, 'exited', '2017-02-01')
  return { one, two }
})

const summaryOf = (api: Api, region: string, date?: string): Promise<Summary> =>
  api.getSummary({ query: { region, ...(date ? { date } : {}) } })

describe('the summary', () => {
  test('counts households and persons by status and cause', async ({ api, place }) => {
    expect(await summaryOf(api, town)).toMatchObject({
      region: town,
      name: '廉州镇',
      date: today,
      households: 4,
      persons: 10,
      byStatus: { expected: 2, poor: 1, exited: 1 },
      personsByStatus: { expected: 6, poor: 1, exited: 3 },
      expected: { households: 2, persons: 6, byCause: { schooling: 1, labour: 1 } },
      villages: { total: 2, exited: 0, expected: 1 },
    })
    expect(await summaryOf(api, place.one.code)).toMatchObject({ households: 3, persons: 6 })
    expect((await summaryOf(api, '450521')).byStatus).toEqual({ expected: 2, poor: 1, exited: 1, unknown: 1 })
  })

  test('of a past day is what was, of a day before everything is nothing', async ({ api, place }) => {
    expect(await summaryOf(api, town, '2017-01-31')).toMatchObject({
      byStatus: { expected: 3, poor: 1 },
      expected: { households: 3, persons: 9, byCause: { illness: 1, schooling: 1, labour: 1 } },
    })
    expect(await summaryOf(api, place.one.code, '2015-12-30')).toMatchObject({
      households: 0,
      persons: 0,
      byStatus: {},
    })
  })

  test('of a group counts the households of the group, today as on another day', async ({ api, place }) => {
    const [now, then] = [
      await summaryOf(api, group(place.one.code)),
      await summaryOf(api, group(place.one.code), '2017-03-30'),
    ]
    expect(now).toMatchObject({ households: 2, persons: 3, byStatus: { expected: 1, poor: 1 } })
    expect({ ...now, date: '' }).toEqual({ ...then, date: '' })
    expect(now.sets.find(({ set }) => set === 'household-exit')?.overall['*']?.subjects).toEqual({
      met: 0,
      unmet: 1,
      undetermined: 1,
    })
  })

  test('is the same out of the counts that are kept and out of judging anew, folded or not', async ({
    api,
    db,
    place,
  }) => {
    const counts = ({ date: _, ...rest }: Summary) => rest
    for (const region of [town, place.one.code]) {
      const [now, eve] = [await summaryOf(api, region), await summaryOf(api, region, '2017-03-30')]
      expect(counts(now)).toEqual(counts(eve))
      await db.pool.query('select fold_counts()')
      expect(await summaryOf(api, region)).toEqual(now)
    }
  })

  test('counts each criterion over everybody, or over the statuses asked for', async ({
    api,
    db,
    place: _,
  }) => {
    const exitOf = ({ sets }: Summary) => sets.find(({ set }) => set === 'household-exit')!
    const outcomes = (summary: Summary, id: string) =>
      exitOf(summary).criteria.find(({ criterion }) => criterion === id)
    const whole = await summaryOf(api, town)
    expect(outcomes(whole, 'housing')?.households).toEqual({ met: 3, unmet: 0, undetermined: 1 })
    expect(outcomes(whole, 'housing')?.persons).toEqual({ met: 8, unmet: 0, undetermined: 2 })
    expect(outcomes(whole, 'power')?.households).toEqual({ met: 3, unmet: 1, undetermined: 0 })
    expect(outcomes(whole, 'television')?.households).toEqual({ met: 3, unmet: 0, undetermined: 1 })
    const expected = await api.getSummary({ query: { region: town, status: 'expected' } })
    expect(outcomes(expected, 'power')?.households).toEqual({ met: 2, unmet: 0, undetermined: 0 })
    expect(expected.gaps).toEqual(whole.gaps)
    const { rows } = await db.pool.query(
      `select outcome, count(*)::int as n from verdict where set_id = 'household-exit' and region_code like $1 group by 1 order by 1`,
      [`${town}%`],
    )
    const { unmet, undetermined, met } = exitOf(whole).overall['*']!.subjects
    const right = [unmet, undetermined, met].map((n, outcome) => ({ outcome, n })).filter(({ n }) => n > 0)
    expect(rows).toEqual(right)
  })

  test('names the gaps, and each that counts opens to exactly the rows it counts', async ({
    api,
    place: _,
  }) => {
    for (const date of [undefined, '2017-01-31']) {
      const summary = await summaryOf(api, town, date)
      const listed = summary.indicators.filter(
        ({ id }) => id.startsWith('households') || id === 'dangerousHousesRegistered',
      )
      expect(listed.length).toBeGreaterThan(3)
      for (const { id, value } of listed) {
        const query = { region: town, indicator: id, ...(date ? { asOf: date } : {}) }
        expect((await api.listHouseholds({ query })).items.length, id).toBe(Number(value))
      }
    }
    const gaps = await summaryOf(api, town)
    expect(gaps.gaps).toMatchObject({
      roadGapKm: '2.50',
      householdsWithoutSafeWater: 0,
      dangerousHousesRegistered: 1,
      dangerousHousesOther: 3,
      householdsWithoutPower: 1,
      villagesWithoutServiceCentre: 1,
    })
    // The household without safe water had not left poverty by then.
    expect((await summaryOf(api, town, '2017-01-31')).gaps.householdsWithoutSafeWater).toBe(1)
    expect(gaps.indicators.every(({ source }) => source.title !== '')).toBe(true)
    expect(gaps.indicators.every(({ direction, topic }) => direction === 'down' && topic === 'gaps')).toBe(
      true,
    )
  })

  test('tell who is monitored apart from what is lacking, and a risk removed is nothing lacking', async ({
    api,
    place: _,
  }) => {
    const { indicators } = await summaryOf(api, town, '2023-06-30')
    const monitored = indicators.filter(({ topic }) => topic === 'monitoring')
    expect(monitored.map(({ id }) => id)).toContain('monitoredIllness')
    expect(monitored.filter(({ direction }) => direction === 'up').map(({ id }) => id)).toEqual([
      'risksRemoved',
    ])
  })

  test('of a region outside the scope looks like one that does not exist', async ({ as, place }) => {
    for (const region of [place.one.code, town, '450521', '4505', 'all', '990000']) {
      expect(await refusalOf(summaryOf(as('otherCounty'), region)), region).toMatchObject({
        status: 404,
        code: 'region.notFound',
      })
    }
    expect(await refusalOf(summaryOf(as('town'), otherTown))).toMatchObject({ status: 404 })
  })
})

describe('the regions below', () => {
  test('add up to the region, by outcome of the set or of a criterion', async ({ api, place }) => {
    const towns = (await api.listSubRegions({ query: { region: '450521' } })).items
    expect(towns.map(({ region, households }) => [region.code, households])).toEqual([
      [town, 4],
      [otherTown, 1],
    ])
    const villages = await api.listSubRegions({ query: { region: town, criterion: 'housing' } })
    expect(villages.items).toEqual([
      expect.objectContaining({
        region: expect.objectContaining({ code: place.one.code }),
        outcomes: { met: 2, unmet: 0, undetermined: 1 },
      }),
      expect.objectContaining({
        region: expect.objectContaining({ code: place.two.code }),
        outcomes: { met: 1, unmet: 0, undetermined: 0 },
      }),
    ])
    const expected = await api.listSubRegions({
      query: { region: town, status: 'expected', date: '2017-01-31' },
    })
    expect(expected.items.map(({ households }) => households)).toEqual([2, 1])
  })

  test('a set or criterion that is not in force is refused, a region outside the scope not found', async ({
    api,
    as,
    place,
  }) => {
    const refusal = (query: object, who = api) =>
      refusalOf(who.listSubRegions({ query: { region: place.one.code, ...query } }))
    expect(await refusal({ criterion: 'garden' })).toMatchObject({ status: 400, field: 'criterion' })
    expect(await refusal({ set: 'household-exit-1986' })).toMatchObject({ status: 400, field: 'set' })
    expect(await refusal({}, as('otherCounty'))).toMatchObject({ status: 404 })
  })
})
