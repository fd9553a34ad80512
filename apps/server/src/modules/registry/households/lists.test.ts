import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  test as base,
  describe,
  expect,
  group,
  idNumberOf,
  refusalOf,
  today,
} from '../../../testing.ts'

type Query = Parameters<Api['listHouseholds']>[0]['query']

/** A village in which households differ by one thing each. */
const test = base.extend('place', { scope: 'file' }, async ({ api, aVillage, aHousehold, aDecision }) => {
  const { code, id: villageId } = await aVillage({ status: 'expected', serviceCentre: false })
  const build = async (name: string, wish: object) =>
    (await aHousehold({ region: group(code), members: [{ name }], ...wish })).id
  const households = {
    far: await build('曾小平', {
      number: 'L0001',
      waterMinutes: 50,
      cause: 'illness',
      drinkingWaterSafe: false,
    }),
    unknown: await build('单大年', {
      number: 'L0002',
      waterMinutes: null,
      cause: 'schooling',
      status: 'expected',
    }),
    good: await build('王国华', { number: 'L0003', cause: 'illness', status: 'expected' }),
    poor: await build('欧阳修文', { number: 'M0004', wages: '100', region: code }),
    exited: await build('李四', {
      number: 'M0005',
      region: code,
      members: [{ name: '李四', idNumber: idNumberOf(701) }],
    }),
  }
  await aDecision('household', households.exited, 'exited', '2017-01-15')
  const list = async (query: Partial<Query> = {}, as: Api = api) => {
    const { items } = await as.listHouseholds({ query: { region: code, ...query } })
    const names = Object.entries(households)
    return items.map((item) => names.find(([, id]) => id === item.id)?.[0]).sort()
  }
  return { code, villageId, households, list }
})

