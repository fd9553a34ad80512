/**
 * The fold of records, as SQL over many subjects at once.
 *
 * Per fact, the entry with the latest day wins, then the latest arrival, then the id: a running `jsonb_fold` in that
 * order is the state after each entry, and the last entry of each day opens a period of the snapshot.
 * All statements read the relation `touched(county_code, subject_id)`.
 */
import type { Fact } from '@lika/policy'
import { extractFact, type FactColumn, sqlText } from './columns.ts'

export interface FoldOptions {
  /** Only what was known by then: an SQL expression of type timestamptz. */
  readonly knownAt?: string
}

/** Entries of a journal that no later entry takes out of the fold. */
function liveEntries(
  journal: 'record' | 'decision',
  kind: string,
  options: FoldOptions,
  columns: string,
): string {
  const known = (alias: string) =>
    options.knownAt === undefined ? '' : ` and ${alias}.received_at <= ${options.knownAt}`
  return `select ${columns}
    from ${journal} j join touched t on t.county_code = j.county_code and t.subject_id = j.subject_id
    where j.subject_kind = ${sqlText(kind)}${known('j')}
      and not exists (select from ${journal} c where c.county_code = j.county_code and c.corrects = j.id${known('c')})`
}

/** Key → day of observation, for the facts that grow old. */
function observedDays(columns: readonly FactColumn[], day: string): string {
  const keys = columns.filter((column) => column.observedColumn).map((column) => sqlText(column.fact.id))
  if (keys.length === 0) return `'{}'::jsonb`
  return `coalesce((select jsonb_object_agg(k, ${day}) from jsonb_object_keys(j.facts) k where k in (${keys.join(', ')})), '{}')`
}

function factSelections(columns: readonly FactColumn[], object: string): string[] {
  return columns.flatMap((column) => [
    `${extractFact(column, object)} as ${column.column}`,
    ...(column.observedColumn
      ? [`(seen->>${sqlText(column.fact.id)})::date as ${column.observedColumn}`]
      : []),
  ])
}

/** Amounts alone change the income book, not the snapshot. */
function changesSnapshot(columns: readonly FactColumn[]): string {
  const keys = [...columns.map(({ fact }) => fact.id), 'regionCode', 'householdNumber', 'endedBecause']
  return ` and (j.period_from is null or j.facts ?| array[${keys.map(sqlText).join(', ')}])`
}

export function snapshotColumnNames(columns: readonly FactColumn[]): string[] {
  return columns.flatMap(({ column, observedColumn }) =>
    observedColumn ? [column, observedColumn] : [column],
  )
}

/** Days on which the state of a subject changes, with the state: one row a day, `next_day` opening the next. */
function foldedDays(entries: string): string {
  return `entry as (${entries}),
  state as (
    select county_code, subject_id, day, lead(day) over w as next_day, jsonb_fold(facts) over w as facts,
           jsonb_fold(seen) over w as seen, sum(members) over w as members, jsonb_fold(heads) over w as heads
    from entry
    window w as (partition by county_code, subject_id order by day, rank, received_at, id)
  ),
  folded as (
    select county_code, subject_id, day as valid_from, coalesce(next_day, 'infinity') as valid_to, facts, seen, members::integer, heads
    from state where next_day is distinct from day
  )`
}

const recordEntry = (columns: readonly FactColumn[]) =>
  `j.county_code, j.subject_id, j.observed_on as day, 2 as rank, j.received_at, j.id,
   j.facts, ${observedDays(columns, 'j.observed_on')} as seen, 0 as members, '{}'::jsonb as heads`
const decisionEntry = `j.county_code, j.subject_id, j.decided_on as day, 3 as rank, j.received_at, j.id, j.facts, '{}'::jsonb as seen, 0 as members, '{}'::jsonb as heads`

/** Of what people enter in a case only what gives a status is about the subject; the rest is about the case. */
const GIVES_STATUS = ` and (j.facts ? 'status' or not j.facts ? 'case')`

/** SELECT with the columns of person_snapshot. */
export function foldPersons(columns: readonly FactColumn[], options: FoldOptions = {}): string {
  return `with ${foldedDays(liveEntries('record', 'person', options, recordEntry(columns)))}
  select county_code, subject_id as person_id, valid_from, valid_to, (facts->>'householdId')::uuid as household_id,
    facts->>'regionCode' as region_code, facts->>'endedBecause' as ended_because, ${factSelections(columns, 'facts').join(', ')}
  from folded where facts ? 'regionCode'`
}

export function foldVillages(columns: readonly FactColumn[], options: FoldOptions = {}): string {
  return `with ${foldedDays(`${liveEntries('record', 'village', options, recordEntry(columns))}
    union all ${liveEntries('decision', 'village', options, decisionEntry)}${GIVES_STATUS}`)}
  select county_code, subject_id as village_id, valid_from, valid_to, facts->>'regionCode' as region_code,
    facts->>'status' as status, facts->>'endedBecause' as ended_because, ${factSelections(columns, 'facts').join(', ')}
  from folded where facts ? 'regionCode'`
}

/**
 * SELECT with the columns of household_snapshot. Size and head come from the members' own snapshots, which must have
 * been folded before: a person who joins or leaves is an entry in the household's history. Two members may both be
 * heads for some days, when one report comes late; then it is the one who became it last.
 */
