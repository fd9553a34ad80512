-- Cases: what people decide step by step. Every act is an entry of the journal of decisions about the subject itself,
-- with the case in its facts; only an entry that gives a status bears one. What stands here is the fold of the entries.

alter table decision drop constraint decision_subject_kind_known;
alter table decision add constraint decision_subject_kind_known check (subject_kind in ('household', 'person', 'village', 'county', 'plan'));
comment on column decision.subject_kind is 'household, person, village, county or plan.';
comment on column decision.kind is 'What was decided: takeover (接收已有登记), registration, relapse, removal…; of a case caseOpened, caseSigned, caseMet, casePosted, caseDecided…';

create table procedure_version (
  digest      text primary key,
  id          text not null,
  pack        text not null,
  version     text not null,
  content     jsonb not null,
  first_used  timestamptz not null,
  constraint procedure_version_by_digest check (digest ~ '^[0-9a-f]{64}$')
);
create trigger procedure_version_only_appended_to before update or delete or truncate on procedure_version
  for each statement execute function only_appended_to();
comment on table procedure_version is 'Procedures that cases were opened under, whole: a running case finishes under the version that it began with.';
comment on column procedure_version.digest is 'SHA-256 of the procedure; the entry that opens a case names it.';
comment on column procedure_version.id is 'Id of the procedure in its pack.';
comment on column procedure_version.pack is 'The pack that states it.';
comment on column procedure_version.version is 'Version of that pack.';
comment on column procedure_version.content is 'The procedure, with everything written once.';
comment on column procedure_version.first_used is 'When a case was opened under it first.';

create table case_file (
  county_code  text collate "C" not null,
  id           uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  procedure    text not null,
  digest       text not null references procedure_version,
  channel      text not null,
  state        text not null,
  green        boolean not null,
  opened_on    date not null,
  due_on       date,
  ended_on     date,
  outcome      text,
  status       text,
  last_id      uuid not null,
  last_at      timestamptz not null,
  primary key (county_code, id),
  constraint case_file_in_its_county check (starts_with(region_code, county_code)),
  constraint case_file_subject_kind_known check (subject_kind in ('household', 'village', 'county')),
  constraint case_file_state_known check (state in ('open', 'ended', 'withdrawn')),
  constraint case_file_ends_once check ((ended_on is null) = (state = 'open'))
);
create unique index case_file_one_open on case_file (county_code, subject_id, procedure) where state = 'open';
create index case_file_by_region on case_file (region_code, procedure, state, id);
create index case_file_by_subject on case_file (county_code, subject_id, opened_on);
comment on table case_file is 'A case (事项): the fold of its entries in the journal of decisions.';
comment on column case_file.county_code is 'County, first in every key.';
comment on column case_file.id is 'uuid v7 made by whoever opened it: the id of the entry that opens it.';
comment on column case_file.subject_kind is 'household, village or county.';
comment on column case_file.subject_id is 'Whom it is about.';
comment on column case_file.region_code is 'Village or group of the subject at the last entry; the county of a county.';
comment on column case_file.procedure is 'Id of the procedure.';
comment on column case_file.digest is 'The version of it that the case runs.';
comment on column case_file.channel is 'How it came: household, cadre, proxy, public, department, complaint, comparison.';
comment on column case_file.state is 'open, ended or withdrawn.';
comment on column case_file.green is 'Runs by the green channel: help first, formalities after.';
comment on column case_file.opened_on is 'Day on which it was opened.';
comment on column case_file.due_on is 'Last day of the whole case; empty where none is stated or the days worked are not known.';
comment on column case_file.ended_on is 'Day on which it ended or was withdrawn.';
comment on column case_file.outcome is 'Outcome that ended it.';
comment on column case_file.status is 'Status that it gave its subject, if any.';
comment on column case_file.last_id is 'The last entry.';
comment on column case_file.last_at is 'When it came.';

