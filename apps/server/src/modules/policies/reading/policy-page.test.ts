import { describe, expect, refusalOf, test, today } from '../../../testing.ts'

describe('a simulation', () => {
  test('of a higher poverty line lets those between the lines fall, and stores nothing', async ({
    api,
    db,
    aVillage,
    aHousehold,
  }) => {
    const { code } = await aVillage()
    const build = (wages: string | null, status = 'expected') =>
      aHousehold({ region: code, members: 2, wages, status })
    const between = await build('6000.00')
    await build('5904.00')
    await build('40000.00')
    await build(null, 'poor')
    const stored = () =>
      db.pool.query('select set_id, subject_id, outcome, codes, receipt_id from verdict order by 1, 2')
    const before = (await stored()).rows
    const body = { region: code, set: 'household-exit', parameters: { povertyLine: '3200' } }
    const answer = await api.simulate({ body })
    expect(answer).toMatchObject({ region: code, asOf: today, set: 'household-exit' })
    expect(answer.changes).toEqual({
      'met>unmet': { subjects: 1, persons: 2 },
      'met>met': { subjects: 1, persons: 2 },
      'unmet>unmet': { subjects: 1, persons: 2 },
      'undetermined>undetermined': { subjects: 1, persons: 2 },
    })
    const poor = await api.simulate({ body: { ...body, status: ['poor'] } })
    expect(poor.changes).toEqual({ 'undetermined>undetermined': { subjects: 1, persons: 2 } })
    expect((await stored()).rows).toEqual(before)
    const household = await api.getHousehold({ params: { id: between.id } })
    expect(household.verdicts.find(({ set }) => set === 'household-exit')?.outcome).toBe('met')
  })

  test('at the present line changes nobody, and a higher line never lets anybody rise', async ({
    api,
    aVillage,
    aHousehold,
  }) => {
    const { code } = await aVillage()
    for (const wages of ['5000.00', '5904.02', '7000.00', '9000.00'])
      await aHousehold({ region: code, members: 2, wages })
    const changesAt = async (line: string) =>
      Object.keys(
        (
          await api.simulate({
            body: { region: code, set: 'household-exit', parameters: { povertyLine: line } },
          })
        ).changes,
      )
    expect((await changesAt('2952')).sort()).toEqual(['met>met', 'unmet>unmet'])
    for (const line of ['2953', '3500', '9000']) expect(await changesAt(line)).not.toContain('unmet>met')
  })

  test('by regions adds up to the whole', async ({ api }) => {
    const { changes, byRegion } = await api.simulate({
      body: { region: '450521', set: 'household-exit', parameters: { waterMinutesMax: '1' } },
    })
    for (const [key, change] of Object.entries(changes)) {
      const parts = byRegion.map((part) => part.changes[key]?.subjects ?? 0)
      expect(parts.reduce((sum, n) => sum + n, 0)).toBe(change.subjects)
    }
    expect(byRegion[0]).toMatchObject({ code: '450521100', name: '廉州镇' })
  })

  const refused: readonly [string, object, string][] = [
    ['a parameter that no pack has', { parameters: { povertyLimit: '3000' } }, 'parameters.povertyLimit'],
    ['a line that is no number', { parameters: { povertyLine: 'high' } }, 'parameters.povertyLine'],
    ['a line below nothing', { parameters: { povertyLine: '-0.01' } }, 'parameters.povertyLine'],
    ['more decimals than a line has', { parameters: { povertyLine: '3000.001' } }, 'parameters.povertyLine'],
    [
      'more than any line could be',
      { parameters: { povertyLine: '9'.repeat(30) } },
      'parameters.povertyLine',
    ],
    [
      'a longer way than is ever asked',
      { parameters: { waterMinutesMax: '100000' } },
      'parameters.waterMinutesMax',
    ],
    ['a set that is not in force', { set: 'household-exit-1986', parameters: {} }, 'set'],
    ['a set of villages', { set: 'village-exit', parameters: {} }, 'set'],
  ]
  for (const [what, change, field] of refused) {
    test(`with ${what} is refused`, async ({ api }) => {
      const body = { region: '450521', set: 'household-exit', parameters: {}, ...change }
      const problem = await refusalOf(api.simulate({ body }))
      expect([400, 422]).toContain(problem.status)
      expect(problem.field).toBe(field)
    })
  }

  test('of a region outside the scope looks like one of nowhere', async ({ as }) => {
    const body = { region: '450521', set: 'household-exit', parameters: {} }
    expect(await refusalOf(as('otherCounty').simulate({ body }))).toMatchObject({
      status: 404,
      code: 'region.notFound',
    })
  })
})

describe('the policy in force', () => {
  test('of 2016 and of 2017 are told apart, each item with its pack and clause', async ({ api }) => {
    const at = async (asOf: string) => api.getPolicy({ query: { region: '450521', asOf } })
    const [then, now] = [await at('2016-12-31'), await at(today)]
    const versions = ({ packs }: typeof now) =>
      packs.find(({ pack }) => pack === 'cn/guangxi/household-exit')?.version
    expect([versions(then), versions(now)]).toEqual([
      expect.stringMatching(/^2016/),
      expect.stringMatching(/^2017/),
    ])
    const minutes = (policy: typeof now) =>
      policy.items.find(({ part, id }) => part === 'parameters' && id === 'waterMinutesMax')
    expect(minutes(then)).toBeUndefined()
    expect(minutes(now)?.value?.en).toContain('20')
    for (const { id, source, origin } of now.items)
      expect([source.title !== '', origin.pack !== ''], id).toEqual([true, true])
  })

  test('the catalogue lists every fact once for its subject, with codes that exist', async ({ api }) => {
    const { facts, codeLists } = await api.getCatalogue()
    expect(new Set(facts.map(({ subject, id }) => `${subject} ${id}`)).size).toBe(facts.length)
    for (const { codes, id } of facts)
      if (codes) expect(codeLists[codes]?.values.length, id).toBeGreaterThan(0)
  })
})
