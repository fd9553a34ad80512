/** A case: where it stands by the entries of the journal. The same entries always give the same state. */
import type { Day } from '../model.ts'
import { END, type Outcome, type Procedure, type Step } from './model.ts'

interface Said {
  readonly id: string
  readonly step: string
  /** Account that made the entry. */
  readonly author: string
  /** As whom: one of the actors of the step. */
  readonly actor: string
  readonly on: Day
}
/** Entries in the order in which they arrived. */
export type Entry = Said &
  (
    | { readonly kind: 'opened' }
    | { readonly kind: 'signed'; readonly signer: string }
    | { readonly kind: 'attached'; readonly attachment: string }
    | { readonly kind: 'met'; readonly present: number; readonly votes: Readonly<Record<string, number>> }
    | { readonly kind: 'posted'; readonly days: number; readonly until: Day }
    | { readonly kind: 'objected' }
    | { readonly kind: 'answered'; readonly objection: string; readonly upheld: boolean }
    | { readonly kind: 'decided'; readonly outcome: string }
    | { readonly kind: 'withdrawn' }
    | { readonly kind: 'takenBack'; readonly entry: string }
  )

export interface Objection {
  readonly id: string
  readonly on: Day
  /** Undefined while nobody has answered. */
  readonly upheld: boolean | undefined
}

export interface StepDone {
  readonly step: string
  readonly outcome: string
  readonly author: string
  readonly on: Day
}

/** What has been done in the step where the case stands, since it came there last. */
export interface Here {
  readonly step: Step
  readonly since: Day
  readonly signed: readonly string[]
  readonly attached: readonly string[]
  readonly meeting: Extract<Entry, { kind: 'met' }> | undefined
  readonly posted: Extract<Entry, { kind: 'posted' }> | undefined
  readonly objections: readonly Objection[]
  /** Entries that can still be taken back. */
  readonly entries: readonly Entry[]
}

export interface CaseState {
  readonly procedure: Procedure
  readonly opened: Day
  readonly state: 'open' | 'ended' | 'withdrawn'
  /** Undefined once it has ended. */
  readonly here: Here | undefined
  /** Every decision, also those that were done anew since. */
  readonly history: readonly StepDone[]
  /** Decisions that hold: the way from the beginning to where it stands. */
  readonly way: readonly StepDone[]
  /** Status that the subject has by it, and by which outcome. */
  readonly status: string | undefined
}

/** Undefined for a journal without a case. Entries that the procedure does not know are an error of the program. */
export function stateOf(procedure: Procedure, entries: readonly Entry[]): CaseState | undefined {
  let state: CaseState | undefined
  for (const entry of entries) state = after(procedure, state, entry)
  return state
}

/** The state after one more entry, which has been admitted before. */
export function after(procedure: Procedure, state: CaseState | undefined, entry: Entry): CaseState {
  if (entry.kind === 'opened') {
    const here = arriving(procedure.steps[0]!, entry.on)
    return { procedure, opened: entry.on, state: 'open', here, history: [], way: [], status: undefined }
  }
  if (state?.here === undefined) throw new Error(`the case of ${entry.id} is not open`)
  if (entry.kind === 'withdrawn') return { ...state, state: 'withdrawn', here: undefined }
  if (entry.kind === 'decided') return decided(state, state.here, entry)
  const entries =
    entry.kind === 'takenBack'
      ? state.here.entries.filter(({ id }) => id !== entry.entry)
      : [...state.here.entries, entry]
  return { ...state, here: hereBy(state.here, entries) }
}

function decided(state: CaseState, here: Here, entry: Extract<Entry, { kind: 'decided' }>): CaseState {
  const outcome = outcomeOf(here.step, entry.outcome)
  const done: StepDone = { step: here.step.id, outcome: outcome.id, author: entry.author, on: entry.on }
  const history = [...state.history, done]
  const status = outcome.status ?? state.status
  if (outcome.to === END)
    return { ...state, state: 'ended', here: undefined, history, way: [...state.way, done], status }
  const next = stepOf(state.procedure, outcome.to)
  const way = outcome.returns ? upTo(state.way, next.id) : [...state.way, done]
  return { ...state, here: arriving(next, entry.on), history, way, status }
}

/** What was decided before a step was come to for the first time: the rest is done anew. */
function upTo(way: readonly StepDone[], step: string): readonly StepDone[] {
  const at = way.findIndex((each) => each.step === step)
  return at < 0 ? way : way.slice(0, at)
}

function arriving(step: Step, since: Day): Here {
  return hereBy({ step, since }, [])
}

function hereBy({ step, since }: Pick<Here, 'step' | 'since'>, entries: readonly Entry[]): Here {
  const of = <K extends Entry['kind']>(kind: K) =>
    entries.filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind)
  const answers = of('answered')
  return {
    step,
    since,
    entries,
    signed: of('signed').map(({ signer }) => signer),
    attached: of('attached').map(({ attachment }) => attachment),
    meeting: of('met').at(-1),
    posted: of('posted').at(-1),
    objections: of('objected').map(({ id, on }) => ({
      id,
      on,
      upheld: answers.find(({ objection }) => objection === id)?.upheld,
    })),
  }
}

export function stepOf(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id)
  if (step === undefined) throw new Error(`the procedure ${procedure.id} has no step ${id}`)
  return step
}

export function outcomeOf(step: Step, id: string): Outcome {
  const outcome = step.outcomes.find((each) => each.id === id)
  if (outcome === undefined) throw new Error(`the step ${step.id} has no outcome ${id}`)
  return outcome
}
