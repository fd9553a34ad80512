-- Lists of households: saved views, and facts recorded for many households at once.

create table saved_view (
  id          uuid primary key,
  account_id  uuid not null references account,
  page        text not null,
  name        text not null,
  search      jsonb not null,
  shared_with text collate "C",
  updated_at  timestamptz not null default now(),
  constraint saved_view_page_known check (page in ('households')),
  constraint saved_view_has_a_name check (length(name) between 1 and 60),
  constraint saved_view_name_unique unique (account_id, page, name)
);
create index saved_view_shared on saved_view (page, shared_with) where shared_with is not null;
comment on table saved_view is 'A named filter, order and choice of columns of a list (视图), of one account or shared with its region. Holds no data.';
comment on column saved_view.id is 'Made by whoever saves; saving under it again replaces the view.';
comment on column saved_view.account_id is 'Whose view it is.';
comment on column saved_view.page is 'The list: households.';
comment on column saved_view.name is 'Name, once for each account and list.';
comment on column saved_view.search is 'What the address says: filter, order, columns; neither region nor date.';
comment on column saved_view.shared_with is 'Region whose accounts see it too; empty for the owner alone.';
comment on column saved_view.updated_at is 'When it was last saved.';

-- A fact recorded for many households is a batch like an import: one job, one transaction, one undo.
alter table import drop constraint import_kind_known;
alter table import add constraint import_kind_known check (kind in ('households', 'villages', 'assignment'));
comment on table import is 'A batch on its way into the journals (导入): a spreadsheet, or one fact for many households (批量填写).';
comment on column import.kind is 'households (with their members, a row a person), villages (a row a village), or assignment (one fact for many households).';
comment on column import.file_name is 'Name of the file as it was uploaded; of an assignment the fact.';
comment on column import.file_sha256 is 'Digest of the file, which is kept under it; of an assignment that of what was asked for.';

-- Pages of lists, their order and their facets come out of this index alone, as long as nothing else is asked of a row.
-- It begins like household_snapshot_now, whose place it takes.
create index household_snapshot_list on household_snapshot (county_code, region_code, household_id)
  include (valid_from, ended_because, status, cause, household_size, number, head_name) where valid_to = 'infinity';
drop index household_snapshot_now;

-- Counts of a level: without it the counts of a city are looked for among those of all its villages.
create index verdict_count_by_level on verdict_count (length(region_code), region_code, set_id);
create index household_count_by_level on household_count (length(region_code), region_code);
