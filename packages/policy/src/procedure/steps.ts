/** Reading a procedure: its steps by id, their outcomes, and how high they stand. */
import { END, type Outcome, type Procedure, type Step } from './model.ts'

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

/** Whether an outcome carries the case on; to send it back or to end it without saying anything of the subject needs a reason, but no gate. */
export function goesForward(
  { outcomes, beside }: Pick<Step, 'outcomes' | 'beside'>,
  outcome: Outcome,
): boolean {
  if (outcome.returns) return false
  // At the end of a step beside, the case has not ended: the step is done.
  if (beside !== undefined) return true
  if (outcome.status !== undefined || outcome.records !== undefined || outcome.to !== END) return true
  return outcomes.length === 1
}

/** The outcome by which the green channel goes on. */
export function firstForward(step: Pick<Step, 'outcomes' | 'beside'>): Outcome | undefined {
  return step.outcomes.find((outcome) => goesForward(step, outcome))
}

/** Whether an outcome ends the case well: nothing may be open beside it then. */
export function endsForward(step: Step, outcome: Outcome): boolean {
  return step.beside === undefined && outcome.to === END && goesForward(step, outcome)
}

const levels = ['group', 'village', 'town', 'county', 'city', 'province', 'nation']
/** The height of the county among the levels. */
export const COUNTY = levels.indexOf('county')
export const heightOf = (level: string | undefined) => (level === undefined ? -1 : levels.indexOf(level))
