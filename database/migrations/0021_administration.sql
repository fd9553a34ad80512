-- Administration of access: roles of one's own, exceptions of small offices, and why anything was changed.
-- lika_app gets nothing of this: a hole in a page of the registry must not be able to grant roles. Administration goes
-- by the system's connection, and its scope is asked for in every use case.

alter table role
  add column based_on text,
  add column retired_at timestamptz,
  add constraint role_own_is_based_on_another check (built_in = (based_on is null));
comment on column role.based_on is 'The built-in role that an own one narrows down; its duty is kept apart from others as that one''s is.';
comment on column role.retired_at is 'Since when it is given to nobody any more.';

alter table role_grant
  add column exception_reason text;
comment on column role_grant.exception_reason is 'Why one person holds two duties that belong to two: an office too small for three.';
create index role_grant_by_region on role_grant (region_code) where revoked_at is null;
create index account_by_region on account (region_code, name);
create index account_by_staff on account (staff_id) where staff_id is not null;

alter table unit
  add column closed_at timestamptz;
comment on column unit.closed_at is 'Since when it takes no new staff.';

create table access_change (
  id          uuid primary key,
  at          timestamptz not null default now(),
  made_by     uuid,
  kind        text not null,
  reason      text,
  account_id  uuid references account,
  grant_id    uuid references role_grant,
  unit_id     uuid references unit,
  role        text,
  detail      jsonb,
  constraint access_change_kind_known check (kind in ('accountMade', 'invited', 'disabled', 'enabled', 'sessionsEnded',
    'granted', 'revoked', 'unitAdded', 'unitChanged', 'roleAdded', 'roleChanged'))
);
create index access_change_by_account on access_change (account_id, id);
create function refuse_taking_back() returns trigger language plpgsql as $$
begin
  raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function refuse_taking_back() is 'Refuses what would take back a row that is part of a history.';
create trigger access_change_is_kept before update or delete on access_change
  for each row execute function refuse_taking_back();
create trigger role_grant_is_kept before delete on role_grant
  for each row execute function refuse_taking_back();
comment on table access_change is 'Every change of who may do what, with its reason: only appended to.';
comment on column access_change.id is 'uuid v7.';
comment on column access_change.at is 'When.';
comment on column access_change.made_by is 'Account that made it; empty for the command line.';
comment on column access_change.kind is 'accountMade, invited, disabled, enabled, sessionsEnded, granted, revoked, unitAdded, unitChanged, roleAdded, roleChanged.';
comment on column access_change.reason is 'Why, in the words of whoever made it.';
comment on column access_change.account_id is 'The account that it is about.';
comment on column access_change.grant_id is 'The grant that it is about.';
comment on column access_change.unit_id is 'The unit that it is about.';
comment on column access_change.role is 'Key of the role that it is about.';
comment on column access_change.detail is 'What was changed, before and after.';

-- The roles of payment and of inspection have their own names now.
update role_grant set role = 'financeMaker' where role = 'finance';
update role_grant set role = 'inspector' where role = 'audit';
