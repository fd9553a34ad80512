import type { Clock } from '../../platform/clock.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db.ts'
import type { CasesDeps } from '../cases/index.ts'
import type { ComplaintsDeps } from '../complaints/index.ts'
import type { Policies } from '../policies/index.ts'

export interface PublicityDeps {
  /** There is no session: the pages read what is public, and nothing else. */
  readonly system: Db
  readonly clock: Clock
  readonly keyring: Keyring
  readonly policies: Policies
  readonly complaints: ComplaintsDeps
  /** Its functions for the public alone are called. */
  readonly cases: CasesDeps
}
