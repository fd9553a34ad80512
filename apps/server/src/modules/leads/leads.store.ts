/** The SQL of leads and of what was done about them. A lead is where its household is today. */
import type { LeadCounts, LeadStanding, LeadState, QueryOf, routes } from '@lika/contract'
import type pg from 'pg'
import { inRanges, type Range } from '../registry/index.ts'
import { standingSql } from './matching.sql.ts'
import { joinAllCases, joinCases, OTHER_CASE, STATE, type StateValues } from './states.sql.ts'

type Runner = Pick<pg.Pool, 'query'>
type Bind = (value: unknown) => string

export const OUTCOMES = ['unmet', 'undetermined', 'met'] as const

export interface LeadRowRead {
  readonly countyCode: string
  readonly id: string
  readonly list: string
  readonly kind: string
  readonly unitId: string | null
  readonly unitName: string | null
  readonly heardOn: string
  readonly line: number
  readonly householdId: string
  readonly number: string
  readonly headName: string | null
  readonly size: number
  readonly status: string | null
  readonly standing: LeadStanding
  readonly regionCode: string
  readonly state: LeadState
  readonly caseId: string | null
  readonly otherCase: string | null
  readonly outcome: 0 | 1 | 2 | null
  readonly lastId: string
  readonly secret: Buffer | null
  readonly personId: string | null
  readonly personName: string | null
  readonly matchedBy: 'number' | 'name' | null
  readonly otherName: boolean
}

export interface Asked extends StateValues {
  readonly ranges: readonly Range[]
  /** The set whose verdict of today is joined. */
  readonly set: string
}

const from = (asked: Asked, bind: Bind, join = joinCases) => `from lead l
  join household_snapshot s on s.county_code = l.county_code and s.household_id = l.household_id and s.valid_to = 'infinity'
  left join verdict v on v.county_code = l.county_code and v.subject_id = l.household_id and v.set_id = ${bind(asked.set)}
  ${join(asked, bind)}`

/** Within one county it is said of the lead as well, whose indexes begin with it. */
const within = ({ ranges }: Asked, bind: Bind) => {
  const counties = new Set(ranges.map(({ lo }) => lo.slice(0, 6)))
  const [county = ''] = counties
  const isOne = counties.size === 1 && county.length === 6
  return `l.outcome = 'matched' and ${isOne ? `l.county_code = ${bind(county)} and ` : ''}${inRanges('s.region_code', ranges, bind)}`
}

const columns = `l.county_code as "countyCode", l.id, l.list_id as list, l.kind, l.unit_id as "unitId", u.name as "unitName",
  l.heard_on as "heardOn", l.line, l.household_id as "householdId", s.number, s.head_name as "headName", s.household_size as size,
  s.status, ${standingSql('s')} as standing, s.region_code as "regionCode", ${STATE} as state, l.case_id as "caseId",
  ${OTHER_CASE} as "otherCase", v.outcome, l.last_id as "lastId", l.secret, l.person_id as "personId", p.name as "personName",
  l.matched_by as "matchedBy", l.other_name as "otherName"`

const beside = `left join unit u on u.id = l.unit_id
  left join person_snapshot p on p.county_code = l.county_code and p.person_id = l.person_id and p.valid_to = 'infinity'`

type Filter = Omit<QueryOf<(typeof routes)['leads']['countLeads']>, 'region'>

/** By what leads are filtered and counted: an expression each. */
const FACETS = {
  kinds: 'l.kind',
  states: STATE,
  standings: standingSql('s'),
  outcomes: `(case v.outcome when 0 then 'unmet' when 1 then 'undetermined' when 2 then 'met' else 'unjudged' end)`,
  lists: 'l.list_id::text',
} as const
type Facet = keyof typeof FACETS

/** Each of its own facet, so that a facet is counted under the others. */
function conditions(
  filter: Filter,
  of: Readonly<Record<Facet, string>>,
  bind: Bind,
): Partial<Record<Facet, string>> {
  const asked: Readonly<Record<Facet, string | undefined>> = {
    kinds: filter.kind,
    states: filter.state,
    standings: filter.standing,
    outcomes: filter.outcome,
    lists: filter.list,
  }
  const said = (Object.keys(of) as Facet[]).filter((facet) => asked[facet] !== undefined)
  return Object.fromEntries(said.map((facet) => [facet, `${of[facet]} = ${bind(asked[facet])}::text`]))
}

const about = ({ household }: Filter, bind: Bind) =>
  household === undefined ? [] : [`l.household_id = ${bind(household)}::uuid`]

