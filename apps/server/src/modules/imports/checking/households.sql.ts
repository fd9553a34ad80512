/**
 * The check of a sheet of households across its rows and against the registry: set-based, over temporary tables that
 * live as long as the transaction. Every statement knows the import as `$1`.
 */
import type { FactColumn } from '../../registry/index.ts'
import { changesOf, differing, knownFacts, observedDays } from './known.sql.ts'

/** The rows, narrow, and what tells a person of the sheet from another: the id number, else everything said. */
export const sheetRows = `
create temp table sheet_row on commit drop as
select row_number, county_code, household_number, region_code, observed_on, id_hash,
  person_facts->>'relation' as relation, person_facts->>'name' as name,
  coalesce(id_hash, decode(md5(concat_ws(' ', county_code, coalesce(household_number, row_number::text), person_facts::text)), 'hex')) as identity,
  null::integer as repeats
from import_row where import_id = $1`

/** Rows of one person: a repetition word for word in the same household is harmless, anything else is not. */
export const repeatedRows = `
create temp table sheet_repeat on commit drop as
with repeated as (
  select identity, min(row_number) as first_row, (array_agg(row_number order by row_number))[2] as second_row
  from sheet_row group by identity having count(*) > 1
)
select s.row_number, g.first_row, case when s.row_number = g.first_row then g.second_row else g.first_row end as twin,
  bool_and(r.person_facts = f.person_facts and r.household_number = f.household_number) over (partition by g.identity) as is_same
from repeated g join sheet_row s using (identity)
join import_row r on r.import_id = $1 and r.row_number = s.row_number
join import_row f on f.import_id = $1 and f.row_number = g.first_row`
export const markRepeats = `
update sheet_row s set repeats = r.first_row from sheet_repeat r
where r.row_number = s.row_number and r.is_same and r.row_number > r.first_row`

/** Households of the sheet with what the registry knows of each. */
export const sheetHouseholds = `
create temp table sheet_household on commit drop as
select g.*, coalesce(k.household_id, h.id, uuidv7()) as household_id, k.household_id is null as is_new,
  k.region_code as known_region, k.head_id, k.head_name, k.ended_because
from (
  select county_code, household_number as number, min(row_number) as first_row, min(region_code) as region_code,
    min(left(region_code, 12)) is distinct from max(left(region_code, 12)) as is_split, max(observed_on) as observed_on,
    count(*) filter (where relation = 'head' and repeats is null) as heads
  from sheet_row where county_code is not null and household_number is not null group by 1, 2
) g
left join household h on h.county_code = g.county_code and h.number = g.number
left join household_snapshot k on k.county_code = h.county_code and k.household_id = h.id and k.valid_to = 'infinity'`

/** Persons whom the rows speak of: by id number anywhere, else by name within the registered household. */
export const sheetPersons = `
create temp table sheet_person on commit drop as
select s.row_number, h.county_code, h.household_id, h.is_new as new_household, s.observed_on,
  coalesce(i.person_id, m.person_id) as known_id, i.county_code as known_county, m.person_id is not null as by_name
from sheet_row s
join sheet_household h on h.county_code = s.county_code and h.number = s.household_number
left join person_identity i on i.id_hash = s.id_hash
left join lateral (
  select p.person_id from person_snapshot p join import_row r on r.import_id = $1 and r.row_number = s.row_number
  where not h.is_new and i.person_id is null and p.county_code = h.county_code and p.household_id = h.household_id
    and p.valid_to = 'infinity' and p.name = s.name
    and (p.birth_date is null or r.person_facts->>'birthDate' is null or p.birth_date = (r.person_facts->>'birthDate')::date)
    and (p.id_number is null or r.person_facts->>'idNumber' is null or split_part(p.id_number, ':', 2) = split_part(r.person_facts->>'idNumber', ':', 2))
  order by p.person_id limit 1
) m on true
where s.repeats is null`

