/** Steps that are open beside the main line, by where the main line stands. */
import type { Day } from '../model.ts'
import { arriving } from './here.ts'
import type { Step } from './model.ts'
import type { CaseState, StepDone } from './state.ts'

/** What was decided before a step was come to: the rest is done anew. */
export function upTo(way: readonly StepDone[], step: string): readonly StepDone[] {
  const at = way.findIndex((each) => each.step === step)
  return at < 0 ? way : way.slice(0, at)
}

/** The main line comes to a step: there it begins anew, and so do the steps beside it. */
export function standing(state: CaseState, step: Step, on: Day, way: readonly StepDone[]): CaseState {
  return { ...state, here: arriving(step, on), way, ...besidesAt(state, step.id, on, way, true) }
}

/**
 * Open beside it: what belongs to a step that the main line has passed and is not done, and what was deferred there.
 * What belongs to steps behind the new end of the way is dropped, open or done.
 */
export function besidesAt(
  state: Pick<CaseState, 'procedure' | 'beside' | 'besideDone'>,
  at: string,
  on: Day,
  way: readonly StepDone[],
  anew: boolean,
): Pick<CaseState, 'beside' | 'besideDone'> {
  const passed = new Set(way.map(({ step }) => step))
  if (!anew) passed.add(at)
  const owed = new Set(way.flatMap(({ step, deferred }) => (deferred ? [step] : [])))
  const besideDone = state.besideDone.filter(({ beside }) => passed.has(beside!))
  const open = (step: Step, isOwed: boolean) =>
    state.beside.find((each) => each.step.id === step.id) ?? arriving(step, on, isOwed)
  const beside = state.procedure.steps.flatMap((step) => {
    if (owed.has(step.id)) return [open(step, true)]
    if (step.beside === undefined || besideDone.some((done) => done.step === step.id)) return []
    if (passed.has(step.beside)) return [open(step, false)]
    return step.beside === at ? [arriving(step, on)] : []
  })
  return { beside, besideDone }
}
