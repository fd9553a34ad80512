/** Looking at the tree: one region with what lies below, and finding regions by name. */
import { isRegionCode, isWithin, nation, regionLevelOf, regionRange } from '@lika/codes'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type Catalogue, type Changed, scopeWithin } from '../registry/index.ts'
import { findSuccessor } from './changes.store.ts'
import { namesOf, stemOf } from './names.ts'
import { codesDownTo, findPlaces, type Place } from './places.ts'
import { mustBeADay, unknownRegion } from './refusals.ts'
import { findRegion, listChildren, searchNames, type Visible } from './regions.store.ts'

export interface RegionsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly catalogue: Catalogue
  /** Called in the transaction of a change, after the folds: judges again whoever is registered elsewhere now. */
  readonly afterChange: (tx: Tx, changed: Changed) => Promise<void>
}

type Level = ReturnType<typeof regionLevelOf>

export interface RegionPage {
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly asOf: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly path: Place[]
  readonly children: { code: string; name: string; level: Level; children: number }[]
}

function visibleTo(actor: Actor): Visible {
  return {
    ranges: actor.regions.map(regionRange),
    above: actor.regions.flatMap(codesDownTo).filter((code) => code !== nation),
  }
}

/** One sees what lies in one's regions, and the way down to them. */
function mustBeVisible(actor: Actor, code: string): void {
  const seen = (region: string) => isWithin(code, region) || isWithin(region, code)
  if (!isRegionCode(code) || !actor.regions.some(seen)) throw unknownRegion('code', code)
}

export async function getRegion(
  { db, clock }: Pick<RegionsDeps, 'db' | 'clock'>,
  actor: Actor,
  code: string,
  query: { readonly asOf?: string | undefined },
): Promise<RegionPage> {
  mustBeADay('asOf', query.asOf)
  mustBeVisible(actor, code)
  const asOf = query.asOf ?? clock.today()
  const row = code === nation ? undefined : await findRegion(db.pool, code, asOf)
  if (code !== nation && !row) throw unknownRegion('code', code, await findSuccessor(db.pool, code))
  const places = await findPlaces(db.pool, [nation, code], asOf)
  const path = [nation, ...codesDownTo(code).filter((each) => each !== nation)]
  const children = await listChildren(db.pool, code === nation ? null : code, asOf, visibleTo(actor))
  return {
    code,
    name: places.get(code)!.name,
    level: regionLevelOf(code),
    asOf,
    validFrom: row?.valid_from ?? null,
    validTo: row && row.valid_to !== 'infinity' ? row.valid_to : null,
    path: path.flatMap((each) => places.get(each) ?? []),
    children: children.map((child) => ({ ...child, level: regionLevelOf(child.code) })),
  }
}

export async function searchRegions(
  { db }: Pick<RegionsDeps, 'db'>,
  actor: Actor,
  query: {
    readonly search: string
    readonly within?: string | undefined
    readonly limit?: string | undefined
  },
): Promise<{ code: string; name: string; level: Level; path: Place[] }[]> {
  const text = query.search.trim()
  const within = query.within ?? nation
  if (text === '') throw emptySearch()
  if (!isRegionCode(within)) throw unknownRegion('within', within)
  const stem = stemOf(text)
  const rows = await searchNames(db.pool, {
    ranges: scopeWithin(actor, within),
    stem,
    names: namesOf(text),
    limit: Number(query.limit ?? '20'),
  })
  const places = await findPlaces(
    db.pool,
    rows.map(({ code }) => code),
  )
  return rows.map(({ code, name }) => ({
    code,
    name,
    level: regionLevelOf(code),
    path: codesDownTo(code).flatMap((each) => places.get(each) ?? []),
  }))
}

function emptySearch() {
  return invalid(
    'regions.searchEmpty',
    { zh: '请输入要查找的名称。', en: 'Say which name to look for.' },
    { field: 'search' },
  )
}
