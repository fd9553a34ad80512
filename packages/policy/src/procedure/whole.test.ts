/** What happens to a case as a whole: opened, withdrawn, reopened, moved to another version. */
import { describe, expect, test } from 'vitest'
import type { PlainItem } from '../model.ts'
import {
  type CaseState,
  channels,
  gatesOf,
  heresOf,
  type Procedure,
  procedureOf,
  refusalOf,
  type Surroundings,
  stateOf,
  statusBy,
} from './index.ts'
import { entry, on, rareBook, type Said, walk } from './walk.fixture.ts'

const opening: Said = { kind: 'opened', step: 'request', actor: 'reader', status: 'member' }
const toApproval: readonly Said[] = [
  opening,
  { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
  { kind: 'attached', step: 'lookup', actor: 'catalogue', attachment: 'report' },
  { kind: 'decided', step: 'lookup', actor: 'catalogue', outcome: 'found' },
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'reader' },
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'branch' },
  { kind: 'posted', step: 'review', actor: 'branch', days: 5, until: '2017-11-05' },
  { kind: 'decided', step: 'review', actor: 'branch', outcome: 'passed', on: '2017-11-06' },
  { kind: 'decided', step: 'audit', actor: 'library', outcome: 'passed', on: '2017-11-07' },
]
const approval: Said = {
  kind: 'decided',
  step: 'approval',
  actor: 'head',
  outcome: 'approved',
  on: '2017-11-08',
}
const tried = (state: CaseState | undefined, said: Said, around: Surroundings = on('2017-12-31')) =>
  refusalOf(rareBook, state, entry(said), around)

describe('opening', () => {
  test('keeps how it came and what the subject was', () => {
    for (const channel of channels)
      expect(walk(rareBook, [{ ...opening, channel }])).toMatchObject({
        channel,
        before: 'member',
        green: false,
      })
    expect(tried(undefined, { ...opening, channel: 'hearsay' })?.code).toBe('case.otherStep')
  })

  test('is for those whom the procedure names, and for the statuses that it names', () => {
    expect(tried(undefined, { ...opening, actor: 'librarian' })).toBeUndefined()
    expect(tried(undefined, { ...opening, actor: 'branch' })?.code).toBe('case.actor')
    expect(tried(undefined, { ...opening, status: null })).toBeUndefined()
    const refused = tried(undefined, { ...opening, status: 'holder' })
    expect(refused?.code).toBe('case.status')
    expect(refused?.message.en).toBe(
      '“rare book” is opened for {status:member}, {status:none} only; the status is {status:holder}.',
    )
    expect(tried(undefined, { ...opening, step: 'audit' })?.code).toBe('case.otherStep')
    expect(tried(walk(rareBook, [opening]), opening)?.code).toBe('case.open')
  })

  test('where a procedure names nobody, it is for the actors of its first step', () => {
    const label = { zh: '借书', en: 'loan' }
    const steps = [{ id: 'ask', label, actor: ['reader', 'librarian'] }]
    const plain = { id: 'loan', label, subject: 'reader', steps } as unknown as PlainItem
    expect(procedureOf(plain)).toMatchObject({ opens: ['reader', 'librarian'], statuses: [] })
  })
})

test('who may open a case withdraws it, and so does whoever has it; others do not, and never without a reason', () => {
  const state = walk(rareBook, toApproval)
  const withdraw = {
    kind: 'withdrawn',
    step: 'approval',
    actor: 'reader',
    on: '2017-11-09',
    reason: '不再需要',
  } as const
  expect(tried(state, withdraw)).toBeUndefined()
  expect(tried(state, { ...withdraw, actor: 'head' })).toBeUndefined()
  expect(tried(state, { ...withdraw, actor: 'branch' })?.code).toBe('case.actor')
  expect(tried(state, { ...withdraw, reason: ' ' })?.code).toBe('case.reason')
  expect(walk(rareBook, [withdraw], { from: state })).toMatchObject({
    state: 'withdrawn',
    ended: '2017-11-09',
    here: undefined,
    beside: [],
    status: undefined,
  })
})