create table case_step (
  county_code text collate "C" not null,
  case_id     uuid not null,
  step        text not null,
  region_code text collate "C" not null,
  procedure   text not null,
  beside      boolean not null,
  actors      text[] not null,
  since       date not null,
  due_on      date,
  primary key (county_code, case_id, step),
  foreign key (county_code, case_id) references case_file on delete cascade,
  constraint case_step_in_its_county check (starts_with(region_code, county_code))
);
create index case_step_by_region on case_step (region_code, procedure, step);
create index case_step_by_due on case_step (due_on, region_code) where due_on is not null;
comment on table case_step is 'Steps where open cases stand: the main one, and those that run beside it.';
comment on column case_step.county_code is 'County, first in every key.';
comment on column case_step.case_id is 'The case.';
comment on column case_step.step is 'Id of the step in its procedure.';
comment on column case_step.region_code is 'Region of the case.';
comment on column case_step.procedure is 'Id of the procedure.';
comment on column case_step.beside is 'Whether it runs beside the main line.';
comment on column case_step.actors is 'Who acts in it, as the procedure names them.';
comment on column case_step.since is 'Since when the case stands there.';
comment on column case_step.due_on is 'Last day for it; empty where none is stated or the days worked are not known.';

create table notice (
  county_code   text collate "C" not null,
  id            uuid not null,
  number        text collate "C" not null,
  region_code   text collate "C" not null,
  kind          text not null,
  procedure     text not null,
  step          text not null,
  content       jsonb not null,
  sha256        text not null,
  hangs_from    date not null,
  hangs_until   date not null,
  days          integer not null,
  made_by       uuid not null references account,
  made_at       timestamptz not null,
  taken_down_on date,
  taken_down_by uuid references account,
  taken_down_at timestamptz,
  reason        text,
  primary key (county_code, id),
  constraint notice_number_unique unique (county_code, number),
  constraint notice_in_its_county check (starts_with(region_code, county_code)),
  constraint notice_kind_known check (kind in ('notice', 'announcement')),
  constraint notice_hangs check (hangs_from <= hangs_until and days >= 1),
  constraint notice_taken_down_whole check ((taken_down_on is null) = (reason is null)
    and (taken_down_on is null) = (taken_down_by is null) and (taken_down_on is null) = (taken_down_at is null))
);
create index notice_by_region on notice (region_code, hangs_until, id);
comment on table notice is 'Public notices (公示) and announcements (公告), kept as they were published.';
comment on column notice.county_code is 'County, first in every key.';
comment on column notice.id is 'uuid v7 made by whoever posted it.';
comment on column notice.number is 'Printed on it, and looked up by it.';
comment on column notice.region_code is 'Village, township or county where it hangs.';
comment on column notice.kind is 'notice (asks for objections) or announcement (tells what was decided).';
comment on column notice.procedure is 'Id of the procedure.';
comment on column notice.step is 'The step that posted it.';
comment on column notice.content is 'What was published: title, issuer, text, columns, rows, and which case each row is of. Nothing else is ever shown.';
comment on column notice.sha256 is 'Digest of the content; the posting entries of the cases name it, and are sealed.';
comment on column notice.hangs_from is 'First day.';
comment on column notice.hangs_until is 'Last day.';
comment on column notice.days is 'How many days it hangs: of work, where the procedure says so.';
comment on column notice.made_by is 'Account that posted it.';
comment on column notice.made_at is 'When.';
comment on column notice.taken_down_on is 'Since when it no longer hangs, before its end.';
comment on column notice.taken_down_by is 'Account that took it down.';
comment on column notice.taken_down_at is 'When.';
comment on column notice.reason is 'Why it was taken down.';

grant select, insert on procedure_version to lika_app;
grant select, insert, update, delete on case_file, case_step to lika_app;
grant select, insert on notice to lika_app;
grant update (taken_down_on, taken_down_by, taken_down_at, reason) on notice to lika_app;

alter table case_file enable row level security;
create policy scope_all on case_file to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true
    else scope_holds(subject_kind, county_code, subject_id) end)
  with check (case when (select scope_is_whole()) then true else region_code <@ (select scope_regions()) end);
alter table case_step enable row level security;
create policy scope_all on case_step to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true
    else exists (select from case_file c where c.county_code = case_step.county_code and c.id = case_id) end)
  with check (case when (select scope_is_whole()) then true else region_code <@ (select scope_regions()) end);
-- A notice of the county or the township is read below it: it hangs for them.
alter table notice enable row level security;
create policy scope_read on notice for select to lika_app using (case when scope_touches(region_code) then true else false end);
create policy scope_append on notice for insert to lika_app with check (region_code <@ (select scope_regions()));
create policy scope_change on notice for update to lika_app using (region_code <@ (select scope_regions()));