/** The latest first. */
export async function findLeads(
  runner: Runner,
  asked: Asked & {
    readonly filter: Filter
    readonly after: { readonly day: string; readonly id: string } | undefined
    readonly limit: number
  },
): Promise<LeadRowRead[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const joined = from(asked, bind)
  const where = [within(asked, bind), ...about(asked.filter, bind)]
  where.push(...Object.values(conditions(asked.filter, FACETS, bind)))
  if (asked.after)
    where.push(`(l.heard_on, l.id) < (${bind(asked.after.day)}::date, ${bind(asked.after.id)}::uuid)`)
  // The page is found before anything else is read of its rows.
  const { rows } = await runner.query<LeadRowRead>(
    `with page as materialized (
       select l.id ${joined} where ${where.join(' and ')} order by l.heard_on desc, l.id desc limit ${bind(asked.limit)})
     select ${columns} ${joined} ${beside} where l.id = any(array(select id from page)) order by l.heard_on desc, l.id desc`,
    values,
  )
  return rows
}

/** Whether a lead is in the ranges: nothing else of it is read. */
export async function isLeadWithin(runner: Runner, asked: Asked, id: string): Promise<boolean> {
  const values: unknown[] = [id]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rowCount } = await runner.query(
    `select from lead l join household_snapshot s on s.county_code = l.county_code and s.household_id = l.household_id
       and s.valid_to = 'infinity' where l.id = $1 and ${within(asked, bind)}`,
    values,
  )
  return rowCount === 1
}

/** By their ids, wherever in the ranges. */
export async function findLeadsById(
  runner: Runner,
  asked: Asked,
  ids: readonly string[],
): Promise<Map<string, LeadRowRead>> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<LeadRowRead>(
    `select ${columns} ${from(asked, bind)} ${beside}
     where l.id = any(${bind(ids)}::uuid[]) and ${within(asked, bind)}`,
    values,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface Counted {
  readonly total: number
  readonly households: number
  readonly facets: readonly { readonly facet: string; readonly value: string; readonly count: number }[]
  readonly regions: readonly { readonly place: string; readonly count: number; readonly open: number }[]
}

/**
 * One pass: every lead is read once and counted by all that it is; a facet adds up what passes the filters of all the others.
 */
export async function countLeadRows(
  runner: Runner,
  asked: Asked & { readonly filter: Filter; readonly digits: number },
): Promise<Counted> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const joined = from(asked, bind, joinAllCases)
  const where = [within(asked, bind), ...about(asked.filter, bind)].join(' and ')
  const facets = Object.keys(FACETS) as Facet[]
  const named = Object.fromEntries(facets.map((facet) => [facet, facet])) as Record<Facet, Facet>
  const filters = conditions(asked.filter, named, bind)
  const passing = (facet?: Facet) =>
    facets.flatMap((each) => (each === facet ? [] : (filters[each] ?? []))).join(' and ') || 'true'
  const { rows } = await runner.query<{ facet: string; value: string; count: number; open: number }>(
    `with each as materialized (
       select l.household_id, left(s.region_code, ${asked.digits}) as place,
         ${facets.map((facet) => `${FACETS[facet]} as ${facet}`).join(', ')}
       ${joined} where ${where}),
     counted as materialized (
       select place, ${facets.join(', ')}, count(*)::int as n from each group by place, ${facets.join(', ')})
     ${facets
       .map(
         (facet) =>
           `select '${facet}' as facet, ${facet} as value, sum(n)::int as count, 0 as open from counted where ${passing(facet)} group by 2`,
       )
       .join(' union all ')}
     union all select 'regions', place, coalesce(sum(n) filter (where ${passing()}), 0)::int,
       coalesce(sum(n) filter (where states = 'open'), 0)::int from counted where ${passing('states')} group by 2
     union all select 'total', '', count(*)::int, count(distinct household_id)::int from each where ${passing()}`,
    values,
  )
  const total = rows.find(({ facet }) => facet === 'total')
  return {
    total: total?.count ?? 0,
    households: total?.open ?? 0,
    facets: rows
      .filter(({ facet }) => facet in FACETS)
      .map(({ facet, value, count }) => ({ facet, value, count })),
    regions: rows
      .filter(({ facet }) => facet === 'regions')
      .map(({ value, count, open }) => ({ place: value, count, open })),
  }
}

