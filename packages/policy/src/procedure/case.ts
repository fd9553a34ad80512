/**
 * A case: where it stands by the entries of the journal. The same entries always give the same state.
 *
 *   opened ──► main step ──decided──► main step ──decided──► … ──► ended ──reopened──► a step of its way
 *                │  ▲                   │    └─returns to an earlier step: what lies behind is done anew
 *                │  └──beside: opens with its step, runs along, may send the main line back
 *                └─deferred: the main line goes on, the step stays open beside it until it is made good
 */
import { besidesAt, standing, upTo } from './beside.ts'
import type { Entry, EntryOf } from './entry.ts'
import { type Here, hereBy } from './here.ts'
import { END, type Outcome, type Procedure, type Step } from './model.ts'
import type { CaseState, StepDone } from './state.ts'
import { firstForward, outcomeOf, stepOf } from './steps.ts'

/** Undefined for a journal without a case. Entries that the procedure does not know are an error of the program. */
export function stateOf(procedure: Procedure, entries: readonly Entry[]): CaseState | undefined {
  let state: CaseState | undefined
  for (const entry of entries) state = after(procedure, state, entry)
  return state
}

/** The state after one more entry, which has been admitted before. `procedure` is that of the opening. */
export function after(procedure: Procedure, state: CaseState | undefined, entry: Entry): CaseState {
  if (entry.kind === 'opened') return opened(procedure, entry)
  if (state === undefined) throw new Error(`the case of ${entry.id} is not open`)
  if (entry.kind === 'reopened') return reopened(state, entry)
  if (state.here === undefined) throw new Error(`the case of ${entry.id} is not open`)
  switch (entry.kind) {
    case 'withdrawn':
      return { ...state, state: 'withdrawn', ended: entry.on, here: undefined, beside: [] }
    case 'moved':
      return moved(state, state.here, entry)
    case 'deferred':
      return deferred(state, state.here, entry)
    case 'decided':
      return decided(state, hereAt(state, entry), entry)
    default:
      return entered(state, hereAt(state, entry), entry)
  }
}

/** The steps where a case stands: the main one first. */
export function heresOf({ here, beside }: Pick<CaseState, 'here' | 'beside'>): readonly Here[] {
  return here ? [here, ...beside] : beside
}

function hereAt(state: CaseState, { id, step }: Entry): Here {
  const here = heresOf(state).find((each) => each.step.id === step)
  if (here === undefined) throw new Error(`the case of ${id} does not stand at ${step}`)
  return here
}

/** Which status an entry gives, `null` being none at all; undefined when it gives none. */
export function statusBy(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: Entry,
): string | null | undefined {
  if (entry.kind === 'decided')
    return outcomeOf(stepOf(state?.procedure ?? procedure, entry.step), entry.outcome).status
  if (entry.kind === 'reopened' && state?.status !== undefined) return state.before
  return undefined
}

/** Which facts of the subject an entry gives, by fact; undefined when it gives none. */
export function factsBy(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: Entry,
): Readonly<Record<string, unknown>> | undefined {
  if (entry.kind !== 'decided') return undefined
  const { records } = outcomeOf(stepOf(state?.procedure ?? procedure, entry.step), entry.outcome)
  return (
    records && Object.fromEntries(records.map((each) => [each.fact, 'today' in each ? entry.on : each.value]))
  )
}

/** Entries whose facts are withdrawn by an entry: a case that is opened again has given nothing. */
export function withdrawnBy(state: CaseState | undefined, entry: Entry): readonly string[] {
  return entry.kind === 'reopened' ? (state?.given ?? []) : []
}

function opened(procedure: Procedure, { on, channel, status }: EntryOf<'opened'>): CaseState {
  const nothing = { here: undefined, beside: [], history: [], way: [], besideDone: [] }
  const state: CaseState = {
    ...nothing,
    procedure,
    opened: on,
    channel,
    before: status,
    state: 'open',
    ended: undefined,
    status: undefined,
    given: [],
    green: false,
  }
  return standing(state, procedure.steps[0]!, on, [])
}

