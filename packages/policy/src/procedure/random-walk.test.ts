/** Over random acts of random people, through every procedure that the packs ship. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carriedOn } from './carry-on.fixture.ts'
import {
  after,
  type CaseState,
  type Entry,
  type EntryOf,
  factsBy,
  heresOf,
  type Procedure,
  stateOf,
  statusBy,
  withdrawnBy,
} from './index.ts'
import { act, type Made, walked } from './random-walk.fixture.ts'
import { heightOf } from './steps.ts'
import { dayAfter, everyProcedure, rareBook } from './walk.fixture.ts'

const procedures = [
  ...everyProcedure(),
  { name: 'a neutral procedure with everything in it', procedure: rareBook },
]
const acts = fc.array(act, { minLength: 40, maxLength: 300, size: 'max' })

describe.each(procedures)('$name', ({ procedure }) => {
  test('no step out of order, no status without its whole way, nobody above oneself, no notice shortened', () => {
    fc.assert(
      fc.property(acts, (tries) => {
        const { made, state } = walked(procedure, tries)
        const journal = made.map(({ entry }) => entry)
        expect(stateOf(procedure, journal)).toEqual(state)
        for (const [index, each] of made.entries()) {
          mustBeOneWay(each.after)
          mustHoldBeside(each.after)
          mustBeApart(each.after)
          if (each.entry.kind === 'decided') mustBeWhole(made.slice(0, index), each)
          mustBeTakenBack(each)
          mustBeOwed(each)
        }
        mustFoldToItsStatus(procedure, made)
        mustFoldToItsFacts(procedure, made)
      }),
      { numRuns: 60, seed: 6 },
    )
  })

  test('every state that is reached has a way to the end', () => {
    fc.assert(
      fc.property(acts, (tries) => {
        const { state, today } = walked(procedure, tries)
        if (state?.state !== 'open') return
        const end = carriedOn(state, today)
        mustBeOneWay(end)
        expect(end.way.filter(({ deferred }) => deferred)).toEqual([])
        expect(end.state).toBe('ended')
      }),
      { numRuns: 40, seed: 7 },
    )
  })
})

test('the random acts reach what they are to hold: ends with a status, reopened, moved, deferred, taken down', () => {
  const seen = new Set<string>()
  for (const { procedure } of procedures)
    for (const tries of fc.sample(acts, { numRuns: 60, seed: 8 }))
      for (const { entry, before, after: state } of walked(procedure, tries).made) {
        seen.add(entry.kind)
        if (state.status !== undefined) seen.add('status')
        if (state.given.length > 0) seen.add('given')
        if (entry.kind === 'reopened' && before!.given.length > 0) seen.add('withdrawnFacts')
        if (state.beside.length > 0) seen.add('beside')
        if (heresOf(state).some(({ objections }) => objections.some(({ blocks }) => blocks)))
          seen.add('blocked')
      }
  expect([...seen].sort()).toEqual(
    [
      'answered', 'attached', 'beside', 'blocked', 'decided', 'deferred', 'given', 'met', 'moved', 'objected', 'opened', 'posted',
      'reopened', 'signed', 'status', 'takenBack', 'takenDown', 'withdrawn', 'withdrawnFacts',
    ], // biome-ignore format: a list
  )
})

/** Each decision that holds leads to the next, and a status stands at the end of all. */
function mustBeOneWay({ procedure, way, status, state, here }: CaseState): void {
  let at = procedure.steps[0]!.id
  for (const done of way) {
    expect(done.step).toBe(at)
    const step = procedure.steps.find(({ id }) => id === at)!
    at = step.outcomes.find(({ id }) => id === done.outcome)!.to
  }
  if (state === 'open') expect(here?.step.id).toBe(at)
  if (status !== undefined) {
    expect([at, state]).toEqual(['end', 'ended'])
    expect(way.some(({ deferred }) => deferred)).toBe(false)
  }
}

/** Beside the main line is open or done what belongs to its steps, no more and no less. */
function mustHoldBeside(state: CaseState): void {
  if (state.state === 'withdrawn') return
  const { procedure, way, here, beside, besideDone } = state
  const passed = [...way.map(({ step }) => step), ...(here ? [here.step.id] : [])]
  const due = procedure.steps
    .filter(({ beside: at }) => at !== undefined && passed.includes(at))
    .map(({ id }) => id)
  const open = beside.filter(({ deferred }) => !deferred).map(({ step }) => step.id)
  const done = besideDone.map(({ step }) => step)
  // A refused case ends with what was open beside it; one with a status does not.
  if (state.state === 'open') expect([...open, ...done].sort()).toEqual([...due].sort())
  if (state.status !== undefined) expect([...done].sort()).toEqual([...due].sort())
  const owed = way.filter(({ deferred }) => deferred).map(({ step }) => step)
  if (state.state === 'open')
    expect(beside.filter(({ deferred }) => deferred).map(({ step }) => step.id)).toEqual(owed)
}

function mustBeApart({ way, besideDone }: CaseState): void {
  const all = [...way, ...besideDone]
  for (const [index, done] of all.entries())
    for (const other of all.slice(index + 1)) {
      const isOrdered = done.beside === undefined && other.beside === undefined
      const [low, high] = [heightOf(done.level), heightOf(other.level)]
      if (isOrdered ? low < high : low !== high)
        expect(isOrdered ? done.hands : [done.author], `${done.step} and ${other.step}`).not.toContain(
          other.author,
        )
    }
}