describe('the list of households', () => {
  test('shows everybody with place, size and verdict', async ({ api, place }) => {
    const { items } = await api.listHouseholds({ query: { region: place.code } })
    expect(items).toHaveLength(5)
    expect(items.find(({ number }) => number === 'L0001')).toMatchObject({
      headName: '曾小平',
      size: 1,
      status: 'poor',
      cause: 'illness',
      verdict: { set: 'household-exit', outcome: 'unmet', criteria: { water: 'unmet', power: 'met' } },
    })
  })

  const asked: readonly [string, Partial<Query>, string[]][] = [
    ['a status', { status: 'expected' }, ['good', 'unknown']],
    ['several statuses', { status: 'expected,exited' }, ['exited', 'good', 'unknown']],
    ['a cause', { cause: 'illness' }, ['far', 'good']],
    ['the whole outcome', { outcome: 'undetermined' }, ['unknown']],
    ['a criterion', { criterion: 'water', outcome: 'unmet' }, ['far']],
    ['another criterion', { criterion: 'income', outcome: 'unmet' }, ['poor']],
    ['another set', { set: 'data-quality-income', outcome: 'met', status: 'exited' }, ['exited']],
    ['an indicator', { indicator: 'householdsWithoutSafeWater' }, ['far']],
    ['status and criterion together', { status: 'expected', criterion: 'water', outcome: 'met' }, ['good']],
    ['a whole name', { search: '王国华' }, ['good']],
    ['a given name', { search: '国华' }, ['good']],
    ['initials', { search: 'wgh' }, ['good']],
    ['initials in capitals', { search: 'WGH' }, ['good']],
    ['the initial of a surname that is read otherwise', { search: 'zxp' }, ['far']],
    ['another such surname', { search: 'sdn' }, ['unknown']],
    ['a number from its beginning', { search: 'L000' }, ['far', 'good', 'unknown']],
    ['a name of nobody', { search: '赵钱孙' }, []],
    ['signs that mean something elsewhere', { search: `%_'\\` }, []],
    ['an earlier day', { asOf: '2017-01-14', status: 'exited' }, []],
    ['the outcome on an earlier day', { asOf: '2016-12-31', criterion: 'water', outcome: 'unmet' }, []],
    ['a day before the beginning', { asOf: '2015-12-30' }, []],
  ]
  for (const [what, query, right] of asked) {
    test(`by ${what}`, async ({ place }) => expect(await place.list(query)).toEqual(right))
  }

  test('of today is the same when the day is said', async ({ place }) => {
    expect(await place.list({ asOf: today, outcome: 'met' })).toEqual(await place.list({ outcome: 'met' }))
  })

  const refused: readonly [string, Partial<Query>, string][] = [
    ['a criterion that the set does not have', { criterion: 'garden', outcome: 'met' }, 'criterion'],
    ['a criterion without an outcome', { criterion: 'water' }, 'outcome'],
    ['a set that is not in force', { set: 'household-exit-1986', outcome: 'met' }, 'set'],
    ['an indicator that nobody knows', { indicator: 'happiness' }, 'indicator'],
    ['an id number, which must not stand in an address', { search: idNumberOf(701) }, 'search'],
    ['a wrong id number all the same', { search: '450521199001010000' }, 'search'],
    ['a telephone', { search: '13800138000' }, 'search'],
    ['a bank card in groups', { search: '6222 0200 0000 0000 000' }, 'search'],
    ['a cursor of somebody else', { cursor: 'abc' }, 'cursor'],
    [
      'a cursor with another place',
      { cursor: Buffer.from('{"region":"x","id":"y"}').toString('base64url') },
      'cursor',
    ],
    ['an outcome that does not exist', { outcome: 'maybe' as 'met' }, 'outcome'],
    ['too many at once', { limit: '201' }, 'limit'],
    ['a day that does not exist', { asOf: '2017-02-30' }, 'asOf'],
  ]
  for (const [what, query, field] of refused) {
    test(`${what} is refused, with the field`, async ({ api, place }) => {
      const problem = await refusalOf(api.listHouseholds({ query: { region: place.code, ...query } }))
      expect(problem).toMatchObject({ status: 400, field })
    })
  }

  test('pages without gaps and without doubles, under any filter and at any size', async ({ api, place }) => {
    for (const filter of [{}, { status: 'poor,expected' }, { asOf: '2017-01-31' }, { search: 'L' }]) {
      const { items: whole } = await api.listHouseholds({ query: { region: place.code, ...filter } })
      for (const limit of ['1', '2', '3']) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page: Awaited<ReturnType<Api['listHouseholds']>> = await api.listHouseholds({
            query: { region: place.code, ...filter, limit, ...(cursor ? { cursor } : {}) },
          })
          expect(page.items.length).toBeLessThanOrEqual(Number(limit))
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.next
        } while (cursor)
        expect(seen).toEqual(whole.map(({ id }) => id))
      }
    }
  })

  const ordered: readonly [string, string[]][] = [
    ['number', ['L0001', 'L0002', 'L0003', 'M0004', 'M0005']],
    ['-number', ['M0005', 'M0004', 'L0003', 'L0002', 'L0001']],
    // By pinyin, as the collation reads each character: 曾 céng, 单 dān, 李, 欧阳, 王.
    ['name', ['L0001', 'L0002', 'M0005', 'M0004', 'L0003']],
    ['status', ['L0001', 'M0004', 'L0002', 'L0003', 'M0005']],
  ]
  for (const [sort, right] of ordered) {
    test(`in the order of ${sort}, page by page`, async ({ api, place }) => {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page: Awaited<ReturnType<Api['listHouseholds']>> = await api.listHouseholds({
          query: { region: place.code, sort, limit: '2', ...(cursor ? { cursor } : {}) },
        })
        seen.push(...page.items.map(({ number }) => number))
        cursor = page.next
      } while (cursor)
      expect([...seen].sort()).toEqual(['L0001', 'L0002', 'L0003', 'M0004', 'M0005'])
      if (sort === 'status') expect(seen.slice(2, 4).sort()).toEqual(right.slice(2, 4))
      else expect(seen).toEqual(right)
    })
  }

  test('any row at once, counted from the beginning or from a cursor', async ({ api, place }) => {
    const query = { region: place.code, sort: 'number', limit: '1' }
    const third = await api.listHouseholds({ query: { ...query, skip: '2' } })
    expect(third.items.map(({ number }) => number)).toEqual(['L0003'])
    const fifth = await api.listHouseholds({ query: { ...query, cursor: third.next!, skip: '1' } })
    expect([fifth.items[0]?.number, fifth.next]).toEqual(['M0005', undefined])
    expect((await api.listHouseholds({ query: { ...query, skip: '9' } })).items).toEqual([])
  })

  test('with the facts and formulas that are asked for; what nobody knows is null', async ({
    api,
    place,
  }) => {
    const query = {
      region: place.code,
      sort: 'number',
      columns: 'size,fact.waterMinutes,derived.perCapitaNetIncome',
    }
    const { items } = await api.listHouseholds({ query })
    expect(items[0]?.values).toMatchObject({ 'fact.waterMinutes': 50 })
    expect(items[1]?.values?.['fact.waterMinutes']).toBeNull()
    expect(items[3]?.values?.['derived.perCapitaNetIncome']).toMatch(/^-?\d+\.\d\d$/)
    const { columns } = await api.listHouseholdColumns({ query: { region: place.code } })
    expect(columns.find(({ id }) => id === 'fact.waterMinutes')).toMatchObject({ kind: 'fact', unit: 'min' })
    expect(columns.find(({ id }) => id === 'fact.phone')).toMatchObject({ sensitive: true })
    expect(columns.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['size', 'criterion.water', 'derived.perCapitaNetIncome']),
    )
  })

  test('an order or a column that there is not is refused, with what is near', async ({ api, place }) => {
    const refusal = (query: Partial<Query>) =>
      refusalOf(api.listHouseholds({ query: { region: place.code, ...query } }))
    expect(await refusal({ sort: 'height' })).toMatchObject({ status: 400, field: 'sort' })
    expect(await refusal({ columns: 'fact.waterMinuets' })).toMatchObject({
      status: 400,
      field: 'columns',
      expected: 'fact.waterMinutes',
    })
    const many = Array.from({ length: 21 }, (_, index) => `fact.x${index}`).join(',')
    expect(await refusal({ columns: many })).toMatchObject({ status: 400, field: 'columns', expected: 20 })
    const byPlace = (await api.listHouseholds({ query: { region: place.code, limit: '1' } })).next!
    expect(await refusal({ sort: 'size', cursor: byPlace })).toMatchObject({ status: 400, field: 'cursor' })
  })

  test('shows nobody outside the scope of whoever asks, and no more of a region than is theirs', async ({
    as,
    place,
  }) => {
    expect(await place.list({}, as('otherCounty'))).toEqual([])
    expect(await place.list({ region: '4505' }, as('otherCounty'))).toEqual([])
    expect(await place.list({ region: '4505' }, as('town'))).toHaveLength(5)
    expect(await place.list({ region: 'all' }, as('town'))).toHaveLength(5)
    expect(await place.list({ region: '4505' }, as('registrar'))).toEqual([])
  })

  test('identifying numbers stand in a column masked', async ({ api, aHousehold }) => {
    const { id } = await aHousehold({ number: 'P0001', members: [{ name: '电话' }] })
    const facts = { phone: '13912345678' }
    const body = { id: uuidv7(), subjectKind: 'household' as const, subjectId: id, observedOn: today, facts }
    await api.appendRecord({ body })
    const { items } = await api.listHouseholds({
      query: { region: '450521', search: 'P0001', columns: 'fact.phone' },
    })
    expect(items[0]?.values?.['fact.phone']).toBe('139****5678')
  })

  test('a whole name comes before a longer one', async ({ api, aVillage, aHousehold }) => {
    const { code } = await aVillage({})
    for (const [number, name] of [
      ['N1', '林国华'],
      ['N2', '国华'],
      ['N3', '国华军'],
    ] as const)
      await aHousehold({ region: group(code), number, members: [{ name }] })
    const { items } = await api.listHouseholds({ query: { region: code, search: '国华', limit: '2' } })
    expect(items[0]?.headName).toBe('国华')
  })
})

