/**
 * Counts over a region. Today's come from the counts that are kept as verdicts change; those of another day are made
 * from the snapshots of that day.
 */
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>
export interface Range {
  readonly lo: string
  readonly hi: string
}

/** Counts are kept by village, town and county: a group (14 digits) is counted from its households. */
export function isCounted(region: string): boolean {
  return region.length <= 12
}

/** The largest kept regions of which a range is made up, by the digits of their codes: those that `without` leaves whole. */
function keptLevel(range: Range, without: readonly Range[] = []): number {
  const digits = Math.max(range.lo.length, ...without.map(({ lo }) => lo.length))
  return digits <= 6 ? 6 : digits <= 9 ? 9 : 12
}

export interface HouseholdCount {
  readonly status: string
  readonly cause: string
  readonly households: number
  readonly persons: number
}

export async function countHouseholdsNow(runner: Runner, range: Range): Promise<HouseholdCount[]> {
  const { rows } = await runner.query<HouseholdCount>(
    `select status, cause, sum(households)::bigint as households, sum(persons)::bigint as persons from (
       select status, cause, households, persons from household_count
       where region_code >= $1 and region_code < $2 and length(region_code) = $3
       union all select status, cause, households, persons from household_change where village_code >= $1 and village_code < $2
     ) c group by 1, 2 having sum(households) <> 0`,
    [range.lo, range.hi, keptLevel(range)],
  )
  return rows
}

export async function countHouseholdsAt(
  runner: Runner,
  range: Range,
  asOf: string,
): Promise<HouseholdCount[]> {
  const { rows } = await runner.query<HouseholdCount>(
    `select coalesce(status, '') as status, coalesce(cause, '') as cause, count(*) as households, sum(household_size)::bigint as persons
     from household_snapshot where region_code >= $1 and region_code < $2
       and valid_from <= $3::date and $3::date < valid_to and ended_because is null group by 1, 2`,
    [range.lo, range.hi, asOf],
  )
  return rows
}

export interface VillageCount {
  readonly status: string | null
  readonly poor: boolean
  readonly villages: number
}

export async function countVillages(runner: Runner, range: Range, asOf: string): Promise<VillageCount[]> {
  const { rows } = await runner.query<VillageCount>(
    `select status, coalesce(poor_village, false) as poor, count(*) as villages
     from village_snapshot where region_code >= $1 and region_code < $2
       and valid_from <= $3::date and $3::date < valid_to and ended_because is null group by 1, 2`,
    [range.lo, range.hi, asOf],
  )
  return rows
}

/** How many subjects have an outcome; criterion -1 is the whole set. */
export interface OutcomeCount {
  readonly status: string
  readonly criterion: number
  readonly outcome: 0 | 1 | 2
  readonly subjects: number
  readonly persons: number
}

export interface SetOutcomeCount extends OutcomeCount {
  readonly set: string
}

/** Of all sets at once: they lie side by side. */
export async function countOutcomesNow(
  runner: Runner,
  range: Range,
  without: readonly Range[],
): Promise<SetOutcomeCount[]> {
  const columns = 'set_id, status, criterion, outcome, subjects, persons'
  const { rows } = await runner.query<SetOutcomeCount>(
    `select set_id as set, status, criterion, outcome, sum(subjects)::bigint as subjects, sum(persons)::bigint as persons from (
       select region_code, ${columns} from verdict_count
       where region_code >= $1 and region_code < $2 and length(region_code) = $5
       union all
       select village_code, ${columns} from verdict_change where village_code >= $1 and village_code < $2
     ) c where not exists (select from unnest($3::text[], $4::text[]) as w (lo, hi) where region_code >= w.lo collate "C" and region_code < w.hi collate "C")
     group by 1, 2, 3, 4 having sum(subjects) <> 0`,
    [range.lo, range.hi, without.map(({ lo }) => lo), without.map(({ hi }) => hi), keptLevel(range, without)],
  )
  return rows
}

/** `judged` selects keys, `codes` and `overall` of the subjects in question on the day. */
export async function countOutcomesAt(
  runner: Runner,
  judged: string,
  kind: 'household' | 'village',
  criteria: number,
  asOf: string,
): Promise<OutcomeCount[]> {
  const persons = kind === 'household' ? 'sum(s.household_size)' : '0'
  const { rows } = await runner.query<OutcomeCount>(
    `with combination as (
       select coalesce(s.status, '') as status, j.overall, j.codes, count(*) as subjects, ${persons} as persons
       from (${judged}) j join ${kind}_snapshot s on s.county_code = j.county_code and s.${kind}_id = j.${kind}_id
         and s.valid_from <= $1::date and $1::date < s.valid_to
       group by 1, 2, 3
     )
     select status, n as criterion, (case when n < 0 then overall else (codes >> (2 * n)) & 3 end)::int as outcome,
       sum(subjects)::bigint as subjects, sum(persons)::bigint as persons
     from combination, generate_series(-1, $2::int - 1) n group by 1, 2, 3`,
    [asOf, criteria],
  )
  return rows
}

