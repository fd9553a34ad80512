/** Readings of versions: made when a version comes, and again when the reader has learned something since. */
import { READER } from '@lika/intake'
import { withTransaction } from '../../../platform/db.ts'
import type { PlansDeps } from '../deps.ts'
import { findText } from '../plans.store.ts'
import { isReadBy, storeReading } from './readings.store.ts'

/** Whoever looks at a version finds it read by the reader of today. */
export async function mustBeRead(
  deps: Pick<PlansDeps, 'db' | 'texts'>,
  place: { readonly plan: string; readonly version: number },
): Promise<void> {
  if (await isReadBy(deps.db.pool, place, READER)) return
  const text = await findText(deps.db.pool, place)
  if (text === undefined) return
  const reading = await deps.texts.run({ kind: 'read', text })
  await withTransaction(deps.db, (tx) => storeReading(tx.client, place, reading))
}
