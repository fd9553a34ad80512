/** Counts behind the facets: out of the kept counts where they know enough, else in one grouping over the rows. */
import {
  type Bind,
  type FilterPart,
  type HouseholdAsk,
  householdsOf,
  joinOutcomes,
  outcomesOf,
  sqlText,
} from '../../registry/index.ts'
import type { Runner } from '../summary.store.ts'

export interface Areas {
  /** SQL that gives a row `s` the place of its area in the list of areas. */
  readonly index: string
  readonly set: string
  readonly indicators: string
}

export interface KeptHouseholds {
  readonly region: string
  readonly is_within: boolean
  readonly status: string
  readonly cause: string
  readonly n: number
}

/** Today's households by region one level down, status and cause. */
export async function countKeptHouseholds(
  runner: Runner,
  ask: HouseholdAsk,
  digits: number,
  level: number,
): Promise<KeptHouseholds[]> {
  const columns = 'status, cause, households'
  const { rows } = await runner.query<KeptHouseholds>(
    `select left(s.region_code, ${level}) as region, ${isWithin(ask.parts)} as is_within, status, cause, sum(households)::bigint as n
     from (
       select region_code, ${columns} from household_count s where length(region_code) = ${digits} and ${inScope(ask, 's.region_code')}
       union all select village_code, ${columns} from household_change s where ${inScope(ask, 's.village_code')}
     ) s group by 1, 2, 3, 4 having sum(households) <> 0`,
  )
  return rows
}

export interface KeptOutcomes {
  readonly area: number
  readonly region: string | null
  readonly is_within: boolean
  readonly set_id: string
  readonly status: string
  readonly criterion: number
  readonly outcome: number
  readonly n: number
}

/** Today's outcomes of the set and of the indicators; by region one level down when `level` is given. */
export async function countKeptOutcomes(
  runner: Runner,
  ask: HouseholdAsk,
  areas: Areas,
  query: { readonly digits: number; readonly level?: number; readonly sets: readonly string[] },
): Promise<KeptOutcomes[]> {
  const columns = 'set_id, status, criterion, outcome, subjects'
  const sets = `set_id in (${query.sets.map(sqlText).join(', ')})`
  const region = query.level === undefined ? 'null' : `left(s.region_code, ${query.level})`
  const { rows } = await runner.query<KeptOutcomes>(
    `select ${areas.index} as area, ${region} as region, ${isWithin(ask.parts)} as is_within, set_id, status, criterion, outcome,
       sum(subjects)::bigint as n
     from (
       select region_code, ${columns} from verdict_count s
       where length(region_code) = ${query.digits} and ${inScope(ask, 's.region_code')} and ${sets}
       union all select village_code, ${columns} from verdict_change s where ${inScope(ask, 's.village_code')} and ${sets}
     ) s group by 1, 2, 3, 4, 5, 6, 7 having sum(subjects) <> 0`,
  )
  return rows
}

function isWithin(parts: readonly FilterPart[]): string {
  return parts.find(({ facet }) => facet === 'region')?.sql ?? 'true'
}

function inScope(ask: HouseholdAsk, column: string): string {
  const ranges = ask.ranges.map(({ lo, hi }) => `${column} >= ${sqlText(lo)} and ${column} < ${sqlText(hi)}`)
  return ranges.length === 0 ? 'false' : `(${ranges.join(' or ')})`
}

export interface RowCount {
  readonly facet: 'total' | 'region' | 'status' | 'cause' | 'outcome' | 'criterion' | 'indicator'
  readonly area: number | null
  readonly value: string | null
  readonly outcome: number | null
  readonly n: number
}

export interface RowQuery {
  readonly facets: readonly string[]
  readonly level: number | undefined
  /** Places of the criteria and indicators in each area's set: `codes` are read by them. */
  readonly criteria: number
  readonly indicators: number
  readonly places: (facet: string) => readonly { readonly area: number; readonly index: number }[]
}

/**
 * One pass over the rows that fulfil all filters, or all but one whose own facet is asked for: each facet is counted
 * under the others' filters.
 */
