/** Codes that let somebody into an account that was made for them, once. */
import type { Tx } from '../../../platform/db.ts'
import { makeCode } from '../sign-in/codes.ts'
import { deleteCredentials } from '../sign-in/credentials.store.ts'

/** So long an invitation waits for whoever it is for: over a weekend and a trip to the village. */
export const INVITATION_HOURS = 7 * 24

export interface Invited {
  readonly accountId: string
  readonly by: string
  readonly at: string
}

/** A code in place of whatever the account was entered with, at once: it may have been lost together with a telephone. */
export async function invite(
  tx: Tx,
  { accountId, by, at }: Invited,
): Promise<{ readonly code: string; readonly validUntil: string }> {
  await deleteCredentials(tx.client, accountId)
  const wanted = { for: { accountId }, madeBy: by, hours: INVITATION_HOURS }
  const { code, until } = await makeCode(tx.client, wanted, at)
  return { code, validUntil: until }
}
