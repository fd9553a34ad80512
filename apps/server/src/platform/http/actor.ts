/** Who asks. Made by the injected `authenticate`; everything else only reads it. */
export type Actor = {
  readonly accountId: string
  readonly name: string
  readonly role: string
  readonly permissions: ReadonlySet<string>
  /** Codes of the regions that the actor may see and act in. */
  readonly regions: readonly string[]
}
