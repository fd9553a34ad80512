import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, refusalOf, test } from '../../../testing.ts'

test('a household is told what it lacks, and recording just that makes the criterion met', async ({
  api,
  aHousehold,
}) => {
  const { id, members } = await aHousehold({
    members: [{}, { insured: false }],
    waterMinutes: 45,
    houseGrade: 'D',
  })
  const { sets } = await api.whatWouldChange({ params: { id } })
  const exit = sets.find(({ set }) => set === 'household-exit')!
  expect(exit.outcome).toBe('unmet')
  const of = (criterion: string) => exit.criteria.find((each) => each.id === criterion)!.proposals
  expect(of('water')[0]!.changes).toMatchObject([
    { subjectId: id, fact: 'waterMinutes', from: 45, need: { is: 'atMost', value: 20 }, by: '-25' },
  ])
  expect(of('housing')[0]!.changes).toMatchObject([
    { fact: 'houseGrade', need: { is: 'oneOf', codes: ['A', 'B'] } },
  ])
  expect(of('medical').map(({ changes }) => changes[0])).toMatchObject([
    { subjectId: members[1], subjectKind: 'person', fact: 'insured', from: false, need: { value: true } },
    { fact: 'employeeInsured' },
    { fact: 'commercialInsured' },
  ])
  expect(exit.overall[0]!.changes.map(({ fact }) => fact).toSorted()).toEqual([
    'houseGrade',
    'insured',
    'waterMinutes',
  ])

  const { verdicts } = await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-31',
      facts: { waterMinutes: 20 },
    },
  })
  const water = verdicts
    .find(({ set }) => set === 'household-exit')!
    .criteria.find((each) => each.id === 'water')
  expect(water?.outcome).toBe('met')
})

test('the yuan that a household of four lacks are told for it and for each of its members', async ({
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold({ members: 4, wages: '8000' })
  const { sets } = await api.whatWouldChange({ params: { id } })
  const income = sets
    .find(({ set }) => set === 'household-exit')!
    .criteria.find((each) => each.id === 'income')!
  const [first] = income.proposals
  expect(first!.changes).toHaveLength(1)
  expect(first!.changes[0]).toMatchObject({ fact: 'wageIncome', from: '8000.00' })
  expect(first!.changes[0]!.instead.length).toBeGreaterThan(1)
  const [perHead, whole] = first!.effects
  expect(perHead).toMatchObject({ formula: 'perCapitaNetIncome', from: { en: '2,000 yuan/person' } })
  expect(whole).toMatchObject({ formula: 'netIncome', from: { en: '8,000 yuan' } })
  expect(Number(first!.changes[0]!.by)).toBeGreaterThan(0)
})

test('a stranger is told that there is no such household', async ({ as, aHousehold }) => {
  const { id } = await aHousehold()
  expect(await refusalOf(as('otherCounty').whatWouldChange({ params: { id } }))).toMatchObject({
    status: 404,
  })
  expect(await as('leader').whatWouldChange({ params: { id } })).toMatchObject({ asOf: '2017-03-31' })
})
