/** Villages as subjects: lists, counts by filter, heads, timelines. */
import { inRanges, type Range, type Runner } from '../households/households.store.ts'

/** Conditions of a list apart from each other, so that each filter can be counted without itself. */
export interface VillageFilters {
  readonly status?: string | undefined
  readonly poor?: string | undefined
  readonly outcome?: string | undefined
  readonly indicator?: string | undefined
}

export interface VillageQuery {
  readonly ranges: readonly Range[]
  readonly asOf: string
  /** Further conditions on the snapshot `s`, with their values. */
  readonly further: (bind: (value: unknown) => string) => string[]
  /** Conditions on the snapshot `s`, the outcomes `v` of the standard and `i` of the indicators. */
  readonly filters: (bind: (value: unknown) => string) => VillageFilters
  /** Where outcomes come from: (county_code, subject_id, codes, outcome). */
  readonly verdicts: string
  readonly indicatorVerdicts: string
  /** Amounts asked for, by indicator: (county_code, subject_id, value), and when the village is behind the figure. */
  readonly amounts: readonly VillageAmount[]
  /** Columns of the snapshot that are asked for: `s.road_base`. */
  readonly columns: readonly string[]
}

export interface VillageAmount {
  readonly indicator: string
  /** FROM item; absent for indicators that count the villages. */
  readonly values?: string | undefined
  /** SQL of 0, 1 or 2 on `i`. */
  readonly outcome: string
}

export interface VillageListRow {
  readonly county_code: string
  readonly village_id: string
  readonly region_code: string
  readonly status: string | null
  readonly poor_village: boolean | null
  readonly outcome: number | null
  readonly codes: string | null
  readonly facts: readonly unknown[]
  readonly amounts: readonly (string | null)[]
}

/** FROM and WHERE of the villages in question; `filtered` leaves the named filters to the caller. */
function villagesFrom(query: VillageQuery, bind: (value: unknown) => string, filtered: boolean): string {
  const day = bind(query.asOf)
  const conditions = [
    `s.valid_from <= ${day}::date and ${day}::date < s.valid_to`,
    's.ended_because is null',
    inRanges('s.region_code', query.ranges, bind),
    ...query.further(bind),
    ...(filtered ? Object.values(query.filters(bind)).filter((each) => each !== undefined) : []),
  ]
  const amounts = query.amounts.map(({ values }, index) =>
    values === undefined
      ? ''
      : `left join ${values} m${index} on m${index}.county_code = s.county_code and m${index}.subject_id = s.village_id`,
  )
  return `from village_snapshot s
    left join ${query.verdicts} v on v.county_code = s.county_code and v.subject_id = s.village_id
    left join ${query.indicatorVerdicts} i on i.county_code = s.county_code and i.subject_id = s.village_id
    ${amounts.join(' ')} where ${conditions.join(' and ')}`
}

/** What a village adds to a figure: nothing when it is not behind it, null when nobody knows. */
function amountSql({ values, outcome }: VillageAmount, index: number): string {
  const met = values === undefined ? '1::bigint' : `m${index}.value`
  return `case ${outcome} when 2 then ${met} when 0 then 0::bigint end`
}

export interface VillageOrder {
  /** SQL over `s`, `v`, `i` and the amounts; by code when absent. */
  readonly by?: string | undefined
  readonly descending: boolean
}

export async function listVillageRows(
  runner: Runner,
  query: VillageQuery & {
    readonly order: VillageOrder
    readonly offset: number
    readonly limit: number
  },
): Promise<VillageListRow[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const from = villagesFrom(query, bind, true)
  const { by, descending } = query.order
  const direction = descending ? 'desc' : 'asc'
  const order =
    by === undefined ? `s.region_code ${direction}` : `${by} ${direction} nulls last, s.region_code`
  const { rows } = await runner.query<VillageListRow>(
    `select s.county_code, s.village_id, s.region_code, s.status, s.poor_village, v.outcome, v.codes::text as codes,
       jsonb_build_array(${query.columns.join(', ')}) as facts,
       array[${query.amounts.map(amountSql).join(', ')}]::bigint[]::text[] as amounts
     ${from} order by ${order} limit ${bind(query.limit)} offset ${bind(query.offset)}`,
    values,
  )
  return rows
}

/** SQL of an amount for `order by`. */
export function amountOrder(amounts: readonly VillageAmount[], indicator: string): string | undefined {
  const index = amounts.findIndex((each) => each.indicator === indicator)
  return index < 0 ? undefined : amountSql(amounts[index]!, index)
}

export interface FacetCount {
  readonly facet: 'total' | 'status' | 'poor' | 'place' | 'outcome' | 'criterion' | 'indicator' | 'sum'
  readonly key: string
  readonly value: string
}

