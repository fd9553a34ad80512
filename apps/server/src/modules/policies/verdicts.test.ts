import type { Household, Verdict } from '@lika/contract'
import { uuidv7 } from '../../platform/uuid.ts'
import { describe, expect, group, refusalOf, test } from '../../testing.ts'

const exitOf = ({ verdicts }: { readonly verdicts: readonly Verdict[] }): Verdict =>
  verdicts.find(({ set }) => set === 'household-exit')!
const criterionOf = (answer: { readonly verdicts: readonly Verdict[] }, id: string) =>
  exitOf(answer).criteria.find((criterion) => criterion.id === id)!

const aRecord = (
  subjectId: string,
  facts: Record<string, string | number | boolean | null>,
  more: object = {},
) => ({
  id: uuidv7(),
  subjectKind: 'household' as const,
  subjectId,
  observedOn: '2017-03-01',
  facts,
  ...more,
})

test('a household that has all eight and is above the line meets the standard', async ({
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold({ members: 3 })
  expect(exitOf(await api.getHousehold({ params: { id } }))).toMatchObject({ outcome: 'met', missing: [] })
})

describe('the water time', () => {
  test('that becomes too long changes the verdict and the share of the village in the same answer, and its correction changes both back', async ({
    api,
    aVillage,
    aHousehold,
  }) => {
    const { code } = await aVillage()
    const [one] = [await aHousehold({ region: code }), await aHousehold({ region: group(code) })]
    const waterOf = (answer: { village?: { shares: readonly { set: string; criterion: string }[] } }) =>
      answer.village?.shares.find(({ set, criterion }) => set === 'household-exit' && criterion === 'water')
    const far = aRecord(one.id, { waterMinutes: 21 })
    const worse = await api.appendRecord({ body: far })
    expect(exitOf(worse)).toMatchObject({ outcome: 'unmet', asOf: '2017-03-31' })
    expect(criterionOf(worse, 'water').outcome).toBe('unmet')
    expect(waterOf(worse)).toMatchObject({
      households: { met: 1, unmet: 1, undetermined: 0 },
      percent: '50.00',
    })
    expect(worse.village).toMatchObject({ code })
    expect(worse.village?.verdicts[0]).toMatchObject({
      set: 'village-exit',
      outcome: 'unmet',
      criteria: { water: 'unmet' },
    })

    const undo = await api.appendRecord({ body: aRecord(one.id, {}, { corrects: far.id, reason: '误填' }) })
    expect(criterionOf(undo, 'water').outcome).toBe('met')
    expect(exitOf(undo).outcome).toBe('met')
    expect(waterOf(undo)).toMatchObject({ households: { met: 2, unmet: 0 }, percent: '100.00' })
    expect(undo.village?.verdicts[0]?.criteria.water).toBe('met')
  })

  test('that nobody has asked about leaves the household undetermined, not refused', async ({
    api,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ waterMinutes: null })
    const household = await api.getHousehold({ params: { id } })
    expect(exitOf(household)).toMatchObject({ outcome: 'undetermined', missing: ['waterMinutes'] })
    expect(criterionOf(household, 'water')).toMatchObject({
      outcome: 'undetermined',
      missing: ['waterMinutes'],
    })
  })

  test('of twenty minutes is enough, of twenty-one is not', async ({ api, aHousehold }) => {
    const { id } = await aHousehold({ waterMinutes: 20 })
    expect(criterionOf(await api.getHousehold({ params: { id } }), 'water').outcome).toBe('met')
    expect(
      criterionOf(await api.appendRecord({ body: aRecord(id, { waterMinutes: 21 }) }), 'water').outcome,
    ).toBe('unmet')
  })

  test('that was observed long ago is no longer known', async ({ api, aHousehold }) => {
    const { id } = await aHousehold({ observedOn: '2015-03-31' })
    expect(criterionOf(await api.getHousehold({ params: { id } }), 'water').outcome).toBe('met')
    const older = await aHousehold({ observedOn: '2015-03-30' })
    const stale = await api.getHousehold({ params: { id: older.id } })
    expect(criterionOf(stale, 'water').outcome).toBe('undetermined')
    expect(stale.facts.find(({ fact }) => fact === 'waterMinutes')).toMatchObject({ value: 0, stale: true })
  })
})

