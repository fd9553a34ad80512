/** Where a case stands, and what holds in it. */
import type { Text } from '../ir.ts'
import type { Day } from '../model.ts'
import type { Channel } from './entry.ts'
import type { Here } from './here.ts'
import type { Procedure } from './model.ts'

/** A decision, with what later versions of the procedure may no longer know about its step. */
export interface StepDone {
  readonly step: string
  readonly label: Text
  readonly level: string | undefined
  readonly outcome: string
  readonly author: string
  readonly on: Day
  /** Everybody on whose acts it rests: who decided, signed, recorded the meeting, or let it go on before. */
  readonly hands: readonly string[]
  /** The step beside which it ran. */
  readonly beside: string | undefined
  /** The main line went on by it, and it is still to be made good. */
  readonly deferred: boolean
}

export interface CaseState {
  readonly procedure: Procedure
  readonly opened: Day
  readonly channel: Channel
  /** Status of the subject when it was opened. */
  readonly before: string | null
  readonly state: 'open' | 'ended' | 'withdrawn'
  /** Day on which it ended or was withdrawn. */
  readonly ended: Day | undefined
  /** The main step; undefined once it has ended. */
  readonly here: Here | undefined
  /** Steps that are open beside the main one, in the order of the procedure. */
  readonly beside: readonly Here[]
  /** Every decision, also those that were done anew since. */
  readonly history: readonly StepDone[]
  /** Decisions of the main line that hold: the way from the beginning to where it stands. */
  readonly way: readonly StepDone[]
  /** Decisions beside the main line that hold. */
  readonly besideDone: readonly StepDone[]
  /** Status that the subject has by it; undefined again once the case has been reopened. */
  readonly status: string | undefined
  /** Entries whose outcomes gave facts that stand; none any more once the case has been reopened. */
  readonly given: readonly string[]
  /** It ran by the green channel: help first, formalities after. */
  readonly green: boolean
}