/** With their ids, and where the registry has them now. A person whose every record was taken back is new again. */
export const placedPersons = `
create temp table placed_person on commit drop as
select p.row_number, p.county_code, p.household_id, p.new_household, p.observed_on,
  k.person_id is null as is_new, case when k.person_id is null then uuidv7() else k.person_id end as person_id,
  k.household_id as known_household, k.ended_because, k.region_code as known_region, k.county_code as known_county,
  row_number() over (partition by k.person_id order by p.row_number) as turn,
  first_value(p.row_number) over (partition by k.person_id order by p.row_number) as first_row
from sheet_person p
left join person_snapshot k on k.county_code = coalesce(p.known_county, p.county_code) and k.person_id = p.known_id and k.valid_to = 'infinity'`

const problem = (parts: string) => `jsonb_strip_nulls(jsonb_build_object(${parts}))`
const inScope = (region: string) => `case when starts_with(${region}, $2) or $2 = 'all' then ${region} end`

/** One row for each problem: its sheet row and the problem as it is stored. */
const acrossRows: readonly string[] = [
  // Nothing says where the household lies.
  `select s.row_number, ${problem(`'field', 'region.code', 'code', 'row.noPlace'`)}
   from sheet_row s join import_row r on r.import_id = $1 and r.row_number = s.row_number
   left join sheet_household h on h.county_code = s.county_code and h.number = s.household_number
   where s.region_code is null and (h.region_code is null or h.is_split) and h.known_region is null
     and not coalesce(r.problems @? '$[*] ? (@.field starts with "region.")', false)`,
  `select r.row_number, ${problem(`'field', 'person.idNumber', 'code', case when r.is_same then 'row.repeated' else 'row.sameIdNumber' end,
     'warning', case when r.is_same then true end, 'args', jsonb_build_object('line', r.twin)`)}
   from sheet_repeat r where not r.is_same or r.row_number > r.first_row`,
  `select h.first_row, ${problem(`'field', 'person.relation', 'code', 'household.noHead'`)}
   from sheet_household h
   where h.heads = 0 and (h.is_new or exists (
     select from placed_person p join sheet_row s using (row_number)
     where p.person_id = h.head_id and s.relation is not null and s.relation <> 'head'))`,
  `select s.row_number, ${problem(`'field', 'person.relation', 'code', 'household.twoHeads', 'args', jsonb_build_object('count', h.heads)`)}
   from sheet_household h join sheet_row s on s.county_code = h.county_code and s.household_number = h.number
   where h.heads > 1 and s.relation = 'head' and s.repeats is null`,
  // Another head than the registered one, who is not in the sheet with another relation.
  `select p.row_number, ${problem(`'field', 'person.relation', 'code', 'household.otherHead', 'args', jsonb_build_object('name', coalesce(h.head_name, ''))`)}
   from sheet_household h join placed_person p on p.county_code = h.county_code and p.household_id = h.household_id
   join sheet_row s on s.row_number = p.row_number
   where not h.is_new and h.heads = 1 and s.relation = 'head' and h.head_id is not null and p.person_id <> h.head_id
     and not exists (select from placed_person o where o.person_id = h.head_id)`,
  `select s.row_number, ${problem(`'field', 'region.code', 'code', 'household.twoPlaces'`)}
   from sheet_household h join sheet_row s on s.county_code = h.county_code and s.household_number = h.number
   where h.is_split`,
  `select h.first_row, ${problem(`'field', 'household.householdNumber', 'code', 'household.elsewhere', 'value', h.number,
     'args', jsonb_strip_nulls(jsonb_build_object('region', ${inScope('h.known_region')}))`)}
   from sheet_household h
   where h.known_region is not null and (left(h.known_region, 12) <> left(h.region_code, 12) or ${inScope('h.known_region')} is null)`,
  `select h.first_row, ${problem(`'field', 'household.householdNumber', 'code', 'household.ended', 'value', h.number`)}
   from sheet_household h where h.ended_because is not null`,
  `select p.row_number, ${problem(`'field', 'person.idNumber',
     'code', case when p.ended_because is not null then 'person.ended' else 'person.elsewhere' end,
     'args', jsonb_strip_nulls(jsonb_build_object('number', case when ${inScope('p.known_region')} is not null then k.number end))`)}
   from placed_person p
   left join household_snapshot k on k.county_code = p.known_county and k.household_id = p.known_household and k.valid_to = 'infinity'
   where not p.is_new and (p.ended_because is not null or p.known_household is distinct from p.household_id)`,
  `select p.row_number, ${problem(`'field', 'person.name', 'code', 'row.samePerson', 'args', jsonb_build_object('line', p.first_row)`)}
   from placed_person p where not p.is_new and p.turn > 1`,
]