/** Rows of the list that say the same person again, in the order of the sheet; those that are past their time are left out. */
export async function findDoubles(
  runner: Runner,
  { list, line }: Pick<LeadRowRead, 'list' | 'line'>,
): Promise<{ id: string; line: number; secret: Buffer }[]> {
  const { rows } = await runner.query(
    `with recursive double as (
       select id, line, secret from lead where list_id = $1 and double_of = $2
       union all
       select l.id, l.line, l.secret from double d join lead l on l.list_id = $1 and l.double_of = d.line)
     select id, line, secret from double where secret is not null order by line limit 100`,
    [list, line],
  )
  return rows
}

/** What a lead says of its list: of as many lists as a facet names, the latest. */
export async function describeLists(
  runner: Runner,
  ids: readonly string[],
  most: number,
): Promise<Map<string, Omit<LeadCounts['lists'][number], 'count'>>> {
  if (ids.length === 0) return new Map()
  const { rows } = await runner.query<{
    id: string
    kind: string
    heardOn: string
    unitId: string | null
    unitName: string | null
  }>(
    `select i.id, l.kind, l.heard_on as "heardOn", l.unit_id as "unitId", u.name as "unitName"
     from unnest($1::uuid[]) i (id)
     cross join lateral (select kind, heard_on, unit_id from lead where list_id = i.id limit 1) l
     left join unit u on u.id = l.unit_id order by l.heard_on desc, i.id desc limit $2`,
    [ids, most],
  )
  return new Map(
    rows.map(({ id, kind, heardOn, unitId, unitName }) => [
      id,
      { id, kind, heardOn, unit: unitId === null ? null : { id: unitId, name: unitName ?? unitId } },
    ]),
  )
}

/** One after the other acts on a lead; everybody locks in the order of ids. */
export async function lockLeads(runner: Runner, ids: readonly string[]): Promise<void> {
  await runner.query(
    `select from lead where id = any($1::uuid[]) and outcome = 'matched' order by id for no key update`,
    [ids],
  )
}

export interface EntryRow {
  readonly id: string
  readonly lead: string
  readonly act: 'dismiss' | 'reopen' | 'open'
  readonly on: string
  readonly at: string
  readonly by: string | null
  readonly caseId: string | null
  readonly secret: Buffer | null
  readonly digest: string
}

const ENTRY = `select e.id, e.lead_id as lead, e.act, e.made_on as "on", e.made_at as at, a.display_name as by, e.case_id as "caseId",
  e.secret, e.digest from lead_entry e left join account a on a.id = e.author_id`

export async function listEntries(runner: Runner, countyCode: string, lead: string): Promise<EntryRow[]> {
  const { rows } = await runner.query<EntryRow>(
    `${ENTRY} where e.county_code = $1 and e.lead_id = $2 order by e.made_at, e.id`,
    [countyCode, lead],
  )
  return rows
}

export async function findEntries(runner: Runner, ids: readonly string[]): Promise<Map<string, EntryRow>> {
  const { rows } = await runner.query<EntryRow>(`${ENTRY} where e.id = any($1::uuid[])`, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

export interface NewEntry {
  readonly countyCode: string
  readonly id: string
  readonly lead: string
  readonly act: 'dismiss' | 'reopen' | 'open'
  readonly caseId: string | null
  readonly secret: Buffer | null
  readonly digest: string
}

/** Appended, and where the leads stand after it, each in one statement. Answers how many were new. */
export async function appendEntries(
  runner: Runner,
  made: { readonly on: string; readonly at: string; readonly by: string },
  entries: readonly NewEntry[],
): Promise<number> {
  const column = <K extends keyof NewEntry>(key: K) => entries.map((entry) => entry[key])
  const { rowCount } = await runner.query(
    `insert into lead_entry (county_code, id, lead_id, act, made_on, made_at, author_id, case_id, secret, digest)
     select e.county_code, e.id, e.lead_id, e.act, $1, $2, $3, e.case_id, e.secret, e.digest
     from unnest($4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::bytea[], $10::text[])
       as e (county_code, id, lead_id, act, case_id, secret, digest) on conflict do nothing`,
    [
      made.on,
      made.at,
      made.by,
      column('countyCode'),
      column('id'),
      column('lead'),
      column('act'),
      column('caseId'),
      column('secret'),
      column('digest'),
    ],
  )
  await runner.query(
    `update lead l set last_id = e.id, case_id = coalesce(e.case_id, l.case_id), dismissed = (e.act = 'dismiss')
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[]) as e (county_code, id, lead_id, act, case_id)
     where l.county_code = e.county_code and l.id = e.lead_id`,
    [column('countyCode'), column('id'), column('lead'), column('act'), column('caseId')],
  )
  return rowCount ?? 0
}
