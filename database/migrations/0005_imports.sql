-- Imports: a sheet is staged, checked, previewed, committed whole, and can be undone.

create table import (
  id          uuid primary key,
  kind        text not null,
  region_code text collate "C" not null,
  file_name   text not null,
  file_sha256 bytea not null,
  state       text not null,
  mapping     jsonb not null default '{}',
  options     jsonb not null default '{}',
  counts      jsonb not null default '{}',
  made_by     uuid not null,
  made_at     timestamptz not null default now(),
  committed_at timestamptz,
  undone_by   uuid,
  problem     jsonb,
  constraint import_kind_known check (kind in ('households', 'villages')),
  constraint import_state_known check (state in ('uploaded', 'staging', 'checking', 'ready', 'committing', 'committed', 'undoing', 'undone', 'failed', 'cancelled'))
);
create index import_by_file on import (file_sha256);
comment on table import is 'A spreadsheet on its way into the journals (导入).';
comment on column import.id is 'Made by whoever uploads; also the batch of the records it makes.';
comment on column import.kind is 'households (with their members, a row a person) or villages (a row a village).';
comment on column import.region_code is 'Region that the rows must lie in.';
comment on column import.file_name is 'Name of the file as uploaded.';
comment on column import.file_sha256 is 'Digest of the file: the same file twice changes nothing.';
comment on column import.state is 'uploaded, staging, checking, ready, committing, committed, undoing, undone, failed, cancelled.';
comment on column import.mapping is 'Header to fact.';
comment on column import.options is 'Day of observation and period of amounts, where the sheet has no such columns.';
comment on column import.counts is 'Rows: total, new, changed, unchanged, duplicate, error.';
comment on column import.made_by is 'Account that uploaded it.';
comment on column import.made_at is 'When.';
comment on column import.committed_at is 'When its records were appended.';
comment on column import.undone_by is 'The correcting batch, once undone.';
comment on column import.problem is 'Why it failed as a whole.';

create unlogged table import_row (
  import_id    uuid not null references import on delete cascade,
  row_number   integer not null,
  cells        jsonb not null,
  facts        jsonb,
  problems     jsonb not null default '[]',
  outcome      text,
  county_code  text collate "C",
  region_code  text collate "C",
  household_number text collate "C",
  household_id uuid,
  person_id    uuid,
  id_hash      bytea,
  primary key (import_id, row_number)
);
create index import_row_by_household on import_row (import_id, household_number);
create index import_row_by_identity on import_row (import_id, id_hash);
create index import_row_by_outcome on import_row (import_id, outcome, row_number);
comment on table import_row is 'Staged rows of an import. Unlogged: after a crash the file is staged again.';
comment on column import_row.import_id is 'The import.';
comment on column import_row.row_number is 'Row in the sheet, counted as the spreadsheet counts.';
comment on column import_row.cells is 'Cells as read, by header.';
comment on column import_row.facts is 'Checked facts, by subject kind and fact.';
comment on column import_row.problems is 'What is wrong, by cell: column, code, message, value, expected.';
comment on column import_row.outcome is 'new, changed, unchanged, duplicate or error.';
comment on column import_row.county_code is 'County of the row.';
comment on column import_row.region_code is 'Village or group of the row.';
comment on column import_row.household_number is 'Number of the household it belongs to.';
comment on column import_row.household_id is 'Household found or to be made.';
comment on column import_row.person_id is 'Person found or to be made.';
comment on column import_row.id_hash is 'Keyed hash of the id number.';

create table import_mapping (
  headers_sha256 bytea primary key,
  mapping        jsonb not null,
  saved_at       timestamptz not null default now()
);
comment on table import_mapping is 'Mappings that people have confirmed, by the headers of the sheet.';
comment on column import_mapping.headers_sha256 is 'Digest of the headers in order.';
comment on column import_mapping.mapping is 'Header to fact.';
comment on column import_mapping.saved_at is 'When it was last confirmed.';

create table duplicate (
  county_code text collate "C" not null,
  id          uuid not null,
  person_a    uuid not null,
  person_b    uuid not null,
  region_code text collate "C" not null,
  score       smallint not null,
  reasons     jsonb not null,
  state       text not null default 'open',
  decided_by  uuid,
  decided_at  timestamptz,
  reason      text,
  primary key (county_code, id),
  constraint duplicate_pair_unique unique (county_code, person_a, person_b),
  constraint duplicate_pair_ordered check (person_a < person_b),
  constraint duplicate_state_known check (state in ('open', 'merged', 'distinct'))
);
create index duplicate_open on duplicate (county_code, region_code) where state = 'open';
comment on table duplicate is 'Two persons who may be one (疑似重复), with the reasons; a person decides.';
comment on column duplicate.county_code is 'County, first in every key.';
comment on column duplicate.id is 'The pair.';
comment on column duplicate.person_a is 'One person; the smaller id.';
comment on column duplicate.person_b is 'The other.';
comment on column duplicate.region_code is 'Village or group of the first.';
comment on column duplicate.score is '0 to 100.';
comment on column duplicate.reasons is 'What makes them alike, each with its points.';
comment on column duplicate.state is 'open, merged or distinct.';
comment on column duplicate.decided_by is 'Account that decided.';
comment on column duplicate.decided_at is 'When.';
comment on column duplicate.reason is 'Why.';
