import type { Clock } from '../../platform/clock.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Runner } from './accounts.store.ts'
import type { Oidc } from './sign-in/oidc.ts'
import type { Profile } from './sign-in/profile.ts'

export interface AccessDeps extends SignInSettings {
  /** The database beyond any scope: whoever signs in has none yet. */
  readonly system: Db
  readonly clock: Clock
  readonly keyring: Keyring
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
  /** Regions within the ranges that bear one of the names today. */
  readonly listByNames: (
    runner: Runner,
    names: readonly string[],
    ranges: readonly { readonly lo: string; readonly hi: string }[],
  ) => Promise<readonly { code: string; name: string }[]>
}

/** What the operator decides about signing in. */
export interface SignInSettings {
  readonly profile: Profile
  /** The single sign-on, where one is configured. */
  readonly oidc: Oidc | undefined
  /** The address that people reach the server by, where it is told: https://lika.hepu.example. */
  readonly publicOrigin: string | undefined
}

/** Where a request comes from. */
export interface Visitor {
  readonly address: string
  readonly agent: string | undefined
  /** What a browser keeps from which somebody has entered before. */
  readonly device: string | undefined
  /** The address that the browser shows: passkeys and the way back from the single sign-on hang on it. */
  readonly origin: string | undefined
}

/** What a browser is given when somebody has entered. */
export interface Entered {
  readonly token: string
  readonly device?: string
}

export type PendingStep = 'giveSecondFactor' | 'addSecondFactor' | 'changePassword'
