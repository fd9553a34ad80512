/** The procedures that the packs ship: what a county finds in them, without walking a case. */
import { describe, expect, test } from 'vitest'
import type { Citation, PlainItem } from '../model.ts'
import { loaded, policyOf, readPolicies } from '../pack/library-card.fixture.ts'
import { carriedOn } from './carry-on.fixture.ts'
import { type CaseState, END, type Notice, type Procedure, procedureOf } from './index.ts'
import { procedureIn, walk } from './walk.fixture.ts'

const packs = loaded(readPolicies('cn/**/*.yaml').filter(({ path }) => !path.endsWith('.test.yaml')))
const itemsIn = (region: string, asOf: string): readonly PlainItem[] =>
  policyOf(packs, { region, asOf }).items.procedures ?? []

/** To the end by people who do what each step asks for, each time by its first way forward. */
function carriedToTheEnd(procedure: Procedure): CaseState {
  const { opens, statuses, steps } = procedure
  const status = statuses[0] === undefined || statuses[0] === 'none' ? null : statuses[0]
  const opened = { kind: 'opened', step: steps[0]!.id, actor: opens[0], status, on: '2017-03-31' } as const
  return carriedOn(walk(procedure, [opened]), '2017-03-31')
}

/** Places with procedures of their own, each on a day on which they hold. */
const places = [
  ['the country in 2017', '110101', '2017-03-31'],
  ['Hepu in Guangxi in 2017', '450521', '2017-03-31'],
  ['the pilot town of Yangmeishan', '431022102', '2017-03-31'],
  ['Yaozhou in Tongchuan in 2016', '610204', '2016-12-31'],
  ['the country in 2022', '110101', '2022-03-31'],
  ['the country in 2026', '110101', '2026-03-31'],
] as const

const noticesOf = ({ steps }: Procedure): Notice[] =>
  steps.flatMap(({ notice, announcement }) => [notice, announcement].filter((each) => each !== undefined))

