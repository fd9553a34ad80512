/** What a case waits for, on whom, and until when. */
import type { Text } from '../ir.ts'
import type { Day } from '../model.ts'
import type { CaseState, Here } from './case.ts'
import type { Outcome, Step } from './model.ts'

export type VerdictOutcome = 'met' | 'unmet' | 'undetermined'

/** What the engine cannot know by itself. */
export interface Surroundings {
  readonly today: Day
  /** The verdict of today by set; a set that is missing has not been judged. */
  readonly verdicts: Readonly<Record<string, VerdictOutcome>>
  /** The n-th day from a day on, that day being the first; undefined where nobody knows which days are worked. */
  readonly dayAfter: (from: Day, days: number, workingDays: boolean) => Day | undefined
}

export type Gate =
  | { readonly gate: 'step'; readonly step: string }
  | { readonly gate: 'verdict'; readonly set: string; readonly outcome: VerdictOutcome | undefined }
  | { readonly gate: 'attachment'; readonly attachment: string; readonly label: Text | undefined }
  | { readonly gate: 'signature'; readonly signer: string }
  | { readonly gate: 'meeting'; readonly least: number; readonly most: number | undefined }
  | { readonly gate: 'majority'; readonly inFavour: number; readonly against: number }
  | { readonly gate: 'notice'; readonly days: number | undefined }
  | { readonly gate: 'hanging'; readonly until: Day }
  | { readonly gate: 'objection'; readonly open: number }
  | { readonly gate: 'upheld'; readonly objections: number }

/** What stands between the case and going forward, in the order of the step; nothing when it may. */
export function gatesOf({ way }: CaseState, here: Here, around: Surroundings): Gate[] {
  const { step } = here
  return [
    ...step.requires
      .filter((required) => !way.some((done) => done.step === required))
      .map((required): Gate => ({ gate: 'step', step: required })),
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
  ]
}

function meetingGates({ step: { meeting }, meeting: held }: Here): Gate[] {
  if (meeting === undefined) return []
  if (held === undefined) return [{ gate: 'meeting', least: meeting.least, most: meeting.most }]
  const [yes] = meeting.votes
  if (yes === undefined) return []
  const inFavour = held.votes[yes] ?? 0
  const against = Object.entries(held.votes).reduce(
    (sum, [kind, votes]) => sum + (kind === yes ? 0 : votes),
    0,
  )
  return inFavour > against ? [] : [{ gate: 'majority', inFavour, against }]
}

function noticeGates({ step, posted, objections }: Here, today: Day): Gate[] {
  const notice = step.notice ?? step.announcement
  if (notice === undefined) return []
  if (posted === undefined) return [{ gate: 'notice', days: notice.days }]
  // An announcement tells what has been decided: it need not have hung to its end.
  if (step.notice === undefined) return []
  const open = objections.filter(({ upheld }) => upheld === undefined).length
  const upheld = objections.filter((each) => each.upheld === true).length
  return [
    ...(today <= posted.until ? [{ gate: 'hanging', until: posted.until } as const] : []),
    ...(open > 0 ? [{ gate: 'objection', open } as const] : []),
    ...(upheld > 0 ? [{ gate: 'upheld', objections: upheld } as const] : []),
  ]
}

/** Whether an outcome carries the case on; to send it back or to end it without a status needs a reason, but no gate. */
export function goesForward({ outcomes }: Step, outcome: Outcome): boolean {
  if (outcome.returns) return false
  if (outcome.status !== undefined || outcome.to !== 'end') return true
  return outcomes.length === 1
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
