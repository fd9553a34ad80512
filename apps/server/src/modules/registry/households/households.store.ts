/** Lists of households: first the keys of a page, out of indexes alone where they can, then what its rows show. */
import type pg from 'pg'
import { sqlText } from '../fold/columns.ts'
import type { FilterPart, HouseholdAsk, Range } from './household-filter.ts'

export type { Range } from './household-filter.ts'
export type Runner = Pick<pg.Pool, 'query'>
export type Bind = (value: unknown) => string

export type SortKey = 'place' | 'number' | 'name' | 'size' | 'status'
export interface Sort {
  readonly by: SortKey
  readonly isDescending: boolean
  /** Codes of the statuses in their order, which sorts them. */
  readonly statuses: readonly string[]
}

export interface HouseholdPage {
  readonly ask: HouseholdAsk
  readonly sort: Sort
  readonly after?: { readonly region: string; readonly id: string; readonly key?: string } | undefined
  readonly skip: number
  readonly limit: number
  /** Outcomes that the rows show, of those in `page`: on another day only these are judged. */
  readonly shown: string
  /** Further columns of the snapshot `s`. */
  readonly columns: readonly string[]
}

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
  readonly key: string | null
  readonly [column: `c${number}`]: unknown
}

export async function listHouseholdRows(runner: Runner, page: HouseholdPage): Promise<HouseholdListRow[]> {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const { ask } = page
  const found = leadByOutcomes(page) ? householdsByOutcome(ask, bind) : householdsOf(ask, bind)
  const order = orderOf(page, found, bind)
  const where = [...found.where, ...order.after]
  const further = page.columns.map((column, index) => `, ${column} as c${index}`).join('')
  const { rows } = await runner.query<HouseholdListRow>(
    `with ${found.with}page as materialized (
       select s.county_code, s.household_id, s.valid_from, s.region_code${order.key === undefined ? '' : `, ${order.key} as key`}
       from ${found.from} where ${where.join(' and ')}
       order by ${order.by('s')} limit ${bind(page.limit)} offset ${bind(page.skip)}
     )
     select s.county_code, s.household_id, s.number, s.region_code, s.head_name, s.household_size, s.status, s.cause,
       v.outcome, v.codes::text as codes, ${order.key === undefined ? 'null' : 'page.key::text'} as key${further}
     from page join household_snapshot s using (county_code, household_id, valid_from)
     left join ${page.shown} v on v.county_code = s.county_code and v.subject_id = s.household_id
     order by ${order.by('page')}`,
    values,
  )
  return rows
}

export async function countHouseholdRows(runner: Runner, ask: HouseholdAsk): Promise<number> {
  const values: unknown[] = []
  const found = householdsOf(ask, (value) => `$${values.push(value)}`)
  const { rows } = await runner.query<{ n: number }>(
    `with ${found.with}found as (select 1 from ${found.from} where ${found.where.join(' and ')})
     select count(*) as n from found`,
    values,
  )
  return rows[0]!.n
}

interface Found {
  readonly with: string
  readonly from: string
  readonly where: string[]
  readonly rank?: string
  /** Columns that the order by place is read from; those of the snapshot otherwise. */
  readonly place?: string
}

/** By place, today's outcomes lie in the order of the list: they are read until the page is full, and no further. */
function leadByOutcomes({ ask, sort }: HouseholdPage): boolean {
  return (
    ask.isNow &&
    sort.by === 'place' &&
    ask.search === undefined &&
    ask.parts.some(({ on }) => on !== 'snapshot')
  )
}

/**
 * The planner takes a condition on outcomes for one on a few households, joins everybody and sorts. A lateral join
 * leaves it no choice: outcomes in their order, each with its household.
 */
