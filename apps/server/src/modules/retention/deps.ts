import type { Db } from '../../platform/db.ts'
import type { RegistryDeps } from '../registry/index.ts'

/** What the use cases of retention need. */
export interface RetentionDeps {
  /** The registry as requests see it. */
  readonly registry: RegistryDeps
  /** The database as its owner: notices and erasures are nobody's to change through a page of the registry. */
  readonly system: Db
}