/** The sum of a number over the subjects of a kind, of those only for which the condition holds when there is one. */
export async function measureIndicator(
  runner: Runner,
  subject: string,
  condition: string | undefined,
  value: string,
): Promise<string> {
  const only =
    condition === undefined ? '' : `join (${condition}) c using (county_code, ${subject}_id) where c.value`
  const { rows } = await runner.query<{ total: string }>(
    `select coalesce(sum(m.value), 0)::text as total from (${value}) m ${only}`,
  )
  return rows[0]!.total
}

/** Of observations up to the day. */
export async function countContradictions(runner: Runner, range: Range, asOf: string): Promise<number> {
  const { rows } = await runner.query<{ n: number }>(
    'select count(*) as n from contradiction where region_code >= $1 and region_code < $2 and observed_on <= $3::date',
    [range.lo, range.hi, asOf],
  )
  return rows[0]!.n
}

export interface SubRegionCount {
  readonly code: string
  readonly households: number
  readonly persons: number
  readonly met: number
  readonly unmet: number
  readonly undetermined: number
}

/** Today's counts of the regions one level down, out of what is kept. `length` is the length of their codes, 12 at most. */
export async function countSubRegionsNow(
  runner: Runner,
  range: Range,
  length: number,
  query: {
    readonly set: string
    readonly criterion: number | undefined
    readonly status: readonly string[] | undefined
  },
): Promise<SubRegionCount[]> {
  const { rows } = await runner.query<SubRegionCount>(
    `with household as (
       select left(code, $3::int) as code, sum(households)::bigint as households, sum(persons)::bigint as persons from (
         select region_code as code, status, households, persons from household_count
         where region_code >= $1 and region_code < $2 and length(region_code) = $4
         union all select village_code, status, households, persons from household_change where village_code >= $1 and village_code < $2
       ) c where $5::text[] is null or status = any($5) group by 1
     ), outcome as (
       select left(code, $3::int) as code, outcome, sum(subjects) as subjects from (
         select region_code as code, set_id, status, criterion, outcome, subjects from verdict_count
         where region_code >= $1 and region_code < $2 and length(region_code) = $4
         union all select village_code, set_id, status, criterion, outcome, subjects from verdict_change
         where village_code >= $1 and village_code < $2
       ) c where set_id = $6 and criterion = $7 and ($5::text[] is null or status = any($5)) group by 1, 2
     )
     select code, households, persons,
       coalesce((select subjects from outcome o where o.code = h.code and outcome = 2), 0)::bigint as met,
       coalesce((select subjects from outcome o where o.code = h.code and outcome = 0), 0)::bigint as unmet,
       coalesce((select subjects from outcome o where o.code = h.code and outcome = 1), 0)::bigint as undetermined
     from household h where households <> 0 order by code`,
    [range.lo, range.hi, length, Math.max(6, length), query.status ?? null, query.set, query.criterion ?? -1],
  )
  return rows
}

/** The regions one level down, with the outcomes of a set or of one criterion. `length` is the length of their codes. */
export async function countSubRegions(
  runner: Runner,
  range: Range,
  length: number,
  query: {
    readonly verdicts: string
    /** Condition on a snapshot `s` and its verdict `v`. */
    readonly having: (outcome: 0 | 1 | 2) => string
    readonly status: readonly string[] | undefined
    readonly asOf: string
  },
): Promise<SubRegionCount[]> {
  const { rows } = await runner.query<SubRegionCount>(
    `select left(s.region_code, $3::int) as code, count(*) as households, sum(s.household_size)::bigint as persons,
       count(*) filter (where ${query.having(2)}) as met, count(*) filter (where ${query.having(0)}) as unmet,
       count(*) filter (where ${query.having(1)}) as undetermined
     from household_snapshot s left join ${query.verdicts} v on v.county_code = s.county_code and v.subject_id = s.household_id
     where s.region_code >= $1 and s.region_code < $2 and s.valid_from <= $4::date and $4::date < s.valid_to and s.ended_because is null
       and ($5::text[] is null or s.status = any($5))
     group by 1 order by 1`,
    [range.lo, range.hi, length, query.asOf, query.status ?? null],
  )
  return rows
}