/** What rows of one household say of it, where they disagree: the later row is told. */
export const disagreements = `
create temp table sheet_disagreement on commit drop as
with several as (
  select county_code, household_number from import_row
  where import_id = $1 and county_code is not null and household_number is not null
  group by 1, 2 having count(household_facts) > 1 or count(status_facts) > 1 or count(income_facts) > 1
), said as (
  select r.county_code, r.household_number, r.row_number, f.key, f.value, f.scope
  from several join import_row r using (county_code, household_number),
  lateral (
    select key, value, '' as scope from jsonb_each(coalesce(household_facts, '{}') || coalesce(status_facts, '{}'))
    union all select key, value, period_from::text from jsonb_each(coalesce(income_facts, '{}')) where period_from is not null
  ) f where r.import_id = $1
), first as (
  select *, first_value(value) over (partition by county_code, household_number, scope, key order by row_number) as first_said
  from said
)
select row_number, county_code, household_number, key, first_said, value from first where value <> first_said`

const disagreeing = `select row_number, ${problem(`'field', 'household.' || key, 'code', 'household.disagree',
  'args', jsonb_build_object('values', (first_said #>> '{}') || ' / ' || (value #>> '{}'))`)} from sheet_disagreement`

/** Amounts by household and period that the book does not hold yet; what it learned later counts more. */
export const newIncome = `
insert into import_income (import_id, county_code, number, period_from, period_to, facts)
select $1::uuid, county_code, number, period_from, period_to, facts from (
  select g.county_code, g.number, g.period_from, g.period_to, case when h.is_new then g.facts else
    (select jsonb_object_agg(f.key, f.value) from jsonb_each(g.facts) f
     left join income_entry e on e.county_code = h.county_code and e.household_id = h.household_id and e.item = f.key
       and e.period_from = g.period_from and e.period_to = g.period_to
     where e.item is null or (e.observed_on <= h.observed_on and e.amount is distinct from
       case jsonb_typeof(f.value) when 'boolean' then (f.value::boolean)::int::bigint when 'null' then null
         else ((f.value #>> '{}')::numeric * 100)::bigint end)) end as facts
  from (
    select county_code, household_number as number, period_from, period_to, jsonb_fold(income_facts order by row_number desc) as facts
    from import_row where import_id = $1 and income_facts is not null and period_from is not null
      and county_code is not null and household_number is not null
    group by 1, 2, 3, 4
  ) g join sheet_household h on h.county_code = g.county_code and h.number = g.number
) d where facts is not null`

const overlapping = `
select distinct on (h.first_row, f.key) h.first_row, ${problem(`'field', 'household.' || f.key, 'code', 'income.overlaps',
  'args', jsonb_build_object('from', e.period_from, 'to', e.period_to)`)}
from import_income i join sheet_household h on h.county_code = i.county_code and h.number = i.number and not h.is_new,
jsonb_object_keys(i.facts) f(key)
join income_entry e on e.item = f.key
where i.import_id = $1 and e.county_code = h.county_code and e.household_id = h.household_id
  and e.period_from < i.period_to and i.period_from < e.period_to and (e.period_from, e.period_to) <> (i.period_from, i.period_to)`

export const sheetProblems = `
create temp table sheet_problem (row_number integer, problem jsonb) on commit drop`
export const collectProblems = `
insert into sheet_problem ${[...acrossRows, disagreeing, overlapping].map((select) => `(${select})`).join('\nunion all\n')}`

/** What households will say: everything when new, what differs otherwise. */
export function householdDifferences(
  columns: readonly FactColumn[],
  statusColumns: readonly FactColumn[],
): string {
  const known = knownFacts(columns, 'a')
  const status = knownFacts(statusColumns, 'a')
  return `
with said as (
  select county_code, household_number as number,
    jsonb_fold(household_facts order by row_number desc) filter (where household_facts is not null) as facts,
    jsonb_fold(status_facts order by row_number desc) filter (where status_facts is not null) as status_facts
  from import_row where import_id = $1 and county_code is not null and household_number is not null
  group by 1, 2
), compared as materialized (
  select h.*, f.facts, f.status_facts, ${known} as known, ${observedDays(columns, 'a')} as seen, ${status} as known_status
  from sheet_household h left join said f on f.county_code = h.county_code and f.number = h.number
  left join household_snapshot a on a.county_code = h.county_code and a.household_id = h.household_id
    and not h.is_new and a.valid_from <= h.observed_on and h.observed_on < a.valid_to
)
insert into import_household (import_id, county_code, number, household_id, is_new, region_code, observed_on, first_row, facts, status_facts)
select $1::uuid, county_code, number, household_id, is_new, coalesce(known_region, region_code), observed_on, first_row,
  case when is_new then facts else ${unlessKnown('household', 'household_id', differing('facts', 'known', 'seen', 'observed_on'))} end,
  case when is_new then status_facts else ${differing('status_facts', 'known_status', `'{}'::jsonb`, 'observed_on')} end
from compared where coalesce(known_region, region_code) is not null`
}

/** Null when a live record of that day says just that already: it was imported before and lost to a later one. */
function unlessKnown(kind: string, id: string, difference: string): string {
  return `(select d.facts from (select ${difference} as facts) d where d.facts is not null and not exists (
    select from record j where j.county_code = compared.county_code and j.subject_id = compared.${id} and j.subject_kind = '${kind}'
      and j.observed_on = compared.observed_on and j.facts @> d.facts
      and not exists (select from record c where c.county_code = j.county_code and c.corrects = j.id)))`
}

/** The result of each row. `likely_person` holds the duplicates found for new persons. */
export function rowResults(columns: readonly FactColumn[]): string {
  const known = knownFacts(columns, 'a')
  return `
with problem as (select row_number, jsonb_agg(problem) as problems from sheet_problem group by 1),
likely as (select row_number, jsonb_agg(jsonb_build_object('person', other, 'score', score, 'reasons', reasons)) as likely from likely_person group by 1),
compared as materialized (
  select p.*, r.person_facts, ${known} as known, ${observedDays(columns, 'a')} as seen
  from placed_person p join import_row r on r.import_id = $1 and r.row_number = p.row_number
  left join person_snapshot a on a.county_code = p.county_code and a.person_id = p.person_id and a.valid_from <= p.observed_on and p.observed_on < a.valid_to
  where not p.is_new
), difference as materialized (
  select row_number, known, ${unlessKnown('person', 'person_id', differing('person_facts', 'known', 'seen', 'observed_on'))} as facts from compared
), whole as (
  select r.row_number, r.county_code, h.household_id, h.first_row = r.row_number as is_first, h.is_new as new_household, s.repeats,
    p.person_id, coalesce(p.is_new, false) as is_new, d.facts, d.known, l.likely,
    case when r.problems is null then q.problems when q.problems is null then r.problems else r.problems || q.problems end as problems,
    i.facts as household_facts, i.status_facts, i.is_new as new_here
  from import_row r join sheet_row s on s.row_number = r.row_number
  left join sheet_household h on h.county_code = r.county_code and h.number = r.household_number
  left join import_household i on i.import_id = $1 and i.county_code = h.county_code and i.number = h.number and h.first_row = r.row_number
  left join placed_person p on p.row_number = r.row_number
  left join difference d on d.row_number = r.row_number
  left join problem q on q.row_number = r.row_number
  left join likely l on l.row_number = r.row_number
  where r.import_id = $1
)
insert into import_result (import_id, row_number, outcome, county_code, household_id, person_id, new_person, facts, changes, problems, likely)
select $1::uuid, row_number,
  case when ${isError('problems')} then 'error'
    when repeats is not null or likely is not null then 'duplicate'
    when is_new then 'new'
    when facts is not null or (is_first and (household_facts is not null or status_facts is not null or has_income)) then 'changed'
    else 'unchanged' end,
  county_code, household_id, person_id, is_new, facts,
  nullif(jsonb_strip_nulls(jsonb_build_object('person', ${changesOf('facts', 'known')})), '{}'), problems, likely
from (select w.*, is_first and exists (
    select from import_income i join import_household h using (import_id, county_code, number)
    where i.import_id = $1 and h.household_id = w.household_id) as has_income from whole w) w`
}

/** A problem without `warning` keeps its row out. */
export function isError(problems: string): string {
  return `coalesce(${problems} @? '$[*] ? (!exists(@.warning))', false)`
}

/** Changes of households stand on their first rows. */
export function householdChanges(
  columns: readonly FactColumn[],
  statusColumns: readonly FactColumn[],
): string {
  const known = knownFacts([...columns, ...statusColumns], 'a')
  return `
with changed as (
  select h.first_row, coalesce(h.facts, '{}') || coalesce(h.status_facts, '{}') as facts, ${known} as known
  from import_household h left join household_snapshot a on a.county_code = h.county_code and a.household_id = h.household_id
    and a.valid_from <= h.observed_on and h.observed_on < a.valid_to
  where h.import_id = $1 and not h.is_new and (h.facts is not null or h.status_facts is not null)
)
update import_result r set changes = coalesce(r.changes, '{}') || jsonb_build_object('household', ${changesOf('c.facts', 'c.known')})
from changed c where r.import_id = $1 and r.row_number = c.first_row`
}

/** Amounts that are new or differ, with what the book holds. */
export const incomeChanges = `
with changed as (
  select h.first_row, jsonb_object_agg(f.key || ' ' || left(i.period_from::text, 7), jsonb_build_array(
    case when f.key = 'incomeComplete' then to_jsonb(e.amount = 1) else to_jsonb(round(e.amount / 100.0, 2)::text) end, f.value)) as changes
  from import_household h join import_income i using (import_id, county_code, number)
  cross join lateral jsonb_each(i.facts) f
  left join income_entry e on e.county_code = h.county_code and e.household_id = h.household_id and e.item = f.key
    and e.period_from = i.period_from and e.period_to = i.period_to
  where h.import_id = $1 and not h.is_new group by 1
)
update import_result r set changes = coalesce(r.changes, '{}') || jsonb_build_object('income', c.changes)
from changed c where r.import_id = $1 and r.row_number = c.first_row`

/** Rows that cannot stand without another that has an error: those of a new household without its head. */
export const dependentRows = `
with fallen as (
  select distinct on (h.household_id) h.household_id, e.row_number
  from import_result e join import_household h on h.import_id = $1 and h.household_id = e.household_id
  join import_row r on r.import_id = $1 and r.row_number = e.row_number
  where e.import_id = $1 and e.outcome = 'error'
    and ((h.is_new and r.person_facts->>'relation' = 'head')
      or e.problems @? '$[*] ? (@.code starts with "household." && @.code != "household.disagree" && @.code != "household.otherHead")')
  order by h.household_id, e.row_number
)
update import_result r set depends_on = f.row_number from fallen f
where r.import_id = $1 and r.household_id = f.household_id and r.outcome <> 'error'`
