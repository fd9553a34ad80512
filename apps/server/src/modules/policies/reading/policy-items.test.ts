import { describe, expect, refusalOf, test, today } from '../../../testing.ts'

const HEPU = '450521'

describe('the effective pack', () => {
  test('says which pack inherits which, since when, and how much of it is unconfirmed', async ({ api }) => {
    const { packs, items, untranslated } = await api.getPolicy({ query: { region: HEPU } })
    const exit = packs.find(({ pack }) => pack === 'cn/guangxi/household-exit')!
    expect(exit).toMatchObject({
      version: '2017.1',
      topic: 'household-exit',
      from: '2017-01-01',
      to: '2017-12-31',
      extends: 'cn/household-exit',
      region: { code: '45', name: '广西壮族自治区' },
      tested: true,
    })
    const unconfirmed = items.filter(({ confirmed, source }) => !confirmed || !source.confirmed)
    expect(packs.reduce((sum, pack) => sum + pack.unconfirmed, 0)).toBe(unconfirmed.length)
    expect(packs.reduce((sum, pack) => sum + pack.items, 0)).toBe(items.length)
    expect(untranslated.map(({ text }) => text)).toContain('稳定超过')
    const line = items.find(({ id }) => id === 'povertyLine')
    expect(line?.simulate).toEqual({ set: 'household-exit', key: 'povertyLine' })
  })

  test('holds no set that nobody wrote', async ({ api }) => {
    const { items } = await api.getPolicy({ query: { region: HEPU } })
    expect(items.filter(({ of }) => of?.startsWith('indicators-'))).toEqual([])
  })
})

describe('an item', () => {
  test('shows its expression, what it reads and what reads it', async ({ api }) => {
    const income = await api.getPolicyItem({
      params: { part: 'criteria', id: 'income' },
      query: { region: HEPU, of: 'household-exit' },
    })
    expect(income.expressions).toEqual([{ depth: 0, text: 'perCapitaNetIncome > povertyLine' }])
    expect(income.reads.map(({ part, id }) => `${part}/${id}`)).toEqual([
      'derived/perCapitaNetIncome',
      'parameters/povertyLine',
    ])
    const line = await api.getPolicyItem({
      params: { part: 'parameters', id: 'povertyLine' },
      query: { region: HEPU },
    })
    expect(line.usedBy).toContainEqual(
      expect.objectContaining({ part: 'criteria', of: 'household-exit', id: 'income' }),
    )
  })

  test('tells its history, each value from the day it held', async ({ api }) => {
    const { history } = await api.getPolicyItem({
      params: { part: 'parameters', id: 'povertyLine' },
      query: { region: HEPU },
    })
    const told = history.map(({ from, item }) => [from, item?.value?.en.replace(/[^\d.]/g, '')])
    expect(told).toContainEqual(['2020-01-01', '4000.00'])
    expect(told).toContainEqual(['2018-01-01', '2995.00'])
    expect(history.map(({ from }) => from)).toEqual(
      history
        .map(({ from }) => from)
        .toSorted()
        .toReversed(),
    )
  })

  test('that is of another year is shown as not in force; one that never was is not found', async ({
    api,
  }) => {
    const minutes = await api.getPolicyItem({
      params: { part: 'parameters', id: 'waterMinutesMax' },
      query: { region: HEPU, asOf: '2016-12-31' },
    })
    expect(minutes.inForce).toBe(false)
    const never = api.getPolicyItem({ params: { part: 'parameters', id: 'gold' }, query: { region: HEPU } })
    expect(await refusalOf(never)).toMatchObject({ status: 404, code: 'policy.itemNotFound' })
  })
})

describe('two policies side by side', () => {
  test('of 2016 and 2017 name what was added, removed and changed, with both texts', async ({ api }) => {
    const answer = await api.comparePolicies({
      query: { region: HEPU, asOf: '2016-12-31', otherAsOf: '2017-12-31' },
    })
    expect([answer.before.asOf, answer.after.asOf]).toEqual(['2016-12-31', '2017-12-31'])
    const of = (part: string, id: string, set?: string) =>
      answer.differences.find((each) => each.part === part && each.id === id && (!set || each.of === set))
    expect(of('parameters', 'waterMinutesMax')).toMatchObject({
      kind: 'added',
      after: { id: 'waterMinutesMax' },
    })
    const water = of('criteria', 'water', 'household-exit')
    expect(water?.kind).toBe('changed')
    expect(water?.aspects).toContain('rule')
    expect(water?.before?.source).not.toEqual(water?.after?.source)
    expect(answer.same).toBeGreaterThan(100)
  })

  test('of one place and day do not differ; a county differs from the nation by packs of its own', async ({
    api,
  }) => {
    expect((await api.comparePolicies({ query: { region: HEPU } })).differences).toEqual([])
    const { differences } = await api.comparePolicies({ query: { region: 'all', otherRegion: HEPU } })
    expect(differences.some(({ kind, id }) => kind === 'added' && id === 'houseRepair')).toBe(true)
  })

  test('are offered on the days on which something changes', async ({ api }) => {
    const { days, regions } = await api.listPolicyVersions({ query: { region: HEPU } })
    const first = days.find(({ day }) => day === '2017-01-01')
    expect(first?.packs.map(({ version }) => version)).toContain('2017.1')
    expect(regions.map(({ code }) => code)).toEqual(expect.arrayContaining(['all', '45', '4505']))
  })
})

describe('the tests of a pack', () => {
  test('are run, with what was given, expected and found', async ({ api }) => {
    const tests = await api.getPackTests({ query: { pack: 'cn/guangxi/household-exit' } })
    expect([tests.failed, tests.problems]).toEqual([0, []])
    const line = tests.cases.find(
      ({ name, date }) => name === 'the line itself is not above the line' && date > '2017',
    )!
    expect(line).toMatchObject({
      base: 'a household that meets everything',
      passed: true,
      date: '2017-12-31',
    })
    expect(line.facts.map(({ id }) => id)).toEqual(['wageIncome'])
    expect(line.results).toContainEqual({ what: 'income', expected: 'unmet', actual: 'unmet', passed: true })
    expect(tests.labels.income?.zh).toContain('一超')
  })

  test('of a pack that does not exist are not found', async ({ api }) => {
    const call = api.getPackTests({ query: { pack: 'cn/guangxi/none' } })
    expect(await refusalOf(call)).toMatchObject({ status: 404, field: 'pack' })
  })
})

test('what is in force is for everybody who may look, and for nobody else', async ({ as, stranger }) => {
  const query = { region: HEPU, asOf: today }
  await expect(as('helper').getPolicy({ query })).resolves.toBeTruthy()
  expect((await refusalOf(stranger.getPolicy({ query }))).status).toBe(401)
  expect((await refusalOf(stranger.comparePolicies({ query }))).status).toBe(401)
})