test.each([
  [
    '450521',
    '2017-03-31',
    ['householdExit', 'villageExit', 'countyExit', 'identification', 'relapse', 'lookBack'],
  ],
  ['431022102', '2017-03-31', ['pilotIdentification', 'relapse', 'lookBack', 'householdExit']],
  ['450521', '2022-03-31', ['monitoringRecognition', 'riskRemoval']],
  ['431022102', '2026-03-31', ['monitoringRecognition', 'riskRemoval']],
])('region %s has on %s what it needs', (region, asOf, ids) => {
  expect(itemsIn(region, asOf).map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
})

describe.each(places)('in %s', (_, region, asOf) => {
  test('every procedure says in both languages what it is, and every step where it comes from', () => {
    for (const item of itemsIn(region, asOf)) {
      const { note, steps } = item as PlainItem & {
        note?: { zh: string; en: string }
        steps: readonly { id: string; source?: Citation }[]
      }
      expect(note?.zh.length, `${item.id} has no text for officers`).toBeGreaterThan(20)
      expect(note?.en.length, `${item.id} has no text for officers`).toBeGreaterThan(20)
      for (const { id, source } of steps) expect(source?.clause, `${item.id}.${id}`).toBeTruthy()
    }
  })

  test('a notice about households shows number, group, name of the head and size, and nothing else', () => {
    for (const item of itemsIn(region, asOf)) {
      const procedure = procedureOf(item)
      for (const { columns } of noticesOf(procedure)) {
        if (procedure.subject === 'household')
          expect(columns, item.id).toEqual(['serial', 'villageGroup', 'headName', 'householdSize'])
        else expect(columns.length, item.id).toBeGreaterThan(1)
      }
    }
  })

  test('a status is given at the end alone, and after a notice that had to hang', () => {
    for (const item of itemsIn(region, asOf)) {
      const procedure = procedureOf(item)
      const giving = procedure.steps.flatMap(({ outcomes }) => outcomes.filter(({ status }) => status))
      for (const { id, to, status } of giving) {
        expect(to, `${item.id}: ${id}`).toBe(END)
        expect(['poor', 'exited', 'relapsed', 'removed']).toContain(status)
      }
      if (giving.length > 0) expect(procedure.steps.some(({ notice }) => notice)).toBe(true)
    }
  })
})

test.each([
  ['450521', '2017-03-31', 'householdExit', 'exited'],
  ['110101', '2017-03-31', 'householdExit', 'exited'],
  ['450521', '2017-03-31', 'villageExit', 'exited'],
  ['110101', '2017-03-31', 'villageExit', 'exited'],
  ['450521', '2017-03-31', 'countyExit', 'exited'],
  ['450521', '2017-03-31', 'identification', 'poor'],
  ['110101', '2017-03-31', 'identification', 'poor'],
  ['431022102', '2017-03-31', 'pilotIdentification', 'poor'],
  ['450521', '2017-03-31', 'relapse', 'relapsed'],
  ['110101', '2017-03-31', 'relapse', 'relapsed'],
  ['450521', '2022-03-31', 'monitoringRecognition', undefined],
  ['450521', '2026-03-31', 'riskRemoval', undefined],
])('in %s on %s the whole way of %s gives the status %s', (region, asOf, id, status) => {
  const end = carriedToTheEnd(procedureIn(region, asOf, id))
  expect([end.state, end.status]).toEqual(['ended', status])
})

test('in Guangxi the exit of a household rests on the verdict in the house, the township and the county', () => {
  const { steps } = procedureIn('450521', '2017-03-31', 'householdExit')
  const resting = steps.filter(({ verdicts }) => verdicts.includes('household-exit')).map(({ id }) => id)
  expect(resting).toEqual(['homeCheck', 'townAudit', 'countyApproval'])
})

test.each([
  ['foundCorrect', 'correct', undefined],
  ['foundWronglyIn', 'wronglyIn', 'removed'],
  ['foundWronglyOut', 'wronglyOut', 'poor'],
  ['foundMissed', 'missed', undefined],
])('a look-back in which the offices find %s ends as %s with the status %s', (found, outcome, status) => {
  for (const region of ['450521', '610204']) {
    const procedure = procedureIn(region, '2016-12-31', 'lookBack')
    const finding = (step: Procedure['steps'][number]) =>
      step.outcomes.some(({ id }) => id === found)
        ? {
            ...step,
            outcomes: step.outcomes.toSorted(
              (one, two) => Number(two.id === found) - Number(one.id === found),
            ),
          }
        : step
    const end = carriedToTheEnd({ ...procedure, steps: procedure.steps.map(finding) })
    expect([end.way.at(-1)?.outcome, end.status]).toEqual([outcome, status])
  }
})

test('a look-back has no other end than correct, wrongly in, wrongly out or missed', () => {
  for (const region of ['450521', '610204']) {
    const { steps } = procedureIn(region, '2016-12-31', 'lookBack')
    const ends = steps.flatMap(({ outcomes }) => outcomes.filter(({ to }) => to === END))
    expect(Object.fromEntries(ends.map(({ id, status }) => [id, status]))).toEqual({
      correct: undefined,
      missed: undefined,
      wronglyIn: 'removed',
      wronglyOut: 'poor',
    })
  }
})

test.each([
  ['householdExit', ['poor', 'expected', 'relapsed']],
  ['villageExit', ['poor', 'expected']],
  ['identification', ['none', 'removed', 'marginal']],
  ['relapse', ['exited']],
  ['lookBack', []],
])('%s is opened for whom it is meant', (id, statuses) => {
  for (const region of ['110101', '450521'])
    expect(procedureIn(region, '2017-03-31', id).statuses).toEqual(statuses)
})

test.each([
  ['450521', '2017-03-31', 'identification', 'groupReview'],
  ['110101', '2017-03-31', 'identification', 'villageReview'],
  ['110101', '2017-03-31', 'relapse', 'villageReview'],
  ['450521', '2022-03-31', 'monitoringRecognition', 'homeCheck'],
])('in %s on %s the comparison of %s runs beside %s, and the county waits for it', (region, asOf, id, at) => {
  const { steps } = procedureIn(region, asOf, id)
  const comparison = steps.find((each) => each.id === 'comparison')!
  expect(comparison.beside).toBe(at)
  // A lead sends the case back to be looked into; it never refuses anybody.
  expect(comparison.outcomes.filter(({ returns }) => !returns).map((each) => each.id)).toEqual(['consistent'])
  expect(steps.find((each) => each.id === 'countyApproval')!.requires).toContain('comparison')
})

test('monitoring takes 15 days, and in a disaster help comes before the check and the review', () => {
  for (const [asOf, zh] of [
    ['2022-03-31', '监测对象识别'],
    ['2026-03-31', '防止返贫致贫对象识别'],
  ] as const) {
    const { days, label, steps } = procedureIn('450521', asOf, 'monitoringRecognition')
    expect([days, label.zh]).toEqual([15, zh])
    expect(steps.filter(({ deferrable }) => deferrable).map(({ id }) => id)).toEqual([
      'homeCheck',
      'villageReview',
    ])
  }
})