/** Signed, attached, met, posted, taken down, objected, answered, taken back: it stays where it stands. */
function entered(state: CaseState, here: Here, entry: Entry): CaseState {
  const entries =
    entry.kind === 'takenBack'
      ? here.entries.filter(({ id }) => id !== entry.entry)
      : [...here.entries, entry]
  return withHere(state, hereBy(here, entries))
}

function withHere(state: CaseState, here: Here): CaseState {
  if (state.here?.step.id === here.step.id) return { ...state, here }
  return { ...state, beside: state.beside.map((each) => (each.step.id === here.step.id ? here : each)) }
}

function doneBy(
  here: Here,
  outcome: Outcome,
  { author, on }: Entry,
  before: readonly string[] = [],
): StepDone {
  const { id, label, level, beside } = here.step
  const hands = [...new Set([...before, ...here.hands, author])]
  return { step: id, label, level, outcome: outcome.id, author, on, hands, beside, deferred: false }
}

function decided(state: CaseState, here: Here, entry: EntryOf<'decided'>): CaseState {
  const outcome = outcomeOf(here.step, entry.outcome)
  const owed = state.way.find(({ step, deferred }) => deferred && step === here.step.id)
  const done = doneBy(here, outcome, entry, owed?.hands)
  const told = { ...state, history: [...state.history, done] }
  if (here.step.beside !== undefined && !outcome.returns)
    return {
      ...told,
      beside: state.beside.filter((each) => each !== here),
      besideDone: [...state.besideDone, done],
    }
  if (owed?.outcome === outcome.id)
    return {
      ...told,
      beside: state.beside.filter((each) => each !== here),
      way: state.way.map((each) => (each === owed ? done : each)),
    }
  const next = onward(told, here.step, outcome, done)
  return outcome.records === undefined ? next : { ...next, given: [...next.given, entry.id] }
}

/** The main line by an outcome; where a deferred step is decided otherwise than it was gone on by, from there anew. */
function onward(state: CaseState, step: Step, outcome: Outcome, done: StepDone): CaseState {
  const way = [...upTo(state.way, step.id), done]
  if (outcome.to === END)
    return {
      ...state,
      state: 'ended',
      ended: done.on,
      here: undefined,
      beside: [],
      way,
      status: outcome.status ?? state.status,
    }
  const next = stepOf(state.procedure, outcome.to)
  return standing(state, next, done.on, outcome.returns ? upTo(state.way, next.id) : way)
}

function deferred(state: CaseState, here: Here, entry: EntryOf<'deferred'>): CaseState {
  const outcome = firstForward(here.step)!
  const done = { ...doneBy(here, outcome, entry), deferred: true }
  // What was signed and attached there by now is kept for when it is made good.
  const open = { ...state, green: true, beside: [...state.beside, { ...here, deferred: true }] }
  return standing(open, stepOf(state.procedure, outcome.to), entry.on, [...state.way, done])
}

function reopened(state: CaseState, { step, on }: EntryOf<'reopened'>): CaseState {
  const open: CaseState = { ...state, state: 'open', ended: undefined, status: undefined, given: [] }
  return standing(open, stepOf(state.procedure, step), on, upTo(state.way, step))
}

/** What the way decided stays; what is entered where it stands is read by the step as the new version has it. */
function moved(state: CaseState, here: Here, { to, on }: EntryOf<'moved'>): CaseState {
  const reread = (each: Here): Here | undefined => {
    const step = to.steps.find(({ id }) => id === each.step.id)
    return step && hereBy({ ...each, step }, each.entries)
  }
  const beside = state.beside.map(reread).filter((each) => each !== undefined)
  const now = { ...state, procedure: to, here: reread(here), beside }
  return { ...now, ...besidesAt(now, here.step.id, on, state.way, false) }
}
