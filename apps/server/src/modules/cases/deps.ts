import type { Db, Tx } from '../../platform/db.ts'
import type { Message } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { RegistryDeps } from '../registry/index.ts'

/** What the module is opened with. */
export interface CasesDeps {
  readonly registry: RegistryDeps
  readonly judging: () => JudgingContext
  /** For what is nobody's in particular: the public has no session. */
  readonly system: Db
  /** What cases are opened out of. Without it they are opened out of nothing that is kept here. */
  readonly origins?: Origins
}

export interface Origin {
  readonly kind: 'lead' | 'complaint'
  readonly id: string
}

/** A case that is opened, and what it is opened out of. */
export interface OriginLink {
  readonly origin: Origin
  readonly case: string
  readonly subject: string
  readonly regionCode: string
  readonly channel: string
  readonly procedure: string
  /** Where the sender named it. */
  readonly field: string
}

export interface Origins {
  /** Links them in the transaction that opens the cases. Those that cannot be are named, and then nothing may be opened. */
  readonly link: (
    tx: Tx,
    actor: Actor,
    links: readonly OriginLink[],
  ) => Promise<readonly { readonly field: string; readonly value: string; readonly message: Message }[]>
  /** Whether whoever asks may be told of it. */
  readonly sees: (actor: Actor, origin: Origin) => Promise<boolean>
}
