/** Which versions hold: for a region, on a day, as known on a day, for a case opened on a day. */
import type { Day } from '../model.ts'
import { dayAfter, isWithin } from './day.ts'
import { type Jurisdiction, type LoadedPack, type Packs, regionCode } from './packs.ts'
import { spanOf } from './structure.ts'

export interface When {
  readonly asOf: Day
  readonly knownAt?: Day | undefined
  readonly caseOpened?: Day | undefined
}

/**
 * The jurisdictions that a region obeys, from the top down; empty when none does. Of several trees of packs the
 * one whose top is nearest to the region counts: a tree of its own beside a country's is not mixed with it.
 */
export function chainFor(packs: Pick<Packs, 'jurisdictions'>, region: string): Jurisdiction[] {
  const all = [...packs.jurisdictions.values()].filter((each) => region.startsWith(each.region))
  const tops = all.filter((each) => each.above === undefined)
  const top = tops.toSorted((a, b) => b.region.length - a.region.length)[0]
  if (!top) return []
  const inTree = all.filter((each) => each === top || each.name.startsWith(`${top.name}/`))
  return inTree.toSorted((a, b) => a.region.length - b.region.length)
}

export function packsOf(packs: Packs, chain: readonly Jurisdiction[]): LoadedPack[] {
  const depth = new Map(chain.map((each, index) => [each.name, index]))
  return packs.list
    .filter((each) => depth.has(each.jurisdiction))
    .toSorted((a, b) => depth.get(a.jurisdiction)! - depth.get(b.jurisdiction)!)
}

/** Of all versions, those in force: one of each pack at most. */
export function inForce(candidates: readonly LoadedPack[], when: When): LoadedPack[] {
  const known = candidates.filter((each) => when.knownAt === undefined || each.known <= when.knownAt)
  const holding = known.filter((each) => {
    const before = each.content.appliesTo?.caseOpenedBefore
    const applies = before === undefined || (when.caseOpened !== undefined && when.caseOpened < before)
    return applies && isWithin(spanOf(each, known), when.asOf)
  })
  // A transitional version stands in for the ordinary one, for the cases that it applies to.
  return holding.filter(
    (each) =>
      each.content.appliesTo !== undefined ||
      !holding.some((other) => other.content.appliesTo && other.content.pack === each.content.pack),
  )
}

/** The days on which anything changes, the days on which anything becomes known, and the limits for old cases. */
export interface Turns {
  readonly asOf: readonly Day[]
  readonly knownAt: readonly Day[]
  readonly caseOpened: readonly Day[]
}

export function turnsOf(candidates: readonly LoadedPack[]): Turns {
  const asOf = new Set<Day>()
  const knownAt = new Set<Day>()
  const caseOpened = new Set<Day>()
  for (const pack of candidates) {
    knownAt.add(pack.known)
    if (pack.content.appliesTo) caseOpened.add(pack.content.appliesTo.caseOpenedBefore)
    collect(pack.content)
  }
  return { asOf: [...asOf].sort(), knownAt: [...knownAt].sort(), caseOpened: [...caseOpened].sort() }

  function collect(value: unknown): void {
    if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        if (key === 'place') continue
        if (typeof each === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(each)) {
          if (key === 'from') asOf.add(each)
          else if (key === 'to') asOf.add(dayAfter(each, 1))
          else if (key === 'published') knownAt.add(each)
        } else collect(each)
      }
    }
  }
}

/** The days from which on something else holds in a region than on the day before, the earliest first. */
export function policyDays(packs: Packs, region: string): Day[] {
  const chain = chainFor(packs, regionCode(region))
  return chain.length === 0 ? [] : [...turnsOf(packsOf(packs, chain)).asOf]
}

/** The first day of the period in which a day lies; empty before the first turn. */
export function periodStart(turns: readonly Day[], day: Day | undefined): Day | '' {
  if (day === undefined) return ''
  return turns.findLast((each) => each <= day) ?? ''
}
