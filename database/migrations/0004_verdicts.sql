-- Verdicts: kept live, and counted as they change.

create table receipt (
  id         bigint generated always as identity primary key,
  set_id     text collate "C" not null,
  chain      jsonb not null,
  engine     text not null,
  constraint receipt_unique unique (set_id, chain, engine)
);
comment on table receipt is 'Under which packs, by version and digest, and which engine verdicts were made.';
comment on column receipt.id is 'Named by the verdicts.';
comment on column receipt.set_id is 'Set of criteria.';
comment on column receipt.chain is 'Packs whose items the set uses: name, version, digest.';
comment on column receipt.engine is 'Version of the engine.';

create table verdict (
  county_code  text collate "C" not null,
  subject_id   uuid not null,
  set_id       text collate "C" not null,
  subject_kind text not null,
  region_code  text collate "C" not null,
  as_of        date not null,
  outcome      smallint not null,
  codes        bigint not null,
  criteria     smallint not null,
  status       text,
  persons      integer not null,
  receipt_id   bigint not null,
  judged_at    timestamptz not null default now(),
  primary key (county_code, subject_id, set_id),
  constraint verdict_outcome_known check (outcome between 0 and 2),
  constraint verdict_in_its_county check (starts_with(region_code, county_code))
);
create index verdict_by_region on verdict (county_code, set_id, region_code, subject_id) include (outcome, codes, status, persons);
comment on table verdict is 'What the facts say of a subject under a set of criteria (判定), live. It opens or blocks a step; it never changes a status.';
comment on column verdict.county_code is 'County, first in every key.';
comment on column verdict.subject_id is 'Household, person or village.';
comment on column verdict.set_id is 'Set of criteria: household-exit.';
comment on column verdict.subject_kind is 'household, person or village.';
comment on column verdict.region_code is 'Village or group of the subject.';
comment on column verdict.as_of is 'Day for which it was judged.';
comment on column verdict.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict.codes is 'Two bits per criterion, criterion i at bits 2i, same numbers as outcome.';
comment on column verdict.criteria is 'How many criteria the set had.';
comment on column verdict.status is 'Status of the subject when judged, for counting.';
comment on column verdict.persons is 'Members of the household when judged, for counting.';
comment on column verdict.receipt_id is 'Under which packs.';
comment on column verdict.judged_at is 'When.';

create table verdict_count (
  county_code  text collate "C" not null,
  region_code  text collate "C" not null,
  set_id       text collate "C" not null,
  status       text collate "C" not null,
  criterion    smallint not null,
  outcome      smallint not null,
  subjects     bigint not null,
  persons      bigint not null,
  primary key (county_code, region_code, set_id, status, criterion, outcome)
);
create index verdict_count_by_region on verdict_count (region_code);
comment on table verdict_count is 'How many subjects of a village, a town and a county have which outcome: the folded part of the summary.';
comment on column verdict_count.county_code is 'County, first in every key.';
comment on column verdict_count.region_code is 'Village, town or county: 12, 9 or 6 digits, each counted in full.';
comment on column verdict_count.set_id is 'Set of criteria.';
comment on column verdict_count.status is 'Status of the subjects; empty text when they have none.';
comment on column verdict_count.criterion is 'Index of the criterion in the set; -1 for the overall outcome.';
comment on column verdict_count.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict_count.subjects is 'How many subjects.';
comment on column verdict_count.persons is 'How many persons in them.';

create table verdict_change (
  county_code  text collate "C" not null,
  id           bigint generated always as identity,
  village_code text collate "C" not null,
  set_id       text collate "C" not null,
  status       text collate "C" not null,
  criterion    smallint not null,
  outcome      smallint not null,
  subjects     bigint not null,
  persons      bigint not null,
  primary key (county_code, id)
);
comment on table verdict_change is 'Changes of the summary that a job has not folded into verdict_count yet. Appending never waits for another writer.';
comment on column verdict_change.county_code is 'County, first in every key.';
comment on column verdict_change.id is 'Order of arrival.';
comment on column verdict_change.village_code is 'Village, 12 digits.';
comment on column verdict_change.set_id is 'Set of criteria.';
comment on column verdict_change.status is 'Status of the subjects; empty text when they have none.';
comment on column verdict_change.criterion is 'Index of the criterion in the set; -1 for the overall outcome.';
comment on column verdict_change.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict_change.subjects is 'How many more (or fewer) subjects.';
comment on column verdict_change.persons is 'How many more (or fewer) persons.';

