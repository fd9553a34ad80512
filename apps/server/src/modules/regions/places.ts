/** Names for codes: what every list and page shows beside a region code. */
import { isRegionCode, nation, regionLevelOf } from '@lika/codes'
import { findNames, type Runner } from './regions.store.ts'

export interface Place {
  readonly code: string
  readonly name: string
}

const nationPlace: Place = { code: nation, name: '全国' }
const digits = [2, 4, 6, 9, 12, 14] as const

/** The code and everything above it, from the province down; the nation alone for the nation. */
export function codesDownTo(code: string): string[] {
  if (regionLevelOf(code) === 'nation') return [nation]
  return digits.filter((length) => length <= code.length).map((length) => code.slice(0, length))
}

/**
 * Places of the codes and of every region above them, by code: named as they are now, or as on a day. A code that no
 * longer holds keeps its last name, because records still bear it; a code that never was is absent.
 */
export async function findPlaces(
  runner: Runner,
  codes: Iterable<string>,
  asOf?: string,
): Promise<Map<string, Place>> {
  const wanted = new Set<string>()
  for (const code of new Set(codes)) {
    if (isRegionCode(code)) for (const each of codesDownTo(code)) wanted.add(each)
  }
  const places = new Map((await findNames(runner, [...wanted], asOf)).map((place) => [place.code, place]))
  if (wanted.has(nation)) places.set(nation, nationPlace)
  return places
}

/** Where a code lies, from the county down; above counties the region alone. */
export function placePath(places: ReadonlyMap<string, Place>, code: string): Place[] {
  if (!isRegionCode(code)) return []
  const path = codesDownTo(code)
  const shown = code.length >= 6 ? path.filter((each) => each.length >= 6) : path.slice(-1)
  return shown.flatMap((each) => places.get(each) ?? [])
}
