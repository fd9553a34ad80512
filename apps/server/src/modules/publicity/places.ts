/** The tree of places as everybody may see it: names, no figures of anybody. */
import type { Place } from '@lika/site'
import { notFound } from '../../platform/errors.ts'
import { publicNotices } from '../cases/index.ts'
import { findPlaces, findRegion, listBelow, placePath } from '../regions/index.ts'
import type { PublicityDeps } from './deps.ts'

export interface PlaceAt {
  readonly place: Place
  readonly path: readonly Place[]
}

export async function getPlace({ system, clock }: PublicityDeps, code: string): Promise<PlaceAt> {
  const row = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)
    ? await findRegion(system.pool, code, clock.today())
    : undefined
  if (!row) throw unknownPlace()
  const places = await findPlaces(system.pool, [code])
  return { place: { code, name: row.name }, path: placePath(places, code) }
}

export function unknownPlace() {
  return notFound('page.place', { zh: '没有这个地方。', en: 'There is no such place.' })
}

export interface Group {
  readonly name: string | undefined
  readonly places: readonly (Place | Counted)[]
}

export type Counted = Place & { readonly notices: number; readonly listed: number | null }

/** The counties that work with this installation, by their cities; before there are any, the places from the top down. */
export async function firstPlaces({ system, clock, cases }: PublicityDeps): Promise<Group[]> {
  const today = clock.today()
  const counties = (await publicNotices(cases, { on: today }))?.regions ?? []
  if (counties.length === 0) return [{ name: undefined, places: await listBelow(system.pool, 'all', today) }]
  const above = await findPlaces(system.pool, [...new Set(counties.map(({ code }) => code.slice(0, 4)))])
  return [...Map.groupBy(counties, ({ code }) => code.slice(0, 4))].map(([code, places]) => ({
    name: above.get(code)?.name,
    places,
  }))
}

/** Directly below a place, down to the village. */
export async function placesBelow({ system, clock }: PublicityDeps, code: string): Promise<Place[]> {
  const below = await listBelow(system.pool, code, clock.today())
  return below.filter((each) => each.code.length <= 12).map(({ code: each, name }) => ({ code: each, name }))
}
