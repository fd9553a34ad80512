/** Village groups, which the national lists do not have: added one by one, with the next number of their village. */
import { isRegionCode } from '@lika/codes'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { mustBeInScope } from '../registry/index.ts'
import { findChange, findSuccessor, insertChange } from './changes.store.ts'
import { findPlaces, type Place, placePath } from './places.ts'
import {
  differentBody,
  groupNameTaken,
  groupsFull,
  mustBeADay,
  notInTheFuture,
  tooEarly,
  unknownRegion,
} from './refusals.ts'
import { findLife, insertPeriods, listGroups, lockTree } from './regions.store.ts'
import type { RegionsDeps } from './regions.ts'

export interface NewGroup {
  readonly id: string
  readonly village: string
  readonly name: string
  readonly effectiveOn?: string | undefined
}

export async function addGroup(
  { db, clock }: Pick<RegionsDeps, 'db' | 'clock'>,
  actor: Actor,
  input: NewGroup,
): Promise<Place & { path: Place[] }> {
  const { village, name } = input
  const unknown = () => unknownRegion('village', village)
  if (!isRegionCode(village)) throw unknown()
  mustBeInScope(actor, village, unknown)
  mustBeADay('effectiveOn', input.effectiveOn)
  return withTransaction(db, async (tx) => {
    await lockTree(tx)
    const life = await findLife(tx.client, village)
    if (!life) throw unknown()
    // A group that nobody dated is as old as its village.
    const group = { ...input, effectiveOn: input.effectiveOn ?? life.from }
    const known = await findAdded(tx, group)
    const code = known ?? (await openGroup(tx, group, life, clock.today()))
    if (!known) {
      const { id, effectiveOn } = group
      const made = { madeBy: actor.accountId, madeAt: clock.now() }
      await insertChange(tx, {
        ...{ id, kind: 'addGroup', from: village, to: code, name, effectiveOn, reason: null },
        ...made,
      })
    }
    const places = await findPlaces(tx.client, [code])
    return { code, name, path: placePath(places, code) }
  })
}

type DatedGroup = NewGroup & { readonly effectiveOn: string }

/** The code that the same request was given before. */
async function findAdded(tx: Tx, group: DatedGroup): Promise<string | undefined> {
  const known = await findChange(tx, group.id)
  if (!known) return undefined
  const isSame = known.kind === 'addGroup' && known.from === group.village && known.name === group.name
  if (!isSame || known.effectiveOn !== group.effectiveOn) throw differentBody(group.id)
  return known.to
}

/** A number is given once: the records of a group that is gone still bear it. */
async function openGroup(
  tx: Tx,
  { village, name, effectiveOn }: DatedGroup,
  life: { from: string; to: string },
  today: string,
): Promise<string> {
  if (life.to !== 'infinity') throw unknownRegion('village', village, await findSuccessor(tx.client, village))
  notInTheFuture('effectiveOn', effectiveOn, today)
  if (effectiveOn < life.from) throw tooEarly(village, effectiveOn, life.from)
  const { groups, last } = await listGroups(tx, village)
  const namesake = groups.find((each) => each.name === name)
  if (namesake) throw groupNameTaken(name, namesake.code)
  if (last >= 99) throw groupsFull(village)
  const code = village + String(last + 1).padStart(2, '0')
  await insertPeriods(tx, [{ code, name, parentCode: village, level: 'group', validFrom: effectiveOn }])
  return code
}
