/** What a case waits for, on whom, and until when. */
import type { Text } from '../ir.ts'
import type { Day } from '../model.ts'
import type { Here } from './here.ts'
import type { Outcome } from './model.ts'
import type { CaseState } from './state.ts'
import { endsForward, firstForward } from './steps.ts'

export type VerdictOutcome = 'met' | 'unmet' | 'undetermined'

/** What the engine cannot know by itself. */
export interface Surroundings {
  readonly today: Day
  /** The verdict of today by set; a set that is missing has not been judged. */
  readonly verdicts: Readonly<Record<string, VerdictOutcome>>
  /** Facts that are known of the subject today. What is missing is not known, which is never false. */
  readonly known: readonly string[]
  /** The subject's status today, where it is asked for: reopening looks whether another case has changed it. */
  readonly status?: string | null
  /** Whether another case has given the facts anew that this one gave: reopening looks for it as well. */
  readonly isGivenAnew?: boolean
  /** The n-th day from a day on, that day being the first; undefined where nobody knows which days are worked. */
  readonly dayAfter: (from: Day, days: number, workingDays: boolean) => Day | undefined
}

export type Gate =
  | { readonly gate: 'step'; readonly step: string }
  | { readonly gate: 'verdict'; readonly set: string; readonly outcome: VerdictOutcome | undefined }
  | { readonly gate: 'fact'; readonly fact: string }
  | { readonly gate: 'attachment'; readonly attachment: string; readonly label: Text | undefined }
  | { readonly gate: 'signature'; readonly signer: string }
  | { readonly gate: 'meeting'; readonly least: number; readonly most: number | undefined }
  | { readonly gate: 'majority'; readonly inFavour: number; readonly present: number }
  | { readonly gate: 'notice'; readonly days: number | undefined }
  | { readonly gate: 'beginning'; readonly from: Day }
  | { readonly gate: 'hanging'; readonly until: Day }
  | { readonly gate: 'objection'; readonly open: number }
  | { readonly gate: 'upheld'; readonly objections: number }

/** What stands between the case and going forward by an outcome, in the order of the step; nothing when it may. */
export function gatesOf(
  state: Pick<CaseState, 'way' | 'besideDone' | 'beside'>,
  here: Here,
  around: Surroundings,
  outcome: Outcome | undefined = firstForward(here.step),
): Gate[] {
  const { step } = here
  return [
    ...stepsBefore(state, here, outcome).map((required): Gate => ({ gate: 'step', step: required })),
    ...step.facts
      .filter((fact) => !around.known.includes(fact))
      .map((fact): Gate => ({ gate: 'fact', fact })),
    ...step.verdicts
      .filter((set) => around.verdicts[set] !== 'met')
      .map((set): Gate => ({ gate: 'verdict', set, outcome: around.verdicts[set] })),
    ...step.attach
      .filter(({ id, optional }) => !optional && !here.attached.includes(id))
      .map(({ id, label }): Gate => ({ gate: 'attachment', attachment: id, label })),
    ...meetingGates(here),
    ...step.signs
      .filter((signer) => !here.signed.includes(signer))
      .map((signer): Gate => ({ gate: 'signature', signer })),
    ...noticeGates(here, around.today),
    ...objectionGates(here),
  ]
}

/** Steps that must be done first: those that it requires, and at the end everything that is open beside it. */
function stepsBefore(
  { way, besideDone, beside }: Pick<CaseState, 'way' | 'besideDone' | 'beside'>,
  { step }: Here,
  outcome: Outcome | undefined,
): string[] {
  // What was deferred is on the way, but not done.
  const done = new Set([...way, ...besideDone].filter((each) => !each.deferred).map((each) => each.step))
  const required = step.requires.filter((id) => !done.has(id))
  if (outcome === undefined || !endsForward(step, outcome)) return required
  const open = beside.map((each) => each.step.id).filter((id) => id !== step.id)
  return [...new Set([...required, ...open])]
}

function meetingGates({ step: { meeting }, meeting: held }: Here): Gate[] {
  if (meeting === undefined) return []
  const { least, most } = meeting
  // A version that the case was moved to may want more of them, or fewer.
  if (held === undefined || held.present < least || (most !== undefined && held.present > most))
    return [{ gate: 'meeting', least, most }]
  const [yes] = meeting.votes
  if (yes === undefined) return []
  const inFavour = held.votes[yes] ?? 0
  // Whoever is there and does not vote is not in favour.
  return inFavour * 2 > held.present ? [] : [{ gate: 'majority', inFavour, present: held.present }]
}

function noticeGates({ step, posted }: Here, today: Day): Gate[] {
  const notice = step.notice ?? step.announcement
  if (notice === undefined) return []
  if (posted === undefined) return [{ gate: 'notice', days: notice.days }]
  if (step.notice) return today > posted.until ? [] : [{ gate: 'hanging', until: posted.until }]
  // An announcement tells what has been decided: it must have begun, but need not have hung to its end.
  const { from = posted.on } = posted
  return today < from ? [{ gate: 'beginning', from }] : []
}

function objectionGates({ objections }: Here): Gate[] {
  const open = objections.filter(({ upheld }) => upheld === undefined).length
  const upheld = objections.filter(({ blocks }) => blocks).length
  return [
    ...(open > 0 ? [{ gate: 'objection', open } as const] : []),
    ...(upheld > 0 ? [{ gate: 'upheld', objections: upheld } as const] : []),
  ]
}

/** Last day for the step, and for the case; undefined where the procedure states none or the calendar is not known. */
export function dueDays(
  { procedure, opened }: CaseState,
  here: Here,
  { dayAfter }: Pick<Surroundings, 'dayAfter'>,
): { readonly step: Day | undefined; readonly case: Day | undefined } {
  const { days, workingDays } = here.step
  return {
    step: days === undefined ? undefined : dayAfter(here.since, days, workingDays),
    case: procedure.days === undefined ? undefined : dayAfter(opened, procedure.days, procedure.workingDays),
  }
}