function householdsByOutcome(ask: HouseholdAsk, bind: Bind): Found {
  const [lead, other] = ask.parts.some(({ on }) => on === 'verdict') ? ['v', 'i'] : ['i', 'v']
  const relation = (alias: string) => (alias === 'v' ? ask.verdicts : ask.indicators)
  const hasOther = ask.parts.some(({ on }) => on === (other === 'v' ? 'verdict' : 'indicator'))
  const same = (alias: string, id: string) =>
    `${alias}.county_code = ${lead}.county_code and ${alias}.region_code = ${lead}.region_code and ${alias}.${id} = ${lead}.subject_id`
  const joins = [
    `${relation(lead)} ${lead}`,
    `cross join lateral (select * from household_snapshot s where ${same('s', 'household_id')} and s.valid_to = 'infinity' limit 1) s`,
    ...(hasOther
      ? [
          `cross join lateral (select codes, outcome from ${relation(other)} o where ${same('o', 'subject_id')} limit 1) ${other}`,
        ]
      : []),
  ]
  return {
    with: '',
    from: joins.join(' '),
    where: [
      's.ended_because is null',
      inRanges(`${lead}.region_code`, ask.ranges, bind),
      ...countyBounds(ask.ranges).map((bound) => bound.replace(/^s\./, `${lead}.`)),
      ...ask.parts.map(({ sql }) => sql),
    ],
    place: lead,
  }
}

/** The households asked for: snapshots `s` with the outcomes that conditions need, by inner joins that indexes drive. */
export function householdsOf(
  ask: HouseholdAsk,
  bind: Bind,
  options: { readonly parts?: readonly FilterPart[] } = {},
): Found {
  const parts = options.parts ?? ask.parts
  const joins = ['household_snapshot s']
  if (parts.some(({ on }) => on === 'verdict')) joins.push(joinOutcomes(ask, ask.verdicts, 'v'))
  if (parts.some(({ on }) => on === 'indicator')) joins.push(joinOutcomes(ask, ask.indicators, 'i'))
  const search = searchOf(ask, bind)
  return {
    with: `${ask.judged}${search.with ?? ''}`,
    from: [...joins, ...(search.join ? [search.join] : [])].join(' '),
    where: [...heldBy(ask, bind), ...parts.map(({ sql }) => sql), ...(search.where ? [search.where] : [])],
    ...(search.rank ? { rank: search.rank } : {}),
  }
}

/**
 * The same out of today's outcomes alone, where nothing else of a household is asked: `s` is then what an outcome
 * knows of its household, its place and its status. Undefined where that is not enough.
 */
export function outcomesOf(
  ask: HouseholdAsk,
  bind: Bind,
  options: { readonly parts: readonly FilterPart[] },
): Found | undefined {
  const knows = ({ on, facet }: FilterPart) => on !== 'snapshot' || facet === 'region' || facet === 'status'
  if (!ask.isNow || ask.search !== undefined || !ask.parts.every(knows)) return undefined
  const joins = [
    `(select * from verdict where set_id = ${sqlText(ask.set)}) v`,
    'cross join lateral (select v.county_code, v.region_code, v.status, v.subject_id as household_id) s',
  ]
  if (options.parts.some(({ on }) => on === 'indicator')) joins.push(joinOutcomes(ask, ask.indicators, 'i'))
  return {
    with: '',
    from: joins.join(' '),
    where: [
      inRanges('v.region_code', ask.ranges, bind),
      ...countyBounds(ask.ranges).map((bound) => bound.replace(/^s\./, 'v.')),
      ...options.parts.map(({ sql }) => sql),
    ],
  }
}

/** Today's verdicts lie by place as the snapshots do, so that either side can lead. */
export function joinOutcomes(ask: HouseholdAsk, from: string, alias: string, kind = 'join'): string {
  const samePlace = ask.isNow && kind === 'join' ? ` and ${alias}.region_code = s.region_code` : ''
  return `${kind} ${from} ${alias} on ${alias}.county_code = s.county_code and ${alias}.subject_id = s.household_id${samePlace}`
}

function heldBy(ask: HouseholdAsk, bind: Bind): string[] {
  const day = () => `${bind(ask.asOf)}::date`
  return [
    ask.isNow ? `s.valid_to = 'infinity'` : `s.valid_from <= ${day()} and ${day()} < s.valid_to`,
    's.ended_because is null',
    inRanges('s.region_code', ask.ranges, bind),
    ...countyBounds(ask.ranges),
  ]
}

/** Keys begin with the county: said as well, it lets their indexes be read from the right place on. */
function countyBounds(ranges: readonly Range[]): string[] {
  if (ranges.length === 0) return []
  const lo = ranges.map((range) => range.lo.slice(0, 6)).sort()[0]!
  const single = lo.length === 6 && ranges.every((range) => range.lo.startsWith(lo))
  if (single) return [`s.county_code = ${sqlText(lo)}`]
  const hi = ranges
    .map((range) => range.hi)
    .sort()
    .at(-1)!
  return [`s.county_code >= ${sqlText(lo)}`, `s.county_code < ${sqlText(hi)}`]
}

