/** Lists of households. */
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>
export interface Range {
  readonly lo: string
  readonly hi: string
}

export interface HouseholdQuery {
  readonly ranges: readonly Range[]
  readonly asOf: string
  readonly isNow: boolean
  readonly status?: readonly string[] | undefined
  readonly cause?: readonly string[] | undefined
  readonly search?: HouseholdSearch | undefined
  /** Where outcomes come from: (county_code, subject_id, codes, outcome). */
  readonly verdicts: string
  /** Further SQL condition on `s` and the outcomes `v`: a criterion's outcome, an indicator. */
  readonly condition?: string | undefined
  readonly after?: { readonly region: string; readonly id: string } | undefined
  readonly limit: number
}

export type HouseholdSearch =
  | { readonly number: string }
  | { readonly idHash: Buffer }
  | { readonly name: string }

export interface HouseholdListRow {
  readonly county_code: string
  readonly household_id: string
  readonly number: string
  readonly region_code: string
  readonly head_name: string | null
  readonly household_size: number
  readonly status: string | null
  readonly cause: string | null
  readonly outcome: number | null
  readonly codes: string | null
}

/** A page in the order of regions. Only the page's rows are read when no filter is rare. */
export async function listHouseholdRows(runner: Runner, query: HouseholdQuery): Promise<HouseholdListRow[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = [
    query.isNow
      ? `s.valid_to = 'infinity'`
      : `s.valid_from <= ${bind(query.asOf)}::date and ${bind(query.asOf)}::date < s.valid_to`,
    's.ended_because is null',
    inRanges('s.region_code', query.ranges, bind),
  ]
  if (query.status) conditions.push(`s.status = any(${bind(query.status)})`)
  if (query.cause) conditions.push(`s.cause = any(${bind(query.cause)})`)
  if (query.search) conditions.push(searchCondition(query.search, query.ranges, bind))
  if (query.condition) conditions.push(query.condition)
  if (query.after) {
    conditions.push(
      `(s.region_code, s.household_id) > (${bind(query.after.region)}, ${bind(query.after.id)}::uuid)`,
    )
  }
  const { rows } = await runner.query<HouseholdListRow>(
    `select s.county_code, s.household_id, s.number, s.region_code, s.head_name, s.household_size, s.status, s.cause,
       v.outcome, v.codes::text as codes
     from household_snapshot s
     left join ${query.verdicts} v on v.county_code = s.county_code and v.subject_id = s.household_id
     where ${conditions.join(' and ')}
     order by s.region_code, s.household_id limit ${bind(query.limit)}`,
    values,
  )
  return rows
}

export function inRanges(column: string, ranges: readonly Range[], bind: (value: unknown) => string): string {
  if (ranges.length === 0) return 'false'
  return `(${ranges.map(({ lo, hi }) => `${column} >= ${bind(lo)} and ${column} < ${bind(hi)}`).join(' or ')})`
}

function searchCondition(
  search: HouseholdSearch,
  ranges: readonly Range[],
  bind: (value: unknown) => string,
): string {
  if ('number' in search) return `s.number ^@ ${bind(search.number)}`
  if ('idHash' in search) {
    return `(s.county_code, s.household_id) in (select p.county_code, p.household_id from person_identity i
      join person_snapshot p on p.county_code = i.county_code and p.person_id = i.person_id and p.valid_to = 'infinity'
      where i.id_hash = ${bind(search.idHash)})`
  }
  // With the county the primary key serves; by the id alone it would be looked for in every county.
  return `(s.county_code, s.household_id) in (select k.county_code, k.household_id from person_search k
    where k.key ^@ ${bind(search.name)} and ${inRanges('k.region_code', ranges, bind)})`
}
