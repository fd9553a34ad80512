import type { VillageFacets } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  test as base,
  describe,
  expect,
  group,
  refusalOf,
  send,
  signIn,
  town,
} from '../../../testing.ts'
import { spellNewNames } from '../../regions/index.ts'

type Query = Parameters<Api['listVillages']>[0]['query']

/** Villages that differ by one thing each. */
const test = base.extend('place', { scope: 'file' }, async ({ installation, api, aVillage, aHousehold }) => {
  const villages = {
    roads: await aVillage({ status: 'expected', roadGapKm: '12.50', basketballCourt: true }),
    court: await aVillage({ status: 'expected', roadGapKm: '3.20', basketballCourt: false }),
    unknown: await aVillage({ status: 'expected', roadGapKm: null, basketballCourt: null }),
    poor: await aVillage({ status: 'poor', roadGapKm: '7.00' }),
    good: await aVillage({ status: 'exited', roadGapKm: '0.00' }),
  }
  const far = await aHousehold({
    region: group(villages.roads.code),
    members: [{ name: '曾小平' }],
    waterMinutes: 50,
    drinkingWaterSafe: false,
  })
  const near = await aHousehold({ region: group(villages.roads.code, 2), members: [{ name: '王国华' }] })
  await spellNewNames(installation.db)
  const nameOf = (code: string) => Object.entries(villages).find(([, each]) => each.code === code)?.[0]
  const list = async (query: Partial<Query> = {}, who: Api = api) => {
    const { items } = await who.listVillages({ query: { region: town, limit: '200', ...query } })
    return items.map(({ code }) => nameOf(code)).filter((name) => name !== undefined)
  }
  return { villages, households: { far, near }, list }
})

describe('the list of villages', () => {
  const asked: readonly [string, Partial<Query>, string[]][] = [
    ['a status', { status: 'exited' }, ['good']],
    ['several statuses', { status: 'poor,exited' }, ['poor', 'good']],
    ['a gap', { indicator: 'roadGapKm' }, ['roads', 'court']],
    ['another gap', { indicator: 'villagesWithoutCourt' }, ['court']],
    ['a criterion', { criterion: 'road', outcome: 'met' }, ['roads', 'court', 'unknown', 'poor', 'good']],
    ['a name', { search: '第21村' }, ['roads']],
    ['initials of the pinyin', { search: 'd' }, ['roads', 'court', 'unknown', 'poor', 'good']],
    ['the beginning of a code', { search: '45052110022' }, ['roads', 'court', 'unknown', 'poor', 'good']],
    ['a name that there is not', { search: '没有' }, []],
    [
      'an order',
      { indicators: 'roadGapKm', sort: '-indicator.roadGapKm' },
      ['roads', 'court', 'poor', 'good', 'unknown'],
    ],
    [
      'an order by a fact',
      { facts: 'roadGapKm', sort: 'fact.roadGapKm' },
      ['good', 'court', 'poor', 'roads', 'unknown'],
    ],
  ]
  for (const [name, query, expected] of asked) {
    test(`by ${name}`, async ({ place }) => expect(await place.list(query)).toEqual(expected))
  }

  test('shows the facts and the gap values asked for; unknown stays unknown', async ({ api, place }) => {
    const { items } = await api.listVillages({
      query: {
        region: town,
        facts: 'roadGapKm,basketballCourt',
        indicators: 'roadGapKm,villagesWithoutCourt',
      },
    })
    const row = (name: keyof typeof place.villages) =>
      items.find(({ code }) => code === place.villages[name].code)
    expect(row('roads')).toMatchObject({
      facts: { roadGapKm: '12.50', basketballCourt: true },
      indicators: { roadGapKm: '12.50', villagesWithoutCourt: '0' },
      households: { met: 1, unmet: 1, undetermined: 0 },
    })
    expect(row('unknown')).toMatchObject({
      facts: { roadGapKm: null, basketballCourt: null },
      indicators: { roadGapKm: null, villagesWithoutCourt: null },
    })
    // Its roads are missing too, but the plan counts those of the villages that are to exit.
    expect(row('poor')).toMatchObject({ facts: { roadGapKm: '7.00' }, indicators: { roadGapKm: '0.00' } })
  })

  test('goes on after a page, in the order asked for', async ({ api, place }) => {
    const query = { region: town, indicators: 'roadGapKm', sort: '-indicator.roadGapKm', limit: '2' } as const
    const first = await api.listVillages({ query })
    const second = await api.listVillages({ query: { ...query, cursor: first.next! } })
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual(
      (['roads', 'court', 'poor', 'good'] as const).map((name) => place.villages[name].code),
    )
  })

  test('a column or an order that there is not is refused by name', async ({ api }) => {
    const ask = (query: Partial<Query>) => refusalOf(api.listVillages({ query: { region: town, ...query } }))
    expect(await ask({ facts: 'roadGapKn' })).toMatchObject({
      field: 'facts',
      value: 'roadGapKn',
      expected: 'roadGapKm',
    })
    expect(await ask({ indicators: 'roads' })).toMatchObject({
      code: 'indicators.unknown',
      field: 'indicators',
    })
    expect(await ask({ sort: 'fact.roadGapKm' })).toMatchObject({ code: 'villages.sortNotShown' })
    expect(await ask({ facts: Array.from({ length: 21 }, (_, at) => `f${at}`).join(',') })).toMatchObject({
      code: 'villages.tooManyColumns',
    })
  })

  test('of another county nobody sees a village', async ({ as, place }) => {
    expect(await place.list({}, as('otherCounty'))).toEqual([])
  })
})

