// Targets and fund lines through the server: what was promised beside what is counted, and who hears of it.
import type { Bound, PlanTarget, TargetKind } from '@lika/contract'
import type { Db } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { accountId } from '../../../testing/places.ts'
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

const text = '合成县一七年安排\n全县脱贫三户，解决饮水困难户5户。\n投入产业补助120万元。'
const city = '4505'

interface Wish {
  readonly region: string
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly indicator?: string
  readonly bound?: Bound
  readonly kind?: TargetKind
  readonly of?: string
  readonly place?: readonly [number, number]
}

/** A plan of the city with its targets and fund lines, and one of another county. */
const test = base.extend('plans', { scope: 'file' }, async ({ db }) => {
  const [ofCity, ofOther] = [await aPlan(db, city), await aPlan(db, otherCounty)]
  const year = ['2017-01-01', '2017-12-31'] as const
  const aTarget = async (plan: string, wish: Wish) => {
    const id = await aStatement(db, plan, wish.region, 'target', wish.place)
    await db.pool.query(
      `insert into target (id, plan_id, region_code, of_id, kind, label, indicator, begins_on, ends_on, bound, value, unit, clause)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        plan,
        wish.region,
        wish.of ?? null,
        wish.kind ?? 'plan',
        wish.label,
        wish.indicator ?? null,
        ...year,
        wish.bound ?? 'exact',
        wish.value,
        wish.unit,
        wish.place ? '一' : '',
      ],
    )
    return id
  }
  const aLine = async (plan: string, region: string, side: string, nature: string, amount: string) => {
    const id = await aStatement(db, plan, region, 'fundLine', [27, 38])
    await db.pool.query(
      `insert into fund_line (id, plan_id, region_code, clause, title, side, nature, amount, bound, terms)
       values ($1, $2, $3, '二', '产业补助', $4, $5, $6, 'exact', '[]')`,
      [id, plan, region, side, nature, amount],
    )
    return id
  }
  const whole = await aTarget(ofCity, {
    region: city,
    label: '脱贫户数',
    value: '3',
    unit: '户',
    indicator: 'householdsExited',
    place: [9, 15],
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
  await aLine(ofCity, city, 'use', 'grant', '1200000.50')
  await aLine(ofCity, city, 'use', 'loan', '800000')
  await aLine(ofCity, city, 'source', 'grant', '1900000')
  return { ofCity, ofOther, whole, ofCounty, aTarget }
})

async function aPlan(db: Db, region: string): Promise<string> {
  const id = uuidv7()
  await db.pool.query(
    `with made as (insert into plan (id, region_code, made_by, made_at) values ($1, $2, $3, now()) returning id),
       version as (insert into plan_version (plan_id, version, text, sha256, file_name, made_by, made_at)
         select id, 1, $4, sha256(convert_to($4, 'UTF8')), 'a.txt', $3, now() from made)
     select 1`,
    [id, region, accountId('city'), text],
  )
  await db.pool.query(
    `insert into plan_reading (plan_id, version, part, reader, title, range_from, range_to, errors, warnings, read)
     values ($1, 1, 0, '0', '合成县一七年安排', 0, $2, 0, 0, '{}')`,
    [id, text.length],
  )
  return id
}

async function aStatement(
  db: Db,
  plan: string,
  region: string,
  kind: string,
  place?: readonly [number, number],
): Promise<string> {
  const id = uuidv7()
  await db.pool.query(
    `insert into plan_statement (id, plan_id, region_code, kind, state, version, part, range_from, range_to, content, reason, decided_by, decided_at, decision_id)
     values ($1, $2, $3, $4, 'accepted', $5, $6, $7, $8, '{}', '', $9, now(), $1)`,
    [
      id,
      plan,
      region,
      kind,
      place ? 1 : null,
      place ? 0 : null,
      place?.[0] ?? null,
      place?.[1] ?? null,
      accountId('city'),
    ],
  )
  return id
}

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
        title: '合成县一七年安排',
        version: 1,
        part: 0,
        range: [9, 15],
        clause: '一',
        sentence: text.slice(9, 15),
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
    const past = named(await list(api, { region: county, date: '2015-12-01' }), id)
    expect(past.reality).toMatchObject({ value: '0', reached: true })
    expect((await list(as('city'), { region: county, search: '没有' })).length).toBe(0)
  })

  test('of another county, and of a plan there, look like none', async ({ api, stranger, plans, as }) => {
    expect(await refusalOf(api.listPlanTargets({ query: { region: otherCounty } }))).toMatchObject({
      status: 404,
      code: 'region.notFound',
    })
    expect(
      await refusalOf(api.listPlanTargets({ query: { region: county, plan: plans.ofOther } })),
    ).toMatchObject({ status: 404, code: 'plans.notFound' })
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
    expect(found.items[0]).toMatchObject({ origin: { sentence: text.slice(27, 38) }, terms: [] })
    expect(found.sums).toEqual([
      { side: 'source', nature: 'grant', yuan: '1900000', lines: 1 },
      { side: 'use', nature: 'grant', yuan: '1200000.5', lines: 1 },
      { side: 'use', nature: 'loan', yuan: '800000', lines: 1 },
    ])
    expect(found.totals).toEqual({ use: '2000000.5', source: '1900000', gap: '-100000.5' })
    expect(found.plans).toEqual([{ id: plans.ofCity, title: '合成县一七年安排', lines: 3 }])
  })
})