/** What was entered in the step since the case came there last, by the journal alone. */
function enteredSince(earlier: readonly Made[], { before, entry }: Made): Entry[] {
  const { since } = heresOf(before!).find(({ step }) => step.id === entry.step)!
  const came = earlier.findLastIndex(({ before: was, after: is }) => {
    const now = heresOf(is).find(({ step }) => step.id === entry.step)
    const then = was && heresOf(was).find(({ step }) => step.id === entry.step)
    return now && now.entries.length === 0 && (then === undefined || then.entries.length > 0)
  })
  const entries = earlier.slice(came + 1).map((each) => each.entry)
  const back = new Set(entries.flatMap((each) => (each.kind === 'takenBack' ? [each.entry] : [])))
  return entries.filter((each) => each.step === entry.step && !back.has(each.id) && each.on >= since)
}

/** Who carried a step on had every signature, paper, meeting and verdict, and a notice that hung to its end. */
function mustBeWhole(earlier: readonly Made[], made: Made): void {
  const { before, verdict } = made
  const entry = made.entry as EntryOf<'decided'>
  const { step } = heresOf(before!).find((each) => each.step.id === entry.step)!
  const outcome = step.outcomes.find(({ id }) => id === entry.outcome)!
  const isEnd =
    outcome.to === 'end' &&
    outcome.status === undefined &&
    outcome.records === undefined &&
    step.outcomes.length > 1
  if (outcome.returns || (isEnd && step.beside === undefined)) return
  const entries = enteredSince(earlier, made)
  const of = <K extends Entry['kind']>(kind: K) =>
    entries.filter((each): each is EntryOf<K> => each.kind === kind)
  if (step.verdicts.length > 0) expect(verdict).toBe('met')
  if (step.facts.length > 0) expect(made.isKnown).toBe(true)
  expect(of('signed').map(({ signer }) => signer)).toEqual(expect.arrayContaining([...step.signs]))
  const papers = step.attach.filter(({ optional }) => !optional).map(({ id }) => id)
  expect(of('attached').map(({ attachment }) => attachment)).toEqual(expect.arrayContaining(papers))
  if (step.meeting) {
    const { present, votes } = of('met').at(-1)!
    expect(present).toBeGreaterThanOrEqual(step.meeting.least)
    const [yes] = step.meeting.votes
    if (yes !== undefined) expect(votes[yes] ?? 0).toBeGreaterThan(present / 2)
  }
  const answers = of('answered')
  for (const objection of of('objected'))
    expect(answers.map((each) => each.objection)).toContain(objection.id)
  const done = [...before!.way, ...before!.besideDone].filter(({ deferred }) => !deferred)
  expect(done.map((each) => each.step)).toEqual(expect.arrayContaining([...step.requires]))
  if (step.notice) mustHaveHung(entries, entry, step.notice.days ?? 1)
}

function mustHaveHung(entries: readonly Entry[], { on }: Entry, days: number): void {
  const at = entries.findLastIndex(({ kind }) => kind === 'posted')
  const notice = entries[at] as EntryOf<'posted'>
  expect(notice.until < on).toBe(true)
  expect(dayAfter(notice.on, days) <= notice.until).toBe(true)
  expect(entries.slice(at).some(({ kind }) => kind === 'takenDown')).toBe(false)
  const upheld = entries.findLastIndex((each) => each.kind === 'answered' && each.upheld)
  // Nothing that was upheld is passed over: the notice hung anew since.
  expect(upheld).toBeLessThan(at)
}

const own: readonly Entry['kind'][] = ['signed', 'attached', 'met', 'answered']
function mustBeTakenBack({ entry, before, after: state }: Made): void {
  if (!own.includes(entry.kind)) return
  const back: Entry = { ...entry, id: `${entry.id} back`, kind: 'takenBack', entry: entry.id }
  expect(after(state.procedure, state, back)).toEqual(before)
}

/** What was put off is owed: open beside, and on the way no more than as put off. */
function mustBeOwed({ entry, after: state }: Made): void {
  if (entry.kind !== 'deferred') return
  expect(state.green).toBe(true)
  expect(state.beside.find(({ step }) => step.id === entry.step)?.deferred).toBe(true)
  expect(state.way.at(-1)).toMatchObject({ step: entry.step, deferred: true })
}

/** The registry's fold of the statuses that entries give is what the case says. */
function mustFoldToItsStatus(procedure: Procedure, made: readonly Made[]): void {
  let status: string | null | undefined
  for (const { entry, before, after: state } of made) {
    if (entry.kind === 'opened') ({ status } = entry)
    const given = statusBy(procedure, before, entry)
    if (given !== undefined) status = given
    expect(status).toBe(state.status ?? state.before)
  }
}

/** The registry's fold of the facts that entries give and withdraw is what the case says it has given, and its end alone gives. */
function mustFoldToItsFacts(procedure: Procedure, made: readonly Made[]): void {
  const standing = new Set<string>()
  for (const { entry, before, after: state } of made) {
    for (const id of withdrawnBy(before, entry)) expect(standing.delete(id)).toBe(true)
    if (factsBy(procedure, before, entry)) standing.add(entry.id)
    expect([...standing]).toEqual(state.given)
    if (standing.size > 0) expect(state.state).toBe('ended')
  }
}
