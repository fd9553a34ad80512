/** The SQL of leads and of what was done about them. A lead is where its household is today. */
import type { LeadCounts, LeadStanding, LeadState, QueryOf, routes } from '@lika/contract'
import type pg from 'pg'
import { inRanges, type Range } from '../registry/index.ts'
import { standingSql } from './matching.sql.ts'
import { otherCaseSql, type StateValues, stateSql } from './states.sql.ts'

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
}

export interface Asked extends StateValues {
  readonly ranges: readonly Range[]
  /** The set whose verdict of today is joined. */
  readonly set: string
}

const FROM = (set: string) => `from lead l
  join household_snapshot s on s.county_code = l.county_code and s.household_id = l.household_id and s.valid_to = 'infinity'
  left join verdict v on v.county_code = l.county_code and v.subject_id = l.household_id and v.set_id = ${set}`

const within = ({ ranges }: Asked, bind: Bind) =>
  `l.outcome = 'matched' and ${inRanges('s.region_code', ranges, bind)}`

const columns = (asked: Asked, bind: Bind) => `l.county_code as "countyCode", l.id, l.list_id as list, l.kind,
  l.unit_id as "unitId", u.name as "unitName", l.heard_on as "heardOn", l.line, l.household_id as "householdId", s.number,
  s.head_name as "headName", s.household_size as size, s.status, ${standingSql('s')} as standing, s.region_code as "regionCode",
  ${stateSql(asked, bind)} as state, l.case_id as "caseId", ${otherCaseSql(asked, bind)} as "otherCase", v.outcome,
  l.last_id as "lastId", l.secret, l.person_id as "personId", p.name as "personName"`

const beside = `left join unit u on u.id = l.unit_id
  left join person_snapshot p on p.county_code = l.county_code and p.person_id = l.person_id and p.valid_to = 'infinity'`

type Filter = Omit<QueryOf<(typeof routes)['leads']['countLeads']>, 'region'>

/** Each of its own facet, so that a facet is counted under the others. */
function conditions(filter: Filter, asked: Asked, bind: Bind): Readonly<Record<string, string>> {
  const { kind, state, list, standing, outcome, household } = filter
  return {
    ...(kind === undefined ? {} : { kinds: `l.kind = ${bind(kind)}` }),
    ...(state === undefined ? {} : { states: `${stateSql(asked, bind)} = ${bind(state)}` }),
    ...(list === undefined ? {} : { lists: `l.list_id = ${bind(list)}::uuid` }),
    ...(standing === undefined ? {} : { standings: `${standingSql('s')} = ${bind(standing)}` }),
    ...(outcome === undefined
      ? {}
      : {
          outcomes:
            outcome === 'unjudged' ? 'v.outcome is null' : `v.outcome = ${bind(OUTCOMES.indexOf(outcome))}`,
        }),
    ...(household === undefined ? {} : { household: `l.household_id = ${bind(household)}::uuid` }),
  }
}

/** The latest first. */
export async function findLeads(
  runner: Runner,
  asked: Asked & {
    readonly filter: Filter
    readonly after: { readonly day: string; readonly id: string } | undefined
    readonly limit: number
  },
): Promise<LeadRowRead[]> {
  const values: unknown[] = [asked.set]
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [within(asked, bind), ...Object.values(conditions(asked.filter, asked, bind))]
  if (asked.after)
    where.push(`(l.heard_on, l.id) < (${bind(asked.after.day)}::date, ${bind(asked.after.id)}::uuid)`)
  // The page is found before anything is worked out for its rows.
  const { rows } = await runner.query<LeadRowRead>(
    `with page as materialized (
       select l.county_code, l.id ${FROM('$1')} where ${where.join(' and ')}
       order by l.heard_on desc, l.id desc limit ${bind(asked.limit)})
     select ${columns(asked, bind)} from page
       join lead l on l.county_code = page.county_code and l.id = page.id
       join household_snapshot s on s.county_code = l.county_code and s.household_id = l.household_id and s.valid_to = 'infinity'
       left join verdict v on v.county_code = l.county_code and v.subject_id = l.household_id and v.set_id = $1
       ${beside}
     order by l.heard_on desc, l.id desc`,
    values,
  )
  return rows
}

/** By their ids, wherever in the ranges. */
export async function findLeadsById(
  runner: Runner,
  asked: Asked,
  ids: readonly string[],
): Promise<Map<string, LeadRowRead>> {
  const values: unknown[] = [asked.set]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<LeadRowRead>(
    `select ${columns(asked, bind)} ${FROM('$1')} ${beside}
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
 * One pass: every lead once, with what it is in each respect and whether it passes each filter; a facet counts those that pass
 * all the others.
 */
export async function countLeadRows(
  runner: Runner,
  asked: Asked & { readonly filter: Filter; readonly digits: number },
): Promise<Counted> {
  const values: unknown[] = [asked.set]
  const bind = (value: unknown) => `$${values.push(value)}`
  const filters = conditions(asked.filter, asked, bind)
  const passes = (facet: string) =>
    Object.keys(filters)
      .filter((each) => each !== facet)
      .map((each) => `is_${each}`)
      .join(' and ') || 'true'
  const facets = { kinds: 'kind', states: 'state', standings: 'standing', outcomes: 'outcome', lists: 'list' }
  const flags = Object.entries(filters).map(([name, sql]) => `, coalesce(${sql}, false) as is_${name}`)
  const { rows } = await runner.query<{
    facet: string
    value: string
    count: number
    open: number
  }>(
    `with each as materialized (
       select l.household_id, l.kind, ${stateSql(asked, bind)} as state, ${standingSql('s')} as standing,
         coalesce(v.outcome::text, 'unjudged') as outcome, l.list_id::text as list,
         left(s.region_code, ${asked.digits}) as place${flags.join('')}
       ${FROM('$1')} where ${within(asked, bind)})
     ${Object.entries(facets)
       .map(
         ([name, column]) =>
           `select '${name}' as facet, ${column} as value, count(*)::int as count, 0 as open from each where ${passes(name)} group by 2`,
       )
       .join(' union all ')}
     union all select 'regions', place, count(*)::int, (count(*) filter (where state = 'open'))::int from each
       where ${passes('')} group by 2
     union all select 'total', '', count(*)::int, count(distinct household_id)::int from each where ${passes('')}`,
    values,
  )
  const total = rows.find(({ facet }) => facet === 'total')
  return {
    total: total?.count ?? 0,
    households: total?.open ?? 0,
    facets: rows
      .filter(({ facet }) => facet in facets)
      .map(({ facet, value, count }) => ({
        facet,
        value: facet === 'outcomes' ? (OUTCOMES[Number(value)] ?? 'unjudged') : value,
        count,
      })),
    regions: rows
      .filter(({ facet }) => facet === 'regions')
      .map(({ value, count, open }) => ({ place: value, count, open })),
  }
}

/** What a lead says of its list, for as many lists as a facet names. */
export async function describeLists(
  runner: Runner,
  ids: readonly string[],
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
     left join unit u on u.id = l.unit_id`,
    [ids],
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
