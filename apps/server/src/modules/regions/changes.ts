/**
 * Dated changes of the tree. A region is a code with periods, and a change ends one period and begins another:
 *
 *   rename   A ──name──▶ A        the code stays
 *   merge    A ────────▶ B        B is there already and takes A in; A's groups get numbers of B
 *   move     A ────────▶ new code under another town; its groups keep their two digits
 *
 * Whoever is registered in A is registered under the new code from the day on.
 */
import { countyOf, isRegionCode, nation, parentOf, regionLevelOf, regionRange } from '@lika/codes'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { mustBeInScope, refoldHouseholds, refoldPersons, refoldVillages } from '../registry/index.ts'
import { findChange, findSuccessor, insertChange, type StoredChange } from './changes.store.ts'
import { findPlaces, type Place } from './places.ts'
import {
  acrossCounties,
  codeTaken,
  differentBody,
  groupsFull,
  mustBeADay,
  notInTheFuture,
  onlyVillages,
  sameName,
  sameRegion,
  tooEarly,
  unknownRegion,
  wrongFields,
} from './refusals.ts'
import {
  endPeriods,
  findLife,
  findRegion,
  insertPeriods,
  listGroups,
  lockTree,
  type RegionRow,
} from './regions.store.ts'
import type { RegionsDeps } from './regions.ts'
import {
  endVillage,
  findCounts,
  findVillageId,
  insertNewPlaces,
  insertOperation,
  type Resettled,
  type Resettling,
  recodeVillage,
} from './resettle.store.ts'

export interface NewChange {
  readonly id: string
  readonly kind: 'rename' | 'merge' | 'move'
  readonly from: string
  readonly to?: string | undefined
  readonly name?: string | undefined
  readonly effectiveOn: string
  readonly reason: string
}

export interface ChangeAnswer {
  readonly id: string
  readonly appended: boolean
  readonly region: Place
  readonly households: number
  readonly persons: number
}

/** What was asked for, with the code that the region has afterwards. */
type Change = StoredChange & {
  readonly id: string
  readonly kind: NewChange['kind']
  readonly reason: string
}

export async function changeRegion(deps: RegionsDeps, actor: Actor, input: NewChange): Promise<ChangeAnswer> {
  const change = readChange(input)
  mustConcernOwnRegions(actor, change)
  mustBeADay('effectiveOn', change.effectiveOn)
  notInTheFuture('effectiveOn', change.effectiveOn, deps.clock.today())
  return withTransaction(deps.db, async (tx) => {
    await lockTree(tx)
    const known = await findChange(tx, change.id)
    if (known) return answerAgain(tx, change, known)
    const made = { madeBy: actor.accountId, madeAt: deps.clock.now() }
    const counts = await applyChange(tx, deps, { ...change, ...made })
    await insertChange(tx, { ...change, ...made })
    return { id: change.id, appended: true, region: await placeAfter(tx, change), ...counts }
  })
}

function readChange(input: NewChange): Change {
  const { id, kind, from, effectiveOn, reason } = input
  if (kind === 'rename') {
    if (input.to !== undefined) throw wrongFields('to', kind, false)
    if (input.name === undefined) throw wrongFields('name', kind, true)
    return { id, kind, from, to: from, name: input.name, effectiveOn, reason }
  }
  if (input.to === undefined) throw wrongFields('to', kind, true)
  if (kind === 'merge' && input.name !== undefined) throw wrongFields('name', kind, false)
  return { id, kind, from, to: input.to, name: input.name ?? null, effectiveOn, reason }
}

function mustConcernOwnRegions(actor: Actor, { kind, from, to }: Change): void {
  for (const [field, code] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!isRegionCode(code) || code === nation) throw unknownRegion(field, code)
  }
  mustBeInScope(actor, from, () => unknownRegion('from', from))
  if (kind === 'rename') return
  if (regionLevelOf(from) !== 'village') throw onlyVillages('from', from)
  if (regionLevelOf(to) !== 'village') throw onlyVillages('to', to)
  // Said before the scope of the other county is looked at: the codes alone show it.
  if (countyOf(from) !== countyOf(to)) throw acrossCounties(from, to)
  if (from === to) throw sameRegion(from)
  mustBeInScope(actor, to, () => unknownRegion('to', to))
}

async function answerAgain(tx: Tx, change: Change, known: StoredChange): Promise<ChangeAnswer> {
  const { kind, from, to, name, effectiveOn, reason } = change
  const asked: StoredChange = { kind, from, to, name, effectiveOn, reason }
  const isSame = (Object.keys(asked) as (keyof StoredChange)[]).every((key) => asked[key] === known[key])
  if (!isSame) throw differentBody(change.id)
  const counts = await findCounts(tx, countyOf(from) ?? '', change.id)
  return { id: change.id, appended: false, region: await placeAfter(tx, change), ...counts }
}

async function placeAfter(tx: Tx, { to, effectiveOn }: Change): Promise<Place> {
  return (await findPlaces(tx.client, [to], effectiveOn)).get(to)!
}

type Made = Change & { readonly madeBy: string; readonly madeAt: string }

async function applyChange(
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

/** Persons before households, households before villages: each fold reads the ones before. */
async function resettle(
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