export function inRanges(column: string, ranges: readonly Range[], bind: Bind): string {
  if (ranges.length === 0) return 'false'
  return `(${ranges.map(({ lo, hi }) => `${column} >= ${bind(lo)} and ${column} < ${bind(hi)}`).join(' or ')})`
}

function searchOf(
  ask: HouseholdAsk,
  bind: Bind,
): { with?: string; join?: string; where?: string; rank?: string } {
  const { search } = ask
  if (!search) return {}
  if ('number' in search) {
    const number = bind(search.number)
    return { where: `s.number ^@ ${number}`, rank: `case when s.number = ${number} then 0 else 1 end` }
  }
  if ('idHash' in search) {
    return {
      where: `(s.county_code, s.household_id) in (select p.county_code, p.household_id from person_identity i
        join person_snapshot p on p.county_code = i.county_code and p.person_id = i.person_id and p.valid_to = 'infinity'
        where i.id_hash = ${bind(search.idHash)})`,
    }
  }
  const name = bind(search.name)
  // Only a key that is the whole text can be a whole name: nobody else's name is looked up.
  // One letter or character is nobody's whole name, and has too many hits to look each of them up.
  const isWholeName =
    [...search.name].length === 1
      ? 'false'
      : `case when k.key = ${name} then exists (select from person_snapshot p where p.county_code = k.county_code
    and p.person_id = k.person_id and p.valid_to = 'infinity' and char_length(p.name) = char_length(${name})) else false end`
  return {
    with: `hit as materialized (select k.county_code, k.household_id, bool_or(${isWholeName}) as whole
      from person_search k where k.key ^@ ${name} and ${inRanges('k.region_code', ask.ranges, bind)} group by 1, 2), `,
    // With the county the primary key serves; by the id alone it would be looked for in every county.
    join: 'join hit on hit.county_code = s.county_code and hit.household_id = s.household_id',
    rank: `case when s.head_name = ${name} then 0 when hit.whole then 1 else 2 end`,
  }
}

interface Order {
  readonly key?: string
  readonly by: (alias: string) => string
  readonly after: string[]
}

/** Whoever searches sees whole names first, unless another order is asked for. */
function orderOf({ sort, after }: HouseholdPage, { rank, place: lead }: Found, bind: Bind): Order {
  const key = sort.by === 'place' ? rank : sortKeys[sort.by](sort.statuses)
  const down = sort.isDescending && sort.by !== 'place' ? ' desc' : ''
  const places = sort.isDescending && sort.by === 'place' ? ' desc' : ''
  const columnsOf = (alias: string) =>
    alias === 's' && lead
      ? [`${lead}.county_code`, `${lead}.region_code`, `${lead}.subject_id`]
      : [`${alias}.county_code`, `${alias}.region_code`, `${alias}.household_id`]
  const place = (alias: string) =>
    columnsOf(alias)
      .map((column) => `${column}${places}`)
      .join(', ')
  const beyond =
    after &&
    `(${columnsOf('s').join(', ')}) ${places ? '<' : '>'} (${bind(after.region.slice(0, 6))}, ${bind(after.region)}, ${bind(after.id)}::uuid)`
  if (key === undefined) return { by: place, after: beyond ? [beyond] : [] }
  const type = sort.by === 'number' || sort.by === 'name' ? 'text' : 'int'
  const collation = sort.by === 'name' ? byPinyin : ''
  const from = after && `${bind(after.key ?? '')}::${type}${collation}`
  return {
    key,
    // The page has the key as a column, the query that finds it as an expression.
    by: (alias) =>
      `${alias === 'page' ? `page.key${collation}` : `${key}${collation}`}${down}, ${place(alias)}`,
    after: from
      ? [`(${key}${collation} ${down ? '<' : '>'} ${from} or (${key}${collation} = ${from} and ${beyond}))`]
      : [],
  }
}

const byPinyin = ' collate "zh-x-icu"'

const sortKeys: Readonly<Record<Exclude<SortKey, 'place'>, (statuses: readonly string[]) => string>> = {
  number: () => 's.number',
  name: () => `coalesce(s.head_name, '')`,
  size: () => 's.household_size',
  status: (codes) =>
    `case s.status ${codes.map((code, index) => `when ${sqlText(code)} then ${index}`).join(' ')} else ${codes.length} end`,
}
