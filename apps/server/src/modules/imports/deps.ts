import type { Fact } from '@lika/policy'
import type { LivingKeyring } from '../../platform/crypto/index.ts'
import type { FileStore } from '../../platform/files.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { RegistryDeps } from '../registry/index.ts'

/** What imports need. `main.ts` hands it in. */
export interface ImportsDeps {
  readonly registry: RegistryDeps
  readonly judging: () => JudgingContext
  /** Its keys go to the worker that hashes and seals a whole sheet. */
  readonly keyring: LivingKeyring
  /** Where uploaded files are kept, each under its SHA-256. */
  readonly filesFolder: string
  readonly before?: FileStore['before']
}

export type ImportKindName = 'households' | 'villages'

export type SubjectName = 'household' | 'person' | 'village'

/** What a cell fills: a fact of the catalogue, or something about the row itself. */
export interface Field {
  /** `household.waterMinutes`, `region.village`, `observedOn`. */
  readonly key: string
  readonly label: Label
  readonly group: Label
  /** Groups of the catalogue by their id; `place` and `sheet` for what is about the row. */
  readonly groupId: string
  readonly labels: readonly string[]
  readonly synonyms: readonly string[]
  readonly required: boolean
  readonly subject: SubjectName | 'sheet'
  readonly fact?: Fact
  /** Facts that a decision says, not a record: the status of what was registered before. */
  readonly byDecision?: boolean
}

export interface Label {
  readonly zh: string
  readonly en: string
}