create table household_count (
  county_code  text collate "C" not null,
  region_code  text collate "C" not null,
  status       text collate "C" not null,
  cause        text collate "C" not null,
  households   bigint not null,
  persons      bigint not null,
  primary key (county_code, region_code, status, cause)
);
create index household_count_by_region on household_count (region_code);
comment on table household_count is 'How many households and persons a village, a town and a county have, by status and cause: the folded part.';
comment on column household_count.county_code is 'County, first in every key.';
comment on column household_count.region_code is 'Village, town or county: 12, 9 or 6 digits, each counted in full.';
comment on column household_count.status is 'householdStatus; empty text when none.';
comment on column household_count.cause is 'Main cause; empty text when unknown.';
comment on column household_count.households is 'How many households.';
comment on column household_count.persons is 'How many persons in them.';

create table household_change (
  county_code  text collate "C" not null,
  id           bigint generated always as identity,
  village_code text collate "C" not null,
  status       text collate "C" not null,
  cause        text collate "C" not null,
  households   bigint not null,
  persons      bigint not null,
  primary key (county_code, id)
);
comment on table household_change is 'Changes that a job has not folded into household_count yet.';
comment on column household_change.county_code is 'County, first in every key.';
comment on column household_change.id is 'Order of arrival.';
comment on column household_change.village_code is 'Village, 12 digits.';
comment on column household_change.status is 'householdStatus; empty text when none.';
comment on column household_change.cause is 'Main cause; empty text when unknown.';
comment on column household_change.households is 'How many more (or fewer) households.';
comment on column household_change.persons is 'How many more (or fewer) persons.';

create function count_verdicts() returns trigger language plpgsql as $$
begin
  -- The statement's rows at once: one insert per statement, however many verdicts changed.
  if tg_op in ('UPDATE', 'DELETE') then
    insert into verdict_change (county_code, village_code, set_id, status, criterion, outcome, subjects, persons)
    select county_code, left(region_code, 12), set_id, coalesce(status, ''), c.criterion,
           case when c.criterion < 0 then outcome else ((codes >> (2 * c.criterion)) & 3)::smallint end as found, -count(*), -sum(persons)
    from before_rows, lateral (select n::smallint as criterion from generate_series(-1, criteria - 1) n) c
    group by 1, 2, 3, 4, 5, 6;
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into verdict_change (county_code, village_code, set_id, status, criterion, outcome, subjects, persons)
    select county_code, left(region_code, 12), set_id, coalesce(status, ''), c.criterion,
           case when c.criterion < 0 then outcome else ((codes >> (2 * c.criterion)) & 3)::smallint end as found, count(*), sum(persons)
    from after_rows, lateral (select n::smallint as criterion from generate_series(-1, criteria - 1) n) c
    group by 1, 2, 3, 4, 5, 6;
  end if;
  return null;
end $$;

comment on function count_verdicts is 'Appends to verdict_change what a statement changed in verdict.';
create trigger verdict_inserted after insert on verdict
  referencing new table as after_rows for each statement execute function count_verdicts();
create trigger verdict_updated after update on verdict
  referencing old table as before_rows new table as after_rows for each statement execute function count_verdicts();
create trigger verdict_deleted after delete on verdict
  referencing old table as before_rows for each statement execute function count_verdicts();

create function count_households() returns trigger language plpgsql as $$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    insert into household_change (county_code, village_code, status, cause, households, persons)
    select county_code, left(region_code, 12), coalesce(status, ''), coalesce(cause, ''), -count(*), -sum(household_size)
    from before_rows where valid_to = 'infinity' and ended_because is null group by 1, 2, 3, 4;
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into household_change (county_code, village_code, status, cause, households, persons)
    select county_code, left(region_code, 12), coalesce(status, ''), coalesce(cause, ''), count(*), sum(household_size)
    from after_rows where valid_to = 'infinity' and ended_because is null group by 1, 2, 3, 4;
  end if;
  return null;
end $$;
comment on function count_households is 'Appends to household_change what a statement changed in the snapshots that hold now.';
create trigger household_snapshot_inserted after insert on household_snapshot
  referencing new table as after_rows for each statement execute function count_households();
create trigger household_snapshot_updated after update on household_snapshot
  referencing old table as before_rows new table as after_rows for each statement execute function count_households();
create trigger household_snapshot_deleted after delete on household_snapshot
  referencing old table as before_rows for each statement execute function count_households();

create function fold_counts() returns void language plpgsql as $$
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
end $$;
comment on function fold_counts is 'Moves verdict_change and household_change into the counts. Run by a job; the sum of both is right at any time.';