/** How many villages there are under each choice of a filter, all others being as they are. */
export async function countVillageFacets(
  runner: Runner,
  query: VillageQuery & {
    /** Digits of the regions below the one asked for. */
    readonly digits: number
    /** Key (`water:2`) and condition on the outcomes `v`, of every criterion and outcome. */
    readonly criteria: readonly { readonly key: string; readonly holds: string }[]
    /** The same on the outcomes `i` of the indicators. */
    readonly indicators: readonly { readonly key: string; readonly holds: string }[]
  },
): Promise<FacetCount[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const from = villagesFrom(query, bind, false)
  const filters = query.filters(bind)
  const flags = (['status', 'poor', 'outcome', 'indicator'] as const).map(
    (name) => `coalesce(${filters[name] ?? 'true'}, false) as by_${name}`,
  )
  const but = (own: string) =>
    ['status', 'poor', 'outcome', 'indicator']
      .filter((name) => name !== own)
      .map((name) => `by_${name}`)
      .join(' and ')
  const grouped = (facet: string, key: string, own: string, only = 'true') =>
    `select '${facet}' as facet, ${key} as key, count(*)::text as value from listed s where ${but(own)} and ${only} group by 2`
  const held = (facet: string, own: string, holds: typeof query.criteria) =>
    holds.length === 0
      ? []
      : [
          `select '${facet}', h.key, count(*)::text from listed s,
           lateral (select s.codes, s.outcome) v, lateral (select s.indicator_codes as codes) i,
           lateral (values ${holds.map((each) => `(${bind(each.key)}, ${each.holds})`).join(', ')}) h (key, holds)
           where ${but(own)} and h.holds group by 2`,
        ]
  const parts = [
    `select 'total' as facet, '' as key, count(*)::text as value from listed where ${but('')}`,
    grouped('status', `coalesce(s.status, 'unknown')`, 'status'),
    grouped('poor', `case when s.poor_village then 'yes' else 'no' end`, 'poor'),
    grouped('place', `left(s.region_code, ${bind(query.digits)}::int)`, ''),
    grouped('outcome', 's.outcome::text', 'outcome', 's.outcome is not null'),
    ...held('criterion', 'outcome', query.criteria),
    ...held('indicator', 'indicator', query.indicators),
    ...query.amounts.map(
      ({ indicator }, index) =>
        `select 'sum', ${bind(indicator)}, coalesce(sum(s.amount${index}), 0)::text from listed s where ${but('')}`,
    ),
  ]
  const amounts = query.amounts.map((each, index) => `, ${amountSql(each, index)} as amount${index}`)
  const { rows } = await runner.query<FacetCount>(
    `with listed as materialized (
       select s.county_code, s.region_code, s.status, s.poor_village, v.outcome, v.codes, i.codes as indicator_codes,
         ${flags.join(', ')}${amounts.join('')} ${from}
     ) ${parts.join(' union all ')}`,
    values,
  )
  return rows
}

export interface VillageHead {
  readonly county_code: string
  readonly village_id: string
  readonly region_code: string
  readonly status: string | null
}

export async function findVillage(
  runner: Runner,
  code: string,
  asOf: string,
): Promise<VillageHead | undefined> {
  const { rows } = await runner.query<VillageHead>(
    `select s.county_code, s.village_id, s.region_code, s.status
     from village_snapshot s join village v on v.county_code = s.county_code and v.id = s.village_id
     where s.region_code = $1 and s.valid_from <= $2::date and $2::date < s.valid_to`,
    [code, asOf],
  )
  return rows[0]
}

/** For each entry of a village's timeline, what each of its facts was before, out of what nobody has corrected. */
export async function listFactsBefore(
  runner: Runner,
  village: { readonly countyCode: string; readonly id: string },
  entries: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const { rows } = await runner.query<{ id: string; before: Record<string, unknown> | null }>(
    `with entry as (
       select id, observed_on, received_at, facts from record where county_code = $1 and subject_id = $2
       union all
       select id, decided_on, received_at, facts - 'gives' from decision where county_code = $1 and subject_id = $2 and (facts ? 'status' or not facts ? 'case')
     )
     select e.id, (
       select jsonb_object_agg(f.key, p.value) from jsonb_object_keys(e.facts) f (key), lateral (
         select b.facts->f.key as value from entry b
         where b.facts ? f.key and (b.observed_on, b.received_at, b.id) < (e.observed_on, e.received_at, e.id)
           and not exists (select from record c where c.county_code = $1 and c.corrects = b.id)
           and not exists (select from decision c where c.county_code = $1 and c.corrects = b.id)
         order by b.observed_on desc, b.received_at desc, b.id desc limit 1
       ) p
     ) as before
     from entry e where e.id = any($3::uuid[])`,
    [village.countyCode, village.id, entries],
  )
  return new Map(rows.map(({ id, before }) => [id, before ?? {}]))
}
