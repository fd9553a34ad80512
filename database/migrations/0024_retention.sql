-- What must go goes, and what is told to persons: versions of the notice about handling, erasures that two people sign,
-- and which rows of sealed journals were emptied by them. lika_app gets none of it: these go by the system's connection.

create table privacy_notice (
  version    integer primary key,
  valid_from date not null,
  content    jsonb not null,
  reason     text not null,
  made_by    uuid,
  made_at    timestamptz not null default now(),
  constraint privacy_notice_one_begins_a_day unique (valid_from),
  constraint privacy_notice_counts_from_one check (version >= 1)
);
create trigger privacy_notice_only_appended_to before update or delete or truncate on privacy_notice
  for each statement execute function only_appended_to();
comment on table privacy_notice is 'Versions of what persons are told about the handling of their data (个人信息处理告知书). In force is the last that has begun; none is ever changed.';
comment on column privacy_notice.version is 'Counted from 1.';
comment on column privacy_notice.valid_from is 'First day; it holds until the next begins.';
comment on column privacy_notice.content is 'Who handles, whom to ask, and for what, on which basis and how long what is kept, out of the field register as it was then.';
comment on column privacy_notice.reason is 'Why this version was made.';
comment on column privacy_notice.made_by is 'Account that published it; empty for that of a demo world.';
comment on column privacy_notice.made_at is 'When.';

create table erasure (
  id           uuid primary key default uuidv7(),
  county_code  text collate "C" not null,
  subject_kind text not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  because      text not null,
  request_id   uuid,
  ended_on     date not null,
  due_on       date not null,
  found_at     timestamptz not null,
  first_by     uuid references account,
  first_at     timestamptz,
  second_by    uuid references account,
  second_at    timestamptz,
  held_by      uuid references account,
  held_at      timestamptz,
  held_because text,
  done_at      timestamptz,
  erased_rows  integer,
  constraint erasure_once_for_a_subject unique (county_code, subject_id),
  constraint erasure_in_its_county check (starts_with(region_code, county_code)),
  constraint erasure_subject_kind_known check (subject_kind in ('household', 'person')),
  constraint erasure_reason_known check (because in ('period', 'request') and (because = 'request') = (request_id is not null)),
  constraint erasure_signed_whole check ((first_by is null) = (first_at is null) and (second_by is null) = (second_at is null)),
  constraint erasure_signed_by_two check (second_by is null or (first_by is not null and second_by <> first_by)),
  constraint erasure_held_with_a_reason check ((held_at is null) = (held_by is null) and (held_at is null) = (held_because is null)),
  constraint erasure_done_when_signed check (done_at is null or (second_by is not null and held_at is null))
);
create index erasure_open on erasure (region_code, id) where done_at is null;
comment on table erasure is 'Whose data has reached the end of its period, or was asked to be deleted (到期删除): proposed by the job, held with a reason or signed by two administrators, carried out by the job.';
comment on column erasure.id is 'uuid v7.';
comment on column erasure.county_code is 'County of the subject.';
comment on column erasure.subject_kind is 'household or person.';
comment on column erasure.subject_id is 'Who.';
comment on column erasure.region_code is 'Village or group where the subject was registered last.';
comment on column erasure.because is 'period: past what the field register says; request: the person asked, and an officer answered with deletion.';
comment on column erasure.request_id is 'The request that was answered with it.';
comment on column erasure.ended_on is 'Day since which the subject is no longer registered.';
comment on column erasure.due_on is 'First day on which it may go.';
comment on column erasure.found_at is 'When the job proposed it.';
comment on column erasure.first_by is 'Administrator who signed first.';
comment on column erasure.first_at is 'When.';
comment on column erasure.second_by is 'Administrator who looked a second time and signed: another person.';
comment on column erasure.second_at is 'When.';
comment on column erasure.held_by is 'Account that holds it back: an archive, a court, an audit may still need it.';
comment on column erasure.held_at is 'Since when.';
comment on column erasure.held_because is 'The ground.';
comment on column erasure.done_at is 'When it was carried out.';
comment on column erasure.erased_rows is 'Rows of the journals that were emptied.';

create table erased_row (
  journal    text not null,
  id         uuid not null,
  form       integer not null,
  erasure_id uuid not null references erasure,
  was        bytea not null,
  becomes    bytea not null,
  primary key (journal, id, form),
  constraint erased_row_journal_known check (journal in ('record', 'decision'))
);
create index erased_row_by_erasure on erased_row (erasure_id);
create trigger erased_row_only_appended_to before update or delete or truncate on erased_row
  for each statement execute function only_appended_to();
comment on table erased_row is 'Rows of sealed journals that an erasure emptied: the hash that was sealed and the one since. Verifying takes such a row as erased, when a sealed audit event vouches for the list.';
comment on column erased_row.journal is 'record or decision.';
comment on column erased_row.id is 'The row.';
comment on column erased_row.form is 'Form of the journal that the hashes are made by.';
comment on column erased_row.erasure_id is 'The erasure.';
comment on column erased_row.was is 'Hash before.';
comment on column erased_row.becomes is 'Hash after.';

alter table import add column sheet_removed_at timestamptz;
comment on column import.sheet_removed_at is 'When the uploaded sheet was removed, its time being over; empty while it is kept.';

create index decision_requests on decision (region_code, id) where kind = 'requestReceived';