describe('the counts by filter', () => {
  const count = (api: Api, query: Partial<Query> = {}): Promise<VillageFacets> =>
    api.countVillages({ query: { region: town, ...query } })

  test('each filter is counted without itself, under all others', async ({ api, place }) => {
    const all = await count(api)
    expect(all.total).toBe(Object.keys(place.villages).length)
    expect(all.status).toEqual({ expected: 3, poor: 1, exited: 1 })
    const filtered = await count(api, { status: 'expected', indicator: 'roadGapKm', indicators: 'roadGapKm' })
    expect(filtered.total).toBe(2)
    expect(filtered.status).toEqual({ expected: 2 })
    expect(filtered.indicators.find(({ indicator }) => indicator === 'villagesWithoutCourt')).toMatchObject({
      villages: 1,
      unknown: 1,
    })
    expect(filtered.sums).toEqual({ roadGapKm: '15.70' })
  })

  test('every count is the number of villages that its filter lists', async ({ api, place }) => {
    const { criteria, indicators } = await count(api)
    expect(criteria.length).toBeGreaterThan(5)
    for (const { criterion, villages } of criteria) {
      for (const outcome of ['met', 'unmet', 'undetermined'] as const) {
        expect(await place.list({ criterion, outcome }), `${criterion} ${outcome}`).toHaveLength(
          villages[outcome],
        )
      }
    }
    for (const { indicator, villages } of indicators) {
      expect(await place.list({ indicator }), indicator).toHaveLength(villages)
    }
  })

  test('of another county there is nothing to count', async ({ as }) => {
    expect(await count(as('otherCounty'))).toMatchObject({ total: 0, status: {}, places: [] })
  })
})

describe('one village', () => {
  test('lists its gaps with values, clause and the facts they rest on', async ({ api, place }) => {
    const { gaps } = await api.getVillage({ params: { code: place.villages.roads.code } })
    const gap = (id: string) => gaps.find(({ indicator }) => indicator === id)
    expect(gap('roadGapKm')).toMatchObject({
      outcome: 'met',
      value: '12.50',
      source: { clause: '三(二)2.1' },
      facts: expect.arrayContaining(['roadGapKm']),
    })
    expect(gap('householdsWithoutSafeWater')).toMatchObject({
      subject: 'household',
      outcome: 'met',
      value: '1',
    })
    expect(gap('villagesWithoutCourt')).toMatchObject({ outcome: 'unmet', value: '0' })
  })

  test('an unknown gap is neither there nor not there', async ({ api, place }) => {
    const { gaps } = await api.getVillage({ params: { code: place.villages.unknown.code } })
    expect(gaps.find(({ indicator }) => indicator === 'roadGapKm')).toMatchObject({
      outcome: 'undetermined',
      value: null,
    })
  })

  test('its timeline says what each record changed', async ({ api, place }) => {
    const { id, code } = place.villages.good
    const record = { id: uuidv7(), subjectKind: 'village', subjectId: id, observedOn: '2017-03-01' } as const
    await api.appendRecord({
      body: { ...record, facts: { roadGapKm: '1.25', clinic: true }, reason: '新测' },
    })
    const { items } = await api.listVillageTimeline({ params: { code } })
    expect(items[0]).toMatchObject({
      facts: { roadGapKm: '1.25', clinic: true },
      before: { roadGapKm: '0.00', clinic: true },
      author: 'county',
      reason: '新测',
    })
    expect(items.at(-1)?.before).toEqual({})
  })

  test('is not found by strangers, and neither is its timeline', async ({ as, place }) => {
    const params = { code: place.villages.roads.code }
    expect((await refusalOf(as('otherCounty').getVillage({ params }))).code).toBe('village.notFound')
    expect((await refusalOf(as('otherCounty').listVillageTimeline({ params }))).code).toBe('village.notFound')
  })
})

describe('the list as a file', () => {
  const download = async (app: Parameters<typeof send>[0], account: string, query: string) =>
    send(app, {
      method: 'GET',
      url: `/api/villages/export?region=${town}&format=csv${query}`,
      headers: { cookie: await signIn(app, account) },
    })

  test('has the rows and columns that are shown', async ({ app, place }) => {
    const { body, statusCode } = await download(
      app,
      'county',
      '&indicator=roadGapKm&indicators=roadGapKm&facts=basketballCourt&sort=-indicator.roadGapKm',
    )
    expect(statusCode).toBe(200)
    const [header, first, second, ...rest] = body.trim().split('\r\n')
    expect(header).toContain('短板/待建通村通屯道路（km）')
    expect(first).toContain(place.villages.roads.code)
    expect(first).toContain('12.50')
    expect(second).toContain('否')
    expect(rest).toEqual([])
  })

  test('is for those who may export, and of their own region', async ({ app }) => {
    expect((await download(app, 'finance', '')).statusCode).toBe(403)
    expect((await download(app, 'otherCounty', '')).body.trim().split('\r\n')).toHaveLength(1)
  })
})
