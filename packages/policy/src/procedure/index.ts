/** Procedures: the ways through them, and the cases that walk them. */

export { type Refusal, refusalOf } from './admit.ts'
export {
  after,
  type CaseState,
  type Entry,
  type Here,
  type Objection,
  outcomeOf as stepOutcomeOf,
  type StepDone,
  stateOf,
  stepOf,
} from './case.ts'
export { dueDays, type Gate, gatesOf, goesForward, type Surroundings, type VerdictOutcome } from './gates.ts'
export type {
  Attachment,
  Meeting,
  Notice,
  /** `Outcome` alone is that of a rule: met, unmet or undetermined. */
  Outcome as StepOutcome,
  Procedure,
  Step,
} from './model.ts'
export { END } from './model.ts'
export { type PathFault, pathFaults, type Way } from './paths.ts'
export { outcomesOf, procedureOf } from './read.ts'
