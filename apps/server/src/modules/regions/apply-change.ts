/**
 * Dated changes of the tree. A region is a code with periods, and a change ends one period and begins another:
 *
 *   rename   A ──name──▶ A        the code stays
 *   merge    A ────────▶ B        B is there already and takes A in; A's groups get numbers of B
 *   move     A ────────▶ new code under another town; its groups keep their two digits
 *
 * Whoever is registered in A is registered under the new code from the day on.
 */
import { parentOf, regionLevelOf } from '@lika/codes'
import type { Tx } from '../../platform/db.ts'
import { findSuccessor, type StoredChange } from './changes.store.ts'
import { codeTaken, groupsFull, sameName, tooEarly, unknownRegion } from './refusals.ts'
import {
  endPeriods,
  findLife,
  findRegion,
  insertPeriods,
  listGroups,
  type RegionRow,
} from './regions.store.ts'
import type { RegionsDeps } from './regions.ts'
import { resettle } from './resettle.ts'

/** What was asked for, with the code that the region has afterwards. */
export type Change = StoredChange & {
  readonly id: string
  readonly kind: 'rename' | 'merge' | 'move'
  readonly reason: string
}

export type Made = Change & { readonly madeBy: string; readonly madeAt: string }

/** Answers how many households and persons are registered elsewhere by it. */
export async function applyChange(
  tx: Tx,
  deps: RegionsDeps,
  change: Made,
): Promise<{ households: number; persons: number }> {
  const region = await getChangeable(tx, change)
  if (change.kind === 'rename') {
    await rename(tx, region, change)
    return { households: 0, persons: 0 }
  }
  const groups = change.kind === 'merge' ? await mergeInto(tx, change) : await moveTo(tx, region, change)
  const { households, persons } = await resettle(tx, deps, change, groups)
  return { households: households.length, persons: persons.length }
}

/** The region as it is now, if it can change on the day: a change before its latest one would rewrite that. */
async function getChangeable(tx: Tx, { from, effectiveOn }: Change): Promise<RegionRow> {
  const region = await findRegion(tx.client, from, effectiveOn)
  if (region?.valid_to === 'infinity' && region.valid_from < effectiveOn) return region
  const life = await findLife(tx.client, from)
  if (life?.to !== 'infinity') throw unknownRegion('from', from, await findSuccessor(tx.client, from))
  const now = region?.valid_to === 'infinity' ? region : await findRegion(tx.client, from, '9999-12-31')
  throw tooEarly(from, effectiveOn, now!.valid_from)
}

async function rename(tx: Tx, region: RegionRow, change: Change): Promise<void> {
  const name = change.name!
  if (name === region.name) throw sameName(name)
  await endPeriods(tx, [region.code], change.effectiveOn)
  await insertPeriods(tx, [periodOf(region.code, name, change.effectiveOn)])
}

const periodOf = (code: string, name: string, validFrom: string) => ({
  code,
  name,
  parentCode: parentOf(code)!,
  level: regionLevelOf(code),
  validFrom,
})

async function mergeInto(tx: Tx, { from, to, effectiveOn }: Change): Promise<Map<string, string>> {
  await mustHold(tx, 'to', to, effectiveOn)
  const groups = await listChangeableGroups(tx, from, effectiveOn)
  const { groups: there, last } = await listGroups(tx, to)
  if (last + groups.length > 99) throw groupsFull(to)
  const stem = (await findRegion(tx.client, from, effectiveOn))!.name.replace(/(村民委员会|村委会|村)$/, '')
  const taken = new Set(there.map((group) => group.name))
  const moved = groups.map((group, index) => ({
    old: group.code,
    code: to + String(last + index + 1).padStart(2, '0'),
    // Both villages have a first group; the one that came in bears its village's name.
    name: taken.has(group.name) ? stem + group.name : group.name,
  }))
  await endPeriods(tx, [from, ...moved.map((group) => group.old)], effectiveOn)
  await insertPeriods(
    tx,
    moved.map((group) => periodOf(group.code, group.name, effectiveOn)),
  )
  return new Map(moved.map((group) => [group.old, group.code]))
}

async function moveTo(
  tx: Tx,
  region: RegionRow,
  { to, name, effectiveOn }: Change,
): Promise<Map<string, string>> {
  // A code is used once: the records of whoever bore it before still say so.
  if (await findLife(tx.client, to)) throw codeTaken(to)
  await mustHold(tx, 'to', parentOf(to)!, effectiveOn)
  const groups = await listChangeableGroups(tx, region.code, effectiveOn)
  const moved = groups.map((group) => ({ ...group, old: group.code, code: to + group.code.slice(12) }))
  await endPeriods(tx, [region.code, ...moved.map((group) => group.old)], effectiveOn)
  await insertPeriods(tx, [
    periodOf(to, name ?? region.name, effectiveOn),
    ...moved.map((group) => periodOf(group.code, group.name, effectiveOn)),
  ])
  return new Map(moved.map((group) => [group.old, group.code]))
}

async function listChangeableGroups(tx: Tx, village: string, day: string) {
  const { groups } = await listGroups(tx, village)
  const younger = groups.find((group) => group.valid_from >= day)
  if (younger) throw tooEarly(younger.code, day, younger.valid_from)
  return groups
}

async function mustHold(tx: Tx, field: 'to', code: string, day: string): Promise<void> {
  const life = await findLife(tx.client, code)
  if (life?.to !== 'infinity') {
    throw unknownRegion(field, code, await findSuccessor(tx.client, code))
  }
  if (day < life.from) throw tooEarly(code, day, life.from)
}
