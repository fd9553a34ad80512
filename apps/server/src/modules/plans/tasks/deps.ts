import type { Db } from '../../../platform/db.ts'
import type { RegistryDeps } from '../../registry/index.ts'

/** Reports are records of the registry's journal, and their evidence lies with its evidence. */
export interface TasksDeps {
  readonly registry: RegistryDeps
  /** Beyond any scope: where an account's own unit is looked up. */
  readonly system: Db
}
