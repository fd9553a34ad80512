-- Cases at a million: how many there are is kept as they change, and an ended case says how its subject stood before, so
-- that nobody looks up the entry that opened it. A case has one id everywhere: acts and pages name it by that alone.

drop index case_file_by_id;
alter table case_file add constraint case_file_id_unique unique (id);

alter table case_file add column standing text;
update case_file f set standing = case when d.facts ->> 'before' in ('poor', 'expected', 'relapsed') then 'registered'
    when d.facts ->> 'before' = 'exited' then 'exited' else 'unregistered' end
  from decision d where d.county_code = f.county_code and d.id = f.id;
alter table case_file alter column standing set not null,
  add constraint case_file_standing_known check (standing in ('registered', 'exited', 'unregistered'));
comment on column case_file.standing is 'How its subject stood when it was opened: registered, exited or unregistered.';

alter table case_file add column steps text[] not null default '{}';
update case_file f set steps = s.steps
  from (select county_code, case_id, array_agg(step order by beside, step collate "C") as steps from case_step group by 1, 2) s
  where s.county_code = f.county_code and s.case_id = f.id;
comment on column case_file.steps is 'Steps where it stands, the main one first; none once it is over.';

drop index case_file_by_region;
drop index case_file_by_due;
create index case_file_by_region on case_file (state, region_code, id);
create index case_file_by_due on case_file (state, coalesce(next_due, '9999-12-31'::date), region_code, id);
create index case_file_by_opening on case_file (state, opened_on, id);
create index case_file_by_procedure on case_file (procedure, state, coalesce(next_due, '9999-12-31'::date), region_code, id);
create index case_file_due on case_file (due_on, region_code) include (procedure, county_code, id, subject_kind, subject_id)
  where state = 'open' and due_on is not null;
create index case_file_ended on case_file (procedure, ended_on)
  include (region_code, standing, outcome, county_code, subject_kind, subject_id) where state = 'ended';
drop index case_step_by_due;
create index case_step_by_due on case_step (due_on, region_code) include (procedure, step, county_code, case_id)
  where due_on is not null;

create table case_count (
  county_code text collate "C" not null,
  level       smallint not null,
  region_code text collate "C" not null,
  procedure   text not null,
  digest      text not null,
  state       text not null,
  steps       text[] not null,
  outcome     text not null,
  cases       bigint not null,
  primary key (county_code, level, region_code, procedure, digest, state, steps, outcome)
);
create index case_count_by_level on case_count (level, region_code, procedure);
comment on table case_count is 'How many cases of a village, a town and a county stand where or ended how: the folded part.';
comment on column case_count.county_code is 'County, first in every key.';
comment on column case_count.level is 'Digits of the regions that are counted: 12, 9 or 6, each counted in full.';
comment on column case_count.region_code is 'Village, town or county; a case about a county counts there at every level.';
comment on column case_count.procedure is 'Id of the procedure.';
comment on column case_count.digest is 'The version of it that the cases run: it says who acts in a step.';
comment on column case_count.state is 'open, ended or withdrawn.';
comment on column case_count.steps is 'Steps where the cases stand, the main one first.';
comment on column case_count.outcome is 'Outcome that ended them; empty text when none.';
comment on column case_count.cases is 'How many.';

create table case_change (
  county_code text collate "C" not null,
  id          bigint generated always as identity,
  region_code text collate "C" not null,
  procedure   text not null,
  digest      text not null,
  state       text not null,
  steps       text[] not null,
  outcome     text not null,
  cases       bigint not null,
  primary key (county_code, id)
);
comment on table case_change is 'Changes that a job has not folded into case_count yet. Appending never waits for another writer.';
comment on column case_change.county_code is 'County, first in every key.';
comment on column case_change.id is 'Order of arrival.';
comment on column case_change.region_code is 'Village, 12 digits; the county of a case about a county.';
comment on column case_change.procedure is 'Id of the procedure.';
comment on column case_change.digest is 'The version of it that the cases run.';
comment on column case_change.state is 'open, ended or withdrawn.';
comment on column case_change.steps is 'Steps where the cases stand, the main one first.';
comment on column case_change.outcome is 'Outcome that ended them; empty text when none.';
comment on column case_change.cases is 'How many more (or fewer).';

create function count_cases() returns trigger language plpgsql as $$
begin
  -- Two branches: a statement that only adds has no table of what was.
  if tg_op = 'INSERT' then
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), count(*)
    from after_rows group by 1, 2, 3, 4, 5, 6, 7;
  elsif tg_op = 'DELETE' then
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), -count(*)
    from before_rows group by 1, 2, 3, 4, 5, 6, 7;
  else
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), sum(n)
    from (select *, -1 as n from before_rows union all select *, 1 from after_rows) changed
    group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0;
  end if;
  return null;
end $$;
comment on function count_cases() is 'Appends to case_change what a statement changed in case_file.';
create trigger case_file_inserted after insert on case_file referencing new table as after_rows
  for each statement execute function count_cases();
create trigger case_file_updated after update on case_file referencing old table as before_rows new table as after_rows
  for each statement execute function count_cases();
create trigger case_file_deleted after delete on case_file referencing old table as before_rows
  for each statement execute function count_cases();

create or replace function fold_counts() returns void language plpgsql as $$
begin
  -- Only one folder at a time; whoever comes second has nothing to do.
  if not pg_try_advisory_xact_lock(hashtext('fold_counts')) then return; end if;
  with taken as (delete from verdict_change returning *)
  insert into verdict_count as c (county_code, region_code, set_id, status, criterion, outcome, subjects, persons)
  select county_code, left(village_code, digits), set_id, status, criterion, outcome, sum(subjects), sum(persons)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4, 5, 6 having sum(subjects) <> 0 or sum(persons) <> 0
  on conflict (county_code, region_code, set_id, status, criterion, outcome)
  do update set subjects = c.subjects + excluded.subjects, persons = c.persons + excluded.persons;
  with taken as (delete from household_change returning *)
  insert into household_count as c (county_code, region_code, status, cause, households, persons)
  select county_code, left(village_code, digits), status, cause, sum(households), sum(persons)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4 having sum(households) <> 0 or sum(persons) <> 0
  on conflict (county_code, region_code, status, cause)
  do update set households = c.households + excluded.households, persons = c.persons + excluded.persons;
  with taken as (delete from case_change returning *)
  insert into case_count as c (county_code, level, region_code, procedure, digest, state, steps, outcome, cases)
  select county_code, digits, left(region_code, digits), procedure, digest, state, steps, outcome, sum(cases)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(cases) <> 0
  on conflict (county_code, level, region_code, procedure, digest, state, steps, outcome)
  do update set cases = c.cases + excluded.cases;
end $$;
comment on function fold_counts() is 'Moves verdict_change, household_change and case_change into the counts. Run by a job; the sum of both is right at any time.';

insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), count(*)
from case_file group by 1, 2, 3, 4, 5, 6, 7;
select fold_counts();

grant select on case_count to lika_app;
grant select, insert on case_change to lika_app;
alter table case_change enable row level security;
create policy scope_all on case_change to lika_app using (region_code <@ (select scope_regions()))
  with check (case when (select scope_is_whole()) then true
    else region_range(county_code, county_code || '~') && (select scope_regions()) end);

-- What verifying compares complaints with: the events of their arrival and of the acts on them.
create index audit_event_of_complaints on audit_event (subject_id, id) where subject_kind = 'complaint' and kind = 'change' and result = 'done';
create index audit_event_of_links on audit_event using gin ((detail -> 'links')) where detail ? 'links';
