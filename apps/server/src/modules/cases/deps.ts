import type { Db } from '../../platform/db.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { RegistryDeps } from '../registry/index.ts'

/** What the module is opened with. */
export interface CasesDeps {
  readonly registry: RegistryDeps
  readonly judging: () => JudgingContext
  /** For what is nobody's in particular: the public has no session. */
  readonly system: Db
}
