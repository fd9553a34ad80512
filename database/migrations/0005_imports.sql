-- Imports: a sheet is staged, checked, previewed, committed whole, and can be undone.

-- Ids of what is made set-based. PostgreSQL 18 has the function; an older server of one's own gets the same.
do $$
begin
  if not exists (select from pg_proc where proname = 'uuidv7') then
    create function uuidv7() returns uuid language sql volatile parallel safe as $f$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $f$;
    comment on function uuidv7() is 'A uuid of version 7: time first, the rest random.';
  end if;
end $$;

create table import (
  id          uuid primary key,
  kind        text not null,
  region_code text collate "C" not null,
  file_name   text not null,
  file_sha256 bytea not null,
  state       text not null,
  mapping     jsonb not null default '[]',
  options     jsonb not null default '{}',
  counts      jsonb,
  job_id      uuid,
  made_by     uuid not null,
  made_at     timestamptz not null default now(),
  committed_at timestamptz,
  undo        jsonb,
  problem     jsonb,
  constraint import_kind_known check (kind in ('households', 'villages')),
  constraint import_state_known check (state in ('uploaded', 'staging', 'checking', 'ready', 'committing', 'committed', 'undoing', 'undone', 'failed', 'cancelled'))
);
create index import_by_file on import (file_sha256);
create index import_by_region on import (region_code, id);
comment on table import is 'A spreadsheet on its way into the journals (导入).';
comment on column import.id is 'Made by whoever uploads; also the batch of the records it makes.';
comment on column import.kind is 'households (with their members, a row a person) or villages (a row a village).';
comment on column import.region_code is 'Region that the rows must lie in.';
comment on column import.file_name is 'Name of the file as uploaded.';
comment on column import.file_sha256 is 'Digest of the file: the same file twice changes nothing.';
comment on column import.state is 'uploaded, staging, checking, ready, committing, committed, undoing, undone, failed, cancelled.';
comment on column import.mapping is 'Columns in order, with the field that each fills and how that was found.';
comment on column import.options is 'Day of observation and period of amounts, where the sheet has no such columns; sheet and header line; what was asked of commit and undo.';
comment on column import.counts is 'Rows by outcome, and what is new and changed; empty until checked.';
comment on column import.job_id is 'The job that works on it; only that one may go on.';
comment on column import.made_by is 'Account that uploaded it.';
comment on column import.made_at is 'When.';
comment on column import.committed_at is 'When its records were appended.';
comment on column import.undo is 'The correcting batch, its reason, and what it left in place.';
comment on column import.problem is 'Why it failed as a whole.';

-- No foreign keys on the staging tables: checking each of a million rows costs more than reading it.
create unlogged table import_row (
  import_id    uuid not null,
  row_number   integer not null,
  county_code  text collate "C",
  region_code  text collate "C",
  household_number text collate "C",
  observed_on  date,
  household_facts jsonb,
  status_facts jsonb,
  income_facts jsonb,
  period_from  date,
  period_to    date,
  person_facts jsonb,
  id_hash      bytea,
  problems     jsonb,
  primary key (import_id, row_number)
);
comment on table import_row is 'Staged rows of an import, as read and checked cell by cell. Unlogged: after a crash the file is staged again.';
comment on column import_row.import_id is 'The import.';
comment on column import_row.row_number is 'Row in the sheet, counted as the spreadsheet counts.';
comment on column import_row.county_code is 'County of the row.';
comment on column import_row.region_code is 'Village or group of the row; empty when the row does not say a place that exists.';
comment on column import_row.household_number is 'Number of the household it belongs to.';
comment on column import_row.observed_on is 'Day of observation.';
comment on column import_row.household_facts is 'Facts of the household (or village); empty when the row above of the same household says the same.';
comment on column import_row.status_facts is 'What a decision has to say: status, day of exit. Empty likewise.';
comment on column import_row.income_facts is 'Amounts of the period. Empty likewise.';
comment on column import_row.period_from is 'First day of the period of the amounts.';
comment on column import_row.period_to is 'Day after its last day.';
comment on column import_row.person_facts is 'Facts of the person.';
comment on column import_row.id_hash is 'Keyed hash of the id number.';
comment on column import_row.problems is 'What is wrong, by cell: field, code, severity, value, arguments of the message; empty when nothing is.';

