-- Plans: policy documents as they were issued, what was read out of them, and the folds of what people accepted of it:
-- targets, tasks, fund lines. Accepting is a decision about the plan, a report of progress a record about the task.
-- A document of a region is read by whoever works for that region, within it or above it: plans are passed down.

alter table decision drop constraint decision_subject_kind_known;
alter table decision add constraint decision_subject_kind_known check (subject_kind in ('household', 'person', 'village', 'plan'));
comment on column decision.subject_kind is 'household, person, village or plan.';
comment on column decision.subject_id is 'Whom or what it concerns.';
alter table record drop constraint record_subject_kind_known;
alter table record add constraint record_subject_kind_known check (subject_kind in ('household', 'person', 'village', 'task'));
comment on column record.subject_kind is 'household, person, village or task.';
comment on column record.subject_id is 'The household, person, village or task it speaks of.';

drop policy scope_read on decision;
create policy scope_read on decision for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true
    when (select scope_is_whole()) then true
    when subject_kind = 'plan' then (select scope_regions()) && region_range(region_code, (region_code || '~') collate "C")
    else scope_holds(subject_kind, county_code, subject_id) end);
drop policy scope_read on record;
create policy scope_read on record for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true
    when (select scope_is_whole()) then true
    when subject_kind = 'task' then (select scope_regions()) && region_range(region_code, (region_code || '~') collate "C")
    else scope_holds(subject_kind, county_code, subject_id) end);

create table plan (
  id          uuid primary key,
  region_code text collate "C" not null,
  above_id    uuid references plan,
  made_by     uuid not null references account,
  made_at     timestamptz not null,
  ended_at    timestamptz,
  constraint plan_region_is_a_code check (region_code ~ '^\d{2,14}$'),
  constraint plan_not_above_itself check (above_id <> id)
);
create index plan_by_region on plan (region_code, id);
create index plan_by_above on plan (above_id) where above_id is not null;
comment on table plan is 'A text of policy (方案) as it was filed: a document, or a collection of several.';
comment on column plan.id is 'uuid v7 made by whoever filed it.';
comment on column plan.region_code is 'Region whose authorities issued it.';
comment on column plan.above_id is 'The plan of the level above that it carries out, if told.';
comment on column plan.made_by is 'Account that filed it.';
comment on column plan.made_at is 'When.';
comment on column plan.ended_at is 'Since when it is withdrawn, with everything that was accepted of it; empty while it holds.';

create table plan_version (
  plan_id   uuid not null references plan,
  version   integer not null,
  text      text not null,
  sha256    bytea not null,
  file_name text,
  reason    text,
  made_by   uuid not null references account,
  made_at   timestamptz not null,
  primary key (plan_id, version),
  constraint plan_version_counts_from_one check (version >= 1),
  constraint plan_version_holds_text check (length(text) between 1 and 2000000),
  constraint plan_version_corrected_for_a_reason check (version = 1 or reason is not null)
);
create trigger plan_version_only_appended_to before update or delete or truncate on plan_version
  for each statement execute function only_appended_to();
comment on table plan_version is 'The text of a plan, and of each corrected version of it. Only appended to.';
comment on column plan_version.plan_id is 'The plan.';
comment on column plan_version.version is 'Counted from 1.';
comment on column plan_version.text is 'The decoded text; ranges count its UTF-16 units.';
comment on column plan_version.sha256 is 'Digest of the text in UTF-8.';
comment on column plan_version.file_name is 'Name of the file that it came from; empty when pasted.';
comment on column plan_version.reason is 'Why there is another version.';
comment on column plan_version.made_by is 'Account that filed this version.';
comment on column plan_version.made_at is 'When.';

create table plan_reading (
  plan_id    uuid not null,
  version    integer not null,
  part       integer not null,
  reader     text not null,
  title      text not null,
  number     text,
  range_from integer not null,
  range_to   integer not null,
  errors     integer not null,
  warnings   integer not null,
  read       jsonb not null,
  primary key (plan_id, version, part),
  foreign key (plan_id, version) references plan_version
);
comment on table plan_reading is 'What the reader read out of a version, a row a document of it. Derived: made again when the reader changes.';
comment on column plan_reading.plan_id is 'The plan.';
comment on column plan_reading.version is 'The version.';
comment on column plan_reading.part is 'The document of the text, from 0.';
comment on column plan_reading.reader is 'Version of the reader.';
comment on column plan_reading.title is 'Title of the document; empty when it bears none.';
comment on column plan_reading.number is 'Number of the document (文号), if any.';
comment on column plan_reading.range_from is 'Where it begins in the text.';
comment on column plan_reading.range_to is 'Where it ends.';
comment on column plan_reading.errors is 'How many errors the audit found.';
comment on column plan_reading.warnings is 'How many warnings.';
comment on column plan_reading.read is 'Outline, statements and findings.';

