/** Undoing a batch: corrections of what it appended. `$1` is the import. */

/** Subjects that only this batch made, and on which somebody has worked since: by household. */
export const builtOn = `
create temp table built_on on commit drop as
select distinct coalesce(p.household_id, s.subject_id) as household_id
from (
  select county_code, subject_kind, subject_id from record
  where batch_id = $1 and corrects is null and (facts ? 'regionCode')
) s
left join person_snapshot p on s.subject_kind = 'person' and p.county_code = s.county_code and p.person_id = s.subject_id and p.valid_to = 'infinity'
where s.subject_kind <> 'village' and (exists (
  select from record o where o.county_code = s.county_code and o.subject_id = s.subject_id and o.batch_id is distinct from $1 and o.corrects is null
    and not exists (select from record c where c.county_code = o.county_code and c.corrects = o.id))
or exists (
  select from decision o where o.county_code = s.county_code and o.subject_id = s.subject_id and o.batch_id is distinct from $1 and o.corrects is null
    and not exists (select from decision c where c.county_code = o.county_code and c.corrects = o.id)))`

/** Entries of the batch that are taken back, with the household that they concern. */
const undone = (journal: 'record' | 'decision', columns: string) => `
select ${columns}
from ${journal} j
left join person_snapshot p on j.subject_kind = 'person' and p.county_code = j.county_code and p.person_id = j.subject_id and p.valid_to = 'infinity'
where j.batch_id = $1 and j.corrects is null
  and not exists (select from ${journal} c where c.county_code = j.county_code and c.corrects = j.id)
  and coalesce(p.household_id, j.subject_id) not in (select household_id from built_on)
  and (j.subject_kind <> 'village' or not j.facts ? 'regionCode' or not exists (
    select from household_snapshot h where h.county_code = j.county_code and left(h.region_code, 12) = left(j.region_code, 12) and h.valid_to = 'infinity'
      and not exists (select from record m where m.county_code = h.county_code and m.subject_id = h.household_id and m.batch_id = $1 and m.facts ? 'householdNumber'
        and h.household_id not in (select household_id from built_on))))`

export const undoneEntries = `
create temp table undone_entry on commit drop as
${undone('record', `'record' as journal, j.county_code, j.id, j.subject_kind, j.subject_id, j.region_code, j.observed_on as day, j.facts ? 'regionCode' as made_it, coalesce(p.household_id, j.subject_id) as household_id`)}
union all
${undone('decision', `'decision', j.county_code, j.id, j.subject_kind, j.subject_id, j.region_code, j.decided_on, false, j.subject_id`)}`

/** `$1` the correcting batch, `$2` when, `$3` who, `$4` why. */
export const correctRecords = `
insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, reason, corrects, batch_id)
select county_code, uuidv7(), subject_kind, subject_id, region_code, day, $2::timestamptz, $3::uuid, 'correction', '{}', $4::text, id, $1::uuid
from undone_entry where journal = 'record'`

export const correctDecisions = `
insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason, corrects, batch_id)
select county_code, uuidv7(), subject_kind, subject_id, region_code, 'correction', day, $2::timestamptz, $3::uuid, '{}', $4::text, id, $1::uuid
from undone_entry where journal = 'decision'`

export const touchedPersons = `
create temp table touched_person on commit drop as
select distinct county_code, subject_id from undone_entry where subject_kind = 'person'`

export const touchedHouseholds = `
create temp table touched_household on commit drop as
select distinct on (household_id) county_code, household_id as subject_id, left(region_code, 12) as village_code
from undone_entry where subject_kind <> 'village' order by household_id`

/** Whoever has no live record any more leaves the registry: numbers are free again, the journals keep everything. */
export const forgetIdentities = [
  `delete from person_identity i using undone_entry u where u.made_it and u.subject_kind = 'person'
     and i.county_code = u.county_code and i.person_id = u.subject_id
     and not exists (select from person_snapshot s where s.county_code = i.county_code and s.person_id = i.person_id)`,
  `delete from household h using undone_entry u where u.made_it and u.subject_kind = 'household'
     and h.county_code = u.county_code and h.id = u.subject_id
     and not exists (select from household_snapshot s where s.county_code = h.county_code and s.household_id = h.id)`,
  `delete from person p using undone_entry u where u.made_it and u.subject_kind = 'person'
     and p.county_code = u.county_code and p.id = u.subject_id
     and not exists (select from person_snapshot s where s.county_code = p.county_code and s.person_id = p.id)`,
  `delete from village v using undone_entry u where u.made_it and u.subject_kind = 'village'
     and v.county_code = u.county_code and v.id = u.subject_id
     and not exists (select from village_snapshot s where s.county_code = v.county_code and s.village_id = v.id)`,
  `delete from duplicate d using undone_entry u where u.made_it and u.subject_kind = 'person' and d.state = 'open'
     and (d.person_a = u.subject_id or d.person_b = u.subject_id)
     and not exists (select from person_snapshot s where s.county_code = u.county_code and s.person_id = u.subject_id)`,
]
