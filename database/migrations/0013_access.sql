-- Who may see and do what: units, staff, accounts, roles, grants and sessions; and the scope of a session, which
-- row-level security looks up. Requests log in as lika_app, which owns nothing and bypasses nothing.

do $$ begin
  if not exists (select from pg_roles where rolname = 'lika_app') then
    create role lika_app login nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of the cluster was faster
end $$;

create type region_range as range (subtype = text, collation = "C", multirange_type_name = region_multirange);
comment on type region_range is 'Codes from one up to, not including, another: a region with everything within it.';

create table unit (
  id          uuid primary key,
  kind        text not null,
  name        text not null,
  region_code text collate "C" not null,
  parent_id   uuid references unit,
  made_at     timestamptz not null default now(),
  constraint unit_has_a_name check (length(btrim(name)) between 1 and 100),
  constraint unit_kind_known check (kind in ('office', 'government', 'village', 'team', 'sector', 'finance', 'audit', 'inspection', 'assessor', 'other'))
);
comment on table unit is 'Unit (单位) that staff belong to: an office, a government, a village committee, a department.';
comment on column unit.id is 'uuid v7 made by whoever entered it.';
comment on column unit.kind is 'office (poverty office), government, village, team, sector, finance, audit, inspection, assessor (third party), other.';
comment on column unit.name is 'Name of the unit.';
comment on column unit.region_code is 'Region that the unit belongs to.';
comment on column unit.parent_id is 'The unit above, if any.';
comment on column unit.made_at is 'When it was entered.';

create table staff (
  id       uuid primary key,
  unit_id  uuid not null references unit,
  name     text not null,
  position text,
  made_at  timestamptz not null default now(),
  constraint staff_has_a_name check (length(btrim(name)) between 1 and 60)
);
create index staff_by_unit on staff (unit_id);
comment on table staff is 'Somebody who works in a unit (干部).';
comment on column staff.id is 'uuid v7 made by whoever entered the person.';
comment on column staff.unit_id is 'The unit.';
comment on column staff.name is 'Name of the person.';
comment on column staff.position is 'Position (职务), if told.';
comment on column staff.made_at is 'When it was entered.';

create table role (
  key         text primary key,
  label       jsonb not null,
  permissions text[] not null,
  built_in    boolean not null default false,
  constraint role_key_is_a_word check (key ~ '^[a-z][A-Za-z]{2,39}$')
);
comment on table role is 'Roles: what somebody may do, in words of the domain. Those that come with the program are brought up to date at each start.';
comment on column role.key is 'Key of the role.';
comment on column role.label is 'Name in Chinese and English.';
comment on column role.permissions is 'Permissions of routes that the role holds.';
comment on column role.built_in is 'True for the roles that come with the program; they are not edited.';

alter table account
  add column staff_id uuid references staff,
  add column state text not null default 'active',
  add column last_used_at timestamptz,
  add column disabled_at timestamptz,
  add column disabled_because text,
  add constraint account_state_known check (state in ('active', 'disabled'));
comment on column account.region_code is 'Region of the unit that the account belongs to; what it may see is said by its grants.';
comment on column account.staff_id is 'Whose account it is; empty for those of a demo world and of machines.';
comment on column account.state is 'active, or disabled: whoever is disabled cannot sign in.';
comment on column account.last_used_at is 'Last day of use, to the minute; unused accounts are stopped.';
comment on column account.disabled_at is 'When it was disabled.';
comment on column account.disabled_because is 'Why.';

create table role_grant (
  id             uuid primary key,
  account_id     uuid not null references account,
  role           text not null,
  region_code    text collate "C" not null,
  unit_id        uuid references unit,
  valid_from     date not null default '-infinity',
  valid_to       date not null default 'infinity',
  granted_by     uuid,
  granted_at     timestamptz not null default now(),
  reason         text,
  revoked_by     uuid,
  revoked_at     timestamptz,
  revoked_reason text,
  constraint role_grant_period_not_empty check (valid_from < valid_to)
);
create index role_grant_by_account on role_grant (account_id) where revoked_at is null;
comment on table role_grant is 'A role given to an account for a region, on behalf of a unit, for a period. Never deleted: it is revoked.';
comment on column role_grant.id is 'uuid v7 made by whoever grants it.';
comment on column role_grant.account_id is 'Who holds it.';
comment on column role_grant.role is 'Key of the role.';
comment on column role_grant.region_code is 'Region with everything within it; all for the whole country.';
comment on column role_grant.unit_id is 'The unit on whose behalf, if any.';
comment on column role_grant.valid_from is 'First day.';
comment on column role_grant.valid_to is 'Day after the last; infinity when open.';
comment on column role_grant.granted_by is 'Account that granted it; empty for what a demo world or the command line brought.';
comment on column role_grant.granted_at is 'When.';
comment on column role_grant.reason is 'Why.';
comment on column role_grant.revoked_by is 'Account that revoked it.';
comment on column role_grant.revoked_at is 'When it was revoked; empty while it holds.';
comment on column role_grant.revoked_reason is 'Why it was revoked.';