describe('each day has its own law', () => {
  test('the end of 2016 is judged by the set of 2016, today by the one of 2017, each with its receipt', async ({
    api,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ waterMinutes: 45 })
    const at = (asOf?: string) => api.getHousehold({ params: { id }, ...(asOf ? { query: { asOf } } : {}) })
    const [then, now] = [await at('2016-12-31'), await at()]
    // In 2016 a well was water enough; the minutes came in 2017.
    expect([criterionOf(then, 'water').outcome, criterionOf(now, 'water').outcome]).toEqual(['met', 'unmet'])
    const versionOf = (household: Household) =>
      exitOf(household).receipt.chain.find(({ pack }) => pack === 'cn/guangxi/household-exit')
    expect(versionOf(then)?.version).toMatch(/^2016/)
    expect(versionOf(now)?.version).toMatch(/^2017/)
    expect(versionOf(now)?.digest).not.toBe(versionOf(then)?.digest)
    expect(await at('2017-03-31')).toEqual(now)
  })

  test('lists of an earlier day judge by the set of that day', async ({ api, aHousehold, aVillage }) => {
    const { code } = await aVillage()
    await aHousehold({ region: code, waterMinutes: 45 })
    const water = async (asOf?: string) => {
      const { items } = await api.listHouseholds({ query: { region: code, ...(asOf ? { asOf } : {}) } })
      return items[0]?.verdict?.criteria.water
    }
    expect([await water('2016-12-31'), await water('2017-03-31'), await water()]).toEqual([
      'met',
      'unmet',
      'unmet',
    ])
  })

  test('what was learned later is not known on an earlier day', async ({ api, clock, aHousehold }) => {
    clock.learnOn('2017-01-05')
    const { id } = await aHousehold({ waterMinutes: 5 })
    clock.learnOn('2017-02-20')
    await api.appendRecord({ body: aRecord(id, { waterMinutes: 60 }, { observedOn: '2016-12-01' }) })
    clock.learnOn('2017-03-31')
    const water = async (knownOn?: string) => {
      const query = { asOf: '2017-01-31', ...(knownOn ? { knownOn } : {}) }
      const household = await api.getHousehold({ params: { id }, query })
      return [
        criterionOf(household, 'water').outcome,
        household.facts.find(({ fact }) => fact === 'waterMinutes')?.value,
      ]
    }
    expect(await water('2017-02-19')).toEqual(['met', 5])
    expect(await water('2017-02-20')).toEqual(['unmet', 60])
    expect(await water()).toEqual(['unmet', 60])
    expect(
      await refusalOf(api.getHousehold({ params: { id }, query: { knownOn: '2017-01-04' } })),
    ).toMatchObject({ status: 404 })
  })
})

test('every criterion names its clause, its facts and its thresholds, in both languages', async ({
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold({ members: 3, waterMinutes: 30 })
  const exit = exitOf(await api.getHousehold({ params: { id } }))
  for (const criterion of exit.criteria) {
    expect(criterion.source.clause, criterion.id).toBeTruthy()
    expect(criterion.source.title).toContain('桂政办发〔2017〕41号')
    expect(criterion.text.zh).not.toBe('')
    expect(criterion.text.en).not.toBe('')
    expect(criterion.rule.zh).not.toBe('')
    expect(criterion.lines.flatMap(({ facts }) => facts).length, criterion.id).toBeGreaterThan(0)
  }
  const minutes = criterionOf({ verdicts: [exit] }, 'water').lines.find(({ facts }) =>
    facts.some(({ key }) => key === 'waterMinutes'),
  )
  expect(minutes).toMatchObject({
    outcome: 'unmet',
    facts: [expect.objectContaining({ key: 'waterMinutes', known: true })],
    parameters: [expect.objectContaining({ id: 'waterMinutesMax' })],
  })
  expect(minutes?.facts[0]?.value.en).toContain('30')
  expect(minutes?.parameters[0]?.value.en).toContain('20')
  expect(minutes?.parameters[0]?.source.clause).toBeTruthy()
  expect(criterionOf({ verdicts: [exit] }, 'income').text.zh).toContain('2,952')
})

test('the income of the year before counts: at the line is not above it, a fen more is', async ({
  api,
  aHousehold,
}) => {
  const incomeOf = async (wages: string | null) => {
    const { id } = await aHousehold({ members: 2, wages })
    const household = await api.getHousehold({ params: { id } })
    expect(household.income).toMatchObject({ from: '2016-01-01', to: '2017-01-01' })
    return criterionOf(household, 'income').outcome
  }
  expect(await incomeOf('5904.00')).toBe('unmet')
  expect(await incomeOf('5904.02')).toBe('met')
  expect(await incomeOf(null)).toBe('undetermined')
})

test('twelve months of wages are a year, eleven are not known to be all', async ({ api, aHousehold }) => {
  const { id } = await aHousehold({ members: 1, wages: null })
  const month = (index: number) =>
    index > 11 ? '2017-01-01' : `2016-${String(index + 1).padStart(2, '0')}-01`
  const facts = { wageIncome: '1000.00', incomeComplete: true }
  const outcomes: string[] = []
  for (let index = 0; index < 12; index++) {
    const period = { from: month(index), to: month(index + 1) }
    const answer = await api.appendRecord({ body: aRecord(id, facts, { period }) })
    outcomes.push(criterionOf(answer, 'income').outcome)
  }
  expect(outcomes).toEqual([...Array(11).fill('undetermined'), 'met'])
})

test('the reasons of a village name its households by head and number, and each fact says whose it is', async ({
  api,
  aHousehold,
  aVillage,
}) => {
  const { code } = await aVillage({ code: '450521100207' })
  const { id, number, members } = await aHousehold({
    region: code,
    waterMinutes: 45,
    members: [{}, { insured: false }],
  })
  const { headName, verdicts } = await api.getHousehold({ params: { id } })
  const used = (answer: { readonly verdicts: readonly Verdict[] }) =>
    answer.verdicts.flatMap(({ criteria }) =>
      criteria.flatMap(({ lines }) => lines.flatMap(({ facts }) => facts)),
    )
  const own = used({ verdicts })
  expect(own.find(({ key }) => key === 'waterMinutes')).toMatchObject({ subjectId: id })
  expect(own.find(({ key }) => key === 'members.insured')).toMatchObject({ subjectId: members[1] })
  const named = used(await api.getVillage({ params: { code } })).filter(
    ({ element }) => element !== undefined,
  )
  for (const use of named) expect(use).toMatchObject({ element: `${headName} ${number}`, subjectId: id })
  expect(named.length).toBeGreaterThan(0)
})
