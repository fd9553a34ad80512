/**
 * Who sees what: complaints are for those who handle them, clues and applications against nobody also for those who work
 * in the place, and what was passed on for the place that it was passed to. Whoever is complained about finds no trace,
 * by any of the grants that they hold; row-level security asks the same once more (complaint_bars).
 */
import { isWithin } from '@lika/codes'
import type { Actor } from '../../platform/http.ts'
import { regionsWith, scopeWithin } from '../registry/index.ts'
import type { Standing } from './states.ts'

type Range = { readonly lo: string; readonly hi: string }

export interface Sight {
  readonly handles: readonly Range[]
  readonly leads: readonly Range[]
  /** Regions of all grants. */
  readonly own: readonly string[]
}

const HANDLE = 'complaints.handle'

export const handledRegions = (actor: Actor) => regionsWith(actor, HANDLE)

export function sightOf(actor: Actor, region: string): Sight {
  return {
    handles: scopeWithin({ ...actor, regions: handledRegions(actor) }, region),
    leads: scopeWithin(actor, region),
    own: [...new Set([...actor.regions, ...[...(actor.regionsOf?.values() ?? [])].flat()])],
  }
}

/** Five values: ranges of both kinds and the own regions; `at` is the number of the first parameter. */
export function seenSql(at: number): string {
  const p = (offset: number) => `$${at + offset}::text[]`
  const inside = (column: string, first: number) =>
    `exists (select from unnest(${p(first)}, ${p(first + 1)}) as r (lo, hi)
       where ${column} >= r.lo collate "C" and ${column} < r.hi collate "C")`
  return `(
    (${inside('c.region_code', 0)}
      or (c.kind <> 'complaint' and c.accused_region is null and c.accused_unit is null and ${inside('c.region_code', 2)})
      or (c.passed_region is not null and ${inside('c.passed_region', 2)}))
    and not exists (select from unnest(${p(4)}) own (code) where starts_with(own.code, c.accused_region))
    and not complaint_bars(c.accused_region, c.accused_unit))`
}

export function seenValues({ handles, leads, own }: Sight): unknown[] {
  return [
    handles.map(({ lo }) => lo),
    handles.map(({ hi }) => hi),
    leads.map(({ lo }) => lo),
    leads.map(({ hi }) => hi),
    own,
  ]
}

/**
 * The region that the journal names: the county of the complaint, or what lies above the accused from the county upwards,
 * so that the accused's own auditors do not learn of it there either.
 */
export function aboveAccused(region: string, accused: readonly (string | null)[]): string {
  const [highest] = accused
    .filter((code) => code !== null)
    .filter((code) => code.length <= 6)
    .toSorted((a, b) => digitsOf(a) - digitsOf(b))
  if (highest === undefined) return region.slice(0, 6)
  return highest.slice(0, Math.max(0, digitsOf(highest) - 2)) || 'all'
}

const digitsOf = (code: string) => (code === 'all' ? 0 : code.length)

export function standingOf(
  actor: Actor,
  row: {
    readonly kind: string
    readonly regionCode: string
    readonly accusedRegion: string | null
    readonly accusedUnit: string | null
  },
): Standing {
  if (handledRegions(actor).some((region) => isWithin(row.regionCode, region))) return 'handles'
  const isLead = row.kind !== 'complaint' && row.accusedRegion === null && row.accusedUnit === null
  return isLead && actor.regions.some((region) => isWithin(row.regionCode, region)) ? 'lead' : 'passed'
}