insert into role_grant (id, account_id, role, region_code) select gen_random_uuid(), id, role, region_code from account;
alter table account drop column role;

create table session (
  token_hash    bytea primary key,
  id            uuid not null unique,
  account_id    uuid not null references account,
  factors       text[] not null,
  regions       region_multirange not null,
  made_at       timestamptz not null,
  last_used_at  timestamptz not null,
  idle_until    timestamptz not null,
  valid_until   timestamptz not null,
  fresh_until   timestamptz,
  address       text,
  agent         text,
  ended_at      timestamptz,
  ended_because text,
  constraint session_factors_known check (factors <@ array['password', 'totp', 'passkey', 'oidc', 'code', 'demo'] and factors <> '{}')
);
create index session_by_account on session (account_id, made_at);
comment on table session is 'Somebody who is signed in. The token itself is only in the cookie.';
comment on column session.token_hash is 'SHA-256 of the token.';
comment on column session.id is 'Names the session where the token must not be told.';
comment on column session.account_id is 'Who.';
comment on column session.factors is 'What was shown: password, totp, passkey, oidc, code (one-time), demo (an account of a demo world).';
comment on column session.regions is 'What the grants of the account cover; row-level security lets nothing else through.';
comment on column session.made_at is 'When it began.';
comment on column session.last_used_at is 'Last request, to the minute.';
comment on column session.idle_until is 'It ends then unless it is used before.';
comment on column session.valid_until is 'It ends then in any case.';
comment on column session.fresh_until is 'Until then what asks for a fresh factor is open.';
comment on column session.address is 'Address that it began from.';
comment on column session.agent is 'Browser, as it names itself.';
comment on column session.ended_at is 'When it was ended before its time.';
comment on column session.ended_because is 'signedOut, endedByOwner, grantsChanged, disabled, replaced.';

-- Limits of time are the concern of whoever lets the request in, which asks before every one.
-- Settings of a transaction are empty texts after it: nullif, or a prefix of nothing would match everything.
create function scope_regions() returns region_multirange language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select coalesce((select regions from public.session
    where token_hash = sha256(convert_to(nullif(current_setting('lika.session', true), ''), 'UTF8')) and ended_at is null),
    '{}'::public.region_multirange)
$$;
comment on function scope_regions() is 'Regions of the session that the transaction named: none without one.';

create function scope_account() returns uuid language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select account_id from public.session
  where token_hash = sha256(convert_to(nullif(current_setting('lika.session', true), ''), 'UTF8')) and ended_at is null
$$;
comment on function scope_account() is 'Account of the session that the transaction named.';

create function scope_touches(code text) returns boolean language sql stable parallel safe
set search_path = pg_catalog, public as $$
  select public.scope_regions() && public.region_range(code collate "C", (code || '~') collate "C")
$$;
comment on function scope_touches(text) is 'Whether the session sees anything of a region: all of it, or a part.';

-- Whoever answers for a subject today sees all of its past, also what was written while it was registered elsewhere:
-- a fold made of half a journal would be a wrong one.
create function scope_holds(kind text, county text, subject uuid) returns boolean language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select case kind
    when 'household' then exists (select from public.household_snapshot s where s.county_code = county and s.household_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
    when 'person' then exists (select from public.person_snapshot s where s.county_code = county and s.person_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
    else exists (select from public.village_snapshot s where s.county_code = county and s.village_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
  end
$$;
comment on function scope_holds(text, text, uuid) is 'Whether a household, person or village is registered within the regions of the session today.';

create function enqueue_job(name text, payload json, queue text, job_key text, max_attempts integer) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform graphile_worker.add_job(name, payload, queue_name => queue, job_key => enqueue_job.job_key, max_attempts => enqueue_job.max_attempts);
end $$;
comment on function enqueue_job(text, json, text, text, integer) is 'Puts a job into the queue, for roles that may not read it.';
