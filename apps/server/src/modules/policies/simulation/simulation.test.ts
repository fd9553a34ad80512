import type { Simulation } from '@lika/contract'
import { type Api, test as base, describe, expect, group, refusalOf, town } from '../../../testing.ts'

const LINE = { region: town, set: 'household-exit', parameters: { povertyLine: '4000' } }

/** Two persons each; their yearly wages are known, but for the last. */
const test = base.extend('place', { scope: 'file' }, async ({ aVillage, aHousehold }) => {
  const { code } = await aVillage()
  const build = (wages: string | null, status: string) =>
    aHousehold({ region: group(code), members: 2, wages, status })
  return {
    code,
    poor: await build('5000.50', 'poor'),
    between: await build('7000.01', 'expected'),
    above: await build('9000.00', 'expected'),
    unknown: await build(null, 'expected'),
  }
})

const simulate = (api: Api, body: object = {}): Promise<Simulation> =>
  api.simulate({ body: { ...LINE, ...body } })

describe('a simulated line of 4,000 yuan', () => {
  test('says who changes side, judges only what reads the line, and adds up', async ({ api, place: _ }) => {
    const answer = await simulate(api)
    expect(answer.criteria).toEqual(['income'])
    expect(answer.parameters).toEqual([{ key: 'povertyLine', before: '2952', after: '4000.00' }])
    expect(answer.before.subjects).toEqual({ met: 2, unmet: 1, undetermined: 1 })
    expect(answer.after.subjects).toEqual({ met: 1, unmet: 2, undetermined: 1 })
    expect(answer.changes['met>unmet']).toEqual({ subjects: 1, persons: 2 })
  })

  test('costs exactly what is lacking up to the line, over persons, without those of unknown income', async ({
    api,
    place: _,
  }) => {
    const [gap] = (await simulate(api)).costs
    // (2952.00 − 2500.25) × 2; and (4000.00 − 2500.25) × 2 + (4000.00 − 3500.01) × 2: half a fen is rounded up.
    expect(gap).toMatchObject({
      kind: 'gap',
      before: { amount: '903.50', subjects: 1, persons: 2, unknown: 1 },
      after: { amount: '3999.48', subjects: 2, persons: 4, unknown: 1 },
    })
    const expected = await simulate(api, { status: ['expected'] })
    expect(expected.costs[0]?.after).toMatchObject({ amount: '999.98', subjects: 1, unknown: 1 })
  })

  test('comes out the same when everything is judged anew, as on the day before', async ({
    api,
    place: _,
  }) => {
    for (const parameters of [
      { povertyLine: '3501' },
      { povertyLine: '2000', floorAreaMin: '60' },
      { waterMinutesMax: '0', dropoutVisitsMin: '3' },
      {},
    ]) {
      const [now, then] = [
        await simulate(api, { parameters }),
        await simulate(api, { parameters, asOf: '2017-03-30' }),
      ]
      expect({ ...now, asOf: '' }, JSON.stringify(parameters)).toEqual({ ...then, asOf: '' })
    }
  })

  test('opens to exactly the households that change side, a page at a time', async ({ api, place }) => {
    const list = (side: 'gained' | 'lost' | 'changed', more: object = {}) =>
      api.listSimulated({ body: { ...LINE, side, ...more } })
    const lost = await list('lost')
    expect(lost.items.map(({ id, before, after }) => [id, before, after])).toEqual([
      [place.between.id, 'met', 'unmet'],
    ])
    expect(lost.items[0]?.measured[0]?.value.zh).toMatch(/^3,?500\.01 元\/人$/)
    expect((await list('gained')).items).toEqual([])
    const parameters = { povertyLine: '1000', floorAreaMin: '100' }
    const first = await list('changed', { parameters, limit: 1 })
    const rest = await list('changed', { parameters, limit: 200, cursor: first.next })
    const ids = [...first.items, ...rest.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const { changes } = await simulate(api, { parameters })
    const changed = Object.entries(changes).filter(([key]) => key.split('>')[0] !== key.split('>')[1])
    expect(ids.length).toBe(changed.reduce((sum, [, { subjects }]) => sum + subjects, 0))
    expect((await list('lost', { within: place.code })).items.length).toBe(1)
    expect((await list('lost', { within: `${town}299` })).items).toEqual([])
  })

  test('opens its cost to exactly those for whom there is one', async ({ api, place }) => {
    const list = (side: 'dueBefore' | 'dueAfter', cost = 'gap.povertyLine') =>
      api.listSimulated({ body: { ...LINE, side, cost } })
    expect((await list('dueBefore')).items.map(({ id }) => id)).toEqual([place.poor.id])
    expect(new Set((await list('dueAfter')).items.map(({ id }) => id))).toEqual(
      new Set([place.poor.id, place.between.id]),
    )
    expect(await refusalOf(list('dueAfter', 'gold'))).toMatchObject({ status: 400, field: 'cost' })
  })

  test('lies on the curve that is drawn along the slider, with its cost', async ({ api, place: _ }) => {
    const along = 'povertyLine'
    const { points } = await api.drawSimulation({ body: { ...LINE, along } })
    expect(points.length).toBeGreaterThan(20)
    for (const point of [points[0]!, points[10]!, points.at(-1)!]) {
      const at = await simulate(api, { parameters: { povertyLine: point.value } })
      expect(at.after, point.value).toEqual({ subjects: point.subjects, persons: point.persons })
      expect(at.costs[0]?.after?.amount, point.value).toBe(point.gap)
    }
    const met = points.map(({ subjects }) => subjects.met)
    expect(met).toEqual(met.toSorted((a, b) => b - a))
  })
})

test('a subsidy that is moved costs its rate for everybody who is due it', async ({
  api,
  aHousehold,
  place,
}) => {
  await aHousehold({ region: place.code, members: 1, houseGrade: 'D' })
  const answer = await simulate(api, { parameters: { houseRepairRate: '25000.50' } })
  expect(answer.criteria).toEqual([])
  expect(answer.changes).not.toHaveProperty('met>unmet')
  expect(answer.costs).toMatchObject([
    {
      kind: 'entitlement',
      id: 'houseRepair',
      before: { amount: '22000.00', subjects: 1, persons: 1 },
      after: { amount: '25000.50', subjects: 1, persons: 1 },
    },
  ])
})

test('what can be simulated is offered with a slider around the figure in force', async ({ api }) => {
  const { sets } = await api.listSimulationChoices({ query: { region: town } })
  const exit = sets.find(({ set }) => set === 'household-exit')!
  const line = exit.parameters.find(({ key }) => key === 'povertyLine')!
  expect(line).toMatchObject({ value: '2952', min: '0', unit: 'yuan/person', confirmed: false })
  expect(line.criteria.map(({ id }) => id)).toEqual(['income'])
  expect(line.otherValues.map(({ value }) => value)).toContain('4000')
  for (const { key, value, slider, min, max } of exit.parameters) {
    expect(Number(slider.from), key).toBeLessThanOrEqual(Number(value))
    expect(Number(slider.to), key).toBeGreaterThanOrEqual(Number(value))
    expect(Number(slider.from), key).toBeGreaterThanOrEqual(Number(min))
    if (max !== undefined) expect(Number(slider.to), key).toBeLessThanOrEqual(Number(max))
  }
})

describe('who may simulate', () => {
  const calls: readonly [string, (api: Api) => Promise<unknown>][] = [
    ['a simulation', (api) => api.simulate({ body: LINE })],
    ['its list', (api) => api.listSimulated({ body: { ...LINE, side: 'changed' } })],
    ['its curve', (api) => api.drawSimulation({ body: { ...LINE, along: 'povertyLine' } })],
    ['its choices', (api) => api.listSimulationChoices({ query: { region: town } })],
  ]
  for (const [what, call] of calls) {
    test(`${what} is for offices and leaders, and of one's own region`, async ({
      as,
      stranger,
      place: _,
    }) => {
      await expect(call(as('leader'))).resolves.toBeTruthy()
      for (const who of ['town', 'helper', 'audit'])
        expect((await refusalOf(call(as(who)))).status, who).toBe(403)
      expect((await refusalOf(call(stranger))).status).toBe(401)
      expect(await refusalOf(call(as('otherCounty')))).toMatchObject({ status: 404, code: 'region.notFound' })
    })
  }

  test('a list within a region elsewhere is not found', async ({ api, place: _ }) => {
    const call = api.listSimulated({ body: { ...LINE, side: 'lost', within: '450512' } })
    expect(await refusalOf(call)).toMatchObject({ status: 404, field: 'within' })
  })
})
