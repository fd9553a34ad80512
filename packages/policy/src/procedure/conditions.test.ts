/** Whom a procedure is for besides the status: who meets one set of criteria, and who does not meet another. */
import { expect, test } from 'vitest'
import { refusalOf, type VerdictOutcome } from './index.ts'
import { dayAfter, entry, on, rareBook, walk } from './walk.fixture.ts'

const opening = () => entry({ kind: 'opened', step: 'request', actor: 'reader', status: 'member' })
const around = (outcome: VerdictOutcome | undefined) => ({
  ...on('2017-12-31'),
  verdicts: outcome === undefined ? {} : { holding: outcome },
})
const opened = (conditions: object, outcome: VerdictOutcome | undefined) =>
  refusalOf({ ...rareBook, ...conditions }, undefined, opening(), around(outcome))?.code

test.each([
  ['met', 'case.condition', undefined],
  ['unmet', undefined, 'case.condition'],
  ['undetermined', undefined, 'case.condition'],
  [undefined, undefined, 'case.condition'],
] as const)(
  'a subject whose verdict is %s is refused by unless: %s, by when: %s',
  (outcome, unless, when) => {
    expect(opened({ unless: 'holding' }, outcome)).toBe(unless)
    expect(opened({ when: 'holding' }, outcome)).toBe(when)
  },
)

test('what another case has given since is not given again at the end', () => {
  const procedure = {
    ...rareBook,
    steps: rareBook.steps.slice(-1).map((step) => ({ ...step, requires: [] })),
  }
  const state = walk({ ...procedure, unless: 'holding' }, [
    { kind: 'opened', step: 'approval', actor: 'reader', status: 'member', on: '2017-11-01' },
  ])
  const decided = (outcome: VerdictOutcome) =>
    refusalOf(
      state.procedure,
      state,
      entry({ kind: 'decided', step: 'approval', actor: 'head', outcome: 'approved', on: '2017-11-02' }),
      { ...around(outcome), today: dayAfter('2017-11-01', 2) },
    )?.code
  expect(decided('unmet')).toBeUndefined()
  expect(decided('met')).toBe('case.condition')
})

test('a case that gave something itself may be opened again', () => {
  const procedure = {
    ...rareBook,
    unless: 'holding',
    steps: rareBook.steps.slice(-1).map((step) => ({ ...step, requires: [] })),
  }
  const state = walk(procedure, [
    { kind: 'opened', step: 'approval', actor: 'reader', status: 'member', on: '2017-11-01' },
    { kind: 'decided', step: 'approval', actor: 'head', outcome: 'approved', on: '2017-11-02' },
  ])
  const again = entry({
    kind: 'reopened',
    step: 'approval',
    actor: 'head',
    on: '2017-11-03',
    reason: '发现有误',
  })
  expect(refusalOf(procedure, state, again, around('met'))?.code).not.toBe('case.condition')
})
