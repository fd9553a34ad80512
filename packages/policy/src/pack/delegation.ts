/** What lower packs may say again: the higher pack names it, or it is an error. */

import type { Place } from '../model.ts'
import { isWithin } from './day.ts'
import type { Jurisdiction, LoadedPack, Packs } from './packs.ts'
import { ancestorsOf } from './packs.ts'
import type { When } from './select.ts'
import type { Report } from './structure.ts'

/** What building one effective policy works with. */
export interface Building {
  readonly packs: Packs
  readonly when: When
  readonly chain: readonly Jurisdiction[]
  /** The versions in force, from the top down. */
  readonly inForce: readonly LoadedPack[]
  readonly report: Report
}

export type DelegatedPart =
  | 'facts'
  | 'codeLists'
  | 'derived'
  | 'entitlements'
  | 'indicators'
  | 'quotas'
  | 'targets'
  | 'programmes'
  | 'cycles'
  | 'fundRules'
  | 'procedures'
  | 'continuations'
  | 'tables'

export function levelOfPack(building: Building, pack: LoadedPack): string {
  return building.chain.find((each) => each.name === pack.jurisdiction)?.level ?? 'nation'
}

/** The packs in force that stand above one. */
export function packsAbove(building: Building, pack: LoadedPack): LoadedPack[] {
  const names = ancestorsOf(pack.jurisdiction)
  return building.inForce.filter((each) => names.includes(each.jurisdiction))
}

export function mayRestate(building: Building, pack: LoadedPack, part: DelegatedPart, id: string): boolean {
  const level = levelOfPack(building, pack)
  return packsAbove(building, pack).some((each) =>
    (each.content.delegates?.[part]?.[id]?.to as readonly string[] | undefined)?.includes(level),
  )
}

export function reportRestated(
  building: Building,
  place: Place,
  id: string,
  first: LoadedPack,
  pack: LoadedPack,
): void {
  if (first.jurisdiction === pack.jurisdiction) {
    building.report(place, 'id.twice', {
      zh: `${id} 已在 ${first.path} 中定义`,
      en: `${id} is already defined in ${first.path}`,
    })
  } else {
    building.report(place, 'delegation', {
      zh: `${id} 由上级 ${first.content.pack} 规定，未授权本级另行规定`,
      en: `${id} belongs to ${first.content.pack} above, which does not delegate it to this level`,
    })
  }
}

export interface Said<T> {
  readonly id: string
  readonly raw: T
  readonly pack: LoadedPack
}

/**
 * The items of one part that hold, by key, lower ones in place of higher ones where that is delegated.
 * Items out of their own dates do not count.
 */
export function holding<T extends { readonly place: Place }>(
  building: Building,
  part: DelegatedPart,
  itemsOf: (pack: LoadedPack) => readonly (readonly [key: string, raw: T])[],
): Map<string, Said<T>> {
  const found = new Map<string, Said<T>>()
  for (const pack of building.inForce) {
    for (const [key, raw] of itemsOf(pack)) {
      if (!isWithin(raw as { from?: string; to?: string }, building.when.asOf)) continue
      const first = found.get(key)
      const id = key.slice(key.indexOf('.') + 1)
      const named = [key, id].some((each) => first && mayRestate(building, pack, part, each))
      if (first && !(first.pack.jurisdiction !== pack.jurisdiction && named)) {
        reportRestated(building, raw.place, id, first.pack, pack)
      } else found.set(key, { id, raw, pack })
    }
  }
  return found
}
