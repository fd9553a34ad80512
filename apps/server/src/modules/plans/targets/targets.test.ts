// Targets and fund lines through the server: what was promised beside what is counted, and who hears of it.
import type { Bound, Decision, FundNature, FundSide, PlanTarget, TargetKind } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  test as base,
  county,
  describe,
  expect,
  group,
  otherCounty,
  refusalOf,
  town,
  village,
} from '../../../testing.ts'

const text =
  '合成市2017年脱贫攻坚实施方案\n一、目标\n全市脱贫三户，解决饮水困难户5户。\n二、资金\n投入产业补助120万元。'
const title = '合成市2017年脱贫攻坚实施方案'
const city = '4505'
const placeOf = (words: string): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length]
const goal = '全市脱贫三户'
const money = '投入产业补助120万元'

interface Wish {
  readonly region: string
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly indicator?: string
  readonly bound?: Bound
  readonly upTo?: string
  readonly kind?: TargetKind
  readonly of?: string
  readonly words?: string
}

/** A plan of the city with its targets and fund lines, and one of another county. */
const test = base.extend('plans', { scope: 'file' }, async ({ as }) => {
  const aPlan = async (region: string) =>
    (await as('city').addPlan({ body: { id: uuidv7(), region, text, fileName: 'a.txt' } })).id
  const decide = async (plan: string, decision: Omit<Decision, 'id' | 'decision'>, words?: string) => {
    const id = uuidv7()
    const place = words === undefined ? {} : { place: { version: 1, part: 0, range: placeOf(words) } }
    const decisions = [{ id, decision: 'accepted' as const, ...place, ...decision }]
    await as('city').decideStatements({ params: { id: plan }, body: { decisions } })
    return id
  }
  const aTarget = (plan: string, { words, ...wish }: Wish) =>
    decide(
      plan,
      {
        kind: 'target',
        target: {
          indicator: null,
          bound: 'exact',
          kind: 'plan',
          from: '2017-01-01',
          to: '2017-12-31',
          clause: words ? '一' : '',
          ...wish,
        },
      },
      words,
    )
  const aLine = (plan: string, side: FundSide, nature: FundNature, yuan: string) =>
    decide(
      plan,
      {
        kind: 'fundLine',
        fundLine: { title: '产业补助', side, nature, yuan, bound: 'exact', terms: [], clause: '二' },
      },
      money,
    )
  const [ofCity, ofOther] = [await aPlan(city), await aPlan(otherCounty)]
  const whole = await aTarget(ofCity, {
    region: city,
    label: '脱贫户数',
    value: '3',
    unit: '户',
    indicator: 'householdsExited',
    words: goal,
  })
  await aTarget(ofCity, { region: county, label: '脱贫户数', value: '2', unit: '户', of: whole })
  await aTarget(ofCity, { region: otherCounty, label: '脱贫户数', value: '2', unit: '户', of: whole })
  const ofCounty = await aTarget(ofCity, {
    region: county,
    label: '脱贫户',
    value: '2',
    unit: '户',
    indicator: 'householdsExited',
  })
  await aTarget(ofOther, { region: otherCounty, label: '脱贫户数', value: '9', unit: '户' })
  await aLine(ofCity, 'use', 'grant', '1200000.50')
  await aLine(ofCity, 'use', 'loan', '800000')
  await aLine(ofCity, 'source', 'grant', '1900000')
  return { ofCity, ofOther, whole, ofCounty, aTarget, aPlan }
})

const list = async (api: Api, query: Parameters<Api['listPlanTargets']>[0]['query']) =>
  (await api.listPlanTargets({ query })).items
const named = (items: readonly PlanTarget[], id: string) => items.find((each) => each.id === id)!

