/** Whether somebody works on an import, and where it stands when nobody does any more. */
import type { ImportRecord, StateName } from './imports.store.ts'

const working: readonly StateName[] = ['staging', 'checking', 'committing', 'undoing']

export function isWorking(given: ImportRecord): boolean {
  return working.includes(given.state) && (given.job?.state === 'waiting' || given.job?.state === 'running')
}

/** A job that ended badly before it could say so leaves the import where the step began. */
export function settled(given: ImportRecord): ImportRecord {
  const isLeft = working.includes(given.state) && given.job !== null && !isWorking(given)
  return isLeft
    ? { ...given, state: stateAfterFailure(given.state, given.job?.state === 'cancelled') }
    : given
}

/** Where a step falls back to when it fails or is cancelled; nothing of it is left. */
export function stateAfterFailure(state: StateName, isCancelled: boolean): StateName {
  if (state === 'committing') return 'ready'
  if (state === 'undoing') return 'committed'
  return isCancelled ? 'cancelled' : 'failed'
}