describe('the list of villages', () => {
  test('by status, kind of village, criterion and day', async ({ api, place }) => {
    const codes = async (query: object) => {
      const { items } = await api.listVillages({ query: { region: place.code, ...query } })
      return items.map(({ code }) => code)
    }
    expect(await codes({})).toEqual([place.code])
    expect(await codes({ status: 'expected' })).toEqual([place.code])
    expect(await codes({ status: 'exited' })).toEqual([])
    expect(await codes({ poor: 'true' })).toEqual([])
    expect(await codes({ poor: 'false' })).toEqual([place.code])
    expect(await codes({ criterion: 'water', outcome: 'unmet' })).toEqual([place.code])
    expect(await codes({ criterion: 'water', outcome: 'met' })).toEqual([])
    expect(await codes({ asOf: '2015-12-30' })).toEqual([])
    expect(await codes({ asOf: '2016-12-31', criterion: 'water', outcome: 'met' })).toEqual([place.code])
  })

  test('a criterion without an outcome or one that does not exist is refused', async ({ api, place }) => {
    const refusal = (query: object) =>
      refusalOf(api.listVillages({ query: { region: place.code, ...query } }))
    expect(await refusal({ criterion: 'water' })).toMatchObject({ status: 400, field: 'outcome' })
    expect(await refusal({ criterion: 'garden', outcome: 'met' })).toMatchObject({
      status: 400,
      field: 'criterion',
    })
    expect(await refusal({ cursor: 'e30' })).toMatchObject({ status: 400, field: 'cursor' })
  })

  test('a village outside the scope looks like one that does not exist', async ({ api, as, place }) => {
    const foreign = await refusalOf(as('otherCounty').getVillage({ params: { code: place.code } }))
    const nobody = await refusalOf(api.getVillage({ params: { code: '450521100299' } }))
    expect(foreign).toMatchObject({ status: 404, code: nobody.code })
    expect((await as('otherCounty').listVillages({ query: { region: '4505' } })).items).toEqual([])
  })
})

test('the journal of a household pages without gaps, latest first', async ({ api, aHousehold }) => {
  const { id } = await aHousehold({ members: 4 })
  for (let minutes = 0; minutes < 50; minutes++) {
    const body = {
      id: uuidv7(),
      subjectKind: 'household' as const,
      subjectId: id,
      observedOn: '2017-03-01',
      facts: { waterMinutes: minutes },
    }
    await api.appendRecord({ body })
  }
  const first = await api.listTimeline({ params: { id } })
  const second = await api.listTimeline({ params: { id }, query: { cursor: first.next! } })
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 7, undefined])
  const all = [...first.items, ...second.items]
  expect(new Set(all.map((entry) => entry.id)).size).toBe(57)
  const instants = all.map(({ receivedAt }) => Date.parse(receivedAt))
  expect(instants).toEqual(instants.toSorted((a, b) => b - a))
  const impossible = Buffer.from(JSON.stringify({ receivedAt: '2017-99-99T99:99:99Z', id })).toString(
    'base64url',
  )
  expect(await refusalOf(api.listTimeline({ params: { id }, query: { cursor: impossible } }))).toMatchObject({
    status: 400,
    field: 'cursor',
  })
})
