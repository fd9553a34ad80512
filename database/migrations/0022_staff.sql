-- Staff move between units, and accounts come from a sheet: what was before stays to be seen.
-- lika_app gets nothing of this either (0021).

alter table access_change drop constraint access_change_kind_known;
alter table access_change add constraint access_change_kind_known check (kind in ('accountMade', 'invited', 'disabled',
  'enabled', 'sessionsEnded', 'granted', 'revoked', 'moved', 'unitAdded', 'unitChanged', 'roleAdded', 'roleChanged'));
comment on column access_change.kind is 'accountMade, invited, disabled, enabled, sessionsEnded, granted, revoked, moved, unitAdded, unitChanged, roleAdded, roleChanged.';

create table account_import (
  id          uuid primary key,
  region_code text collate "C" not null,
  file_name   text not null,
  sha256      bytea not null,
  accounts    integer not null,
  reason      text not null,
  made_by     uuid not null references account,
  made_at     timestamptz not null,
  constraint account_import_makes_somebody check (accounts > 0),
  constraint account_import_has_a_reason check (length(btrim(reason)) between 2 and 500)
);
create index account_import_by_region on account_import (region_code, id);
create trigger account_import_is_kept before update or delete on account_import
  for each row execute function refuse_taking_back();
comment on table account_import is 'Accounts that were made from one sheet (批量开设账号).';
comment on column account_import.id is 'uuid v7 made by whoever sent it.';
comment on column account_import.region_code is 'Region within which the names of the sheet were looked up.';
comment on column account_import.file_name is 'Name of the sheet, as its sender named it.';
comment on column account_import.sha256 is 'Of the rows that were sent: the same id with other rows is refused.';
comment on column account_import.accounts is 'How many accounts it made.';
comment on column account_import.reason is 'Why, in the words of whoever sent it.';
comment on column account_import.made_by is 'Account that sent it.';
comment on column account_import.made_at is 'When.';

alter table account add column import_id uuid references account_import;
create index account_by_import on account (import_id) where import_id is not null;
comment on column account.import_id is 'The sheet that it was made from; empty for one made by itself.';
