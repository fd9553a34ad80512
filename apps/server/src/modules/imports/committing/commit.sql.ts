/** What a commit appends, set-based. `$1` is the import. */

/** Rows that go in. A household goes in when one of its rows does. */
export const committedRows = `
create temp table committed_row on commit drop as
select row_number, county_code, household_id, person_id, new_person, facts
from import_result where import_id = $1 and outcome <> 'error' and depends_on is null`

export const committedHouseholds = `
create temp table committed_household on commit drop as
select h.* from import_household h
where h.import_id = $1 and exists (select from committed_row r where r.household_id = h.household_id)`

/** What the check found must still hold: somebody may have worked in the registry since. */
export const staleSubjects = `
select h.number from committed_household h
left join household k on k.county_code = h.county_code and k.number = h.number
left join household_snapshot s on s.county_code = k.county_code and s.household_id = k.id and s.valid_to = 'infinity'
where case when h.is_new then s.household_id is not null
  else s.household_id is null or s.household_id <> h.household_id or s.ended_because is not null or left(s.region_code, 12) <> left(h.region_code, 12) end
union all
select coalesce(x.person_facts->>'name', '') from committed_row r
join import_row x on x.import_id = $1 and x.row_number = r.row_number
left join person_identity i on i.id_hash = x.id_hash
left join person_snapshot s on s.county_code = i.county_code and s.person_id = i.person_id and s.valid_to = 'infinity'
where x.id_hash is not null and r.person_id is not null and case when r.new_person then s.person_id is not null
  else s.person_id is null or s.person_id <> r.person_id or s.household_id is distinct from r.household_id end
limit 5`

/** An identity that a taken-back import left behind is filled again under its old id. */
export const newHouseholds = `
insert into household (county_code, id, number)
select county_code, household_id, number from committed_household where is_new
on conflict do nothing`

export const newPersons = `
insert into person (county_code, id) select county_code, person_id from committed_row where new_person
on conflict do nothing`

export const newIdentities = `
insert into person_identity (id_hash, county_code, person_id)
select x.id_hash, r.county_code, r.person_id from committed_row r
join import_row x on x.import_id = $1 and x.row_number = r.row_number
where r.person_id is not null and x.id_hash is not null and (r.new_person or r.facts ? 'idNumber')
on conflict (id_hash) do update set county_code = excluded.county_code, person_id = excluded.person_id
where person_identity.person_id <> excluded.person_id
  and not exists (select from person_snapshot s where s.county_code = person_identity.county_code and s.person_id = person_identity.person_id)`

/** Somebody registered the same household or person in the same moment. */
export const lostIdentities = `
select 1 from committed_household h where h.is_new
  and not exists (select from household k where k.county_code = h.county_code and k.id = h.household_id and k.number = h.number)
union all
select 1 from committed_row r join import_row x on x.import_id = $1 and x.row_number = r.row_number
join person_identity i on i.id_hash = x.id_hash
where r.person_id is not null and i.person_id <> r.person_id limit 1`

const journal = `county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, batch_id`

/** `$2` is when, `$3` who. Amounts of a period are records of their own. */
export const householdRecords = `
insert into record (${journal})
select county_code, uuidv7(), 'household', household_id, region_code, observed_on, $2::timestamptz, $3::uuid, 'import',
  coalesce(facts, '{}') || case when is_new then jsonb_build_object('householdNumber', number, 'regionCode', region_code) else '{}' end, $1::uuid
from committed_household where is_new or facts is not null
order by household_id`

export const incomeRecords = `
insert into record (${journal}, period_from, period_to)
select h.county_code, uuidv7(), 'household', h.household_id, h.region_code, h.observed_on, $2::timestamptz, $3::uuid, 'import', i.facts, $1::uuid, i.period_from, i.period_to
from import_income i join committed_household h using (import_id, county_code, number) where import_id = $1
order by h.household_id`

export const personRecords = `
insert into record (${journal})
select r.county_code, uuidv7(), 'person', r.person_id, h.region_code, x.observed_on, $2::timestamptz, $3::uuid, 'import',
  case when r.new_person then x.person_facts || jsonb_build_object('householdId', r.household_id, 'regionCode', h.region_code) else r.facts end, $1::uuid
from committed_row r
join committed_household h on h.household_id = r.household_id
join import_row x on x.import_id = $1 and x.row_number = r.row_number
where r.person_id is not null and (r.new_person or r.facts is not null)
order by r.person_id`

/** The status of what was registered elsewhere is a decision, and its author is whoever commits. */
export const takeoverDecisions = `
insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason, batch_id)
select county_code, uuidv7(), $5::text, household_id, region_code, 'takeover', observed_on, $2::timestamptz, $3::uuid, status_facts, $4::text, $1::uuid
from committed_household where status_facts is not null`

export const touchedPersons = `
create temp table touched_person on commit drop as
select county_code, person_id as subject_id from committed_row where new_person or (person_id is not null and facts is not null)`

/** Households whose records, decisions, amounts or members changed. */
export const touchedHouseholds = `
create temp table touched_household on commit drop as
select distinct h.county_code, h.household_id as subject_id, left(h.region_code, 12) as village_code
from committed_household h
where h.is_new or h.facts is not null or h.status_facts is not null
  or exists (select from import_income i where i.import_id = $1 and i.county_code = h.county_code and i.number = h.number)
  or exists (select from committed_row r where r.household_id = h.household_id and (r.new_person or r.facts is not null))`

/** Pairs that the check found for persons who are now registered. */
export const newDuplicates = `
insert into duplicate (county_code, id, person_a, person_b, region_code, score, reasons)
select distinct on (person_a, person_b) s.county_code, uuidv7(), person_a, person_b, s.region_code, score, reasons
from (
  select least(r.person_id, (l->>'person')::uuid) as person_a, greatest(r.person_id, (l->>'person')::uuid) as person_b,
    (l->>'score')::smallint as score, l->'reasons' as reasons
  from import_result r join committed_row c using (row_number), jsonb_array_elements(r.likely) l
  where r.import_id = $1 and r.likely is not null
) p
join person_snapshot s on s.person_id = person_a and s.valid_to = 'infinity'
join person_snapshot o on o.person_id = person_b and o.valid_to = 'infinity'
order by person_a, person_b, score desc
on conflict (county_code, person_a, person_b) do nothing`
