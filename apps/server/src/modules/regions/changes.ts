/** Renames, merges and moves as they are asked for: who may, what must be said, and the same change only once. */
import { countyOf, isRegionCode, nation, regionLevelOf } from '@lika/codes'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { mustBeInScope } from '../registry/index.ts'
import { applyChange, type Change } from './apply-change.ts'
import { findChange, insertChange, type StoredChange } from './changes.store.ts'
import { findPlaces, type Place } from './places.ts'
import {
  acrossCounties,
  differentBody,
  mustBeADay,
  notInTheFuture,
  onlyVillages,
  sameRegion,
  unknownRegion,
  wrongFields,
} from './refusals.ts'
import { lockTree } from './regions.store.ts'
import type { RegionsDeps } from './regions.ts'
import { findCounts } from './resettle.store.ts'

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
