import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { AccessDeps } from '../access/index.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { TextWork } from './reading/work.ts'
import type { Moves } from './versions/places.ts'

/** What the module is opened with. */
export interface PlansSettings {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  /** Enters units that a plan names and the register lacks. */
  readonly access: AccessDeps
}

/** What its use cases need. */
export interface PlansDeps extends PlansSettings {
  /** Where the places of one version lie in another, once it was worked out: texts never change. */
  readonly moves: Moves
  readonly texts: TextWork
}