describe('reopening', () => {
  const ended = walk(rareBook, [...toApproval, approval])
  const again = {
    kind: 'reopened',
    step: 'audit',
    actor: 'head',
    on: '2017-12-01',
    reason: '核定有误',
  } as const

  test('the case stands at the step again, with what was decided before it, and what is behind is done anew', () => {
    const state = walk(rareBook, [again], { from: ended })
    expect(state).toMatchObject({ state: 'open', status: undefined, ended: undefined, before: 'member' })
    expect(heresOf(state).map(({ step, since }) => [step.id, since])).toEqual([['audit', '2017-12-01']])
    expect(state.way.map(({ step }) => step)).toEqual(['request', 'review'])
    expect(state.besideDone.map(({ step }) => step)).toEqual(['lookup'])
    expect(state.history).toHaveLength(5)
  })

  test('the entry gives back the status that the subject had, and none where the case gave none', () => {
    expect(statusBy(rareBook, ended, entry(again))).toBe('member')
    const without = walk(rareBook, [{ ...opening, status: null }, ...toApproval.slice(1), approval])
    expect(statusBy(rareBook, without, entry(again))).toBeNull()
    const refused = walk(rareBook, [...toApproval, { ...approval, outcome: 'refused', reason: '不符合条件' }])
    expect(statusBy(rareBook, refused, entry(again))).toBeUndefined()
    expect(statusBy(rareBook, walk(rareBook, toApproval), entry(approval))).toBe('holder')
    expect(statusBy(rareBook, undefined, entry(opening))).toBeUndefined()
  })

  test('is for the county that decided, with a reason, to a step that the case has passed', () => {
    expect(tried(ended, again)).toBeUndefined()
    expect(tried(ended, { ...again, actor: 'library' })?.code).toBe('case.actor')
    expect(tried(ended, { ...again, reason: undefined })?.code).toBe('case.reason')
    expect(tried(ended, { ...again, step: 'lookup' })?.code).toBe('case.otherStep')
    expect(tried(ended, { ...again, on: '2017-11-07' })?.code).toBe('case.earlier')
    expect(tried(walk(rareBook, toApproval), again)?.code).toBe('case.notEnded')
    const withdrawn = walk(rareBook, [
      opening,
      { kind: 'withdrawn', step: 'request', actor: 'reader', reason: '不需要' },
    ])
    expect(tried(withdrawn, { ...again, step: 'request' })?.code).toBe('case.notEnded')
  })

  test('a status that another case has changed since is not taken away behind its back', () => {
    expect(tried(ended, again, { ...on('2017-12-31'), status: 'holder' })).toBeUndefined()
    expect(tried(ended, again, { ...on('2017-12-31'), status: 'banned' })?.code).toBe('case.status')
  })

  test('what stood open beside a case that was refused is open again', () => {
    const refused = walk(rareBook, [
      ...toApproval.filter(({ step }) => step !== 'lookup'),
      { ...approval, outcome: 'refused', reason: '不符合条件' },
    ])
    expect(refused.beside).toEqual([])
    const state = walk(rareBook, [again], { from: refused })
    expect(heresOf(state).map(({ step }) => step.id)).toEqual(['audit', 'lookup'])
  })

  test('what was owed by the green channel is owed again', () => {
    const refused = walk(rareBook, [
      ...toApproval.slice(0, 4),
      { kind: 'deferred', step: 'review', actor: 'branch', reason: '读者急需' },
      toApproval[8]!,
      { ...approval, outcome: 'refused', reason: '不符合条件' },
    ])
    const state = walk(rareBook, [again], { from: refused })
    expect(state.beside).toMatchObject([{ step: { id: 'review' }, deferred: true, since: '2017-12-01' }])
  })
})

describe('moving to another version', () => {
  const newer: Procedure = {
    ...rareBook,
    steps: rareBook.steps.flatMap((step) => [
      step.id === 'review' ? { ...step, notice: { ...step.notice!, days: 7 } } : step,
      ...(step.id === 'request'
        ? [
            {
              ...rareBook.steps[1]!,
              id: 'consent',
              attach: [],
              outcomes: [{ ...rareBook.steps[1]!.outcomes[0]! }],
            },
          ]
        : []),
    ]),
  }
  const move = { kind: 'moved', to: newer, actor: 'head', reason: '省里印发新程序' } as const
  const posted = walk(rareBook, toApproval.slice(0, 7))

  test('what the way decided stays, and where it stands the new version holds', () => {
    const state = walk(rareBook, [{ ...move, step: 'review' }], { from: posted })
    expect(state.procedure).toBe(newer)
    expect(state.way).toEqual(posted.way)
    expect(state.here).toMatchObject({
      since: posted.here!.since,
      signed: ['reader', 'branch'],
      posted: undefined,
    })
    expect(gatesOf(state, state.here!, on('2017-12-31'))).toEqual([{ gate: 'notice', days: 7 }])
    // What the new version wants beside a step that was passed opens now.
    expect(state.beside.map(({ step }) => step.id)).toEqual(['consent'])
  })

  test('the same entries give the same state, though the first version is all that is handed over', () => {
    const made = [...toApproval.slice(0, 7), { ...move, step: 'review' }].map((said) => entry(said))
    expect(stateOf(rareBook, made)?.procedure).toBe(newer)
  })

  test('is for the county, with a reason, and only where the new version has the step', () => {
    expect(tried(posted, { ...move, step: 'review' })).toBeUndefined()
    expect(tried(posted, { ...move, step: 'review', actor: 'branch' })?.code).toBe('case.actor')
    expect(tried(posted, { ...move, step: 'review', reason: '' })?.code).toBe('case.reason')
    const without = { ...newer, steps: newer.steps.filter(({ id }) => id !== 'review') }
    expect(tried(posted, { ...move, step: 'review', to: without })?.code).toBe('case.version')
    expect(tried(posted, { ...move, step: 'review', to: { ...newer, id: 'other' } })?.code).toBe(
      'case.version',
    )
  })

  test('a version without what is owed by the green channel takes no case that owes it', () => {
    const owing = walk(rareBook, [
      ...toApproval.slice(0, 4),
      { kind: 'deferred', step: 'review', actor: 'branch', reason: '读者急需' },
    ])
    const without = { ...newer, steps: newer.steps.filter(({ id }) => id !== 'review') }
    expect(tried(owing, { ...move, step: 'audit', to: without })?.code).toBe('case.version')
    expect(tried(owing, { ...move, step: 'audit' })).toBeUndefined()
  })
})
