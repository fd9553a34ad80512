import type { Clock } from '../../platform/clock.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db.ts'
import type { RegistryDeps } from '../registry/index.ts'

export interface ComplaintsDeps {
  /** As requests see it: row-level security keeps the accused out here as well. */
  readonly db: Db
  /** For what comes without a session, and for the trail of who looked. */
  readonly system: Db
  readonly clock: Clock
  readonly keyring: Keyring
  readonly findPlaces: RegistryDeps['findPlaces']
  /** The n-th day from a day on, of work where asked; undefined for years whose holidays nobody knows. */
  readonly dayAfter: (from: string, days: number, workingDays: boolean) => string | undefined
}
