/** Facts that a step asks, and facts that the end of a case gives. */
import { expect, test } from 'vitest'
import { after, factsBy, gatesOf, refusalOf, withdrawnBy } from './index.ts'
import { entry, givenByApproval, on, rareBook, type Said, walk } from './walk.fixture.ts'

const toAudit: readonly Said[] = [
  { kind: 'opened', step: 'request', actor: 'reader', status: 'member' },
  { kind: 'decided', step: 'request', actor: 'librarian', outcome: 'done' },
  { kind: 'attached', step: 'lookup', actor: 'catalogue', attachment: 'report' },
  { kind: 'decided', step: 'lookup', actor: 'catalogue', outcome: 'found' },
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'reader' },
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'branch' },
  { kind: 'posted', step: 'review', actor: 'branch', days: 5, until: '2017-11-05' },
  { kind: 'decided', step: 'review', actor: 'branch', outcome: 'passed', on: '2017-11-06' },
]
const passed = entry({
  kind: 'decided',
  step: 'audit',
  actor: 'library',
  outcome: 'passed',
  on: '2017-11-07',
})
const returned = { ...passed, outcome: 'returned', reason: '材料不清' } as typeof passed
const approved = entry({
  kind: 'decided',
  step: 'approval',
  actor: 'head',
  outcome: 'approved',
  on: '2017-11-08',
})

test('a step waits for each fact that it asks, by its name; to send the case back it is not waited for', () => {
  const state = walk(rareBook, toAudit)
  const unknown = on('2017-11-07', 'met', [])
  expect(gatesOf(state, state.here!, unknown)).toEqual([{ gate: 'fact', fact: 'readingRoom' }])
  expect(refusalOf(rareBook, state, passed, unknown)).toMatchObject({
    code: 'case.waits',
    gates: [{ gate: 'fact', fact: 'readingRoom' }],
  })
  expect(refusalOf(rareBook, state, returned, unknown)).toBeUndefined()
  expect(refusalOf(rareBook, state, passed, on('2017-11-07', 'met', ['readingRoom']))).toBeUndefined()
})

test('the end gives its facts, the day being that of the act, and a case that is opened again has given none', () => {
  const before = after(rareBook, walk(rareBook, toAudit), passed)
  expect([before.given, factsBy(rareBook, walk(rareBook, toAudit), passed)]).toEqual([[], undefined])
  expect(factsBy(rareBook, before, approved)).toEqual({ grantedOn: '2017-11-08', stacks: ['rare'] })
  const end = after(rareBook, before, approved)
  expect([end.state, end.given]).toEqual(['ended', [approved.id]])
  const again = entry({ kind: 'reopened', step: 'approval', actor: 'head', on: '2017-12-01' })
  expect(withdrawnBy(end, again)).toEqual([approved.id])
  expect(after(rareBook, end, again).given).toEqual([])
})

test('an end that gives facts goes forward, so everything that the step waits for has to be there', () => {
  const { steps } = rareBook
  const approval = steps.at(-1)!
  const outcomes = approval.outcomes.map((each) =>
    each.id === 'refused' ? { ...each, records: givenByApproval } : each,
  )
  const procedure = {
    ...rareBook,
    steps: [...steps.slice(0, -1), { ...approval, outcomes, verdicts: ['rare'] }],
  }
  const state = after(procedure, walk(procedure, toAudit), passed)
  const refused = { ...approved, outcome: 'refused' } as typeof approved
  expect(refusalOf(procedure, state, refused, on('2017-11-08'))).toMatchObject({ code: 'case.waits' })
})