export function foldHouseholds(
  columns: readonly FactColumn[],
  options: FoldOptions & { readonly persons?: string } = {},
): string {
  const members = `
    select p.*, (p.relation = 'head') is true as is_head,
      lag(p.household_id) over v as was_in, lead(p.household_id) over v as goes_to,
      lag(p.relation = 'head') over v as was_head, lead(p.relation = 'head') over v as stays_head,
      lag(p.name) over v as was_named
    from ${options.persons ?? 'person_snapshot'} p
    where exists (select from touched t join ${options.persons ?? 'person_snapshot'} q
      on q.county_code = t.county_code and q.household_id = t.subject_id
      where q.county_code = p.county_code and q.person_id = p.person_id)
    window v as (partition by p.county_code, p.person_id order by p.valid_from)`
  const nothing = `'{}'::jsonb`
  return `with membership as (${members}),
  ${foldedDays(`${liveEntries('record', 'household', options, recordEntry(columns))}${changesSnapshot(columns)}
    union all ${liveEntries('decision', 'household', options, decisionEntry)}${GIVES_STATUS}
    union all
    select county_code, household_id, valid_to, 0, '-infinity', person_id,
      ${nothing}, ${nothing}, case when goes_to is distinct from household_id then -1 else 0 end,
      case when is_head then jsonb_build_object('since:' || person_id, null) else ${nothing} end
    from membership where household_id is not null and valid_to <> 'infinity'
      and (goes_to is distinct from household_id or (is_head and stays_head is not true))
    union all
    select county_code, household_id, valid_from, 1, '-infinity', person_id,
      ${nothing}, ${nothing}, case when was_in is distinct from household_id then 1 else 0 end,
      case when is_head then jsonb_build_object('name:' || person_id, name) else ${nothing} end
        || case when is_head and (was_in is distinct from household_id or was_head is not true)
             then jsonb_build_object('since:' || person_id, valid_from) else ${nothing} end
    from membership where household_id is not null
      and (was_in is distinct from household_id or (is_head and (was_head is not true or was_named is distinct from name)))`)}
  select f.county_code, f.subject_id as household_id, f.valid_from, f.valid_to, facts->>'regionCode' as region_code,
    facts->>'householdNumber' as number, facts->>'status' as status, head_id,
    heads->>('name:' || head_id) as head_name, members as household_size, facts->>'endedBecause' as ended_because,
    ${factSelections(columns, 'facts').join(', ')}
  from folded f join touched t on t.county_code = f.county_code and t.subject_id = f.subject_id
  left join lateral (select right(key, 36)::uuid as head_id from jsonb_each_text(heads)
    where key ^@ 'since:' and value is not null order by value desc, key desc limit 1) head on true
  where facts ? 'householdNumber'`
}

/** SELECT with the columns of income_entry: per household, item and period, the latest observation. */
export function foldIncome(flows: readonly Fact[], options: FoldOptions = {}): string {
  const keys = flows.map((fact) => sqlText(fact.id)).join(', ')
  const entries = liveEntries(
    'record',
    'household',
    options,
    'j.county_code, j.subject_id, j.period_from, j.period_to, j.observed_on, j.received_at, j.id, j.facts',
  )
  return `select distinct on (county_code, subject_id, f.key, period_from, period_to)
    county_code, subject_id as household_id, f.key as item, period_from, period_to,
    case when jsonb_typeof(f.value) = 'boolean' then (f.value::boolean)::int::bigint
         when jsonb_typeof(f.value) = 'null' then null
         else ((f.value #>> '{}')::numeric * 100)::bigint end as amount, observed_on, id as record_id
  from (${entries}) e, jsonb_each(e.facts) f
  where period_from is not null and f.key in (${keys})
  order by county_code, subject_id, f.key, period_from, period_to, observed_on desc, received_at desc, id desc`
}

/** SELECT with the columns of contradiction: one fact, one day, two live records, two values. */
export function foldContradictions(kind: string, options: FoldOptions = {}): string {
  const entries = liveEntries(
    'record',
    kind,
    options,
    `j.county_code, j.subject_id, j.region_code, j.observed_on, j.received_at, j.id, j.facts,
     coalesce(j.period_from, '-infinity') as period_from, coalesce(j.period_to, '-infinity') as period_to`,
  )
  // Few subjects have two records of one day and period; only theirs are taken apart fact by fact.
  return `with live as (${entries}),
  crowded as (
    select county_code, subject_id, observed_on, period_from, period_to from live group by 1, 2, 3, 4, 5 having count(*) > 1
  )
  select distinct on (county_code, subject_id, f.key, observed_on)
    county_code, subject_id, ${sqlText(kind)} as subject_kind, f.key as fact, observed_on, max(region_code) as region_code,
    array_agg(id order by received_at, id) as record_ids
  from live join crowded using (county_code, subject_id, observed_on, period_from, period_to), jsonb_each(facts) f
  where f.key not in ('regionCode', 'householdId', 'endedBecause', 'householdNumber', 'idNumberCheck')
  group by county_code, subject_id, f.key, observed_on, period_from, period_to
  having count(distinct f.value) > 1
  order by county_code, subject_id, f.key, observed_on, period_from`
}
