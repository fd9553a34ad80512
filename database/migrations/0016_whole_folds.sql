-- A fold made of half a journal would be wrong, and a village judged by half of its households as well. Folding and judging
-- see whole subjects, whoever asks: they show a key that only the server knows, for as long as they run.

create table fold_key (
  key_hash bytea primary key
);
comment on table fold_key is 'The key that folds show to see whole journals. The server brings it up to date when it starts.';
comment on column fold_key.key_hash is 'SHA-256 of the key, which is derived from the secret of LIKA_HOME.';

create function scope_is_whole() returns boolean language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select exists (select from public.fold_key where key_hash = sha256(convert_to(nullif(current_setting('lika.fold', true), ''), 'UTF8')))
$$;
comment on function scope_is_whole() is 'Whether a fold or a judgement is running, which sees subjects whole.';

drop policy scope_read on record;
create policy scope_read on record for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds(subject_kind, county_code, subject_id) end);
drop policy scope_read on decision;
create policy scope_read on decision for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds(subject_kind, county_code, subject_id) end);

-- Somebody who has moved on is still seen in the past of the household that one answers for.
drop policy scope_all on household_snapshot;
create policy scope_all on household_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds('household', county_code, household_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
drop policy scope_all on person_snapshot;
create policy scope_all on person_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds('person', county_code, person_id) or scope_holds('household', county_code, household_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
drop policy scope_all on village_snapshot;
create policy scope_all on village_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds('village', county_code, village_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
drop policy scope_all on verdict;
create policy scope_all on verdict to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds(subject_kind, county_code, subject_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
drop policy scope_all on contradiction;
create policy scope_all on contradiction to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds(subject_kind, county_code, subject_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
drop policy scope_all on person_search;
create policy scope_all on person_search to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds('person', county_code, person_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);

drop policy scope_all on income_entry;
create policy scope_all on income_entry to lika_app using (
  case when region_range(county_code, county_code || '~') <@ (select scope_regions()) then true
    when (select scope_is_whole()) then true
    else exists (select from household_snapshot s where s.county_code = income_entry.county_code
      and s.household_id = income_entry.household_id and s.valid_to = 'infinity') end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);

drop policy scope_all on household_change;
create policy scope_all on household_change to lika_app using (village_code <@ (select scope_regions()))
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);

drop policy scope_all on verdict_change;
create policy scope_all on verdict_change to lika_app using (village_code <@ (select scope_regions()))
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
