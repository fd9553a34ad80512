-- What a request may touch: grants for lika_app, and row-level security by the regions of its session. The query layer
-- has asked the same already; this is the second lock, and a request without a session finds no rows at all.
--
-- The policies are written as CASE: a range against a value that is known only when the query runs would be guessed
-- at half a percent of the rows, and every plan with it.

grant usage on schema public to lika_app;
alter function scope_holds(text, text, uuid) cost 1;

-- Reference data, and what says nothing of anybody: regions, names, receipts, keyed hashes, identities without content.
grant select on region, region_boundary, region_change, region_search, han_initial, receipt, setting, schema_migration,
  import_mapping, person_identity, household, person, village, role, unit, household_count, verdict_count to lika_app;
grant select (id, name, display_name, region_code, demo) on account to lika_app;
grant insert, update (engine) on receipt to lika_app;
grant insert, update on import_mapping to lika_app;
grant insert, update, delete on person_identity to lika_app;
grant insert on household, person, village to lika_app;
-- Rows are locked, never changed: the privilege to lock is that to update.
grant update (id) on household, person, village to lika_app;

-- Journals are read and appended to.
grant select, insert on record, decision, operation, unmasking, evidence_file to lika_app;

grant select, insert, update, delete on household_snapshot, person_snapshot, village_snapshot, income_entry, contradiction,
  person_search, verdict, duplicate, import, import_row, import_household, import_income, import_result, saved_view to lika_app;
grant select, insert on household_change, verdict_change to lika_app;
grant select, insert, update on job_progress to lika_app;

alter table record enable row level security;
create policy scope_read on record for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds(subject_kind, county_code, subject_id) end);
create policy scope_append on record for insert to lika_app with check (region_code <@ (select scope_regions()));

alter table decision enable row level security;
create policy scope_read on decision for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds(subject_kind, county_code, subject_id) end);
create policy scope_append on decision for insert to lika_app with check (region_code <@ (select scope_regions()));

alter table unmasking enable row level security;
create policy scope_read on unmasking for select to lika_app using (account_id = (select scope_account()));
create policy scope_append on unmasking for insert to lika_app with check (
  account_id = (select scope_account()) and region_code <@ (select scope_regions()));

alter table operation enable row level security;
create policy scope_all on operation to lika_app using (
  region_range(county_code, county_code || '~') && (select scope_regions()));

-- Folds of a subject hold its whole past, so that rows of places where it was registered before are written as well:
-- by whoever answers for it today, and never outside the county.
alter table household_snapshot enable row level security;
create policy scope_all on household_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds('household', county_code, household_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table person_snapshot enable row level security;
create policy scope_all on person_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds('person', county_code, person_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table village_snapshot enable row level security;
create policy scope_all on village_snapshot to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds('village', county_code, village_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table verdict enable row level security;
create policy scope_all on verdict to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds(subject_kind, county_code, subject_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table contradiction enable row level security;
create policy scope_all on contradiction to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds(subject_kind, county_code, subject_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table person_search enable row level security;
create policy scope_all on person_search to lika_app using (
  case when region_code <@ (select scope_regions()) then true else scope_holds('person', county_code, person_id) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table income_entry enable row level security;
create policy scope_all on income_entry to lika_app using (
  case when region_range(county_code, county_code || '~') <@ (select scope_regions()) then true
    else exists (select from household_snapshot s where s.county_code = income_entry.county_code
      and s.household_id = income_entry.household_id and s.valid_to = 'infinity') end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table duplicate enable row level security;
create policy scope_all on duplicate to lika_app using (
  case when region_code <@ (select scope_regions()) then true
    else scope_holds('person', county_code, person_a) or scope_holds('person', county_code, person_b) end)
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

-- Changes that wait to be counted say how many, not who.
alter table household_change enable row level security;
create policy scope_all on household_change to lika_app using (village_code <@ (select scope_regions()))
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));
alter table verdict_change enable row level security;
create policy scope_all on verdict_change to lika_app using (village_code <@ (select scope_regions()))
  with check (region_range(county_code, county_code || '~') && (select scope_regions()));

alter table import enable row level security;
create policy scope_all on import to lika_app using (region_code <@ (select scope_regions()));
alter table import_row enable row level security;
create policy scope_all on import_row to lika_app using (import_id = any (array(select id from import)));
alter table import_household enable row level security;
create policy scope_all on import_household to lika_app using (import_id = any (array(select id from import)));
alter table import_income enable row level security;
create policy scope_all on import_income to lika_app using (import_id = any (array(select id from import)));
alter table import_result enable row level security;
create policy scope_all on import_result to lika_app using (import_id = any (array(select id from import)));

alter table saved_view enable row level security;
create policy scope_read on saved_view for select to lika_app using (account_id = (select scope_account()) or shared_with is not null);
create policy scope_append on saved_view for insert to lika_app with check (account_id = (select scope_account()));
create policy scope_change on saved_view for update to lika_app using (account_id = (select scope_account()));
create policy scope_remove on saved_view for delete to lika_app using (account_id = (select scope_account()));

-- Whose work may be seen depends on a permission, which the query layer knows; its region holds here.
alter table job_progress enable row level security;
create policy scope_all on job_progress to lika_app using (
  made_by = (select scope_account())
  or coalesce(result->>'region', (select a.region_code from account a where a.id = made_by)) <@ (select scope_regions()));