create table plan_statement (
  id          uuid primary key,
  plan_id     uuid not null references plan,
  region_code text collate "C" not null,
  kind        text not null,
  state       text not null,
  version     integer,
  part        integer,
  range_from  integer,
  range_to    integer,
  content     jsonb,
  reason      text not null,
  decided_by  uuid not null,
  decided_at  timestamptz not null,
  decision_id uuid not null,
  constraint plan_statement_kind_known check (kind in ('target', 'task', 'fundLine', 'finding')),
  constraint plan_statement_state_known check (state in ('accepted', 'rejected')),
  constraint plan_statement_place_whole check ((version is null) = (range_from is null) and (version is null) = (range_to is null)
    and (version is null) = (part is null))
);
create index plan_statement_by_plan on plan_statement (plan_id, version, range_from);
comment on table plan_statement is 'What people decided about the statements of a plan: the fold of its decisions. One that was taken back has no row.';
comment on column plan_statement.id is 'The statement: the id of the first decision about it.';
comment on column plan_statement.plan_id is 'The plan.';
comment on column plan_statement.region_code is 'Region of whoever decided: that of the plan, or one below that breaks a target down.';
comment on column plan_statement.kind is 'target, task, fundLine or finding.';
comment on column plan_statement.state is 'accepted (as read or corrected) or rejected.';
comment on column plan_statement.version is 'Version of the text that it stands in; empty for what was set by hand.';
comment on column plan_statement.part is 'Document of that text, from 0.';
comment on column plan_statement.range_from is 'Where its sentence begins in the text.';
comment on column plan_statement.range_to is 'Where it ends.';
comment on column plan_statement.content is 'What was accepted; empty for what was rejected.';
comment on column plan_statement.reason is 'Why, where somebody said so.';
comment on column plan_statement.decided_by is 'Account of the last decision.';
comment on column plan_statement.decided_at is 'When.';
comment on column plan_statement.decision_id is 'The last decision about it.';

create table target (
  id          uuid primary key references plan_statement on delete cascade,
  plan_id     uuid not null references plan,
  region_code text collate "C" not null,
  of_id       uuid,
  kind        text not null,
  label       text not null,
  indicator   text,
  begins_on   date,
  ends_on     date,
  bound       text not null,
  value       numeric not null,
  up_to       numeric,
  unit        text not null,
  clause      text not null,
  constraint target_kind_known check (kind in ('plan', 'assigned')),
  constraint target_bound_known check (bound in ('exact', 'about', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'between'))
);
create index target_by_region on target (region_code, ends_on);
create index target_by_whole on target (of_id) where of_id is not null;
create index target_by_plan on target (plan_id);
comment on table target is 'Targets (目标任务) in force: the fold of accepted statements.';
comment on column target.id is 'The statement.';
comment on column target.plan_id is 'The plan.';
comment on column target.region_code is 'Region that is to reach it.';
comment on column target.of_id is 'The target of the level above that it is a part of.';
comment on column target.kind is 'plan (计划数) or assigned (下达数): what the level above handed down takes precedence.';
comment on column target.label is 'What is counted, in the words of the document.';
comment on column target.indicator is 'Indicator of the packs that shows reality beside it, if any.';
comment on column target.begins_on is 'First day of its period; empty when not stated.';
comment on column target.ends_on is 'Last day; empty when not stated.';
comment on column target.bound is 'exact, about, atLeast, atMost, moreThan, lessThan, between.';
comment on column target.value is 'The figure in its unit.';
comment on column target.up_to is 'Upper end of a range.';
comment on column target.unit is 'Unit as stated: 户, 人, 个村, 万元, %.';
comment on column target.clause is 'Clause of the document; empty for what was set by hand.';

create table task (
  id          uuid primary key references plan_statement on delete cascade,
  plan_id     uuid not null references plan,
  region_code text collate "C" not null,
  clause      text not null,
  text        text not null,
  begins_on   date,
  due_on      date,
  every       text,
  ends_on     date,
  constraint task_every_known check (every in ('week', 'month', 'quarter', 'halfYear', 'year')),
  constraint task_cycle_ends check (every is null or (begins_on is not null and ends_on is not null and begins_on <= ends_on))
);
create index task_by_region on task (region_code, due_on);
create index task_by_plan on task (plan_id);
comment on table task is 'Tasks (任务清单) in force: the fold of accepted statements.';
comment on column task.id is 'The statement.';
comment on column task.plan_id is 'The plan.';
comment on column task.region_code is 'Region of the plan.';
comment on column task.clause is 'Clause of the document.';
comment on column task.text is 'What is to be done.';
comment on column task.begins_on is 'First day of a cycle, or of the work where told.';
comment on column task.due_on is 'Deadline; empty when none is stated or the task comes by a cycle.';
comment on column task.every is 'week, month, quarter, halfYear or year for what is owed again and again.';
comment on column task.ends_on is 'Last day of the cycle.';

