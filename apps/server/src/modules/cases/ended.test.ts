// Cases that ended are counted by how their households stood before; the list behind each count is the same.

import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  type Api,
  county,
  describe,
  expect,
  group,
  otherTown,
  refusalOf,
  today,
  town,
  village,
} from '../../testing.ts'
import { act, aScan, open, test } from './testing.ts'

type As = (account: string) => Api
const conclusions = {
  correct: ['foundCorrect', 'correctConfirmation'],
  missed: ['foundMissed', 'missedConfirmation'],
} as const

/** A look-back at some households, from the check in the house to what the heads of the county sign. */
async function lookBack(
  { as, app }: { readonly as: As; readonly app: FastifyInstance },
  subjects: readonly string[],
  outcome: keyof typeof conclusions,
) {
  const [village, office] = [as('registrar'), as('county')]
  const [found, step] = conclusions[outcome]
  const cases = await open(village, 'lookBack', subjects)
  const sheet = await aScan(app, 'registrar')
  const signed = await aScan(app, 'county')
  await act(village, cases, {
    kind: 'attached',
    step: 'homeCheck',
    attachment: 'checkSheet',
    evidence: [sheet],
  })
  const paper = { kind: 'signed', way: 'paper', name: '签字人' } as const
  await act(village, cases, { ...paper, step: 'homeCheck', signer: 'verifier', evidence: [sheet] })
  await act(village, cases, { kind: 'decided', step: 'homeCheck', outcome: 'checked' })
  for (const signer of ['povertyOffice', 'civilAffairs', 'disabledFederation'])
    await act(office, cases, { ...paper, step: 'jointVerification', signer, evidence: [signed] })
  await act(office, cases, { kind: 'decided', step: 'jointVerification', outcome: found })
  for (const signer of ['countyPartySecretary', 'countyHead'])
    await act(office, cases, { ...paper, step, signer, evidence: [signed] })
  await act(office, cases, { kind: 'decided', step, outcome })
}

const found = { missed: '' }
const ask = (api: Api, region: string, more: object = {}) =>
  api.countEndedCases({ query: { region, procedure: 'lookBack', ...more } })

describe('what a look-back found', () => {
  test('is counted by how each household stood when its look-back was opened', async ({
    as,
    app,
    aHousehold,
    aDecision,
  }) => {
    const region = group(village(1))
    const make = async (status: string | null) => {
      const { id } = await aHousehold({ region, members: 2, status })
      return id
    }
    const poor = await make('poor')
    const exited = await make('poor')
    await aDecision('household', exited, 'exited', '2017-01-10')
    const unknown = await make(null)
    found.missed = unknown
    await lookBack({ as, app }, [poor, exited], 'correct')
    await lookBack({ as, app }, [unknown], 'missed')
    // What becomes of the household afterwards is no part of what was surveyed.
    await aDecision('household', exited, 'relapsed', today)

    const { items } = await ask(as('county'), town)
    const told = items.map((item) => [item.region.code, item.standing, item.outcome.id, item.cases])
    expect(told).toEqual([
      [village(1), 'exited', 'correct', 1],
      [village(1), 'registered', 'correct', 1],
      [village(1), 'unregistered', 'missed', 1],
    ])
    for (const { standing, outcome, cases } of items) {
      const list = await as('county').listCases({
        query: { region: town, procedure: 'lookBack', state: 'ended', standing, outcome: outcome.id },
      })
      expect(list.items).toHaveLength(cases)
    }
  })

  test('is of the days that are asked for', async ({ as }) => {
    expect((await ask(as('county'), county, { endedTo: '2017-03-30' })).items).toEqual([])
    expect((await ask(as('county'), county, { endedFrom: today, endedTo: today })).items).toHaveLength(3)
  })

  test('adds to the poverty rate whoever was missed and is not registered yet, and is unknown without a population', async ({
    as,
    api,
    aVillage,
  }) => {
    const ask = (account: string, region: string, more: object = {}) =>
      as(account).getIncidence({ query: { region, ...more } })
    const before = await ask('county', village(1))
    // Two of the household that relapsed, two poor; two more that nobody has registered.
    expect(before.whole).toMatchObject({
      remaining: { households: 2, persons: 4 },
      missed: { households: 1, persons: 2, added: 2 },
      wronglyOut: { households: 0, added: 0 },
      numerator: 6,
      population: null,
      rate: null,
      holds: null,
      limit: { value: '3.00', bound: 'below' },
    })
    await aVillage({ code: village(1), ruralPopulation: 201 })
    const after = await ask('county', village(1))
    expect(after.whole).toMatchObject({
      population: 201,
      villages: { all: 1, known: 1 },
      rate: '2.98',
      holds: true,
    })
    // Persons and population are those of one day: a year would take away look-backs alone, and the rate with them.
    expect(await refusalOf(ask('county', village(1), { endedTo: '2017-03-30' }))).toMatchObject({
      status: 400,
    })
    expect(await refusalOf(ask('otherTown', town))).toMatchObject({ status: 404 })
    // Found in one village, living in another: the household is counted where it lives.
    await api.applyOperation({
      body: {
        id: uuidv7(),
        kind: 'moveHousehold',
        householdId: found.missed,
        toRegion: group(village(2)),
        effectiveOn: today,
        reason: '搬迁',
      },
    })
    const none = { households: 0, persons: 0, added: 0 }
    const moved = { households: 1, persons: 2, added: 2 }
    expect((await ask('county', village(1))).whole.missed).toEqual(none)
    expect((await ask('county', village(2))).whole.missed).toEqual(moved)
    expect((await ask('county', town)).whole.missed).toEqual(moved)
    // Whoever sees a village does not hear of all the county.
    expect(await refusalOf(ask('registrar', county))).toMatchObject({ status: 404 })
  })

  test('is nothing to a stranger, and of a region that is not his he is told that there is none', async ({
    as,
  }) => {
    expect((await ask(as('otherTown'), otherTown)).items).toEqual([])
    expect(await refusalOf(ask(as('otherTown'), town))).toMatchObject({ status: 404 })
    expect(await refusalOf(ask(as('otherCounty'), county))).toMatchObject({ status: 404 })
  })
})

test('cases are listed by the day on which a step of theirs is due', async ({ as, aHousehold, db }) => {
  const { id } = await aHousehold({ region: group(village(2)), members: 2 })
  const [made] = await open(as('town'), 'lookBack', [id])
  // No procedure of 2017 states days for its steps.
  await db.pool.query(`update case_step set due_on = '2017-04-05' where case_id = $1`, [made])
  const dueOn = async (day: string, step?: string) => {
    const query = { region: town, dueOn: day, ...(step ? { step } : {}) }
    return (await as('town').listCases({ query })).items.map((item) => item.id)
  }
  expect(await dueOn('2017-04-05')).toEqual([made])
  expect(await dueOn('2017-04-05', 'homeCheck')).toEqual([made])
  expect(await dueOn('2017-04-05', 'jointVerification')).toEqual([])
  expect(await dueOn('2017-04-06')).toEqual([])
})