create unlogged table import_result (
  import_id    uuid not null,
  row_number   integer not null,
  outcome      text not null,
  county_code  text collate "C",
  household_id uuid,
  person_id    uuid,
  new_person   boolean not null default false,
  facts        jsonb,
  changes      jsonb,
  problems     jsonb,
  depends_on   integer,
  likely       jsonb,
  primary key (import_id, row_number),
  constraint import_result_outcome_known check (outcome in ('new', 'changed', 'unchanged', 'duplicate', 'error'))
);
create index import_result_by_outcome on import_result (import_id, outcome, row_number);
comment on table import_result is 'What the check found for each staged row: whom it speaks of, and what it would change. Unlogged like the rows.';
comment on column import_result.import_id is 'The import.';
comment on column import_result.row_number is 'Row in the sheet.';
comment on column import_result.outcome is 'new, changed, unchanged, duplicate (new, but may be somebody who is there already) or error.';
comment on column import_result.county_code is 'County of the row.';
comment on column import_result.household_id is 'Household found or to be made.';
comment on column import_result.person_id is 'Person found or to be made; empty when the row adds nothing about a person.';
comment on column import_result.new_person is 'The person is not in the registry yet.';
comment on column import_result.facts is 'What a record of the person will say, when the person is known and something differs.';
comment on column import_result.changes is 'What differs from the registry, by subject and fact: old and new value.';
comment on column import_result.problems is 'All problems of the row, of the cells and across rows.';
comment on column import_result.depends_on is 'Row with an error without which this row cannot stand: that of the head of a new household.';
comment on column import_result.likely is 'Persons whom this new one may be: id, score, reasons.';

create unlogged table import_household (
  import_id    uuid not null,
  county_code  text collate "C" not null,
  number       text collate "C" not null,
  household_id uuid not null,
  is_new       boolean not null,
  region_code  text collate "C" not null,
  observed_on  date not null,
  first_row    integer not null,
  facts        jsonb,
  status_facts jsonb,
  primary key (import_id, county_code, number)
);
comment on table import_household is 'Households (or villages) of an import with what their records and decisions will say. Unlogged like the rows.';
comment on column import_household.import_id is 'The import.';
comment on column import_household.county_code is 'County.';
comment on column import_household.number is 'householdNumber, or the code of a village.';
comment on column import_household.household_id is 'Household or village found or to be made.';
comment on column import_household.is_new is 'It is not in the registry yet.';
comment on column import_household.region_code is 'Village or group.';
comment on column import_household.observed_on is 'Day of observation.';
comment on column import_household.first_row is 'First row that speaks of it.';
comment on column import_household.facts is 'What the record will say; empty when nothing differs.';
comment on column import_household.status_facts is 'What the decision will say; empty when nothing differs.';

create unlogged table import_income (
  import_id    uuid not null,
  county_code  text collate "C" not null,
  number       text collate "C" not null,
  period_from  date not null,
  period_to    date not null,
  facts        jsonb not null,
  primary key (import_id, county_code, number, period_from, period_to)
);
comment on table import_income is 'Amounts of an import that the income book does not hold yet. Unlogged like the rows.';
comment on column import_income.import_id is 'The import.';
comment on column import_income.county_code is 'County.';
comment on column import_income.number is 'householdNumber.';
comment on column import_income.period_from is 'First day of the period.';
comment on column import_income.period_to is 'Day after its last day.';
comment on column import_income.facts is 'Amounts by item.';

create table import_mapping (
  headers_sha256 bytea primary key,
  mapping        jsonb not null,
  saved_at       timestamptz not null default now()
);
comment on table import_mapping is 'Mappings that people have confirmed, by the headers of the sheet.';
comment on column import_mapping.headers_sha256 is 'Digest of the kind and the headers in order.';
comment on column import_mapping.mapping is 'Field of each column in order; null for a column left out.';
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
