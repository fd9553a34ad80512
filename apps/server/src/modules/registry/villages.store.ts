/** Villages as subjects: lists and heads. */
import { inRanges, type Range, type Runner } from './households.store.ts'

export interface VillageListRow {
  readonly county_code: string
  readonly village_id: string
  readonly region_code: string
  readonly status: string | null
  readonly poor_village: boolean | null
  readonly outcome: number | null
  readonly codes: string | null
}

export interface VillageQuery {
  readonly ranges: readonly Range[]
  readonly asOf: string
  readonly status?: readonly string[] | undefined
  readonly poor?: boolean | undefined
  readonly verdicts: string
  readonly condition?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

export async function listVillageRows(runner: Runner, query: VillageQuery): Promise<VillageListRow[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const day = bind(query.asOf)
  const conditions = [
    `s.valid_from <= ${day}::date and ${day}::date < s.valid_to`,
    's.ended_because is null',
    inRanges('s.region_code', query.ranges, bind),
  ]
  if (query.status) conditions.push(`s.status = any(${bind(query.status)})`)
  if (query.poor !== undefined) conditions.push(`s.poor_village is ${query.poor ? 'true' : 'not true'}`)
  if (query.condition) conditions.push(query.condition)
  if (query.after) conditions.push(`s.region_code > ${bind(query.after)}`)
  const { rows } = await runner.query<VillageListRow>(
    `select s.county_code, s.village_id, s.region_code, s.status, s.poor_village, v.outcome, v.codes::text as codes
     from village_snapshot s left join ${query.verdicts} v on v.county_code = s.county_code and v.subject_id = s.village_id
     where ${conditions.join(' and ')} order by s.region_code limit ${bind(query.limit)}`,
    values,
  )
  return rows
}

export async function findVillage(
  runner: Runner,
  code: string,
  asOf: string,
): Promise<VillageListRow | undefined> {
  const { rows } = await runner.query<VillageListRow>(
    `select s.county_code, s.village_id, s.region_code, s.status, s.poor_village, null::smallint as outcome, null as codes
     from village_snapshot s join village v on v.county_code = s.county_code and v.id = s.village_id
     where s.region_code = $1 and s.valid_from <= $2::date and $2::date < s.valid_to`,
    [code, asOf],
  )
  return rows[0]
}