create table task_unit (
  task_id     uuid not null references task on delete cascade,
  role        text not null,
  name        text not null,
  department  text,
  unit_id     uuid references unit,
  primary key (task_id, role, name),
  constraint task_unit_role_known check (role in ('lead', 'cooperating', 'responsible'))
);
create index task_unit_by_unit on task_unit (unit_id) where unit_id is not null;
create index task_unit_by_name on task_unit (name);
comment on table task_unit is 'Which unit leads a task (牵头), cooperates (配合) or answers for it (责任).';
comment on column task_unit.task_id is 'The task.';
comment on column task_unit.role is 'lead, cooperating or responsible.';
comment on column task_unit.name is 'Name as the document has it.';
comment on column task_unit.department is 'Key of the department that the name means, in the list of departments; empty when unknown.';
comment on column task_unit.unit_id is 'Unit of the register, when it is known.';

create table fund_line (
  id          uuid primary key references plan_statement on delete cascade,
  plan_id     uuid not null references plan,
  region_code text collate "C" not null,
  clause      text not null,
  title       text not null,
  side        text not null,
  nature      text not null,
  amount      numeric not null,
  bound       text not null,
  terms       jsonb not null,
  constraint fund_line_side_known check (side in ('use', 'source')),
  constraint fund_line_nature_known check (nature in ('grant', 'loan', 'interest', 'guarantee', 'insurance', 'other')),
  constraint fund_line_bound_known check (bound in ('exact', 'about', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'between'))
);
create index fund_line_by_plan on fund_line (plan_id);
create index fund_line_by_region on fund_line (region_code, id);
comment on table fund_line is 'Fund lines (资金安排) in force: the fold of accepted statements.';
comment on column fund_line.id is 'The statement.';
comment on column fund_line.plan_id is 'The plan.';
comment on column fund_line.region_code is 'Region of the plan.';
comment on column fund_line.clause is 'Clause of the document.';
comment on column fund_line.title is 'What it is for, or where it comes from.';
comment on column fund_line.side is 'use or source.';
comment on column fund_line.nature is 'grant, loan, interest, guarantee, insurance or other.';
comment on column fund_line.amount is 'Yuan.';
comment on column fund_line.bound is 'exact, about, atLeast, atMost, moreThan, lessThan, between.';
comment on column fund_line.terms is 'Count, rate, months and deductions that make the amount, as stated.';

create table unit_alias (
  region_code text collate "C" not null,
  alias       text not null,
  unit_id     uuid not null references unit,
  made_by     uuid not null references account,
  made_at     timestamptz not null,
  primary key (region_code, alias),
  constraint unit_alias_is_a_name check (length(btrim(alias)) between 2 and 100)
);
comment on table unit_alias is 'Other names by which documents of a region call a unit (简称).';
comment on column unit_alias.region_code is 'Region whose documents use the name.';
comment on column unit_alias.alias is 'The name.';
comment on column unit_alias.unit_id is 'The unit that is meant.';
comment on column unit_alias.made_by is 'Account that said so.';
comment on column unit_alias.made_at is 'When.';

grant select, insert on plan, plan_version to lika_app;
grant update (ended_at, above_id) on plan to lika_app;
grant select, insert, update, delete on plan_reading, plan_statement, target, task, task_unit, fund_line, unit_alias to lika_app;

alter table plan enable row level security;
create policy scope_read on plan for select to lika_app using (case when scope_touches(region_code) then true else false end);
create policy scope_append on plan for insert to lika_app with check (region_code <@ (select scope_regions()));
create policy scope_change on plan for update to lika_app using (region_code <@ (select scope_regions()));
alter table plan_version enable row level security;
create policy scope_read on plan_version for select to lika_app using (exists (select from plan p where p.id = plan_id));
create policy scope_append on plan_version for insert to lika_app with check (
  exists (select from plan p where p.id = plan_id and p.region_code <@ (select scope_regions())));
-- Whoever reads a plan may have it read again by a newer reader; nothing but the text decides what comes of it.
alter table plan_reading enable row level security;
create policy scope_all on plan_reading to lika_app using (exists (select from plan p where p.id = plan_id));
-- Folds of a plan hold what the levels below decided as well: written while folding, read where the region meets the scope.
do $$
declare fold text;
begin
  foreach fold in array array['plan_statement', 'target', 'task', 'fund_line'] loop
    execute format('alter table %I enable row level security', fold);
    execute format('create policy scope_read on %I for select to lika_app using (
      case when scope_touches(region_code) then true else (select scope_is_whole()) end)', fold);
    execute format('create policy scope_fold on %I to lika_app using ((select scope_is_whole())) with check ((select scope_is_whole()))', fold);
  end loop;
end $$;
alter table task_unit enable row level security;
create policy scope_read on task_unit for select to lika_app using (
  case when (select scope_is_whole()) then true else exists (select from task t where t.id = task_id) end);
create policy scope_fold on task_unit to lika_app using ((select scope_is_whole())) with check ((select scope_is_whole()));
alter table unit_alias enable row level security;
create policy scope_read on unit_alias for select to lika_app using (scope_touches(region_code));
create policy scope_change on unit_alias to lika_app using (region_code <@ (select scope_regions()));
