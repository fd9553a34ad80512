/** Who asks. Made by the injected `authenticate`; everything else only reads it. */
export type Actor = {
  readonly accountId: string
  readonly name: string
  /** Key of the first role held; what it may do is said by `permissions`. */
  readonly role: string
  readonly permissions: ReadonlySet<string>
  /** Codes of the regions that the actor may see and act in. */
  readonly regions: readonly string[]
  /** Regions by permission: with several grants, what one opens here does not open there. */
  readonly regionsOf?: ReadonlyMap<string, readonly string[]>
  /** What was granted, each role where it holds; a role of a county's own counts as the one that it is made from. */
  readonly grants?: readonly ActorGrant[]
  /** Empty outside of requests. */
  readonly session?: ActorSession
}

export type ActorGrant = {
  readonly role: string
  readonly region: string
  readonly permissions: readonly string[]
}

export type ActorSession = {
  readonly id: string
  /** What was shown to get in: password, totp, passkey, oidc, code, demo. */
  readonly factors: readonly string[]
  /** Instant until which what asks for a fresh factor is open. */
  readonly freshUntil: string | null
  /** Whether that is still to come. */
  readonly isFresh: boolean
  /** What is still asked for before it opens anything; nothing is for whoever is signed in. */
  readonly pending?: 'giveSecondFactor' | 'addSecondFactor' | 'changePassword'
}