export async function countRows(
  runner: Runner,
  ask: HouseholdAsk,
  areas: Areas,
  query: RowQuery,
): Promise<RowCount[]> {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const own = ask.parts.filter(({ facet }) => query.facets.includes(facet))
  const hard = ask.parts.filter(({ facet }) => !query.facets.includes(facet))
  const has = (test: (facet: string) => boolean) => query.facets.some(test)
  const needs = {
    v: has((facet) => facet === 'outcome' || facet.startsWith('criterion.')),
    i: has((facet) => facet === 'indicator'),
  }
  const asksOutcomes = needs.v || ask.parts.some(({ on }) => on === 'verdict')
  const alone = asksOutcomes && !has(isOfHousehold) ? outcomesOf(ask, bind, { parts: hard }) : undefined
  const found = alone ?? householdsOf(ask, bind, { parts: hard })
  const isJoined = (on: 'verdict' | 'indicator') => hard.some((part) => part.on === on)
  const isNeeded = (on: 'verdict' | 'indicator') => own.some((part) => part.on === on)
  const further = [
    ...(alone || isJoined('verdict') || !(needs.v || isNeeded('verdict'))
      ? []
      : [joinOutcomes(ask, ask.verdicts, 'v', 'left join')]),
    ...(isJoined('indicator') || !(needs.i || isNeeded('indicator'))
      ? []
      : [joinOutcomes(ask, ask.indicators, 'i', 'left join')]),
  ]
  const fails = own.map(({ sql }) => `coalesce(not ${sql}, true)`)
  const failed =
    fails.length === 0
      ? '0'
      : `case ${fails.map((sql, index) => `when ${sql} then ${index + 1}`).join(' ')} else 0 end`
  const atMostOne = fails.length < 2 ? [] : [`${fails.map((sql) => `(${sql})::int`).join(' + ')} <= 1`]
  const column = (isNeeded: boolean, sql: string, type: string) => (isNeeded ? sql : `null::${type}`)
  const text = `with ${found.with}grouped as materialized (
    select ${areas.index} as area, ${column(query.facets.includes('region') && query.level !== undefined, `left(s.region_code, ${query.level})`, 'text')} as region,
      ${column(query.facets.includes('status'), `coalesce(s.status, '')`, 'text')} as status,
      ${column(query.facets.includes('cause'), `coalesce(s.cause, '')`, 'text')} as cause,
      ${column(query.facets.includes('outcome'), 'v.outcome', 'int')} as outcome,
      ${column(needs.v, 'v.codes', 'bigint')} as codes, ${column(needs.i, 'i.codes', 'bigint')} as indicators,
      ${failed} as failed, count(*) as n
    from ${[found.from, ...further].join(' ')}
    where ${[...found.where, ...atMostOne].join(' and ')} group by 1, 2, 3, 4, 5, 6, 7, 8
  ) ${selections(query, own).join(' union all ')}`
  const { rows } = await runner.query<RowCount>(text, values)
  return rows
}

const isOfHousehold = (facet: string) => ['total', 'region', 'status', 'cause'].includes(facet)

function selections(query: RowQuery, own: readonly FilterPart[]): string[] {
  const allowed = (facet: string) => {
    const index = own.findIndex((part) => part.facet === facet)
    return index < 0 ? 'failed = 0' : `failed in (0, ${index + 1})`
  }
  const simple = (['region', 'status', 'cause'] as const)
    .filter((facet) => query.facets.includes(facet))
    .map(
      (facet) =>
        `select ${sqlText(facet)} as facet, null::int as area, ${facet} as value, null::int as outcome, sum(n)::bigint as n from grouped where ${allowed(facet)} group by ${facet}`,
    )
  const criteria = own
    .filter(({ facet }) => facet.startsWith('criterion.'))
    .flatMap(({ facet }) =>
      query
        .places(facet)
        .map(
          ({ area, index }) =>
            `when area = ${area} and c = ${index} then ${own.findIndex((each) => each.facet === facet) + 1}`,
        ),
    )
  const ownOfCriterion = criteria.length === 0 ? '0' : `case ${criteria.join(' ')} else 0 end`
  return [
    `select 'total' as facet, null::int as area, null::text as value, null::int as outcome, coalesce(sum(n), 0)::bigint as n from grouped where failed = 0`,
    ...simple,
    ...(query.facets.includes('outcome')
      ? [
          `select 'outcome', null::int, null::text, outcome, sum(n)::bigint from grouped where outcome is not null and ${allowed('outcome')} group by outcome`,
        ]
      : []),
    ...(query.facets.some((facet) => facet.startsWith('criterion.'))
      ? [
          `select 'criterion', area, c::text, ((codes >> (2 * c)) & 3)::int, sum(n)::bigint from grouped, generate_series(0, ${query.criteria - 1}) c
           where codes is not null and (failed = 0 or failed = ${ownOfCriterion}) group by 2, 3, 4`,
        ]
      : []),
    ...(query.facets.includes('indicator')
      ? [
          `select 'indicator', area, c::text, 2, sum(n)::bigint from grouped, generate_series(0, ${query.indicators - 1}) c
           where indicators is not null and ((indicators >> (2 * c)) & 3) = 2 and ${allowed('indicator')} group by 2, 3`,
        ]
      : []),
  ]
}
