/** After a merge or a move: who is registered where, and who is judged again. */
import { countyOf, regionRange } from '@lika/codes'
import type { Tx } from '../../platform/db.ts'
import { refoldHouseholds, refoldPersons, refoldVillages } from '../registry/index.ts'
import type { Made } from './apply-change.ts'
import type { RegionsDeps } from './regions.ts'
import {
  endVillage,
  findVillageId,
  insertNewPlaces,
  insertOperation,
  type Resettled,
  type Resettling,
  recodeVillage,
} from './resettle.store.ts'

/** Persons before households, households before villages: each fold reads the ones before. */
export async function resettle(
  tx: Tx,
  deps: RegionsDeps,
  change: Made,
  groups: ReadonlyMap<string, string>,
): Promise<Resettled> {
  const countyCode = countyOf(change.from)!
  const move: Resettling = {
    ...change,
    ...{ kind: change.kind as 'merge' | 'move', operationId: change.id, countyCode, groups },
    left: regionRange(change.from),
  }
  const placed = await insertNewPlaces(tx, move)
  const ended = move.kind === 'merge' ? await endVillage(tx, move) : []
  if (move.kind === 'move') await recodeVillage(tx, move)
  const keys = (ids: readonly string[]) => ids.map((id) => ({ countyCode, id }))
  const villages = [...placed.villages, ...ended]
  await insertOperation(tx, move, placed)
  await refoldPersons(tx, deps.catalogue, keys(placed.persons))
  await refoldHouseholds(tx, deps.catalogue, keys(placed.households))
  await refoldVillages(tx, deps.catalogue, keys(villages))
  const host = move.kind === 'merge' ? await findVillageId(tx, countyCode, move.to) : undefined
  await deps.afterChange(tx, {
    households: keys(placed.households),
    villages: keys(host ? [...villages, host] : villages),
  })
  return placed
}
