/** A procedure as its pack states it, with everything written once that a pack may leave out or write shortly. */
import type { Text } from '../ir.ts'

export const END = 'end'

/** A fact that an outcome says of the subject: a constant, or the day of the act. */
export type Given =
  | { readonly fact: string; readonly value: boolean | number | string | readonly string[] }
  | { readonly fact: string; readonly today: true }

export interface Outcome {
  readonly id: string
  readonly label: Text
  /** Where it leads: a later step, an earlier one (`returns`), or `end`. A step beside is merely done at its end. */
  readonly to: string
  /** It goes back to a step that is then done anew, with everything behind it. */
  readonly returns: boolean
  /** Status that the subject has by it. */
  readonly status: string | undefined
  /** Facts that are recorded of the subject by it; undefined where there are none. */
  readonly records: readonly Given[] | undefined
}

export interface Attachment {
  readonly id: string
  readonly label: Text | undefined
  readonly optional: boolean
}

export interface Meeting {
  readonly label: Text | undefined
  /** How many must be there. */
  readonly least: number
  readonly most: number | undefined
  readonly participants: readonly string[]
  /** Kinds of votes; the first is the one in favour. */
  readonly votes: readonly string[]
}

export interface Notice {
  readonly label: Text | undefined
  readonly places: readonly string[]
  readonly level: string | undefined
  /** Days that it hangs at least; undefined where the pack does not say: then a person says it when posting. */
  readonly days: number | undefined
  readonly workingDays: boolean
  /** Columns that it may show, and no other. */
  readonly columns: readonly string[]
  readonly stamp: string | undefined
}

export interface Step {
  readonly id: string
  readonly label: Text
  /** Who may act in it. */
  readonly actors: readonly string[]
  readonly level: string | undefined
  /** Whose signatures it needs. */
  readonly signs: readonly string[]
  readonly stamp: string | undefined
  readonly attach: readonly Attachment[]
  /** Days within which it is to be done, from when the case came to it. */
  readonly days: number | undefined
  readonly workingDays: boolean
  /** Steps that must be done before this one is decided. */
  readonly requires: readonly string[]
  /** Sets whose verdict must be met when it is decided. */
  readonly verdicts: readonly string[]
  /** Runs beside the main line, from when that comes to the step of this id. */
  readonly beside: string | undefined
  /** Help may come first: the main line goes on without it, and it is made good before the case ends. */
  readonly deferrable: boolean
  readonly meeting: Meeting | undefined
  readonly notice: Notice | undefined
  readonly announcement: Notice | undefined
  /** Facts that are asked in it: it goes forward when each of them is known. */
  readonly facts: readonly string[]
  readonly outcomes: readonly Outcome[]
}

export interface Procedure {
  readonly id: string
  readonly label: Text
  readonly subject: string
  readonly set: string | undefined
  /** Days from opening to the end. */
  readonly days: number | undefined
  readonly workingDays: boolean
  /** Who may open it. */
  readonly opens: readonly string[]
  /** Statuses of which the subject has one when it is opened, `none` being a subject without; empty for any. */
  readonly statuses: readonly string[]
  /** Set that its subject meets when it is opened, and when its end gives something. */
  readonly when?: string | undefined
  /** Set that its subject does not meet then: what has been given already is not given again. */
  readonly unless?: string | undefined
  /** In order; a case begins with the first. */
  readonly steps: readonly Step[]
}