describe('targets', () => {
  test('stand beside who has exited in their years, with the sentence that they came from', async ({
    as,
    plans,
    aHousehold,
    aDecision,
  }) => {
    const { id } = await aHousehold({ region: group(village(3)), members: 2, status: 'expected' })
    await aDecision('household', id, 'exited', '2017-03-01')
    const found = named(await list(as('city'), { region: city }), plans.whole)
    expect(found).toMatchObject({
      label: '脱贫户数',
      value: '3',
      counts: true,
      beside: null,
      indicator: { id: 'householdsExited', unit: 'household', direction: 'up', within: true },
      reality: { value: '1', missing: '2', reached: false, years: [] },
      parts: { count: 2, sum: '4', difference: '1', agrees: false },
      origin: {
        title,
        version: 1,
        part: 0,
        range: placeOf(goal),
        clause: '一',
        sentence: goal,
      },
      by: 'city',
    })
  })

  test('of a plan above are seen by the county that they name, with its own figures alone', async ({
    api,
    plans,
  }) => {
    const own = await list(api, { region: county })
    expect(named(own, plans.ofCounty)).toMatchObject({ reality: { value: expect.any(String) } })
    const above = named(await list(api, { region: city }), plans.whole)
    expect(above).toMatchObject({ reality: null, parts: { count: 1, sum: null, agrees: null } })
    const parts = await list(api, { region: city, of: plans.whole })
    expect(parts.map(({ region }) => region.code)).toEqual([county])
  })

  test('open the parts that make them', async ({ as, plans }) => {
    const parts = await list(as('city'), { region: city, of: plans.whole })
    expect(parts.map(({ region, value }) => [region.code, region.name, value])).toEqual([
      [otherCounty, '铁山港区', '2'],
      [county, '合浦县', '2'],
    ])
    const listed = await list(as('city'), { region: city })
    expect(listed.some(({ of }) => of === plans.whole)).toBe(false)
  })

  test('that were assigned take precedence over what was planned: both are shown', async ({ as, plans }) => {
    const wish = { region: city, label: '脱贫人口', unit: '人', indicator: 'personsExited' }
    const planned = await plans.aTarget(plans.ofCity, { ...wish, value: '12' })
    const assigned = await plans.aTarget(plans.ofCity, { ...wish, value: '14', kind: 'assigned' })
    await plans.aTarget(plans.ofCity, {
      region: county,
      label: '脱贫人口',
      unit: '人',
      value: '14',
      of: planned,
    })
    const found = await list(as('city'), { region: city })
    expect(named(found, planned)).toMatchObject({ counts: false, beside: assigned, parts: { agrees: null } })
    expect(named(found, assigned)).toMatchObject({
      counts: true,
      beside: planned,
      parts: { count: 1, sum: '14', agrees: true },
    })
  })

  test('of exits stand beside the cases as planned and as assigned, with what was decided where one may see it', async ({
    as,
    plans,
  }) => {
    const ask = (account: string, subject: 'household' | 'village' = 'household') =>
      as(account).listExitQuotas({ query: { region: county, subject } })
    const ofCity = (await ask('city')).items
    expect(ofCity.map(({ region, indicator }) => [region.code, indicator])).toEqual([
      [county, 'householdsExited'],
      [city, 'householdsExited'],
      [city, 'personsExited'],
    ])
    expect(ofCity[0]).toMatchObject({
      year: '2017',
      planned: { value: '2', plan: plans.ofCity, title },
      assigned: null,
    })
    expect(ofCity[2]).toMatchObject({ planned: { value: '12' }, assigned: { value: '14' }, exited: 2 })
    const ofCounty = (await ask('county')).items
    expect(ofCounty[0]!.exited).toBe(1)
    expect(ofCounty[1]).toMatchObject({ region: { code: city }, planned: { value: '3' }, exited: null })
    // Where nobody set a figure there is no line, and no zero.
    expect((await ask('county', 'village')).items.filter(({ region }) => region.code === county)).toEqual([])
    expect(await refusalOf(ask('otherCounty'))).toMatchObject({ status: 404 })
  })

  test('of exits say how they bind, and how far those between two figures go', async ({ as, plans }) => {
    const wish = { region: otherCounty, label: '脱贫户', unit: '户', indicator: 'householdsExited' }
    const ask = async () =>
      (await as('city').listExitQuotas({ query: { region: otherCounty, subject: 'household' } })).items.find(
        ({ region, indicator }) => region.code === otherCounty && indicator === 'householdsExited',
      )
    await plans.aTarget(plans.ofCity, { ...wish, value: '2', bound: 'atLeast' })
    expect(await ask()).toMatchObject({ planned: { value: '2', bound: 'atLeast', upTo: null } })
    await plans.aTarget(plans.ofCity, { ...wish, value: '2', upTo: '4', bound: 'between', kind: 'assigned' })
    expect(await ask()).toMatchObject({ assigned: { value: '2', bound: 'between', upTo: '4' } })
  })

  test('on what is lacking want what is still left', async ({ api, as, plans, aVillage, aHousehold }) => {
    const place = await aVillage({ status: 'expected' })
    await aHousehold({ region: place.code, members: 2, status: 'poor', drinkingWaterSafe: false })
    const id = await plans.aTarget(plans.ofCity, {
      region: county,
      label: '饮水困难户',
      value: '5',
      unit: '户',
      indicator: 'householdsWithoutSafeWater',
    })
    const found = named(await list(api, { region: county, search: '饮水' }), id)
    expect(found).toMatchObject({
      indicator: { direction: 'down', within: false, subject: 'household' },
      reality: { value: '1', missing: '1', reached: false },
    })
    // Before the pack came into force nothing counted them.
    const past = named(await list(api, { region: county, date: '2015-12-01' }), id)
    expect(past).toMatchObject({ indicator: null, reality: null })
    expect((await list(as('city'), { region: county, search: '没有' })).length).toBe(0)
  })

  test('of another county, and of a plan there, look like none', async ({ api, stranger, plans, as }) => {
    expect(await refusalOf(api.listPlanTargets({ query: { region: otherCounty } }))).toMatchObject({
      status: 404,
      code: 'region.notFound',
    })
    expect(
      await refusalOf(api.listPlanTargets({ query: { region: county, plan: plans.ofOther } })),
    ).toMatchObject({ status: 404, code: 'plan.notFound' })
    expect(await refusalOf(api.listFundLines({ query: { region: otherCounty } }))).toMatchObject({
      status: 404,
    })
    expect(await refusalOf(api.listTargetIndicators({ query: { region: otherCounty } }))).toMatchObject({
      status: 404,
    })
    expect(await refusalOf(stranger.listPlanTargets({ query: { region: county } }))).toMatchObject({
      status: 401,
    })
    const theirs = await list(as('otherCounty'), { region: city })
    expect(theirs.some(({ region }) => region.code === county)).toBe(false)
  })

  test('may be held beside every indicator in force, and those who exited by cause', async ({ api }) => {
    const { items } = await api.listTargetIndicators({ query: { region: town } })
    const ids = items.map(({ id }) => id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'householdsExited',
        'villagesExited',
        'householdsExitedByCause-illness',
        'roadGapKm',
      ]),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('fund lines', () => {
  test('are added up by side and nature, and the gap between sources and uses is worked out', async ({
    as,
    plans,
  }) => {
    const found = await as('city').listFundLines({ query: { region: city, plan: plans.ofCity } })
    expect(found.items).toHaveLength(3)
    expect(found.items[0]).toMatchObject({ origin: { sentence: money }, terms: [] })
    expect(found.sums).toEqual([
      { side: 'source', nature: 'grant', yuan: '1900000', lines: 1 },
      { side: 'use', nature: 'grant', yuan: '1200000.5', lines: 1 },
      { side: 'use', nature: 'loan', yuan: '800000', lines: 1 },
    ])
    expect(found.totals).toEqual({ use: '2000000.5', source: '1900000', gap: '-100000.5' })
    expect(found.plans).toEqual([{ id: plans.ofCity, title, lines: 3 }])
  })

  test('leave as a file, line by line, for whoever may read the plan', async ({ as, plans }) => {
    const query = { region: city, plan: plans.ofCity, format: 'csv' } as const
    const file = await as('city').exportFundLines({ query })
    const lines = (await file.text()).trim().split(/\r?\n/)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('项目,用途或来源,性质,金额（元）')
    expect(lines.join('\n')).toContain('1200000.5')
    expect(
      await refusalOf(
        as('otherCounty').exportFundLines({ query: { region: county, plan: plans.ofCity, format: 'csv' } }),
      ),
    ).toMatchObject({ status: 404 })
  })
})

describe('the cockpit', () => {
  test('has targets of documents and of the packs in one list, each figure and period once', async ({
    as,
    plans,
  }) => {
    const before = (await as('city').getTargets({ query: { region: city } })).targets
    const inPacks = before.find(({ indicator }) => indicator === 'villagesExited')!
    expect(inPacks).toMatchObject({ inPolicy: true })
    await plans.aTarget(plans.ofCity, {
      region: city,
      label: '脱贫摘帽村',
      value: inPacks.value,
      unit: '个村',
      indicator: 'villagesExited',
      words: goal,
    })
    await plans.aTarget(plans.ofCity, { region: city, label: '新建蓄水池', value: '0.5', unit: '万个' })
    const { targets } = await as('city').getTargets({ query: { region: city } })
    const villages = targets.filter(({ indicator }) => indicator === 'villagesExited')
    expect(villages).toHaveLength(1)
    expect(villages[0]).toMatchObject({
      id: inPacks.id,
      inPolicy: true,
      accepted: { plan: plans.ofCity, part: 0, range: placeOf(goal), kind: 'plan' },
    })
    expect(villages[0]!.accepted).not.toHaveProperty('inPacks')
    expect(targets.find(({ label }) => label.zh === '新建蓄水池')).toMatchObject({
      inPolicy: false,
      value: '5000',
      unit: '个',
      source: { title },
    })
    expect(
      (await as('city').getTargets({ query: { region: city, date: '2016-06-30' } })).targets,
    ).not.toContainEqual(expect.objectContaining({ inPolicy: false }))
  })

  test('has what was assigned instead of what the packs planned, and says what they planned', async ({
    as,
    plans,
  }) => {
    const wish = { region: city, label: '脱贫户数', unit: '户', indicator: 'householdsExited' }
    await plans.aTarget(plans.ofCity, { ...wish, value: '5000', kind: 'assigned' })
    const { targets } = await as('city').getTargets({ query: { region: city } })
    const households = targets.filter(({ indicator }) => indicator === 'householdsExited')
    expect(households).toHaveLength(1)
    expect(households[0]).toMatchObject({ value: '5000', accepted: { kind: 'assigned', inPacks: '4941' } })
  })
})

describe('a plan beside the one above', () => {
  const above = '合成市2016年意见\n一、基础设施\n到2020年，农村自来水普及率达到90%以上。'
  const below = '合成县2016年意见\n一、基础设施\n到2020年，农村自来水普及率达到85%以上。'

  test('says what is laxer, with the places of both sentences', async ({ api, as }) => {
    const { id: upper } = await as('city').addPlan({ body: { id: uuidv7(), region: city, text: above } })
    const { id } = await api.addPlan({ body: { id: uuidv7(), region: county, text: below, above: upper } })
    const compared = await api.comparePlanWithAbove({ params: { id }, query: {} })
    expect(compared).toMatchObject({ above: { id: upper, version: 1 }, version: 1 })
    expect(compared.differences.map(({ kind, grade }) => [kind, grade])).toEqual([['laxer', 'warning']])
    const [{ above: there, here }] = compared.differences as [(typeof compared.differences)[number]]
    expect(above.slice(...there.range)).toContain('90%')
    expect(below.slice(...here!.range)).toContain('85%')
    const same = await api.comparePlanWithAbove({
      params: { id },
      query: { with: id, part: '0', withPart: '0' },
    })
    expect(same.differences).toEqual([])
    expect(await refusalOf(api.comparePlanWithAbove({ params: { id }, query: { part: '7' } }))).toMatchObject(
      { status: 404, code: 'plan.partNotFound', field: 'part' },
    )
    expect(
      await refusalOf(as('city').comparePlanWithAbove({ params: { id: upper }, query: {} })),
    ).toMatchObject({ status: 422, code: 'plan.noAbove' })
  })

  test('of another county looks like none, on either side', async ({ api, as, plans }) => {
    expect(
      await refusalOf(
        api.comparePlanWithAbove({ params: { id: plans.ofOther }, query: { with: plans.ofCity } }),
      ),
    ).toMatchObject({ status: 404, code: 'plan.notFound' })
    expect(
      await refusalOf(
        api.comparePlanWithAbove({ params: { id: plans.ofCity }, query: { with: plans.ofOther } }),
      ),
    ).toMatchObject({ status: 404, field: 'with' })
    expect(
      await refusalOf(as('otherTown').comparePlanWithAbove({ params: { id: plans.ofOther }, query: {} })),
    ).toMatchObject({ status: 404 })
  })
})
