import type { Household } from '@lika/contract'

/** What every form of an operation is given: whose it is, and what comes after. */
export interface ActProps {
  readonly household: Household
  readonly close: () => void
  readonly onDone: (households: readonly string[]) => void
}
