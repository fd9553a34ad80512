/** Procedures: the ways through them, and the cases that walk them. */

export { refusalOf } from './admit.ts'
export { conditionRefusal } from './admit-whole.ts'
export { after, factsBy, heresOf, stateOf, statusBy, withdrawnBy } from './case.ts'
export { actorsFor } from './duties.ts'
export { type Channel, channels, type Entry, type EntryOf, type SignatureWay } from './entry.ts'
export { dueDays, type Gate, gatesOf, type Surroundings, type VerdictOutcome } from './gates.ts'
export type { Here, Objection } from './here.ts'
export type {
  Attachment,
  Given,
  Meeting,
  Notice,
  /** `Outcome` alone is that of a rule: met, unmet or undetermined. */
  Outcome as StepOutcome,
  Procedure,
  Step,
} from './model.ts'
export { END } from './model.ts'
export { type NoticeColumn, noticeColumns } from './notice-columns.ts'
export { type PathFault, pathFaults, type Way } from './paths.ts'
export { followingOf, outcomesOf, procedureOf } from './read.ts'
export { innerQuotes, inWords, type Refusal, type TermKind } from './refusal.ts'
export type { CaseState, StepDone } from './state.ts'
export { firstForward, goesForward, outcomeOf as stepOutcomeOf, stepOf } from './steps.ts'
