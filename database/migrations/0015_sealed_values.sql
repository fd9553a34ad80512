-- Id numbers, telephones and bank accounts lie encrypted in one table, under stand-ins that journals and folds hold.

create table sealed_value (
  token   text collate "C" primary key,
  kind    text not null,
  key_id  integer not null references data_key,
  sealed  bytea not null,
  made_at timestamptz not null default now(),
  constraint sealed_value_token_is_a_stand_in check (token ~ '^sealed:[A-Za-z0-9_-]{12}:[A-Za-z0-9_-]{16}:[0-9]{1,5}$')
);
comment on table sealed_value is 'What facts of class identifier say (识别号码密文), encrypted. Everything else holds the token; equal values have one.';
comment on column sealed_value.token is 'Stands for the value in records, snapshots and sheets: sealed:kin:own:length, by keyed hashes.';
comment on column sealed_value.kind is 'The fact: idNumber, phone, bankAccount. It says how the value is masked.';
comment on column sealed_value.key_id is 'The key that encrypted it; lika keys rotate brings it to the one of today.';
comment on column sealed_value.sealed is 'Version, key id, iv, ciphertext, tag; bound to kind and token.';
comment on column sealed_value.made_at is 'When it was first stored.';

-- A stand-in is found through rows that row-level security has let through; without the key a row tells nothing.
grant select, insert on sealed_value to lika_app;

alter table import_row add column sealed jsonb;
comment on column import_row.sealed is 'What the stand-ins of the row stand for: token, kind, key, ciphertext.';

-- Staged rows of before hold numbers in clear; what was not committed is read and checked once more.
delete from import_result where import_id in (select id from import where state in ('staging', 'checking', 'ready', 'failed', 'cancelled'));
delete from import_household where import_id in (select id from import where state in ('staging', 'checking', 'ready', 'failed', 'cancelled'));
delete from import_income where import_id in (select id from import where state in ('staging', 'checking', 'ready', 'failed', 'cancelled'));
delete from import_row;
update import set state = 'uploaded', counts = null where state in ('staging', 'checking', 'ready');
