-- The schema after all migrations. Generated from the database's catalogue: npm run schema

create type region_range as range (subtype = text, collation = "C", multirange_type_name = region_multirange);
comment on type region_range is 'Codes from one up to, not including, another: a region with everything within it.';

CREATE OR REPLACE FUNCTION public.complaint_bars(accused_region text, accused_unit uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select case when accused_region is null and accused_unit is null then false else exists (
    select from public.account a left join public.staff s on s.id = a.staff_id
    where a.id = public.scope_account() and (
      starts_with(a.region_code, accused_region)
      or exists (select from public.role_grant g where g.account_id = a.id and g.revoked_at is null
        and (starts_with(g.region_code, accused_region) or g.unit_id = accused_unit))
      or exists (
        with recursive above as (
          select u.id, u.parent_id from public.unit u where u.id = s.unit_id
            or u.id in (select g.unit_id from public.role_grant g where g.account_id = a.id and g.revoked_at is null)
          union select u.id, u.parent_id from public.unit u join above on u.id = above.parent_id)
        select from above where above.id = accused_unit))) end
$function$;
comment on function complaint_bars(text,uuid) is 'Whether the account of the session belongs to whoever is complained about.';

CREATE OR REPLACE FUNCTION public.complaint_only_sealed_anew()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'UPDATE' or to_jsonb(new) - 'secret' is distinct from to_jsonb(old) - 'secret' then
    raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;
comment on function complaint_only_sealed_anew() is 'Refuses every change of a row but sealing its text under another key.';

CREATE OR REPLACE FUNCTION public.complaint_stays_as_received()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'UPDATE' or (new.county_code, new.id, new.number_hash, new.kind, new.channel, new.about, new.region_code,
      new.accused_region, new.accused_unit, new.digest, new.anonymous, new.received_on, new.received_at, new.received_by,
      new.accept_due, new.answer_due)
    is distinct from (old.county_code, old.id, old.number_hash, old.kind, old.channel, old.about, old.region_code,
      old.accused_region, old.accused_unit, old.digest, old.anonymous, old.received_on, old.received_at, old.received_by,
      old.accept_due, old.answer_due) then
    raise exception 'a complaint stays as it was received' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;
comment on function complaint_stays_as_received() is 'Refuses to change or remove what was received; only where it stands changes.';

CREATE OR REPLACE FUNCTION public.count_cases()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Two branches: a statement that only adds has no table of what was.
  if tg_op = 'INSERT' then
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), count(*)
    from after_rows group by 1, 2, 3, 4, 5, 6, 7;
  elsif tg_op = 'DELETE' then
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), -count(*)
    from before_rows group by 1, 2, 3, 4, 5, 6, 7;
  else
    insert into case_change (county_code, region_code, procedure, digest, state, steps, outcome, cases)
    select county_code, left(region_code, 12), procedure, digest, state, steps, coalesce(outcome, ''), sum(n)
    from (select *, -1 as n from before_rows union all select *, 1 from after_rows) changed
    group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0;
  end if;
  return null;
end $function$;
comment on function count_cases() is 'Appends to case_change what a statement changed in case_file.';

CREATE OR REPLACE FUNCTION public.count_households()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    insert into household_change (county_code, village_code, status, cause, households, persons)
    select county_code, left(region_code, 12), coalesce(status, ''), coalesce(cause, ''), -count(*), -sum(household_size)
    from before_rows where valid_to = 'infinity' and ended_because is null group by 1, 2, 3, 4;
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into household_change (county_code, village_code, status, cause, households, persons)
    select county_code, left(region_code, 12), coalesce(status, ''), coalesce(cause, ''), count(*), sum(household_size)
    from after_rows where valid_to = 'infinity' and ended_because is null group by 1, 2, 3, 4;
  end if;
  return null;
end $function$;
comment on function count_households() is 'Appends to household_change what a statement changed in the snapshots that hold now.';

CREATE OR REPLACE FUNCTION public.count_verdicts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- The statement's rows at once: one insert per statement, however many verdicts changed.
  if tg_op in ('UPDATE', 'DELETE') then
    insert into verdict_change (county_code, village_code, set_id, status, criterion, outcome, subjects, persons)
    select county_code, left(region_code, 12), set_id, coalesce(status, ''), c.criterion,
           case when c.criterion < 0 then outcome else ((codes >> (2 * c.criterion)) & 3)::smallint end as found, -count(*), -sum(persons)
    from before_rows, lateral (select n::smallint as criterion from generate_series(-1, criteria - 1) n) c
    group by 1, 2, 3, 4, 5, 6;
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into verdict_change (county_code, village_code, set_id, status, criterion, outcome, subjects, persons)
    select county_code, left(region_code, 12), set_id, coalesce(status, ''), c.criterion,
           case when c.criterion < 0 then outcome else ((codes >> (2 * c.criterion)) & 3)::smallint end as found, count(*), sum(persons)
    from after_rows, lateral (select n::smallint as criterion from generate_series(-1, criteria - 1) n) c
    group by 1, 2, 3, 4, 5, 6;
  end if;
  return null;
end $function$;
comment on function count_verdicts() is 'Appends to verdict_change what a statement changed in verdict.';

CREATE OR REPLACE FUNCTION public.enqueue_job(name text, payload json, queue text, job_key text, max_attempts integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  perform graphile_worker.add_job(name, payload, queue_name => queue, job_key => enqueue_job.job_key, max_attempts => enqueue_job.max_attempts);
end $function$;
comment on function enqueue_job(text,json,text,text,integer) is 'Puts a job into the queue, for roles that may not read it.';

CREATE OR REPLACE FUNCTION public.fold_counts()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- Only one folder at a time; whoever comes second has nothing to do.
  if not pg_try_advisory_xact_lock(hashtext('fold_counts')) then return; end if;
  with taken as (delete from verdict_change returning *)
  insert into verdict_count as c (county_code, region_code, set_id, status, criterion, outcome, subjects, persons)
  select county_code, left(village_code, digits), set_id, status, criterion, outcome, sum(subjects), sum(persons)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4, 5, 6 having sum(subjects) <> 0 or sum(persons) <> 0
  on conflict (county_code, region_code, set_id, status, criterion, outcome)
  do update set subjects = c.subjects + excluded.subjects, persons = c.persons + excluded.persons;
  with taken as (delete from household_change returning *)
  insert into household_count as c (county_code, region_code, status, cause, households, persons)
  select county_code, left(village_code, digits), status, cause, sum(households), sum(persons)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4 having sum(households) <> 0 or sum(persons) <> 0
  on conflict (county_code, region_code, status, cause)
  do update set households = c.households + excluded.households, persons = c.persons + excluded.persons;
  with taken as (delete from case_change returning *)
  insert into case_count as c (county_code, level, region_code, procedure, digest, state, steps, outcome, cases)
  select county_code, digits, left(region_code, digits), procedure, digest, state, steps, outcome, sum(cases)
  from taken, (values (6), (9), (12)) as level (digits)
  group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(cases) <> 0
  on conflict (county_code, level, region_code, procedure, digest, state, steps, outcome)
  do update set cases = c.cases + excluded.cases;
end $function$;
comment on function fold_counts() is 'Moves verdict_change, household_change and case_change into the counts. Run by a job; the sum of both is right at any time.';

CREATE OR REPLACE FUNCTION public.follow_regions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    delete from region_search s using before_rows b where s.code = b.code
      and not exists (select from region r where r.code = b.code and r.valid_to = 'infinity');
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into region_search as s (code, name) select code, name from after_rows where valid_to = 'infinity'
    on conflict (code) do update set name = excluded.name, initials = null, spelling = null where s.name <> excluded.name;
  end if;
  return null;
end $function$;
comment on function follow_regions() is 'Keeps region_search at the names of today; a background job spells them.';

CREATE AGGREGATE jsonb_fold(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');

CREATE OR REPLACE FUNCTION public.lead_list_stays_as_sent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  moving constant text[] := array['figures', 'unread', 'file_name', 'withdrawn_on', 'withdrawn_by', 'withdrawn_secret', 'emptied_on'];
  emptying constant boolean := old.emptied_on is null and new.emptied_on is not null;
begin
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or emptying and (new.file_name, new.unread, new.withdrawn_secret) is distinct from ('', '{}'::text[], null::bytea)
    or not emptying and (new.file_name, new.emptied_on) is distinct from (old.file_name, old.emptied_on)
    or not emptying and old.figures <> '{}' and new.unread is distinct from old.unread
    or old.figures <> '{}' and new.figures is distinct from old.figures
    or old.withdrawn_on is not null and (new.withdrawn_on, new.withdrawn_by)
      is distinct from (old.withdrawn_on, old.withdrawn_by) then
    raise exception 'a list of leads stays as it was sent' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;
comment on function lead_list_stays_as_sent() is 'Refuses to change what a list is, its figures once they are known, and that it was taken back; its words go when their time is over.';

CREATE OR REPLACE FUNCTION public.lead_stays_as_read()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  moving constant text[] := array['dismissed', 'case_id', 'last_id', 'secret', 'person_id'];
begin
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or new.person_id is distinct from old.person_id and new.person_id is not null then
    raise exception 'a lead stays as it was read' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;
comment on function lead_stays_as_read() is 'Refuses to change what a row of a list said; only where the lead stands changes.';

CREATE OR REPLACE FUNCTION public.only_appended_to()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_only_appended_to';
end $function$;
comment on function only_appended_to() is 'Refuses to change, remove or empty what is a journal.';

CREATE OR REPLACE FUNCTION public.refuse_taking_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation';
end $function$;
comment on function refuse_taking_back() is 'Refuses what would take back a row that is part of a history.';

CREATE OR REPLACE FUNCTION public.scope_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select account_id from public.session
  where token_hash = sha256(convert_to(nullif(current_setting('lika.session', true), ''), 'UTF8')) and ended_at is null
$function$;
comment on function scope_account() is 'Account of the session that the transaction named.';

CREATE OR REPLACE FUNCTION public.scope_audits()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select exists (
    select from public.role_grant g join public.role r on r.key = g.role
    where g.account_id = public.scope_account() and g.revoked_at is null and 'audit.read' = any(r.permissions)
      and g.valid_from <= current_date and current_date < g.valid_to)
$function$;
comment on function scope_audits() is 'Whether the account of the session holds a role that reads the audit journal.';

CREATE OR REPLACE FUNCTION public.scope_holds(kind text, county text, subject uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 1
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select case kind
    when 'household' then exists (select from public.household_snapshot s where s.county_code = county and s.household_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
    when 'person' then exists (select from public.person_snapshot s where s.county_code = county and s.person_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
    else exists (select from public.village_snapshot s where s.county_code = county and s.village_id = subject
      and s.valid_to = 'infinity' and s.region_code <@ public.scope_regions())
  end
$function$;
comment on function scope_holds(text,text,uuid) is 'Whether a household, person or village is registered within the regions of the session today.';

CREATE OR REPLACE FUNCTION public.scope_holds_any(county text, subject uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 1
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select public.scope_holds('household', county, subject) or public.scope_holds('person', county, subject)
    or public.scope_holds('village', county, subject)
$function$;
comment on function scope_holds_any(text,uuid) is 'Whether a subject of any kind is registered within the regions of the session today.';

CREATE OR REPLACE FUNCTION public.scope_is_whole()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select exists (select from public.fold_key where key_hash = sha256(convert_to(nullif(current_setting('lika.fold', true), ''), 'UTF8')))
$function$;
comment on function scope_is_whole() is 'Whether a fold or a judgement is running, which sees subjects whole.';

CREATE OR REPLACE FUNCTION public.scope_regions()
 RETURNS region_multirange
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select coalesce((select regions from public.session
    where token_hash = sha256(convert_to(nullif(current_setting('lika.session', true), ''), 'UTF8')) and ended_at is null),
    '{}'::public.region_multirange)
$function$;
comment on function scope_regions() is 'Regions of the session that the transaction named: none without one.';

CREATE OR REPLACE FUNCTION public.scope_touches(code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select public.scope_regions() && public.region_range(code collate "C", (code || '~') collate "C")
$function$;
comment on function scope_touches(text) is 'Whether the session sees anything of a region: all of it, or a part.';

create table access_change (
  id uuid not null,
  at timestamp with time zone default now() not null,
  made_by uuid,
  kind text not null,
  reason text,
  account_id uuid,
  grant_id uuid,
  unit_id uuid,
  role text,
  detail jsonb,
  constraint access_change_pkey PRIMARY KEY (id),
  constraint access_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint access_change_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES role_grant(id),
  constraint access_change_kind_known CHECK ((kind = ANY (ARRAY['accountMade'::text, 'invited'::text, 'disabled'::text, 'enabled'::text, 'sessionsEnded'::text, 'granted'::text, 'revoked'::text, 'moved'::text, 'unitAdded'::text, 'unitChanged'::text, 'roleAdded'::text, 'roleChanged'::text]))),
  constraint access_change_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
);
CREATE INDEX access_change_by_account ON public.access_change USING btree (account_id, id);
CREATE TRIGGER access_change_is_kept BEFORE DELETE OR UPDATE ON public.access_change FOR EACH ROW EXECUTE FUNCTION refuse_taking_back();
comment on table access_change is 'Every change of who may do what, with its reason: only appended to.';
comment on column access_change.id is 'uuid v7.';
comment on column access_change.at is 'When.';
comment on column access_change.made_by is 'Account that made it; empty for the command line.';
comment on column access_change.kind is 'accountMade, invited, disabled, enabled, sessionsEnded, granted, revoked, moved, unitAdded, unitChanged, roleAdded, roleChanged.';
comment on column access_change.reason is 'Why, in the words of whoever made it.';
comment on column access_change.account_id is 'The account that it is about.';
comment on column access_change.grant_id is 'The grant that it is about.';
comment on column access_change.unit_id is 'The unit that it is about.';
comment on column access_change.role is 'Key of the role that it is about.';
comment on column access_change.detail is 'What was changed, before and after.';

create table account (
  id uuid not null,
  name text not null,
  display_name text not null,
  region_code text collate "C" not null,
  demo boolean default false not null,
  created_at timestamp with time zone default now() not null,
  staff_id uuid,
  state text default 'active'::text not null,
  last_used_at timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_because text,
  enabled_at timestamp with time zone,
  import_id uuid,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_name_key UNIQUE (name),
  constraint account_import_id_fkey FOREIGN KEY (import_id) REFERENCES account_import(id),
  constraint account_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id),
  constraint account_state_known CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);
CREATE INDEX account_by_import ON public.account USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX account_by_region ON public.account USING btree (region_code, name);
CREATE INDEX account_by_staff ON public.account USING btree (staff_id) WHERE (staff_id IS NOT NULL);
comment on table account is 'Who uses Lika. In a demo world the accounts are marked demo and need no password.';
comment on column account.id is 'Author of records and decisions.';
comment on column account.name is 'Name to sign in with.';
comment on column account.display_name is 'Name as shown.';
comment on column account.region_code is 'Region of the unit that the account belongs to; what it may see is said by its grants.';
comment on column account.demo is 'True only in a demo world.';
comment on column account.created_at is 'When it was made.';
comment on column account.staff_id is 'Whose account it is; empty for those of a demo world and of machines.';
comment on column account.state is 'active, or disabled: whoever is disabled cannot sign in.';
comment on column account.last_used_at is 'Last day of use, to the minute; unused accounts are stopped.';
comment on column account.disabled_at is 'When it was disabled.';
comment on column account.disabled_because is 'Why.';
comment on column account.enabled_at is 'When it was last enabled again; the days without use count from then.';
comment on column account.import_id is 'The sheet that it was made from; empty for one made by itself.';

create table account_import (
  id uuid not null,
  region_code text collate "C" not null,
  file_name text not null,
  sha256 bytea not null,
  accounts integer not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint account_import_pkey PRIMARY KEY (id),
  constraint account_import_has_a_reason CHECK (((length(btrim(reason)) >= 2) AND (length(btrim(reason)) <= 500))),
  constraint account_import_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint account_import_makes_somebody CHECK ((accounts > 0))
);
CREATE INDEX account_import_by_region ON public.account_import USING btree (region_code, id);
CREATE TRIGGER account_import_is_kept BEFORE DELETE OR UPDATE ON public.account_import FOR EACH ROW EXECUTE FUNCTION refuse_taking_back();
comment on table account_import is 'Accounts that were made from one sheet (批量开设账号).';
comment on column account_import.id is 'uuid v7 made by whoever sent it.';
comment on column account_import.region_code is 'Region within which the names of the sheet were looked up.';
comment on column account_import.file_name is 'Name of the sheet, as its sender named it.';
comment on column account_import.sha256 is 'Of the rows that were sent: the same id with other rows is refused.';
comment on column account_import.accounts is 'How many accounts it made.';
comment on column account_import.reason is 'Why, in the words of whoever sent it.';
comment on column account_import.made_by is 'Account that sent it.';
comment on column account_import.made_at is 'When.';

create table account_link (
  id uuid not null,
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  linked_at timestamp with time zone not null,
  constraint account_link_pkey PRIMARY KEY (id),
  constraint account_link_one_account_each UNIQUE (issuer, subject),
  constraint account_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX account_link_by_account ON public.account_link USING btree (account_id);
comment on table account_link is 'Who an account is at the single sign-on (统一登录). Joined by its owner; none is made by itself.';
comment on column account_link.id is 'Names the link on the page of the account.';
comment on column account_link.account_id is 'Whose.';
comment on column account_link.issuer is 'The provider.';
comment on column account_link.subject is 'Who that is there.';
comment on column account_link.linked_at is 'When it was joined.';

create table account_passkey (
  id uuid not null,
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  added_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint account_passkey_pkey PRIMARY KEY (id),
  constraint account_passkey_credential_id_key UNIQUE (credential_id),
  constraint account_passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX account_passkey_by_account ON public.account_passkey USING btree (account_id);
comment on table account_passkey is 'Passkeys (通行密钥) of an account: the public half.';
comment on column account_passkey.id is 'Names it on the page of the account.';
comment on column account_passkey.account_id is 'Whose.';
comment on column account_passkey.credential_id is 'Id that the authenticator gave it.';
comment on column account_passkey.public_key is 'Public key, as COSE.';
comment on column account_passkey.counter is 'How often it has signed; one that goes back was copied.';
comment on column account_passkey.transports is 'How browsers reach it.';
comment on column account_passkey.label is 'What its owner calls it.';
comment on column account_passkey.added_at is 'When it was added.';
comment on column account_passkey.last_used_at is 'When it was last used.';

create table account_password (
  account_id uuid not null,
  hash text not null,
  set_at timestamp with time zone not null,
  constraint account_password_pkey PRIMARY KEY (account_id),
  constraint account_password_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint account_password_is_argon2id CHECK ((hash ~~ '$argon2id$%'::text))
);
comment on table account_password is 'Password of an account, hashed.';
comment on column account_password.account_id is 'Whose.';
comment on column account_password.hash is 'argon2id as a PHC string: it names its own cost and salt.';
comment on column account_password.set_at is 'When it was chosen; the profile mlps3 asks for another after 90 days.';

create table account_totp (
  id uuid not null,
  account_id uuid not null,
  secret bytea not null,
  label text not null,
  last_step bigint not null,
  added_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint account_totp_pkey PRIMARY KEY (id),
  constraint account_totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX account_totp_by_account ON public.account_totp USING btree (account_id);
comment on table account_totp is 'Authenticators (动态口令) of an account.';
comment on column account_totp.id is 'Names it where the secret must not be told.';
comment on column account_totp.account_id is 'Whose.';
comment on column account_totp.secret is 'The shared secret, sealed with a key outside the database.';
comment on column account_totp.label is 'What its owner calls it.';
comment on column account_totp.last_step is 'Half-minute of the last code that was taken: neither it nor an earlier one is taken again.';
comment on column account_totp.added_at is 'When it was added.';
comment on column account_totp.last_used_at is 'When a code of it was last taken.';

create table audit_event (
  id uuid default uuidv7() not null,
  at timestamp with time zone default clock_timestamp() not null,
  kind text not null,
  action text not null,
  result text not null,
  account_id uuid,
  account text,
  role text,
  session_id uuid,
  address text,
  request_id text,
  subject_kind text,
  subject_id uuid,
  region_code text collate "C",
  purpose text,
  detail jsonb,
  written_in bigint default ((pg_current_xact_id())::text)::bigint not null,
  constraint audit_event_pkey PRIMARY KEY (id),
  constraint audit_event_kind_known CHECK ((kind = ANY (ARRAY['change'::text, 'read'::text, 'export'::text]))),
  constraint audit_event_result_known CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text]))),
  constraint audit_event_subject_whole CHECK (((subject_id IS NULL) OR (subject_kind IS NOT NULL)))
);
CREATE INDEX audit_event_by_account ON public.audit_event USING btree (account_id, id) WHERE (account_id IS NOT NULL);
CREATE INDEX audit_event_by_refusal ON public.audit_event USING btree (id) WHERE (result <> 'done'::text);
CREATE INDEX audit_event_by_subject ON public.audit_event USING btree (subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE INDEX audit_event_by_writing ON public.audit_event USING btree (written_in, id);
CREATE INDEX audit_event_of_complaints ON public.audit_event USING btree (subject_id, id) WHERE ((subject_kind = 'complaint'::text) AND (kind = 'change'::text) AND (result = 'done'::text));
CREATE INDEX audit_event_of_links ON public.audit_event USING gin (((detail -> 'links'::text))) WHERE (detail ? 'links'::text);
CREATE TRIGGER audit_event_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
alter table audit_event enable row level security;
create policy scope_append on audit_event for insert to lika_app with check ((NOT (account_id IS DISTINCT FROM ( SELECT scope_account() AS scope_account))));
create policy scope_read on audit_event for select to lika_app using ((( SELECT scope_audits() AS scope_audits) AND
CASE
    WHEN (region_code IS NULL) THEN true
    ELSE (region_code <@ ( SELECT scope_regions() AS scope_regions))
END));
grant insert, select on audit_event to lika_app;
comment on table audit_event is 'The audit journal (审计日志): every change, every reading of what is sensitive, every export and every refusal. Only appended to; sealed.';
comment on column audit_event.id is 'uuid v7 made by the database, so that its order is that of the instants.';
comment on column audit_event.at is 'When.';
comment on column audit_event.kind is 'change, read or export: what was done or tried.';
comment on column audit_event.action is 'Id of the route; cli:name for a command, job:name for work in the background.';
comment on column audit_event.result is 'done; refused, by a rule or for want of a permission; failed, by an error of ours.';
comment on column audit_event.account_id is 'Account; none for whoever did not sign in.';
comment on column audit_event.account is 'Name of the account then; for commands, that of the user of the machine.';
comment on column audit_event.role is 'First role that the account held then.';
comment on column audit_event.session_id is 'Session that it was done in.';
comment on column audit_event.address is 'Address that it came from.';
comment on column audit_event.request_id is 'The request, as its answer and the log name it; for background work, the job.';
comment on column audit_event.subject_kind is 'household, person, village, record, import, account, file…';
comment on column audit_event.subject_id is 'Whom or what it concerned, where that is one thing.';
comment on column audit_event.region_code is 'Where: region of the subject or of the list; else the first region of the account.';
comment on column audit_event.purpose is 'What for, in the words of whoever did it, where it is asked for.';
comment on column audit_event.detail is 'What else is known, without personal data: filters of a list, code of a refusal, how often.';
comment on column audit_event.written_in is 'Transaction that wrote it, which is the order of sealing.';

create table budget (
  account_id uuid not null,
  kind text not null,
  period_start timestamp with time zone not null,
  used bigint not null,
  constraint budget_pkey PRIMARY KEY (account_id, kind, period_start),
  constraint budget_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint budget_kind_known CHECK ((kind = ANY (ARRAY['exportedRows'::text, 'unmaskings'::text, 'searches'::text, 'subjectsRead'::text]))),
  constraint budget_used_not_negative CHECK ((used >= 0))
);
alter table budget enable row level security;
create policy own_account on budget for all to lika_app using ((account_id = ( SELECT scope_account() AS scope_account))) with check ((account_id = ( SELECT scope_account() AS scope_account)));
grant delete, insert, select, update on budget to lika_app;
comment on table budget is 'What an account has used of what it may do in an hour or a day; kept for 35 days.';
comment on column budget.account_id is 'Whose.';
comment on column budget.kind is 'exportedRows, unmaskings, searches, subjectsRead.';
comment on column budget.period_start is 'Beginning of the hour or the day.';
comment on column budget.used is 'How much of it is used.';

create table case_change (
  county_code text collate "C" not null,
  id bigint generated always as identity not null,
  region_code text collate "C" not null,
  procedure text not null,
  digest text not null,
  state text not null,
  steps text[] not null,
  outcome text not null,
  cases bigint not null,
  constraint case_change_pkey PRIMARY KEY (county_code, id)
);
alter table case_change enable row level security;
create policy scope_all on case_change for all to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions))) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant insert, select on case_change to lika_app;
comment on table case_change is 'Changes that a job has not folded into case_count yet. Appending never waits for another writer.';
comment on column case_change.county_code is 'County, first in every key.';
comment on column case_change.id is 'Order of arrival.';
comment on column case_change.region_code is 'Village, 12 digits; the county of a case about a county.';
comment on column case_change.procedure is 'Id of the procedure.';
comment on column case_change.digest is 'The version of it that the cases run.';
comment on column case_change.state is 'open, ended or withdrawn.';
comment on column case_change.steps is 'Steps where the cases stand, the main one first.';
comment on column case_change.outcome is 'Outcome that ended them; empty text when none.';
comment on column case_change.cases is 'How many more (or fewer).';

create table case_count (
  county_code text collate "C" not null,
  level smallint not null,
  region_code text collate "C" not null,
  procedure text not null,
  digest text not null,
  state text not null,
  steps text[] not null,
  outcome text not null,
  cases bigint not null,
  constraint case_count_pkey PRIMARY KEY (county_code, level, region_code, procedure, digest, state, steps, outcome)
);
CREATE INDEX case_count_by_level ON public.case_count USING btree (level, region_code, procedure);
grant select on case_count to lika_app;
comment on table case_count is 'How many cases of a village, a town and a county stand where or ended how: the folded part.';
comment on column case_count.county_code is 'County, first in every key.';
comment on column case_count.level is 'Digits of the regions that are counted: 12, 9 or 6, each counted in full.';
comment on column case_count.region_code is 'Village, town or county; a case about a county counts there at every level.';
comment on column case_count.procedure is 'Id of the procedure.';
comment on column case_count.digest is 'The version of it that the cases run: it says who acts in a step.';
comment on column case_count.state is 'open, ended or withdrawn.';
comment on column case_count.steps is 'Steps where the cases stand, the main one first.';
comment on column case_count.outcome is 'Outcome that ended them; empty text when none.';
comment on column case_count.cases is 'How many.';

create table case_file (
  county_code text collate "C" not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  procedure text not null,
  digest text not null,
  channel text not null,
  state text not null,
  green boolean not null,
  opened_on date not null,
  due_on date,
  ended_on date,
  outcome text,
  status text,
  last_id uuid not null,
  last_at timestamp with time zone not null,
  next_due date,
  standing text not null,
  steps text[] default '{}'::text[] not null,
  constraint case_file_pkey PRIMARY KEY (county_code, id),
  constraint case_file_id_unique UNIQUE (id),
  constraint case_file_digest_fkey FOREIGN KEY (digest) REFERENCES procedure_version(digest),
  constraint case_file_ends_once CHECK (((ended_on IS NULL) = (state = 'open'::text))),
  constraint case_file_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint case_file_standing_known CHECK ((standing = ANY (ARRAY['registered'::text, 'exited'::text, 'unregistered'::text]))),
  constraint case_file_state_known CHECK ((state = ANY (ARRAY['open'::text, 'ended'::text, 'withdrawn'::text]))),
  constraint case_file_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['household'::text, 'village'::text, 'county'::text])))
);
CREATE INDEX case_file_by_due ON public.case_file USING btree (state, COALESCE(next_due, '9999-12-31'::date), region_code, id);
CREATE INDEX case_file_by_opening ON public.case_file USING btree (state, opened_on, id);
CREATE INDEX case_file_by_procedure ON public.case_file USING btree (procedure, state, COALESCE(next_due, '9999-12-31'::date), region_code, id);
CREATE INDEX case_file_by_region ON public.case_file USING btree (state, region_code, id);
CREATE INDEX case_file_by_subject ON public.case_file USING btree (county_code, subject_id, opened_on);
CREATE INDEX case_file_due ON public.case_file USING btree (due_on, region_code) INCLUDE (procedure, county_code, id, subject_kind, subject_id) WHERE ((state = 'open'::text) AND (due_on IS NOT NULL));
CREATE INDEX case_file_ended ON public.case_file USING btree (procedure, ended_on) INCLUDE (region_code, standing, outcome, county_code, subject_kind, subject_id) WHERE (state = 'ended'::text);
CREATE UNIQUE INDEX case_file_one_open ON public.case_file USING btree (county_code, subject_id, procedure) WHERE (state = 'open'::text);
CREATE TRIGGER case_file_deleted AFTER DELETE ON public.case_file REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
CREATE TRIGGER case_file_inserted AFTER INSERT ON public.case_file REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
CREATE TRIGGER case_file_updated AFTER UPDATE ON public.case_file REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
alter table case_file enable row level security;
create policy scope_all on case_file for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds(subject_kind, county_code, subject_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_code <@ ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on case_file to lika_app;
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
comment on column case_file.next_due is 'The nearest last day of the case and of the steps where it stands.';
comment on column case_file.standing is 'How its subject stood when it was opened: registered, exited or unregistered.';
comment on column case_file.steps is 'Steps where it stands, the main one first; none once it is over.';

create table case_step (
  county_code text collate "C" not null,
  case_id uuid not null,
  step text not null,
  region_code text collate "C" not null,
  procedure text not null,
  beside boolean not null,
  actors text[] not null,
  since date not null,
  due_on date,
  constraint case_step_pkey PRIMARY KEY (county_code, case_id, step),
  constraint case_step_county_code_case_id_fkey FOREIGN KEY (county_code, case_id) REFERENCES case_file(county_code, id) ON DELETE CASCADE,
  constraint case_step_in_its_county CHECK (starts_with(region_code, county_code))
);
CREATE INDEX case_step_by_due ON public.case_step USING btree (due_on, region_code) INCLUDE (procedure, step, county_code, case_id) WHERE (due_on IS NOT NULL);
CREATE INDEX case_step_by_region ON public.case_step USING btree (region_code, procedure, step);
alter table case_step enable row level security;
create policy scope_all on case_step for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (EXISTS ( SELECT
       FROM case_file c
      WHERE ((c.county_code = case_step.county_code) AND (c.id = case_step.case_id))))
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_code <@ ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on case_step to lika_app;
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

create table complaint (
  county_code text collate "C" not null,
  id uuid not null,
  number_hash bytea not null,
  kind text not null,
  channel text not null,
  about text not null,
  region_code text collate "C" not null,
  accused_region text collate "C",
  accused_unit uuid,
  secret bytea not null,
  digest text not null,
  anonymous boolean not null,
  received_on date not null,
  received_at timestamp with time zone not null,
  received_by uuid,
  state text not null,
  accept_due date,
  answer_due date,
  accepted_on date,
  answered_on date,
  passed_region text collate "C",
  passed_unit uuid,
  case_id uuid,
  last_id uuid not null,
  constraint complaint_pkey PRIMARY KEY (county_code, id),
  constraint complaint_id_unique UNIQUE (id),
  constraint complaint_number_unique UNIQUE (number_hash),
  constraint complaint_about_known CHECK ((about = ANY (ARRAY['household'::text, 'cadre'::text, 'funds'::text, 'other'::text]))),
  constraint complaint_accused_unit_fkey FOREIGN KEY (accused_unit) REFERENCES unit(id),
  constraint complaint_channel_known CHECK ((channel = ANY (ARRAY['site'::text, 'telephone'::text, 'visit'::text, 'letter'::text]))),
  constraint complaint_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint complaint_kind_known CHECK ((kind = ANY (ARRAY['complaint'::text, 'clue'::text, 'application'::text]))),
  constraint complaint_passed_unit_fkey FOREIGN KEY (passed_unit) REFERENCES unit(id),
  constraint complaint_received_by_fkey FOREIGN KEY (received_by) REFERENCES account(id),
  constraint complaint_state_known CHECK ((state = ANY (ARRAY['received'::text, 'accepted'::text, 'passed'::text, 'answered'::text, 'closed'::text, 'withdrawn'::text]))),
  constraint complaint_taken_down_by_somebody CHECK (((channel = 'site'::text) = (received_by IS NULL)))
);
CREATE INDEX complaint_by_region ON public.complaint USING btree (region_code, state, answer_due, id);
CREATE INDEX complaint_passed_to ON public.complaint USING btree (passed_region, state, id) WHERE (passed_region IS NOT NULL);
CREATE TRIGGER complaint_stays_as_received BEFORE DELETE OR UPDATE ON public.complaint FOR EACH ROW EXECUTE FUNCTION complaint_stays_as_received();
alter table complaint enable row level security;
create policy scope_append on complaint for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_change on complaint for update to lika_app using (
CASE
    WHEN ((region_code <@ ( SELECT scope_regions() AS scope_regions)) OR (passed_region <@ ( SELECT scope_regions() AS scope_regions))) THEN (NOT complaint_bars(accused_region, accused_unit))
    ELSE false
END);
create policy scope_read on complaint for select to lika_app using (
CASE
    WHEN ((region_code <@ ( SELECT scope_regions() AS scope_regions)) OR (passed_region <@ ( SELECT scope_regions() AS scope_regions))) THEN (NOT complaint_bars(accused_region, accused_unit))
    ELSE false
END);
grant insert, select on complaint to lika_app;
comment on table complaint is 'A complaint, clue or application (12317): what is not sealed of it, and where it stands by its entries.';
comment on column complaint.county_code is 'County, first in every key.';
comment on column complaint.id is 'uuid v7, made with the form or by whoever took it down.';
comment on column complaint.number_hash is 'Keyed hash of the number that the answer is looked up by; the number itself is kept nowhere.';
comment on column complaint.kind is 'complaint (投诉举报), clue (致贫返贫线索) or application (申请).';
comment on column complaint.channel is 'site, telephone, visit or letter.';
comment on column complaint.about is 'household, cadre, funds or other.';
comment on column complaint.region_code is 'Village, township or county that it speaks of.';
comment on column complaint.accused_region is 'Region whose village committee, government or offices are complained about: who works there does not see it.';
comment on column complaint.accused_unit is 'Unit of the register that is complained about: who works for it does not see it.';
comment on column complaint.secret is 'What it says, name and contact, sealed; bound to the id.';
comment on column complaint.digest is 'Keyed digest of what was received; the audit event of its arrival bears it, and is sealed.';
comment on column complaint.anonymous is 'Whether no name was given.';
comment on column complaint.received_on is 'Day of arrival; deadlines count from it.';
comment on column complaint.received_at is 'Instant of arrival.';
comment on column complaint.received_by is 'Account that took it down; empty for what came over the public site.';
comment on column complaint.state is 'received, accepted, passed, answered, closed or withdrawn: the fold of its entries.';
comment on column complaint.accept_due is 'Last day to accept it; empty where the days worked are not known.';
comment on column complaint.answer_due is 'Last day to answer it.';
comment on column complaint.accepted_on is 'Day on which it was accepted first.';
comment on column complaint.answered_on is 'Day of the last answer.';
comment on column complaint.passed_region is 'Region that it was passed on to: its offices see it without name and contact.';
comment on column complaint.passed_unit is 'Unit that it was passed on to.';
comment on column complaint.case_id is 'Case that was opened because of it.';
comment on column complaint.last_id is 'Its last entry; its own id before the first.';

create table complaint_entry (
  county_code text collate "C" not null,
  id uuid not null,
  complaint_id uuid not null,
  act text not null,
  made_on date not null,
  made_at timestamp with time zone not null,
  author_id uuid not null,
  to_region text collate "C",
  to_unit uuid,
  case_id uuid,
  secret bytea not null,
  digest text not null,
  constraint complaint_entry_pkey PRIMARY KEY (county_code, id),
  constraint complaint_entry_id_unique UNIQUE (id),
  constraint complaint_entry_act_known CHECK ((act = ANY (ARRAY['accept'::text, 'pass'::text, 'answer'::text, 'link'::text, 'close'::text, 'withdraw'::text]))),
  constraint complaint_entry_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id),
  constraint complaint_entry_county_code_complaint_id_fkey FOREIGN KEY (county_code, complaint_id) REFERENCES complaint(county_code, id),
  constraint complaint_entry_links_a_case CHECK (((act = 'link'::text) = (case_id IS NOT NULL))),
  constraint complaint_entry_passed_somewhere CHECK ((((act = 'pass'::text) = (to_region IS NOT NULL)) AND ((to_unit IS NULL) OR (act = 'pass'::text)))),
  constraint complaint_entry_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES unit(id)
);
CREATE INDEX complaint_entry_by_complaint ON public.complaint_entry USING btree (county_code, complaint_id, made_at, id);
CREATE TRIGGER complaint_entry_not_emptied BEFORE TRUNCATE ON public.complaint_entry FOR EACH STATEMENT EXECUTE FUNCTION complaint_only_sealed_anew();
CREATE TRIGGER complaint_entry_only_appended_to BEFORE DELETE OR UPDATE ON public.complaint_entry FOR EACH ROW EXECUTE FUNCTION complaint_only_sealed_anew();
alter table complaint_entry enable row level security;
create policy scope_append on complaint_entry for insert to lika_app with check (((author_id = ( SELECT scope_account() AS scope_account)) AND (EXISTS ( SELECT
   FROM complaint c
  WHERE ((c.county_code = complaint_entry.county_code) AND (c.id = complaint_entry.complaint_id))))));
create policy scope_read on complaint_entry for select to lika_app using ((EXISTS ( SELECT
   FROM complaint c
  WHERE ((c.county_code = complaint_entry.county_code) AND (c.id = complaint_entry.complaint_id)))));
grant insert, select on complaint_entry to lika_app;
comment on table complaint_entry is 'What was done about a complaint, act by act. Only appended to; its digests stand in the sealed audit journal.';
comment on column complaint_entry.county_code is 'County, first in every key.';
comment on column complaint_entry.id is 'uuid v7 made by whoever acted.';
comment on column complaint_entry.complaint_id is 'The complaint.';
comment on column complaint_entry.act is 'accept, pass, answer, link (a case was opened), close or withdraw.';
comment on column complaint_entry.made_on is 'Day of the act.';
comment on column complaint_entry.made_at is 'Instant of the act.';
comment on column complaint_entry.author_id is 'Account that acted.';
comment on column complaint_entry.to_region is 'Region that it was passed on to.';
comment on column complaint_entry.to_unit is 'Unit that it was passed on to, if one was named.';
comment on column complaint_entry.case_id is 'The case, of a link.';
comment on column complaint_entry.secret is 'What was said with the act, sealed; bound to the id.';
comment on column complaint_entry.digest is 'Keyed digest of the act with what was said; the audit event of the act bears it, and is sealed.';

create table contradiction (
  county_code text collate "C" not null,
  subject_id uuid not null,
  subject_kind text not null,
  fact text collate "C" not null,
  observed_on date not null,
  region_code text collate "C" not null,
  record_ids uuid[] not null,
  constraint contradiction_pkey PRIMARY KEY (county_code, subject_id, fact, observed_on)
);
CREATE INDEX contradiction_by_region ON public.contradiction USING btree (county_code, region_code);
alter table contradiction enable row level security;
create policy scope_all on contradiction for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds(subject_kind, county_code, subject_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on contradiction to lika_app;
comment on table contradiction is 'Two observations of one fact on one day that differ: a task for a person, settled by a correcting record. Folded.';
comment on column contradiction.county_code is 'County, first in every key.';
comment on column contradiction.subject_id is 'Whom it concerns.';
comment on column contradiction.subject_kind is 'household, person or village.';
comment on column contradiction.fact is 'The fact observed differently.';
comment on column contradiction.observed_on is 'The day.';
comment on column contradiction.region_code is 'Village or group.';
comment on column contradiction.record_ids is 'The records that differ, the one that counts for the time being last.';

create table data_key (
  id integer generated always as identity not null,
  suite text not null,
  purpose text not null,
  wrapped bytea not null,
  public_key bytea,
  made_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  constraint data_key_pkey PRIMARY KEY (id),
  constraint data_key_suite_known CHECK ((suite = ANY (ARRAY['international'::text, 'sm'::text])))
);
CREATE UNIQUE INDEX data_key_one_active_per_purpose ON public.data_key USING btree (purpose) WHERE (retired_at IS NULL);
comment on table data_key is 'Keys (密钥) that seal, look up and sign, wrapped by the root key of LIKA_HOME. Requests never read it.';
comment on column data_key.id is 'Stands in every ciphertext and signature that the key made.';
comment on column data_key.suite is 'international (AES-256-GCM, HMAC-SHA-256, Ed25519) or sm (SM4, HMAC-SM3, SM2).';
comment on column data_key.purpose is 'What it is for: fact, file, secret (seal), identity, token, lookup (hash), checkpoint (sign).';
comment on column data_key.wrapped is 'The key, encrypted by a key out of the root key.';
comment on column data_key.public_key is 'What verifies signatures of a signing key; empty otherwise.';
comment on column data_key.made_at is 'When it was made.';
comment on column data_key.retired_at is 'Since when another key of the purpose is used; it goes on opening what it sealed.';

create table decision (
  county_code text collate "C" not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  kind text not null,
  decided_on date not null,
  received_at timestamp with time zone not null,
  author_id uuid not null,
  facts jsonb not null,
  reason text not null,
  evidence text[] default '{}'::text[] not null,
  corrects uuid,
  batch_id uuid,
  written_in bigint default ((pg_current_xact_id())::text)::bigint not null,
  constraint decision_pkey PRIMARY KEY (county_code, id),
  constraint decision_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint decision_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['household'::text, 'person'::text, 'village'::text, 'county'::text, 'plan'::text])))
);
CREATE INDEX decision_by_batch ON public.decision USING btree (county_code, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX decision_by_correction ON public.decision USING btree (county_code, corrects) WHERE (corrects IS NOT NULL);
CREATE INDEX decision_by_evidence ON public.decision USING gin (evidence) WHERE (evidence <> '{}'::text[]);
CREATE INDEX decision_by_subject ON public.decision USING btree (county_code, subject_id, decided_on, received_at, id);
CREATE INDEX decision_by_writing ON public.decision USING btree (written_in, id);
CREATE INDEX decision_of_plan ON public.decision USING btree (subject_id, received_at, id) WHERE (subject_kind = 'plan'::text);
CREATE UNIQUE INDEX decision_of_plan_once ON public.decision USING btree (id) WHERE (subject_kind = 'plan'::text);
CREATE INDEX decision_opening_case ON public.decision USING btree (id) WHERE (kind = 'caseOpened'::text);
CREATE INDEX decision_requests ON public.decision USING btree (region_code, id) WHERE (kind = 'requestReceived'::text);
alter table decision enable row level security;
create policy scope_append on decision for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on decision for select to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    WHEN (subject_kind = 'plan'::text) THEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C")))
    ELSE scope_holds(subject_kind, county_code, subject_id)
END);
grant insert, select on decision to lika_app;
comment on table decision is 'The journal of decisions (决定): what a person signed. Statuses are its fold; no program writes one by itself.';
comment on column decision.county_code is 'County, first in every key.';
comment on column decision.id is 'uuid v7 made by whoever made the decision.';
comment on column decision.subject_kind is 'household, person, village, county or plan.';
comment on column decision.subject_id is 'Whom or what it concerns.';
comment on column decision.region_code is 'Village or group of the subject when it was decided.';
comment on column decision.kind is 'What was decided: takeover (接收已有登记), registration, relapse, removal…; of a case caseOpened, caseSigned, caseMet, casePosted, caseDecided…';
comment on column decision.decided_on is 'Day of the decision.';
comment on column decision.received_at is 'When Lika learned it.';
comment on column decision.author_id is 'Account of the person who decided or entered it.';
comment on column decision.facts is 'What holds by it: {"status": "expected"}.';
comment on column decision.reason is 'Why, or the document it rests on.';
comment on column decision.evidence is 'SHA-256 of minutes, lists, signatures.';
comment on column decision.corrects is 'The decision that this one takes back.';
comment on column decision.batch_id is 'The import that brought it.';
comment on column decision.written_in is 'Transaction that wrote it, which is the order of sealing; 0 before there were seals.';

create table duplicate (
  county_code text collate "C" not null,
  id uuid not null,
  person_a uuid not null,
  person_b uuid not null,
  region_code text collate "C" not null,
  score smallint not null,
  reasons jsonb not null,
  state text default 'open'::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  constraint duplicate_pkey PRIMARY KEY (county_code, id),
  constraint duplicate_pair_unique UNIQUE (county_code, person_a, person_b),
  constraint duplicate_pair_ordered CHECK ((person_a < person_b)),
  constraint duplicate_state_known CHECK ((state = ANY (ARRAY['open'::text, 'merged'::text, 'distinct'::text])))
);
CREATE INDEX duplicate_open ON public.duplicate USING btree (county_code, region_code) WHERE (state = 'open'::text);
alter table duplicate enable row level security;
create policy scope_all on duplicate for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    ELSE (scope_holds('person'::text, county_code, person_a) OR scope_holds('person'::text, county_code, person_b))
END) with check ((region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions)));
grant delete, insert, select, update on duplicate to lika_app;
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

create table erased_row (
  journal text not null,
  id uuid not null,
  form integer not null,
  erasure_id uuid not null,
  was bytea not null,
  becomes bytea not null,
  constraint erased_row_pkey PRIMARY KEY (journal, id, form),
  constraint erased_row_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasure(id),
  constraint erased_row_journal_known CHECK ((journal = ANY (ARRAY['record'::text, 'decision'::text])))
);
CREATE INDEX erased_row_by_erasure ON public.erased_row USING btree (erasure_id);
CREATE TRIGGER erased_row_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.erased_row FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
comment on table erased_row is 'Rows of sealed journals that an erasure emptied: the hash that was sealed and the one since. Verifying takes such a row as erased, when a sealed audit event vouches for the list.';
comment on column erased_row.journal is 'record or decision.';
comment on column erased_row.id is 'The row.';
comment on column erased_row.form is 'Form of the journal that the hashes are made by.';
comment on column erased_row.erasure_id is 'The erasure.';
comment on column erased_row.was is 'Hash before.';
comment on column erased_row.becomes is 'Hash after.';

create table erasure (
  id uuid default uuidv7() not null,
  county_code text collate "C" not null,
  subject_kind text not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  because text not null,
  request_id uuid,
  ended_on date not null,
  due_on date not null,
  found_at timestamp with time zone not null,
  first_by uuid,
  first_at timestamp with time zone,
  second_by uuid,
  second_at timestamp with time zone,
  held_by uuid,
  held_at timestamp with time zone,
  held_because text,
  done_at timestamp with time zone,
  erased_rows integer,
  constraint erasure_pkey PRIMARY KEY (id),
  constraint erasure_once_for_a_subject UNIQUE (county_code, subject_id),
  constraint erasure_done_when_signed CHECK (((done_at IS NULL) OR ((second_by IS NOT NULL) AND (held_at IS NULL)))),
  constraint erasure_first_by_fkey FOREIGN KEY (first_by) REFERENCES account(id),
  constraint erasure_held_by_fkey FOREIGN KEY (held_by) REFERENCES account(id),
  constraint erasure_held_with_a_reason CHECK ((((held_at IS NULL) = (held_by IS NULL)) AND ((held_at IS NULL) = (held_because IS NULL)))),
  constraint erasure_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint erasure_reason_known CHECK (((because = ANY (ARRAY['period'::text, 'request'::text])) AND ((because = 'request'::text) = (request_id IS NOT NULL)))),
  constraint erasure_second_by_fkey FOREIGN KEY (second_by) REFERENCES account(id),
  constraint erasure_signed_by_two CHECK (((second_by IS NULL) OR ((first_by IS NOT NULL) AND (second_by <> first_by)))),
  constraint erasure_signed_whole CHECK ((((first_by IS NULL) = (first_at IS NULL)) AND ((second_by IS NULL) = (second_at IS NULL)))),
  constraint erasure_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['household'::text, 'person'::text])))
);
CREATE INDEX erasure_open ON public.erasure USING btree (region_code, id) WHERE (done_at IS NULL);
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

create table evidence_file (
  sha256 text collate "C" not null,
  media_type text not null,
  size_bytes bigint not null,
  file_name text not null,
  uploaded_by uuid not null,
  received_at timestamp with time zone not null,
  constraint evidence_file_pkey PRIMARY KEY (sha256),
  constraint evidence_file_not_empty CHECK ((size_bytes > 0)),
  constraint evidence_file_sha256_whole CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint evidence_file_type_known CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text])))
);
grant insert, select on evidence_file to lika_app;
comment on table evidence_file is 'Photos and documents (佐证) by their content: the same file twice is one. The bytes lie in the folder of files.';
comment on column evidence_file.sha256 is 'Digest of the bytes, by which records and decisions name it.';
comment on column evidence_file.media_type is 'What it is by its first bytes: jpeg, png, webp or pdf.';
comment on column evidence_file.size_bytes is 'How large it is.';
comment on column evidence_file.file_name is 'Name under which it was uploaded first.';
comment on column evidence_file.uploaded_by is 'Account that uploaded it first.';
comment on column evidence_file.received_at is 'When it arrived first.';

create table fold_key (
  key_hash bytea not null,
  constraint fold_key_pkey PRIMARY KEY (key_hash)
);
comment on table fold_key is 'The key that folds show to see whole journals. The server brings it up to date when it starts.';
comment on column fold_key.key_hash is 'SHA-256 of the key, which is derived from the secret of LIKA_HOME.';

create table fund_line (
  id uuid not null,
  plan_id uuid not null,
  region_code text collate "C" not null,
  clause text not null,
  title text not null,
  side text not null,
  nature text not null,
  amount numeric not null,
  bound text not null,
  terms jsonb not null,
  constraint fund_line_pkey PRIMARY KEY (id),
  constraint fund_line_bound_known CHECK ((bound = ANY (ARRAY['exact'::text, 'about'::text, 'atLeast'::text, 'atMost'::text, 'moreThan'::text, 'lessThan'::text, 'between'::text]))),
  constraint fund_line_id_fkey FOREIGN KEY (id) REFERENCES plan_statement(id) ON DELETE CASCADE,
  constraint fund_line_nature_known CHECK ((nature = ANY (ARRAY['grant'::text, 'loan'::text, 'interest'::text, 'guarantee'::text, 'insurance'::text, 'mixed'::text, 'other'::text]))),
  constraint fund_line_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint fund_line_side_known CHECK ((side = ANY (ARRAY['use'::text, 'source'::text])))
);
CREATE INDEX fund_line_by_plan ON public.fund_line USING btree (plan_id);
CREATE INDEX fund_line_by_region ON public.fund_line USING btree (region_code, id);
alter table fund_line enable row level security;
create policy scope_fold on fund_line for all to lika_app using (( SELECT scope_is_whole() AS scope_is_whole)) with check (( SELECT scope_is_whole() AS scope_is_whole));
create policy scope_read on fund_line for select to lika_app using (
CASE
    WHEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C"))) THEN true
    ELSE ( SELECT scope_is_whole() AS scope_is_whole)
END);
grant delete, insert, select, update on fund_line to lika_app;
comment on table fund_line is 'Fund lines (资金安排) in force: the fold of accepted statements.';
comment on column fund_line.id is 'The statement.';
comment on column fund_line.plan_id is 'The plan.';
comment on column fund_line.region_code is 'Region of the plan.';
comment on column fund_line.clause is 'Clause of the document.';
comment on column fund_line.title is 'What it is for, or where it comes from.';
comment on column fund_line.side is 'use or source.';
comment on column fund_line.nature is 'grant, loan, interest, guarantee, insurance, mixed (several of them) or other.';
comment on column fund_line.amount is 'Yuan.';
comment on column fund_line.bound is 'exact, about, atLeast, atMost, moreThan, lessThan, between.';
comment on column fund_line.terms is 'Count, rate, months and deductions that make the amount, as stated.';

create table han_initial (
  han text collate "C" not null,
  initial text not null,
  surname_initial text not null,
  constraint han_initial_pkey PRIMARY KEY (han)
);
grant select on han_initial to lika_app;
comment on table han_initial is 'Pinyin initial of a character, for search by initials. Reference data.';
comment on column han_initial.han is 'The character.';
comment on column han_initial.initial is 'Initial in a given name: z for 曾 read ceng would be c.';
comment on column han_initial.surname_initial is 'Initial as a surname: z for 曾.';

create table household (
  county_code text collate "C" not null,
  id uuid not null,
  number text collate "C" not null,
  created_at timestamp with time zone default now() not null,
  constraint household_pkey PRIMARY KEY (county_code, id),
  constraint household_number_unique UNIQUE (county_code, number)
);
grant insert, select on household to lika_app;
comment on table household is 'Identity of a household (户). What is known of it is folded into household_snapshot.';
comment on column household.county_code is 'County, first in every key.';
comment on column household.id is 'uuid v7 made by whoever registered it.';
comment on column household.number is 'householdNumber (户编号), unique in the county.';
comment on column household.created_at is 'When the identity was made.';

create table household_change (
  county_code text collate "C" not null,
  id bigint generated always as identity not null,
  village_code text collate "C" not null,
  status text collate "C" not null,
  cause text collate "C" not null,
  households bigint not null,
  persons bigint not null,
  constraint household_change_pkey PRIMARY KEY (county_code, id)
);
alter table household_change enable row level security;
create policy scope_all on household_change for all to lika_app using ((village_code <@ ( SELECT scope_regions() AS scope_regions))) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant insert, select on household_change to lika_app;
comment on table household_change is 'Changes that a job has not folded into household_count yet.';
comment on column household_change.county_code is 'County, first in every key.';
comment on column household_change.id is 'Order of arrival.';
comment on column household_change.village_code is 'Village, 12 digits.';
comment on column household_change.status is 'householdStatus; empty text when none.';
comment on column household_change.cause is 'Main cause; empty text when unknown.';
comment on column household_change.households is 'How many more (or fewer) households.';
comment on column household_change.persons is 'How many more (or fewer) persons.';

create table household_count (
  county_code text collate "C" not null,
  region_code text collate "C" not null,
  status text collate "C" not null,
  cause text collate "C" not null,
  households bigint not null,
  persons bigint not null,
  constraint household_count_pkey PRIMARY KEY (county_code, region_code, status, cause)
);
CREATE INDEX household_count_by_level ON public.household_count USING btree (length(region_code), region_code);
CREATE INDEX household_count_by_region ON public.household_count USING btree (region_code);
grant select on household_count to lika_app;
comment on table household_count is 'How many households and persons a village, a town and a county have, by status and cause: the folded part.';
comment on column household_count.county_code is 'County, first in every key.';
comment on column household_count.region_code is 'Village, town or county: 12, 9 or 6 digits, each counted in full.';
comment on column household_count.status is 'householdStatus; empty text when none.';
comment on column household_count.cause is 'Main cause; empty text when unknown.';
comment on column household_count.households is 'How many households.';
comment on column household_count.persons is 'How many persons in them.';

create table household_snapshot (
  county_code text collate "C" not null,
  household_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  region_code text collate "C" not null,
  number text collate "C" not null,
  status text,
  cause text,
  head_id uuid,
  head_name text,
  household_size integer not null,
  ended_because text,
  constraint household_snapshot_pkey PRIMARY KEY (county_code, household_id, valid_from),
  constraint household_snapshot_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint household_snapshot_period_not_empty CHECK ((valid_from < valid_to))
);
CREATE INDEX household_snapshot_by_number ON public.household_snapshot USING btree (number) WHERE (valid_to = 'infinity'::date);
CREATE INDEX household_snapshot_by_region ON public.household_snapshot USING btree (region_code, household_id) WHERE (valid_to = 'infinity'::date);
CREATE INDEX household_snapshot_list ON public.household_snapshot USING btree (county_code, region_code, household_id) INCLUDE (valid_from, ended_because, status, cause, household_size, number, head_name) WHERE (valid_to = 'infinity'::date);
CREATE TRIGGER household_snapshot_deleted AFTER DELETE ON public.household_snapshot REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION count_households();
CREATE TRIGGER household_snapshot_inserted AFTER INSERT ON public.household_snapshot REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_households();
CREATE TRIGGER household_snapshot_updated AFTER UPDATE ON public.household_snapshot REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_households();
alter table household_snapshot enable row level security;
create policy scope_all on household_snapshot for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds('household'::text, county_code, household_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on household_snapshot to lika_app;
comment on table household_snapshot is 'What holds of a household, by period: the fold of its records and decisions. Rebuilt at any time by lika verify.';
comment on column household_snapshot.county_code is 'County, first in every key.';
comment on column household_snapshot.household_id is 'The household.';
comment on column household_snapshot.valid_from is 'First day on which this holds.';
comment on column household_snapshot.valid_to is 'Day on which it no longer does; infinity for what holds now.';
comment on column household_snapshot.region_code is 'Village or group where the household is registered.';
comment on column household_snapshot.number is 'householdNumber (户编号).';
comment on column household_snapshot.status is 'householdStatus: poor, expected, exited, relapsed, removed, marginal; fold of the decisions.';
comment on column household_snapshot.cause is 'Main cause of poverty (致贫原因).';
comment on column household_snapshot.head_id is 'Head of the household (户主): the member whose relation is head.';
comment on column household_snapshot.head_name is 'Name of the head.';
comment on column household_snapshot.household_size is 'Number of members (家庭人口数) in the period.';
comment on column household_snapshot.ended_because is 'Why the household is no longer one: merged, split, movedAway, extinct, duplicate; empty while it is.';

create table import (
  id uuid not null,
  kind text not null,
  region_code text collate "C" not null,
  file_name text not null,
  file_sha256 bytea not null,
  state text not null,
  mapping jsonb default '[]'::jsonb not null,
  options jsonb default '{}'::jsonb not null,
  counts jsonb,
  job_id uuid,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  committed_at timestamp with time zone,
  undo jsonb,
  problem jsonb,
  sheet_removed_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (id),
  constraint import_kind_known CHECK ((kind = ANY (ARRAY['households'::text, 'villages'::text, 'assignment'::text]))),
  constraint import_state_known CHECK ((state = ANY (ARRAY['uploaded'::text, 'staging'::text, 'checking'::text, 'ready'::text, 'committing'::text, 'committed'::text, 'undoing'::text, 'undone'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX import_by_file ON public.import USING btree (file_sha256);
CREATE INDEX import_by_region ON public.import USING btree (region_code, id);
alter table import enable row level security;
create policy scope_all on import for all to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
grant delete, insert, select, update on import to lika_app;
comment on table import is 'A batch on its way into the journals (导入): a spreadsheet, or one fact for many households (批量填写).';
comment on column import.id is 'Made by whoever uploads; also the batch of the records it makes.';
comment on column import.kind is 'households (with their members, a row a person), villages (a row a village), or assignment (one fact for many households).';
comment on column import.region_code is 'Region that the rows must lie in.';
comment on column import.file_name is 'Name of the file as it was uploaded; of an assignment the fact.';
comment on column import.file_sha256 is 'Digest of the file, which is kept under it; of an assignment that of what was asked for.';
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
comment on column import.sheet_removed_at is 'When the uploaded sheet was removed, its time being over; empty while it is kept.';

create unlogged table import_household (
  import_id uuid not null,
  county_code text collate "C" not null,
  number text collate "C" not null,
  household_id uuid not null,
  is_new boolean not null,
  region_code text collate "C" not null,
  observed_on date not null,
  first_row integer not null,
  facts jsonb,
  status_facts jsonb,
  constraint import_household_pkey PRIMARY KEY (import_id, county_code, number)
);
alter table import_household enable row level security;
create policy scope_all on import_household for all to lika_app using ((import_id = ANY (ARRAY( SELECT import.id
   FROM import))));
grant delete, insert, select, update on import_household to lika_app;
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
  import_id uuid not null,
  county_code text collate "C" not null,
  number text collate "C" not null,
  period_from date not null,
  period_to date not null,
  facts jsonb not null,
  constraint import_income_pkey PRIMARY KEY (import_id, county_code, number, period_from, period_to)
);
alter table import_income enable row level security;
create policy scope_all on import_income for all to lika_app using ((import_id = ANY (ARRAY( SELECT import.id
   FROM import))));
grant delete, insert, select, update on import_income to lika_app;
comment on table import_income is 'Amounts of an import that the income book does not hold yet. Unlogged like the rows.';
comment on column import_income.import_id is 'The import.';
comment on column import_income.county_code is 'County.';
comment on column import_income.number is 'householdNumber.';
comment on column import_income.period_from is 'First day of the period.';
comment on column import_income.period_to is 'Day after its last day.';
comment on column import_income.facts is 'Amounts by item.';

create table import_mapping (
  headers_sha256 bytea not null,
  mapping jsonb not null,
  saved_at timestamp with time zone default now() not null,
  constraint import_mapping_pkey PRIMARY KEY (headers_sha256)
);
grant insert, select, update on import_mapping to lika_app;
comment on table import_mapping is 'Mappings that people have confirmed, by the headers of the sheet.';
comment on column import_mapping.headers_sha256 is 'Digest of the kind and the headers in order.';
comment on column import_mapping.mapping is 'Field of each column in order; null for a column left out.';
comment on column import_mapping.saved_at is 'When it was last confirmed.';

create unlogged table import_result (
  import_id uuid not null,
  row_number integer not null,
  outcome text not null,
  county_code text collate "C",
  household_id uuid,
  person_id uuid,
  new_person boolean default false not null,
  facts jsonb,
  changes jsonb,
  problems jsonb,
  depends_on integer,
  likely jsonb,
  constraint import_result_pkey PRIMARY KEY (import_id, row_number),
  constraint import_result_outcome_known CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'duplicate'::text, 'error'::text])))
);
CREATE INDEX import_result_by_outcome ON public.import_result USING btree (import_id, outcome, row_number);
alter table import_result enable row level security;
create policy scope_all on import_result for all to lika_app using ((import_id = ANY (ARRAY( SELECT import.id
   FROM import))));
grant delete, insert, select, update on import_result to lika_app;
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

create unlogged table import_row (
  import_id uuid not null,
  row_number integer not null,
  county_code text collate "C",
  region_code text collate "C",
  household_number text collate "C",
  observed_on date,
  household_facts jsonb,
  status_facts jsonb,
  income_facts jsonb,
  period_from date,
  period_to date,
  person_facts jsonb,
  id_hash bytea,
  problems jsonb,
  sealed jsonb,
  constraint import_row_pkey PRIMARY KEY (import_id, row_number)
);
alter table import_row enable row level security;
create policy scope_all on import_row for all to lika_app using ((import_id = ANY (ARRAY( SELECT import.id
   FROM import))));
grant delete, insert, select, update on import_row to lika_app;
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
comment on column import_row.sealed is 'What the stand-ins of the row stand for: token, kind, key, ciphertext.';

create table income_entry (
  county_code text collate "C" not null,
  household_id uuid not null,
  item text collate "C" not null,
  period_from date not null,
  period_to date not null,
  amount bigint,
  observed_on date not null,
  record_id uuid not null,
  constraint income_entry_pkey PRIMARY KEY (county_code, household_id, item, period_from, period_to)
);
alter table income_entry enable row level security;
create policy scope_all on income_entry for all to lika_app using (
CASE
    WHEN (region_range(county_code, (county_code || '~'::text)) <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (EXISTS ( SELECT
       FROM household_snapshot s
      WHERE ((s.county_code = income_entry.county_code) AND (s.household_id = income_entry.household_id) AND (s.valid_to = 'infinity'::date))))
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on income_entry to lika_app;
comment on table income_entry is 'The income book (收入一本账): amounts by item of the income tree and period, folded from the records.';
comment on column income_entry.county_code is 'County, first in every key.';
comment on column income_entry.household_id is 'The household.';
comment on column income_entry.item is 'Item of the income tree, a fact of the catalogue; incomeComplete says that the period lists everything.';
comment on column income_entry.period_from is 'First day of the period.';
comment on column income_entry.period_to is 'Day after its last day.';
comment on column income_entry.amount is 'Amount in fen; 1 or 0 for incomeComplete; empty when unknown on purpose.';
comment on column income_entry.observed_on is 'Day of the observation that won.';
comment on column income_entry.record_id is 'The record that says so.';

create table job_progress (
  id uuid not null,
  kind text not null,
  state text default 'waiting'::text not null,
  done bigint default 0 not null,
  total bigint,
  message jsonb,
  result jsonb,
  error jsonb,
  cancel_requested boolean default false not null,
  made_by uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone,
  constraint job_progress_pkey PRIMARY KEY (id),
  constraint job_progress_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
alter table job_progress enable row level security;
create policy scope_all on job_progress for all to lika_app using (((made_by = ( SELECT scope_account() AS scope_account)) OR (COALESCE((result ->> 'region'::text), ( SELECT a.region_code
   FROM account a
  WHERE (a.id = job_progress.made_by))) <@ ( SELECT scope_regions() AS scope_regions))));
grant insert, select, update on job_progress to lika_app;
comment on table job_progress is 'Progress of long work, so that leaving the page loses nothing.';
comment on column job_progress.id is 'The piece of work.';
comment on column job_progress.kind is 'What it does: import.check, verdicts.judge…';
comment on column job_progress.state is 'waiting, running, done, failed or cancelled.';
comment on column job_progress.done is 'Units done.';
comment on column job_progress.total is 'Units in all, once known.';
comment on column job_progress.message is 'What it is doing, zh and en.';
comment on column job_progress.result is 'What came out.';
comment on column job_progress.error is 'Why it failed: code and message.';
comment on column job_progress.cancel_requested is 'Someone asked to stop it.';
comment on column job_progress.made_by is 'Account that started it.';
comment on column job_progress.created_at is 'When it was started.';
comment on column job_progress.updated_at is 'When it last moved.';
comment on column job_progress.seen_at is 'When whoever started it looked at what came of it; empty as long as nobody has.';

create table known_device (
  token_hash bytea not null,
  account_id uuid not null,
  last_used_at timestamp with time zone not null,
  constraint known_device_pkey PRIMARY KEY (token_hash, account_id),
  constraint known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
comment on table known_device is 'Browsers from which an account was entered: the wrong tries of strangers do not make them wait.';
comment on column known_device.token_hash is 'SHA-256 of what the browser keeps.';
comment on column known_device.account_id is 'Account that was entered.';
comment on column known_device.last_used_at is 'When it was last entered; forgotten after 90 days.';

create table lead (
  county_code text collate "C" not null,
  id uuid not null,
  list_id uuid not null,
  kind text not null,
  unit_id uuid,
  heard_on date not null,
  line integer not null,
  outcome text not null,
  double_of integer,
  problem_field text,
  problem_code text,
  region_code text collate "C" not null,
  household_id uuid,
  person_id uuid,
  dismissed boolean default false not null,
  case_id uuid,
  last_id uuid not null,
  secret bytea,
  matched_by text,
  other_name boolean default false not null,
  constraint lead_pkey PRIMARY KEY (county_code, id),
  constraint lead_id_unique UNIQUE (id),
  constraint lead_line_once UNIQUE (list_id, line),
  constraint lead_about_a_household CHECK (((outcome = 'matched'::text) = (household_id IS NOT NULL))),
  constraint lead_double_of_a_line CHECK (((outcome = 'double'::text) = (double_of IS NOT NULL))),
  constraint lead_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint lead_list_id_fkey FOREIGN KEY (list_id) REFERENCES lead_list(id),
  constraint lead_matched_by_known CHECK ((matched_by = ANY (ARRAY['number'::text, 'name'::text]))),
  constraint lead_matched_by_of_a_match CHECK (((outcome = 'matched'::text) OR ((matched_by IS NULL) AND (NOT other_name)))),
  constraint lead_only_matched_is_acted_on CHECK (((outcome = 'matched'::text) OR ((NOT dismissed) AND (case_id IS NULL)))),
  constraint lead_other_name_of_a_number CHECK (((NOT other_name) OR (matched_by = 'number'::text))),
  constraint lead_outcome_known CHECK ((outcome = ANY (ARRAY['matched'::text, 'nobody'::text, 'several'::text, 'double'::text, 'unreadable'::text]))),
  constraint lead_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id),
  constraint lead_unreadable_says_where CHECK ((((outcome = 'unreadable'::text) = (problem_field IS NOT NULL)) AND ((problem_field IS NULL) = (problem_code IS NULL))))
);
CREATE INDEX lead_by_case ON public.lead USING btree (county_code, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX lead_by_day ON public.lead USING btree (county_code, heard_on DESC, id DESC) WHERE (outcome = 'matched'::text);
CREATE INDEX lead_by_double ON public.lead USING btree (list_id, double_of) WHERE (double_of IS NOT NULL);
CREATE INDEX lead_by_heard ON public.lead USING btree (heard_on DESC, id DESC) WHERE (outcome = 'matched'::text);
CREATE INDEX lead_by_household ON public.lead USING btree (county_code, household_id) WHERE (outcome = 'matched'::text);
CREATE INDEX lead_by_person ON public.lead USING btree (county_code, person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER lead_stays_as_read BEFORE UPDATE ON public.lead FOR EACH ROW EXECUTE FUNCTION lead_stays_as_read();
alter table lead enable row level security;
create policy scope_append on lead for insert to lika_app with check (((region_code <@ ( SELECT scope_regions() AS scope_regions)) AND (EXISTS ( SELECT
   FROM lead_list l
  WHERE (l.id = lead.list_id)))));
create policy scope_change on lead for update to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN (household_id IS NULL) THEN false
    ELSE scope_holds('household'::text, county_code, household_id)
END);
create policy scope_read on lead for select to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN (household_id IS NULL) THEN false
    ELSE scope_holds('household'::text, county_code, household_id)
END);
create policy scope_remove on lead for delete to lika_app using ((EXISTS ( SELECT
   FROM lead_list l
  WHERE (l.id = lead.list_id))));
grant delete, insert, select on lead to lika_app;
comment on table lead is 'A row of a list of a department; one about a household is a lead (线索). No verdict, and no status follows from it.';
comment on column lead.county_code is 'County, first in every key.';
comment on column lead.id is 'uuid v7.';
comment on column lead.list_id is 'The list.';
comment on column lead.kind is 'Kind of the list.';
comment on column lead.unit_id is 'Unit that the list comes from.';
comment on column lead.heard_on is 'Day that the list is of.';
comment on column lead.line is 'Line of the sheet.';
comment on column lead.outcome is 'matched (about a household), nobody, several, double or unreadable.';
comment on column lead.double_of is 'Of a double: the earlier line that says the same person.';
comment on column lead.problem_field is 'Of what cannot be read: the column.';
comment on column lead.problem_code is 'Of what cannot be read: what is wrong.';
comment on column lead.region_code is 'Where the household was registered when the list came; of a row about nobody the region of the list.';
comment on column lead.household_id is 'Household that it is about.';
comment on column lead.person_id is 'Person whom the row says; emptied when its time is over.';
comment on column lead.dismissed is 'Whether it was dismissed: the fold of its entries.';
comment on column lead.case_id is 'Last case that was opened out of it.';
comment on column lead.last_id is 'Its last entry; its own id before the first.';
comment on column lead.secret is 'What the row says (number, name, village, reason, amount), sealed, bound to the id; emptied when its time is over.';
comment on column lead.matched_by is 'Of a lead: by what the person was found, number or name (with the village); empty where it was not kept.';
comment on column lead.other_name is 'Whether the row has the number of the person and another name: somebody has to look at it.';

create table lead_entry (
  county_code text collate "C" not null,
  id uuid not null,
  lead_id uuid not null,
  act text not null,
  made_on date not null,
  made_at timestamp with time zone not null,
  author_id uuid not null,
  case_id uuid,
  secret bytea,
  digest text not null,
  constraint lead_entry_pkey PRIMARY KEY (county_code, id),
  constraint lead_entry_id_unique UNIQUE (id),
  constraint lead_entry_act_known CHECK ((act = ANY (ARRAY['dismiss'::text, 'reopen'::text, 'open'::text]))),
  constraint lead_entry_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id),
  constraint lead_entry_county_code_lead_id_fkey FOREIGN KEY (county_code, lead_id) REFERENCES lead(county_code, id),
  constraint lead_entry_opens_a_case CHECK (((act = 'open'::text) = (case_id IS NOT NULL)))
);
CREATE INDEX lead_entry_by_lead ON public.lead_entry USING btree (county_code, lead_id, made_at, id);
CREATE TRIGGER lead_entry_not_emptied BEFORE TRUNCATE ON public.lead_entry FOR EACH STATEMENT EXECUTE FUNCTION complaint_only_sealed_anew();
CREATE TRIGGER lead_entry_only_appended_to BEFORE DELETE OR UPDATE ON public.lead_entry FOR EACH ROW EXECUTE FUNCTION complaint_only_sealed_anew();
alter table lead_entry enable row level security;
create policy scope_append on lead_entry for insert to lika_app with check (((author_id = ( SELECT scope_account() AS scope_account)) AND (EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = lead_entry.county_code) AND (l.id = lead_entry.lead_id))))));
create policy scope_read on lead_entry for select to lika_app using ((EXISTS ( SELECT
   FROM lead l
  WHERE ((l.county_code = lead_entry.county_code) AND (l.id = lead_entry.lead_id)))));
grant insert, select on lead_entry to lika_app;
comment on table lead_entry is 'What was done about a lead, act by act. Only appended to; its digests stand in the sealed audit journal.';
comment on column lead_entry.county_code is 'County, first in every key.';
comment on column lead_entry.id is 'uuid v7, made by whoever acted; of a case that was opened, by the server.';
comment on column lead_entry.lead_id is 'The lead.';
comment on column lead_entry.act is 'dismiss, reopen or open (a case was opened out of it).';
comment on column lead_entry.made_on is 'Day of the act.';
comment on column lead_entry.made_at is 'Instant of the act.';
comment on column lead_entry.author_id is 'Account that acted.';
comment on column lead_entry.case_id is 'The case, of an open.';
comment on column lead_entry.secret is 'Why, sealed, bound to the id; emptied when its time is over.';
comment on column lead_entry.digest is 'Keyed digest of the act with its reason; the audit event of the act bears it, and is sealed.';

create table lead_list (
  id uuid not null,
  region_code text collate "C" not null,
  kind text not null,
  unit_id uuid,
  heard_on date not null,
  file_hash bytea not null,
  file_name text not null,
  digest text not null,
  figures jsonb not null,
  unread text[] not null,
  uploaded_by uuid not null,
  uploaded_on date not null,
  uploaded_at timestamp with time zone not null,
  withdrawn_on date,
  withdrawn_by uuid,
  kept_until date not null,
  emptied_on date,
  withdrawn_secret bytea,
  constraint lead_list_pkey PRIMARY KEY (id),
  constraint lead_list_of_one_county CHECK ((length(region_code) >= 6)),
  constraint lead_list_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id),
  constraint lead_list_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES account(id),
  constraint lead_list_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES account(id),
  constraint lead_list_withdrawn_by_somebody CHECK (((withdrawn_on IS NULL) = (withdrawn_by IS NULL))),
  constraint lead_list_withdrawn_with_a_reason CHECK (((withdrawn_on IS NOT NULL) OR (withdrawn_secret IS NULL)))
);
CREATE INDEX lead_list_by_region ON public.lead_list USING btree (region_code, uploaded_at DESC, id DESC);
CREATE UNIQUE INDEX lead_list_file_once ON public.lead_list USING btree (region_code, kind, file_hash) WHERE (withdrawn_on IS NULL);
CREATE TRIGGER lead_list_stays_as_sent BEFORE UPDATE ON public.lead_list FOR EACH ROW EXECUTE FUNCTION lead_list_stays_as_sent();
alter table lead_list enable row level security;
create policy scope_append on lead_list for insert to lika_app with check (((region_code <@ ( SELECT scope_regions() AS scope_regions)) AND (uploaded_by = ( SELECT scope_account() AS scope_account))));
create policy scope_change on lead_list for update to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on lead_list for select to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
grant insert, select on lead_list to lika_app;
comment on table lead_list is 'A list (部门预警名单) that a department or an office uploaded: what it is of, and what its rows yielded.';
comment on column lead_list.id is 'uuid v7, made by whoever uploaded it.';
comment on column lead_list.region_code is 'County, or what lies below it, whose households its rows were looked up among.';
comment on column lead_list.kind is 'What it is of: a kind of modules/leads/kinds.json.';
comment on column lead_list.unit_id is 'Unit that it comes from.';
comment on column lead_list.heard_on is 'Day that it is of; of a monthly list the last of the month.';
comment on column lead_list.file_hash is 'Keyed hash of the sheet, which itself is not kept: the same is not taken twice.';
comment on column lead_list.file_name is 'Name of the sheet as it was uploaded, without numbers; emptied when its time is over.';
comment on column lead_list.digest is 'Keyed digest of who sent what under the id: sent again it is the same.';
comment on column lead_list.figures is 'How many rows, and what became of them when the list came: matched, registered, exited, nobody, double and so on.';
comment on column lead_list.unread is 'Headers of columns that were not read, without numbers; emptied when its time is over.';
comment on column lead_list.uploaded_by is 'Account that uploaded it.';
comment on column lead_list.uploaded_on is 'Day of the upload.';
comment on column lead_list.uploaded_at is 'Instant of the upload.';
comment on column lead_list.withdrawn_on is 'Day on which it was taken back as a whole; empty while it holds.';
comment on column lead_list.withdrawn_by is 'Account that took it back.';
comment on column lead_list.kept_until is 'Last day on which what its rows say is kept.';
comment on column lead_list.emptied_on is 'Day on which what it and its rows said was removed; empty before.';
comment on column lead_list.withdrawn_secret is 'Why, sealed, bound to the id; emptied when its time is over.';

create table notice (
  county_code text collate "C" not null,
  id uuid not null,
  number text collate "C" not null,
  region_code text collate "C" not null,
  kind text not null,
  procedure text not null,
  step text not null,
  content jsonb not null,
  sha256 text not null,
  hangs_from date not null,
  hangs_until date not null,
  days integer not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  taken_down_on date,
  taken_down_by uuid,
  taken_down_at timestamp with time zone,
  reason text,
  constraint notice_pkey PRIMARY KEY (county_code, id),
  constraint notice_number_unique UNIQUE (county_code, number),
  constraint notice_hangs CHECK (((hangs_from <= hangs_until) AND (days >= 1))),
  constraint notice_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint notice_kind_known CHECK ((kind = ANY (ARRAY['notice'::text, 'announcement'::text]))),
  constraint notice_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint notice_taken_down_by_fkey FOREIGN KEY (taken_down_by) REFERENCES account(id),
  constraint notice_taken_down_whole CHECK ((((taken_down_on IS NULL) = (reason IS NULL)) AND ((taken_down_on IS NULL) = (taken_down_by IS NULL)) AND ((taken_down_on IS NULL) = (taken_down_at IS NULL))))
);
CREATE INDEX notice_by_id ON public.notice USING btree (id);
CREATE INDEX notice_by_region ON public.notice USING btree (region_code, hangs_until, id);
alter table notice enable row level security;
create policy scope_append on notice for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_change on notice for update to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on notice for select to lika_app using (
CASE
    WHEN scope_touches(region_code) THEN true
    ELSE false
END);
grant insert, select on notice to lika_app;
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

create table objection (
  county_code text collate "C" not null,
  id uuid not null,
  sending_id uuid not null,
  case_id uuid not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  step text not null,
  notice_id uuid,
  channel text not null,
  secret bytea,
  number_hash bytea,
  made_on date not null,
  made_at timestamp with time zone not null,
  constraint objection_pkey PRIMARY KEY (county_code, id),
  constraint objection_channel_known CHECK ((channel = ANY (ARRAY['site'::text, 'office'::text]))),
  constraint objection_county_code_notice_id_fkey FOREIGN KEY (county_code, notice_id) REFERENCES notice(county_code, id),
  constraint objection_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint objection_of_site_can_be_looked_up CHECK (((channel = 'site'::text) = (number_hash IS NOT NULL))),
  constraint objection_of_site_has_a_notice CHECK (((channel = 'office'::text) OR (notice_id IS NOT NULL)))
);
CREATE INDEX objection_by_case ON public.objection USING btree (case_id);
CREATE INDEX objection_by_notice ON public.objection USING btree (county_code, notice_id);
CREATE INDEX objection_by_number ON public.objection USING btree (number_hash) WHERE (number_hash IS NOT NULL);
CREATE INDEX objection_by_sending ON public.objection USING btree (sending_id);
alter table objection enable row level security;
create policy scope_append on objection for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on objection for select to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (EXISTS ( SELECT
       FROM case_file c
      WHERE ((c.county_code = objection.county_code) AND (c.id = objection.case_id))))
END);
grant insert, select on objection to lika_app;
comment on table objection is 'What somebody says against a notice (异议), sealed. Whether it is answered is told by the journal.';
comment on column objection.county_code is 'County, first in every key.';
comment on column objection.id is 'Id of the journal entry caseObjected.';
comment on column objection.sending_id is 'One form of the public site: an objection to a whole notice is an entry of each of its cases.';
comment on column objection.case_id is 'The case.';
comment on column objection.subject_id is 'Whom the case is about.';
comment on column objection.region_code is 'Region of the case when it came.';
comment on column objection.step is 'Step at which the case stood.';
comment on column objection.notice_id is 'The notice; empty for what was said in person while none hung.';
comment on column objection.channel is 'site or office (said in person, and taken down).';
comment on column objection.secret is 'What it says, name and contact, sealed; bound to the id. Empty once it was erased.';
comment on column objection.number_hash is 'Keyed hash of the number that the answer is looked up by; the number itself is kept nowhere.';
comment on column objection.made_on is 'Day on which it came.';
comment on column objection.made_at is 'Instant at which it came.';

create table one_time_code (
  code_hash bytea not null,
  account_id uuid,
  role text,
  region_code text collate "C",
  made_by uuid,
  made_at timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_code_pkey PRIMARY KEY (code_hash),
  constraint one_time_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint one_time_code_is_for_one CHECK ((((account_id IS NULL) = (role IS NOT NULL)) AND ((role IS NULL) = (region_code IS NULL)))),
  constraint one_time_code_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id)
);
CREATE INDEX one_time_code_by_account ON public.one_time_code USING btree (account_id);
comment on table one_time_code is 'Codes (一次性代码) that open one account once: the first administrators, and invitations.';
comment on column one_time_code.code_hash is 'SHA-256 of the code.';
comment on column one_time_code.account_id is 'The account that is invited; empty for an administrator whose account the code makes.';
comment on column one_time_code.role is 'Role of that administrator.';
comment on column one_time_code.region_code is 'Region of that role.';
comment on column one_time_code.made_by is 'Account that invites; empty for the command line.';
comment on column one_time_code.made_at is 'When it was made.';
comment on column one_time_code.valid_until is 'It opens nothing after.';
comment on column one_time_code.used_at is 'When it was used; it opens nothing after.';

create table operation (
  county_code text collate "C" not null,
  id uuid not null,
  kind text not null,
  detail jsonb not null,
  reason text not null,
  effective_on date not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint operation_pkey PRIMARY KEY (county_code, id),
  constraint operation_kind_known CHECK ((kind = ANY (ARRAY['splitHousehold'::text, 'mergeHouseholds'::text, 'moveHousehold'::text, 'movePerson'::text, 'mergePersons'::text, 'endPerson'::text, 'moveVillage'::text])))
);
alter table operation enable row level security;
create policy scope_all on operation for all to lika_app using ((region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions)));
grant insert, select on operation to lika_app;
comment on table operation is 'Splits, merges and moves of households and persons, each with its reason; the records they made name them.';
comment on column operation.county_code is 'County, first in every key.';
comment on column operation.id is 'uuid v7 made by whoever did it.';
comment on column operation.kind is 'splitHousehold, mergeHouseholds, moveHousehold, movePerson, mergePersons, endPerson, moveVillage.';
comment on column operation.detail is 'Which households, persons and regions.';
comment on column operation.reason is 'Why.';
comment on column operation.effective_on is 'From which day.';
comment on column operation.made_by is 'Account that did it.';
comment on column operation.made_at is 'When it was entered.';

create table person (
  county_code text collate "C" not null,
  id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint person_pkey PRIMARY KEY (county_code, id)
);
grant insert, select on person to lika_app;
comment on table person is 'Identity of a person (人). What is known is folded into person_snapshot.';
comment on column person.county_code is 'County, first in every key.';
comment on column person.id is 'uuid v7 made by whoever registered the person.';
comment on column person.created_at is 'When the identity was made.';

create table person_identity (
  id_hash bytea not null,
  county_code text collate "C" not null,
  person_id uuid not null,
  constraint person_identity_pkey PRIMARY KEY (id_hash)
);
CREATE INDEX person_identity_by_person ON public.person_identity USING btree (county_code, person_id);
grant delete, insert, select, update on person_identity to lika_app;
comment on table person_identity is 'Which person bears an id number, nationally unique, by keyed hash.';
comment on column person_identity.id_hash is 'HMAC-SHA-256 of the id number; the key stays outside the database.';
comment on column person_identity.county_code is 'County of the person.';
comment on column person_identity.person_id is 'The person.';

create table person_search (
  county_code text collate "C" not null,
  person_id uuid not null,
  key text collate "C" not null,
  household_id uuid not null,
  region_code text collate "C" not null,
  constraint person_search_pkey PRIMARY KEY (county_code, person_id, key)
);
CREATE INDEX person_search_by_key ON public.person_search USING btree (key, region_code);
alter table person_search enable row level security;
create policy scope_all on person_search for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds('person'::text, county_code, person_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on person_search to lika_app;
comment on table person_search is 'Names cut for search: every suffix of the name (王国华, 国华, 华) and its pinyin initials. Folded.';
comment on column person_search.county_code is 'County, first in every key.';
comment on column person_search.person_id is 'The person.';
comment on column person_search.key is 'A suffix of the name, or pinyin initials in small letters.';
comment on column person_search.household_id is 'Household of the person now.';
comment on column person_search.region_code is 'Village or group of the person now.';

create table person_snapshot (
  county_code text collate "C" not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  household_id uuid,
  region_code text collate "C" not null,
  ended_because text,
  constraint person_snapshot_pkey PRIMARY KEY (county_code, person_id, valid_from),
  constraint person_snapshot_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint person_snapshot_period_not_empty CHECK ((valid_from < valid_to))
);
CREATE INDEX person_snapshot_by_household ON public.person_snapshot USING btree (county_code, household_id, valid_from);
CREATE INDEX person_snapshot_now ON public.person_snapshot USING btree (county_code, household_id) WHERE (valid_to = 'infinity'::date);
alter table person_snapshot enable row level security;
create policy scope_all on person_snapshot for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (scope_holds('person'::text, county_code, person_id) OR scope_holds('household'::text, county_code, household_id))
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on person_snapshot to lika_app;
comment on table person_snapshot is 'What holds of a person, by period: the fold of the person''s records. Membership in a household is one of the facts.';
comment on column person_snapshot.county_code is 'County, first in every key.';
comment on column person_snapshot.person_id is 'The person.';
comment on column person_snapshot.valid_from is 'First day on which this holds.';
comment on column person_snapshot.valid_to is 'Day on which it no longer does; infinity for what holds now.';
comment on column person_snapshot.household_id is 'Household the person is a member of; empty when of none.';
comment on column person_snapshot.region_code is 'Village or group.';
comment on column person_snapshot.ended_because is 'Why the person is no longer in the registry: death, movedAway, marriedOut, duplicate; empty while in it.';

create table plan (
  id uuid not null,
  region_code text collate "C" not null,
  above_id uuid,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint plan_pkey PRIMARY KEY (id),
  constraint plan_above_id_fkey FOREIGN KEY (above_id) REFERENCES plan(id),
  constraint plan_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint plan_not_above_itself CHECK ((above_id <> id)),
  constraint plan_region_is_a_code CHECK ((region_code ~ '^\d{2,14}$'::text))
);
CREATE INDEX plan_by_above ON public.plan USING btree (above_id) WHERE (above_id IS NOT NULL);
CREATE INDEX plan_by_region ON public.plan USING btree (region_code, id);
alter table plan enable row level security;
create policy scope_append on plan for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_change on plan for update to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on plan for select to lika_app using (
CASE
    WHEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C"))) THEN true
    ELSE false
END);
grant insert, select on plan to lika_app;
comment on table plan is 'A text of policy (方案) as it was filed: a document, or a collection of several.';
comment on column plan.id is 'uuid v7 made by whoever filed it.';
comment on column plan.region_code is 'Region whose authorities issued it.';
comment on column plan.above_id is 'The plan of the level above that it carries out, if told.';
comment on column plan.made_by is 'Account that filed it.';
comment on column plan.made_at is 'When.';
comment on column plan.ended_at is 'Since when it is withdrawn, with everything that was accepted of it; empty while it holds.';

create table plan_reading (
  plan_id uuid not null,
  version integer not null,
  part integer not null,
  reader text not null,
  title text not null,
  number text,
  range_from integer not null,
  range_to integer not null,
  errors integer not null,
  warnings integer not null,
  read jsonb not null,
  proposals integer not null,
  constraint plan_reading_pkey PRIMARY KEY (plan_id, version, part),
  constraint plan_reading_plan_id_version_fkey FOREIGN KEY (plan_id, version) REFERENCES plan_version(plan_id, version)
);
alter table plan_reading enable row level security;
create policy scope_all on plan_reading for all to lika_app using ((EXISTS ( SELECT
   FROM plan p
  WHERE (p.id = plan_reading.plan_id))));
grant delete, insert, select, update on plan_reading to lika_app;
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
comment on column plan_reading.proposals is 'How many targets, tasks and fund lines were read.';

create table plan_statement (
  id uuid not null,
  plan_id uuid not null,
  region_code text collate "C" not null,
  kind text not null,
  state text not null,
  version integer,
  part integer,
  range_from integer,
  range_to integer,
  content jsonb,
  reason text not null,
  decided_by uuid not null,
  decided_at timestamp with time zone not null,
  decision_id uuid not null,
  constraint plan_statement_pkey PRIMARY KEY (id),
  constraint plan_statement_kind_known CHECK ((kind = ANY (ARRAY['target'::text, 'task'::text, 'fundLine'::text, 'finding'::text]))),
  constraint plan_statement_place_whole CHECK ((((version IS NULL) = (range_from IS NULL)) AND ((version IS NULL) = (range_to IS NULL)) AND ((version IS NULL) = (part IS NULL)))),
  constraint plan_statement_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint plan_statement_state_known CHECK ((state = ANY (ARRAY['accepted'::text, 'rejected'::text])))
);
CREATE INDEX plan_statement_by_plan ON public.plan_statement USING btree (plan_id, version, range_from);
alter table plan_statement enable row level security;
create policy scope_fold on plan_statement for all to lika_app using (( SELECT scope_is_whole() AS scope_is_whole)) with check (( SELECT scope_is_whole() AS scope_is_whole));
create policy scope_read on plan_statement for select to lika_app using (
CASE
    WHEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C"))) THEN true
    ELSE ( SELECT scope_is_whole() AS scope_is_whole)
END);
grant delete, insert, select, update on plan_statement to lika_app;
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

create table plan_version (
  plan_id uuid not null,
  version integer not null,
  text text not null,
  sha256 bytea not null,
  file_name text,
  reason text,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint plan_version_pkey PRIMARY KEY (plan_id, version),
  constraint plan_version_corrected_for_a_reason CHECK (((version = 1) OR (reason IS NOT NULL))),
  constraint plan_version_counts_from_one CHECK ((version >= 1)),
  constraint plan_version_holds_text CHECK (((length(text) >= 1) AND (length(text) <= 2000000))),
  constraint plan_version_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint plan_version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id)
);
CREATE TRIGGER plan_version_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_version FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
alter table plan_version enable row level security;
create policy scope_append on plan_version for insert to lika_app with check ((EXISTS ( SELECT
   FROM plan p
  WHERE ((p.id = plan_version.plan_id) AND (p.region_code <@ ( SELECT scope_regions() AS scope_regions))))));
create policy scope_read on plan_version for select to lika_app using ((EXISTS ( SELECT
   FROM plan p
  WHERE (p.id = plan_version.plan_id))));
grant insert, select on plan_version to lika_app;
comment on table plan_version is 'The text of a plan, and of each corrected version of it. Only appended to.';
comment on column plan_version.plan_id is 'The plan.';
comment on column plan_version.version is 'Counted from 1.';
comment on column plan_version.text is 'The decoded text; ranges count its UTF-16 units.';
comment on column plan_version.sha256 is 'Digest of the text in UTF-8.';
comment on column plan_version.file_name is 'Name of the file that it came from; empty when pasted.';
comment on column plan_version.reason is 'Why there is another version.';
comment on column plan_version.made_by is 'Account that filed this version.';
comment on column plan_version.made_at is 'When.';

create table privacy_notice (
  version integer not null,
  valid_from date not null,
  content jsonb not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  constraint privacy_notice_pkey PRIMARY KEY (version),
  constraint privacy_notice_one_begins_a_day UNIQUE (valid_from),
  constraint privacy_notice_counts_from_one CHECK ((version >= 1))
);
CREATE TRIGGER privacy_notice_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.privacy_notice FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
comment on table privacy_notice is 'Versions of what persons are told about the handling of their data (个人信息处理告知书). In force is the last that has begun; none is ever changed.';
comment on column privacy_notice.version is 'Counted from 1.';
comment on column privacy_notice.valid_from is 'First day; it holds until the next begins.';
comment on column privacy_notice.content is 'Who handles, whom to ask, and for what, on which basis and how long what is kept, out of the field register as it was then.';
comment on column privacy_notice.reason is 'Why this version was made.';
comment on column privacy_notice.made_by is 'Account that published it; empty for that of a demo world.';
comment on column privacy_notice.made_at is 'When.';

create table procedure_version (
  digest text not null,
  id text not null,
  pack text not null,
  version text not null,
  content jsonb not null,
  first_used timestamp with time zone not null,
  constraint procedure_version_pkey PRIMARY KEY (digest),
  constraint procedure_version_by_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);
CREATE TRIGGER procedure_version_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.procedure_version FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
grant insert, select on procedure_version to lika_app;
comment on table procedure_version is 'Procedures that cases were opened under, whole: a running case finishes under the version that it began with.';
comment on column procedure_version.digest is 'SHA-256 of the procedure; the entry that opens a case names it.';
comment on column procedure_version.id is 'Id of the procedure in its pack.';
comment on column procedure_version.pack is 'The pack that states it.';
comment on column procedure_version.version is 'Version of that pack.';
comment on column procedure_version.content is 'The procedure, with everything written once.';
comment on column procedure_version.first_used is 'When a case was opened under it first.';

create table receipt (
  id bigint generated always as identity not null,
  set_id text collate "C" not null,
  chain jsonb not null,
  engine text not null,
  constraint receipt_pkey PRIMARY KEY (id),
  constraint receipt_unique UNIQUE (set_id, chain, engine)
);
grant insert, select on receipt to lika_app;
comment on table receipt is 'Under which packs, by version and digest, and which engine verdicts were made.';
comment on column receipt.id is 'Named by the verdicts.';
comment on column receipt.set_id is 'Set of criteria.';
comment on column receipt.chain is 'Packs whose items the set uses: name, version, digest.';
comment on column receipt.engine is 'Version of the engine.';

create table record (
  county_code text collate "C" not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  observed_on date not null,
  received_at timestamp with time zone not null,
  author_id uuid not null,
  source text not null,
  facts jsonb not null,
  period_from date,
  period_to date,
  evidence text[] default '{}'::text[] not null,
  reason text,
  corrects uuid,
  batch_id uuid,
  operation_id uuid,
  body_sha256 bytea,
  written_in bigint default ((pg_current_xact_id())::text)::bigint not null,
  constraint record_pkey PRIMARY KEY (county_code, id),
  constraint record_facts_are_an_object CHECK ((jsonb_typeof(facts) = 'object'::text)),
  constraint record_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint record_period_whole CHECK ((((period_from IS NULL) = (period_to IS NULL)) AND (period_from < period_to))),
  constraint record_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['household'::text, 'person'::text, 'village'::text, 'task'::text])))
);
CREATE INDEX record_by_batch ON public.record USING btree (county_code, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX record_by_correction ON public.record USING btree (county_code, corrects) WHERE (corrects IS NOT NULL);
CREATE INDEX record_by_evidence ON public.record USING gin (evidence) WHERE (evidence <> '{}'::text[]);
CREATE INDEX record_by_subject ON public.record USING btree (county_code, subject_id, observed_on, received_at, id);
CREATE INDEX record_by_task ON public.record USING btree (subject_id, observed_on, received_at, id) WHERE (subject_kind = 'task'::text);
CREATE INDEX record_by_writing ON public.record USING btree (written_in, id);
alter table record enable row level security;
create policy scope_append on record for insert to lika_app with check ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on record for select to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    WHEN (subject_kind = 'task'::text) THEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C")))
    ELSE scope_holds(subject_kind, county_code, subject_id)
END);
grant insert, select on record to lika_app;
comment on table record is 'The journal of records (记录): a set of facts about one subject, observed on a day, by someone, with evidence.';
comment on column record.county_code is 'County, first in every key: the distribution column.';
comment on column record.id is 'uuid v7 made by whoever made the record; sending it twice is one record.';
comment on column record.subject_kind is 'household, person, village or task.';
comment on column record.subject_id is 'The household, person, village or task it speaks of.';
comment on column record.region_code is 'Village or group of the subject when the record was made.';
comment on column record.observed_on is 'Day on which it was true in the field.';
comment on column record.received_at is 'When Lika learned it.';
comment on column record.author_id is 'Account that observed it.';
comment on column record.source is 'How it came: form, import, phone, operation, correction, case, demo.';
comment on column record.facts is 'Facts by id; null is unknown on purpose. Money and decimals are decimal strings.';
comment on column record.period_from is 'First day of the period that amounts (income items) belong to.';
comment on column record.period_to is 'Day after the last day of that period.';
comment on column record.evidence is 'SHA-256 of photos, scans and signatures that show it.';
comment on column record.reason is 'Why, where a reason is asked for: corrections, operations.';
comment on column record.corrects is 'The record that this one takes out of the fold.';
comment on column record.batch_id is 'The import that brought it.';
comment on column record.operation_id is 'The split, merge or move that made it; of source case, the entry of the case that gave or withdrew it.';
comment on column record.body_sha256 is 'Digest of what was sent, so that the same id with another body is refused.';
comment on column record.written_in is 'Transaction that wrote it, which is the order of sealing; 0 before there were seals.';

create table region (
  code text collate "C" not null,
  valid_from date default '1949-10-01'::date not null,
  valid_to date default 'infinity'::date not null,
  parent_code text collate "C",
  level text not null,
  name text not null,
  constraint region_pkey PRIMARY KEY (code, valid_from),
  constraint region_level_known CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text, 'village'::text, 'group'::text]))),
  constraint region_level_matches_code CHECK ((length(code) =
CASE level
    WHEN 'province'::text THEN 2
    WHEN 'city'::text THEN 4
    WHEN 'county'::text THEN 6
    WHEN 'town'::text THEN 9
    WHEN 'village'::text THEN 12
    ELSE 14
END)),
  constraint region_parent_is_prefix CHECK (((parent_code IS NULL) OR starts_with(code, parent_code))),
  constraint region_period_not_empty CHECK ((valid_from < valid_to))
);
CREATE INDEX region_children ON public.region USING btree (parent_code, code);
CREATE TRIGGER region_deleted AFTER DELETE ON public.region REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION follow_regions();
CREATE TRIGGER region_inserted AFTER INSERT ON public.region REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION follow_regions();
CREATE TRIGGER region_updated AFTER UPDATE ON public.region REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION follow_regions();
grant select on region to lika_app;
comment on table region is 'Administrative regions (行政区划), by national code and dated name. Reference data: the same on every node.';
comment on column region.code is 'GB/T 2260 and the statistical division code; 14 digits for a village group (村民小组).';
comment on column region.valid_from is 'First day on which the region bears this name.';
comment on column region.valid_to is 'Day on which it no longer does; infinity while it does.';
comment on column region.parent_code is 'Code of the region above; empty for a province.';
comment on column region.level is 'province, city, county, town, village or group (省市县乡村组).';
comment on column region.name is 'Name in use in the period.';

create table region_boundary (
  code text collate "C" not null,
  polygons jsonb not null,
  points integer not null,
  source text not null,
  imported_by uuid,
  imported_at timestamp with time zone default now() not null,
  constraint region_boundary_pkey PRIMARY KEY (code),
  constraint region_boundary_has_an_area CHECK (((jsonb_typeof(polygons) = 'array'::text) AND (jsonb_array_length(polygons) > 0)))
);
grant select on region_boundary to lika_app;
comment on table region_boundary is 'Boundary of a region (区划边界), simplified for drawing: never evidence of where a border runs.';
comment on column region_boundary.code is 'Region, by its code; the boundary is that of the present day.';
comment on column region_boundary.polygons is 'As the coordinates of a GeoJSON MultiPolygon: polygons of an outer ring and holes, longitude and latitude in degrees.';
comment on column region_boundary.points is 'Positions kept by the simplification.';
comment on column region_boundary.source is 'Name of the file that it came from.';
comment on column region_boundary.imported_by is 'Account that imported it; empty when the shell did.';
comment on column region_boundary.imported_at is 'When.';

create table region_change (
  id uuid not null,
  kind text not null,
  from_code text collate "C" not null,
  to_code text collate "C" not null,
  name text,
  effective_on date not null,
  reason text,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  constraint region_change_pkey PRIMARY KEY (id),
  constraint region_change_has_a_name CHECK (((name IS NOT NULL) OR (kind <> ALL (ARRAY['rename'::text, 'addGroup'::text])))),
  constraint region_change_has_a_reason CHECK (((reason IS NOT NULL) OR (kind = 'addGroup'::text))),
  constraint region_change_kind_known CHECK ((kind = ANY (ARRAY['rename'::text, 'merge'::text, 'move'::text, 'addGroup'::text]))),
  constraint region_change_rename_keeps_code CHECK (((kind = 'rename'::text) = (from_code = to_code)))
);
CREATE INDEX region_change_by_from ON public.region_change USING btree (from_code);
CREATE INDEX region_change_by_to ON public.region_change USING btree (to_code);
grant select on region_change to lika_app;
comment on table region_change is 'Merges, renames and moves of regions (撤并、更名、划转) and groups added (增设村民小组), with the reason.';
comment on column region_change.id is 'Made by whoever makes the change; the same id twice is one change.';
comment on column region_change.kind is 'rename, merge, move or addGroup.';
comment on column region_change.from_code is 'Code before; the village of an added group.';
comment on column region_change.to_code is 'Code after; the same for a rename.';
comment on column region_change.name is 'The new name; empty where the name stays.';
comment on column region_change.effective_on is 'First day under the new name or code.';
comment on column region_change.reason is 'Why, as the deciding document says.';
comment on column region_change.made_by is 'Account that entered it; empty when an import of the national codes brought it.';
comment on column region_change.made_at is 'When it was entered.';

create table region_search (
  code text collate "C" not null,
  name text not null,
  initials text collate "C",
  spelling text collate "C",
  constraint region_search_pkey PRIMARY KEY (code)
);
CREATE INDEX region_search_to_spell ON public.region_search USING btree (code) WHERE (initials IS NULL);
grant select on region_search to lika_app;
comment on table region_search is 'Names of the regions of today with their pinyin, for search. Follows region; made again at any time.';
comment on column region_search.code is 'The region.';
comment on column region_search.name is 'Its name today.';
comment on column region_search.initials is 'First letters of the pinyin: lzz for 廉州镇. Empty until the name has been spelt.';
comment on column region_search.spelling is 'The pinyin from each syllable on, separated by blanks: lianzhouzhen zhouzhen zhen. Empty until the name has been spelt.';

create table role (
  key text not null,
  label jsonb not null,
  permissions text[] not null,
  built_in boolean default false not null,
  based_on text,
  retired_at timestamp with time zone,
  constraint role_pkey PRIMARY KEY (key),
  constraint role_key_is_a_word CHECK ((key ~ '^[a-z][A-Za-z]{2,39}$'::text)),
  constraint role_own_is_based_on_another CHECK ((built_in = (based_on IS NULL)))
);
grant select on role to lika_app;
comment on table role is 'Roles: what somebody may do, in words of the domain. Those that come with the program are brought up to date at each start.';
comment on column role.key is 'Key of the role.';
comment on column role.label is 'Name in Chinese and English.';
comment on column role.permissions is 'Permissions of routes that the role holds.';
comment on column role.built_in is 'True for the roles that come with the program; they are not edited.';
comment on column role.based_on is 'The built-in role that an own one narrows down; its duty is kept apart from others as that one''s is.';
comment on column role.retired_at is 'Since when it is given to nobody any more.';

create table role_grant (
  id uuid not null,
  account_id uuid not null,
  role text not null,
  region_code text collate "C" not null,
  unit_id uuid,
  valid_from date default '-infinity'::date not null,
  valid_to date default 'infinity'::date not null,
  granted_by uuid,
  granted_at timestamp with time zone default now() not null,
  reason text,
  revoked_by uuid,
  revoked_at timestamp with time zone,
  revoked_reason text,
  exception_reason text,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_grant_period_not_empty CHECK ((valid_from < valid_to)),
  constraint role_grant_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
);
CREATE INDEX role_grant_by_account ON public.role_grant USING btree (account_id) WHERE (revoked_at IS NULL);
CREATE INDEX role_grant_by_region ON public.role_grant USING btree (region_code) WHERE (revoked_at IS NULL);
CREATE TRIGGER role_grant_is_kept BEFORE DELETE ON public.role_grant FOR EACH ROW EXECUTE FUNCTION refuse_taking_back();
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
comment on column role_grant.exception_reason is 'Why one person holds two duties that belong to two: an office too small for three.';

create table saved_view (
  id uuid not null,
  account_id uuid not null,
  page text not null,
  name text not null,
  search jsonb not null,
  shared_with text collate "C",
  updated_at timestamp with time zone default now() not null,
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_name_unique UNIQUE (account_id, page, name),
  constraint saved_view_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint saved_view_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint saved_view_page_known CHECK ((page = 'households'::text))
);
CREATE INDEX saved_view_shared ON public.saved_view USING btree (page, shared_with) WHERE (shared_with IS NOT NULL);
alter table saved_view enable row level security;
create policy scope_append on saved_view for insert to lika_app with check ((account_id = ( SELECT scope_account() AS scope_account)));
create policy scope_change on saved_view for update to lika_app using ((account_id = ( SELECT scope_account() AS scope_account)));
create policy scope_read on saved_view for select to lika_app using (((account_id = ( SELECT scope_account() AS scope_account)) OR (shared_with IS NOT NULL)));
create policy scope_remove on saved_view for delete to lika_app using ((account_id = ( SELECT scope_account() AS scope_account)));
grant delete, insert, select, update on saved_view to lika_app;
comment on table saved_view is 'A named filter, order and choice of columns of a list (视图), of one account or shared with its region. Holds no data.';
comment on column saved_view.id is 'Made by whoever saves; saving under it again replaces the view.';
comment on column saved_view.account_id is 'Whose view it is.';
comment on column saved_view.page is 'The list: households.';
comment on column saved_view.name is 'Name, once for each account and list.';
comment on column saved_view.search is 'What the address says: filter, order, columns; neither region nor date.';
comment on column saved_view.shared_with is 'Region whose accounts see it too; empty for the owner alone.';
comment on column saved_view.updated_at is 'When it was last saved.';

create table schema_migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migration_pkey PRIMARY KEY (number)
);
grant select on schema_migration to lika_app;
comment on table schema_migration is 'Migrations that were applied to this database, with their checksums.';
comment on column schema_migration.number is 'Number of the migration.';
comment on column schema_migration.name is 'Its file.';
comment on column schema_migration.sha256 is 'Checksum of its text: an applied migration is never edited.';
comment on column schema_migration.applied_at is 'When it was applied.';

create table seal_batch (
  number bigint not null,
  journal text not null,
  form integer not null,
  row_count integer not null,
  upto bigint not null,
  last_order bigint not null,
  last_id uuid not null,
  root bytea not null,
  previous bytea not null,
  head bytea not null,
  row_ids uuid[] not null,
  leaves bytea not null,
  sealed_at timestamp with time zone not null,
  constraint seal_batch_pkey PRIMARY KEY (number),
  constraint seal_batch_hashes_whole CHECK (((length(root) = 32) AND (length(previous) = 32) AND (length(head) = 32))),
  constraint seal_batch_holds_rows CHECK (((row_count > 0) AND (cardinality(row_ids) = row_count) AND (length(leaves) = (row_count * 32))))
);
CREATE INDEX seal_batch_by_journal ON public.seal_batch USING btree (journal, number);
CREATE TRIGGER seal_batch_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seal_batch FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
comment on table seal_batch is 'Rows of one journal that were sealed together (封存批次): the Merkle tree over their hashes, chained to the batch before.';
comment on column seal_batch.number is 'Place in the chain, from 1, without gaps over all journals.';
comment on column seal_batch.journal is 'Table that the rows lie in: record, decision, audit_event.';
comment on column seal_batch.form is 'Which columns make the bytes that are hashed; a form is never changed, a new one follows.';
comment on column seal_batch.row_count is 'How many rows.';
comment on column seal_batch.upto is 'All rows of the journal written by transactions below this one are sealed with this run.';
comment on column seal_batch.last_order is 'Transaction of its last row.';
comment on column seal_batch.last_id is 'Id of its last row.';
comment on column seal_batch.root is 'Merkle root of the rows, as in RFC 6962.';
comment on column seal_batch.previous is 'Head of the batch before; zeros before the first.';
comment on column seal_batch.head is 'SHA-256 of what this row says, the head before included: what a checkpoint signs.';
comment on column seal_batch.row_ids is 'Ids of the rows in their order.';
comment on column seal_batch.leaves is 'Hash of each row in the same order, 32 bytes each: they tell which row was changed.';
comment on column seal_batch.sealed_at is 'When it was sealed.';

create table seal_checkpoint (
  number bigint not null,
  made_at timestamp with time zone not null,
  batch bigint not null,
  head bytea not null,
  body text not null,
  suite text not null,
  key_id text not null,
  signature bytea not null,
  constraint seal_checkpoint_pkey PRIMARY KEY (number),
  constraint seal_checkpoint_head_whole CHECK ((length(head) = 32))
);
CREATE TRIGGER seal_checkpoint_only_appended_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seal_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION only_appended_to();
comment on table seal_checkpoint is 'Signed statements of how far the chain of batches reached (检查点); the copies outside the database are what counts.';
comment on column seal_checkpoint.number is 'Place among the checkpoints, from 1.';
comment on column seal_checkpoint.made_at is 'When it was signed.';
comment on column seal_checkpoint.batch is 'Last batch that it covers.';
comment on column seal_checkpoint.head is 'Head of that batch.';
comment on column seal_checkpoint.body is 'The text that was signed.';
comment on column seal_checkpoint.suite is 'How it was signed: international (Ed25519) or sm (SM2).';
comment on column seal_checkpoint.key_id is 'Key that signed it.';
comment on column seal_checkpoint.signature is 'The signature.';

create table sealed_value (
  token text collate "C" not null,
  kind text not null,
  key_id integer not null,
  sealed bytea not null,
  made_at timestamp with time zone default now() not null,
  constraint sealed_value_pkey PRIMARY KEY (token),
  constraint sealed_value_key_id_fkey FOREIGN KEY (key_id) REFERENCES data_key(id),
  constraint sealed_value_token_is_a_stand_in CHECK ((token ~ '^sealed:[A-Za-z0-9_-]{12}:[A-Za-z0-9_-]{16}:[0-9]{1,5}$'::text))
);
grant insert, select on sealed_value to lika_app;
comment on table sealed_value is 'What facts of class identifier say (识别号码密文), encrypted. Everything else holds the token; equal values have one.';
comment on column sealed_value.token is 'Stands for the value in records, snapshots and sheets: sealed:kin:own:length, by keyed hashes.';
comment on column sealed_value.kind is 'The fact: idNumber, phone, bankAccount. It says how the value is masked.';
comment on column sealed_value.key_id is 'The key that encrypted it; lika keys rotate brings it to the one of today.';
comment on column sealed_value.sealed is 'Version, key id, iv, ciphertext, tag; bound to kind and token.';
comment on column sealed_value.made_at is 'When it was first stored.';

create table session (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  factors text[] not null,
  regions region_multirange not null,
  made_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  idle_until timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  fresh_until timestamp with time zone,
  address text,
  agent text,
  ended_at timestamp with time zone,
  ended_because text,
  pending text,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint session_factors_known CHECK (((factors <@ ARRAY['password'::text, 'totp'::text, 'passkey'::text, 'oidc'::text, 'code'::text, 'demo'::text]) AND (factors <> '{}'::text[]))),
  constraint session_password_alone_is_pending CHECK (((pending IS NOT NULL) OR (factors && ARRAY['demo'::text, 'passkey'::text, 'totp'::text, 'oidc'::text]))),
  constraint session_pending_known CHECK ((pending = ANY (ARRAY['giveSecondFactor'::text, 'addSecondFactor'::text, 'changePassword'::text]))),
  constraint session_pending_sees_nothing CHECK (((pending IS NULL) OR (regions = '{}'::region_multirange)))
);
CREATE INDEX session_by_account ON public.session USING btree (account_id, made_at);
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
comment on column session.pending is 'What is still asked for before it opens anything: giveSecondFactor, addSecondFactor, changePassword; empty when nothing is.';

create table setting (
  key text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (key)
);
grant select on setting to lika_app;
comment on table setting is 'Settings of this installation: world (which demo world is loaded, and its day), judged, seals (how far sealing got).';
comment on column setting.key is 'Name.';
comment on column setting.value is 'Value.';

create table sign_in_challenge (
  id uuid not null,
  kind text not null,
  account_id uuid,
  data jsonb not null,
  secret bytea,
  valid_until timestamp with time zone not null,
  constraint sign_in_challenge_pkey PRIMARY KEY (id),
  constraint sign_in_challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint sign_in_challenge_kind_known CHECK ((kind = ANY (ARRAY['passkey'::text, 'newPasskey'::text, 'totp'::text, 'oidc'::text])))
);
CREATE INDEX sign_in_challenge_by_end ON public.sign_in_challenge USING btree (valid_until);
comment on table sign_in_challenge is 'Questions that are open for some minutes: what a passkey signs, an authenticator that is being added, a way to the single sign-on. Answering takes one away.';
comment on column sign_in_challenge.id is 'Names it between question and answer.';
comment on column sign_in_challenge.kind is 'passkey, newPasskey, totp or oidc.';
comment on column sign_in_challenge.account_id is 'Who may answer; empty for anybody.';
comment on column sign_in_challenge.data is 'What the answer is checked against.';
comment on column sign_in_challenge.secret is 'What must not be read in the table, sealed with a key outside the database.';
comment on column sign_in_challenge.valid_until is 'It cannot be answered after.';

create table sign_in_tries (
  key bytea not null,
  of text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  wait_until timestamp with time zone not null,
  constraint sign_in_tries_pkey PRIMARY KEY (key),
  constraint sign_in_tries_of_known CHECK ((of = ANY (ARRAY['account'::text, 'address'::text, 'device'::text, 'factor'::text])))
);
CREATE INDEX sign_in_tries_by_last ON public.sign_in_tries USING btree (last_at);
comment on table sign_in_tries is 'Wrong tries to sign in, and until when the next one waits.';
comment on column sign_in_tries.key is 'Keyed hash of the name, address, browser or account that tried: names that are none are counted alike.';
comment on column sign_in_tries.of is 'account, address, device or factor.';
comment on column sign_in_tries.failures is 'How many since the last success.';
comment on column sign_in_tries.last_at is 'When the last was.';
comment on column sign_in_tries.wait_until is 'Nothing is tried before.';

create table staff (
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  "position" text,
  made_at timestamp with time zone default now() not null,
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_has_a_name CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))),
  constraint staff_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
);
CREATE INDEX staff_by_unit ON public.staff USING btree (unit_id);
comment on table staff is 'Somebody who works in a unit (干部).';
comment on column staff.id is 'uuid v7 made by whoever entered the person.';
comment on column staff.unit_id is 'The unit.';
comment on column staff.name is 'Name of the person.';
comment on column staff."position" is 'Position (职务), if told.';
comment on column staff.made_at is 'When it was entered.';

create table target (
  id uuid not null,
  plan_id uuid not null,
  region_code text collate "C" not null,
  of_id uuid,
  kind text not null,
  label text not null,
  indicator text,
  begins_on date,
  ends_on date,
  bound text not null,
  value numeric not null,
  up_to numeric,
  unit text not null,
  clause text not null,
  constraint target_pkey PRIMARY KEY (id),
  constraint target_bound_known CHECK ((bound = ANY (ARRAY['exact'::text, 'about'::text, 'atLeast'::text, 'atMost'::text, 'moreThan'::text, 'lessThan'::text, 'between'::text]))),
  constraint target_id_fkey FOREIGN KEY (id) REFERENCES plan_statement(id) ON DELETE CASCADE,
  constraint target_kind_known CHECK ((kind = ANY (ARRAY['plan'::text, 'assigned'::text]))),
  constraint target_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id)
);
CREATE INDEX target_by_plan ON public.target USING btree (plan_id);
CREATE INDEX target_by_region ON public.target USING btree (region_code, ends_on);
CREATE INDEX target_by_whole ON public.target USING btree (of_id) WHERE (of_id IS NOT NULL);
alter table target enable row level security;
create policy scope_fold on target for all to lika_app using (( SELECT scope_is_whole() AS scope_is_whole)) with check (( SELECT scope_is_whole() AS scope_is_whole));
create policy scope_read on target for select to lika_app using (
CASE
    WHEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C"))) THEN true
    ELSE ( SELECT scope_is_whole() AS scope_is_whole)
END);
grant delete, insert, select, update on target to lika_app;
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
  id uuid not null,
  plan_id uuid not null,
  region_code text collate "C" not null,
  clause text not null,
  text text not null,
  begins_on date,
  due_on date,
  every text,
  ends_on date,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_cycle_ends CHECK (((every IS NULL) OR ((begins_on IS NOT NULL) AND (ends_on IS NOT NULL) AND (begins_on <= ends_on)))),
  constraint task_every_known CHECK ((every = ANY (ARRAY['week'::text, 'month'::text, 'quarter'::text, 'halfYear'::text, 'year'::text]))),
  constraint task_id_fkey FOREIGN KEY (id) REFERENCES plan_statement(id) ON DELETE CASCADE,
  constraint task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id)
);
CREATE INDEX task_by_plan ON public.task USING btree (plan_id);
CREATE INDEX task_by_region ON public.task USING btree (region_code, due_on);
alter table task enable row level security;
create policy scope_fold on task for all to lika_app using (( SELECT scope_is_whole() AS scope_is_whole)) with check (( SELECT scope_is_whole() AS scope_is_whole));
create policy scope_read on task for select to lika_app using (
CASE
    WHEN (( SELECT scope_regions() AS scope_regions) && region_range(region_code, ((region_code || '~'::text) COLLATE "C"))) THEN true
    ELSE ( SELECT scope_is_whole() AS scope_is_whole)
END);
grant delete, insert, select, update on task to lika_app;
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
  task_id uuid not null,
  role text not null,
  name text not null,
  department text,
  unit_id uuid,
  constraint task_unit_pkey PRIMARY KEY (task_id, role, name),
  constraint task_unit_role_known CHECK ((role = ANY (ARRAY['lead'::text, 'cooperating'::text, 'responsible'::text]))),
  constraint task_unit_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
);
CREATE INDEX task_unit_by_name ON public.task_unit USING btree (name);
CREATE INDEX task_unit_by_unit ON public.task_unit USING btree (unit_id) WHERE (unit_id IS NOT NULL);
alter table task_unit enable row level security;
create policy scope_fold on task_unit for all to lika_app using (( SELECT scope_is_whole() AS scope_is_whole)) with check (( SELECT scope_is_whole() AS scope_is_whole));
create policy scope_read on task_unit for select to lika_app using (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (EXISTS ( SELECT
       FROM task t
      WHERE (t.id = task_unit.task_id)))
END);
grant delete, insert, select, update on task_unit to lika_app;
comment on table task_unit is 'Which unit leads a task (牵头), cooperates (配合) or answers for it (责任).';
comment on column task_unit.task_id is 'The task.';
comment on column task_unit.role is 'lead, cooperating or responsible.';
comment on column task_unit.name is 'Name as the document has it.';
comment on column task_unit.department is 'Key of the department that the name means, in the list of departments; empty when unknown.';
comment on column task_unit.unit_id is 'Unit of the register, when it is known.';

create table unit (
  id uuid not null,
  kind text not null,
  name text not null,
  region_code text collate "C" not null,
  parent_id uuid,
  made_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  constraint unit_pkey PRIMARY KEY (id),
  constraint unit_has_a_name CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 100))),
  constraint unit_kind_known CHECK ((kind = ANY (ARRAY['office'::text, 'government'::text, 'village'::text, 'team'::text, 'sector'::text, 'finance'::text, 'audit'::text, 'inspection'::text, 'assessor'::text, 'other'::text]))),
  constraint unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id)
);
grant select on unit to lika_app;
comment on table unit is 'Unit (单位) that staff belong to: an office, a government, a village committee, a department.';
comment on column unit.id is 'uuid v7 made by whoever entered it.';
comment on column unit.kind is 'office (poverty office), government, village, team, sector, finance, audit, inspection, assessor (third party), other.';
comment on column unit.name is 'Name of the unit.';
comment on column unit.region_code is 'Region that the unit belongs to.';
comment on column unit.parent_id is 'The unit above, if any.';
comment on column unit.made_at is 'When it was entered.';
comment on column unit.closed_at is 'Since when it takes no new staff.';

create table unit_alias (
  region_code text collate "C" not null,
  alias text not null,
  unit_id uuid not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint unit_alias_pkey PRIMARY KEY (region_code, alias),
  constraint unit_alias_is_a_name CHECK (((length(btrim(alias)) >= 2) AND (length(btrim(alias)) <= 100))),
  constraint unit_alias_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint unit_alias_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id)
);
alter table unit_alias enable row level security;
create policy scope_change on unit_alias for all to lika_app using ((region_code <@ ( SELECT scope_regions() AS scope_regions)));
create policy scope_read on unit_alias for select to lika_app using (scope_touches(region_code));
grant delete, insert, select, update on unit_alias to lika_app;
comment on table unit_alias is 'Other names by which documents of a region call a unit (简称).';
comment on column unit_alias.region_code is 'Region whose documents use the name.';
comment on column unit_alias.alias is 'The name.';
comment on column unit_alias.unit_id is 'The unit that is meant.';
comment on column unit_alias.made_by is 'Account that said so.';
comment on column unit_alias.made_at is 'When.';

create table unmasking (
  county_code text collate "C" not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  region_code text collate "C" not null,
  fact text not null,
  purpose text not null,
  asked_at timestamp with time zone not null,
  constraint unmasking_pkey PRIMARY KEY (county_code, id),
  constraint unmasking_has_a_purpose CHECK ((length(btrim(purpose)) >= 2)),
  constraint unmasking_in_its_county CHECK (starts_with(region_code, county_code))
);
CREATE INDEX unmasking_by_subject ON public.unmasking USING btree (county_code, subject_id, asked_at);
alter table unmasking enable row level security;
create policy scope_append on unmasking for insert to lika_app with check (((account_id = ( SELECT scope_account() AS scope_account)) AND (region_code <@ ( SELECT scope_regions() AS scope_regions))));
create policy scope_read on unmasking for select to lika_app using ((account_id = ( SELECT scope_account() AS scope_account)));
grant insert, select on unmasking to lika_app;
comment on table unmasking is 'Who saw which id number, telephone or bank account in full, and what for (脱敏查看). Only appended to.';
comment on column unmasking.county_code is 'County, first in every key.';
comment on column unmasking.id is 'uuid v7.';
comment on column unmasking.account_id is 'Account that asked.';
comment on column unmasking.subject_kind is 'household or person.';
comment on column unmasking.subject_id is 'Whose number it is.';
comment on column unmasking.region_code is 'Village or group of the subject when it was asked.';
comment on column unmasking.fact is 'Which number: idNumber, phone, bankAccount.';
comment on column unmasking.purpose is 'What for, in the words of whoever asked.';
comment on column unmasking.asked_at is 'When.';

create table verdict (
  county_code text collate "C" not null,
  subject_id uuid not null,
  set_id text collate "C" not null,
  subject_kind text not null,
  region_code text collate "C" not null,
  as_of date not null,
  outcome smallint not null,
  codes bigint not null,
  criteria smallint not null,
  status text,
  persons integer not null,
  receipt_id bigint not null,
  judged_at timestamp with time zone default now() not null,
  constraint verdict_pkey PRIMARY KEY (county_code, subject_id, set_id),
  constraint verdict_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint verdict_outcome_known CHECK (((outcome >= 0) AND (outcome <= 2)))
);
CREATE INDEX verdict_by_region ON public.verdict USING btree (county_code, set_id, region_code, subject_id) INCLUDE (outcome, codes, status, persons);
CREATE TRIGGER verdict_deleted AFTER DELETE ON public.verdict REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION count_verdicts();
CREATE TRIGGER verdict_inserted AFTER INSERT ON public.verdict REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_verdicts();
CREATE TRIGGER verdict_updated AFTER UPDATE ON public.verdict REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_verdicts();
alter table verdict enable row level security;
create policy scope_all on verdict for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds_any(county_code, subject_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on verdict to lika_app;
comment on table verdict is 'What the facts say of a subject under a set of criteria (判定), live. It opens or blocks a step; it never changes a status.';
comment on column verdict.county_code is 'County, first in every key.';
comment on column verdict.subject_id is 'Household, person or village.';
comment on column verdict.set_id is 'Set of criteria: household-exit.';
comment on column verdict.subject_kind is 'household, person or village.';
comment on column verdict.region_code is 'Village or group of the subject.';
comment on column verdict.as_of is 'Day for which it was judged.';
comment on column verdict.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict.codes is 'Two bits per criterion, criterion i at bits 2i, same numbers as outcome.';
comment on column verdict.criteria is 'How many criteria the set had.';
comment on column verdict.status is 'Status of the subject when judged, for counting.';
comment on column verdict.persons is 'Members of the household when judged, for counting.';
comment on column verdict.receipt_id is 'Under which packs.';
comment on column verdict.judged_at is 'When.';

create table verdict_change (
  county_code text collate "C" not null,
  id bigint generated always as identity not null,
  village_code text collate "C" not null,
  set_id text collate "C" not null,
  status text collate "C" not null,
  criterion smallint not null,
  outcome smallint not null,
  subjects bigint not null,
  persons bigint not null,
  constraint verdict_change_pkey PRIMARY KEY (county_code, id)
);
alter table verdict_change enable row level security;
create policy scope_all on verdict_change for all to lika_app using ((village_code <@ ( SELECT scope_regions() AS scope_regions))) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant insert, select on verdict_change to lika_app;
comment on table verdict_change is 'Changes of the summary that a job has not folded into verdict_count yet. Appending never waits for another writer.';
comment on column verdict_change.county_code is 'County, first in every key.';
comment on column verdict_change.id is 'Order of arrival.';
comment on column verdict_change.village_code is 'Village, 12 digits.';
comment on column verdict_change.set_id is 'Set of criteria.';
comment on column verdict_change.status is 'Status of the subjects; empty text when they have none.';
comment on column verdict_change.criterion is 'Index of the criterion in the set; -1 for the overall outcome.';
comment on column verdict_change.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict_change.subjects is 'How many more (or fewer) subjects.';
comment on column verdict_change.persons is 'How many more (or fewer) persons.';

create table verdict_count (
  county_code text collate "C" not null,
  region_code text collate "C" not null,
  set_id text collate "C" not null,
  status text collate "C" not null,
  criterion smallint not null,
  outcome smallint not null,
  subjects bigint not null,
  persons bigint not null,
  constraint verdict_count_pkey PRIMARY KEY (county_code, region_code, set_id, status, criterion, outcome)
);
CREATE INDEX verdict_count_by_level ON public.verdict_count USING btree (length(region_code), region_code, set_id);
CREATE INDEX verdict_count_by_region ON public.verdict_count USING btree (region_code);
grant select on verdict_count to lika_app;
comment on table verdict_count is 'How many subjects of a village, a town and a county have which outcome: the folded part of the summary.';
comment on column verdict_count.county_code is 'County, first in every key.';
comment on column verdict_count.region_code is 'Village, town or county: 12, 9 or 6 digits, each counted in full.';
comment on column verdict_count.set_id is 'Set of criteria.';
comment on column verdict_count.status is 'Status of the subjects; empty text when they have none.';
comment on column verdict_count.criterion is 'Index of the criterion in the set; -1 for the overall outcome.';
comment on column verdict_count.outcome is '0 unmet, 1 undetermined, 2 met.';
comment on column verdict_count.subjects is 'How many subjects.';
comment on column verdict_count.persons is 'How many persons in them.';

create table village (
  county_code text collate "C" not null,
  id uuid not null,
  code text collate "C" not null,
  constraint village_pkey PRIMARY KEY (county_code, id),
  constraint village_code_unique UNIQUE (county_code, code),
  constraint village_in_its_county CHECK (starts_with(code, county_code))
);
grant insert, select on village to lika_app;
comment on table village is 'Identity of an administrative village (行政村) as a subject of facts and verdicts.';
comment on column village.county_code is 'County, first in every key.';
comment on column village.id is 'Made from the code, so that everybody makes the same.';
comment on column village.code is 'Region code, 12 digits.';

create table village_snapshot (
  county_code text collate "C" not null,
  village_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  region_code text collate "C" not null,
  status text,
  ended_because text,
  constraint village_snapshot_pkey PRIMARY KEY (county_code, village_id, valid_from),
  constraint village_snapshot_in_its_county CHECK (starts_with(region_code, county_code)),
  constraint village_snapshot_period_not_empty CHECK ((valid_from < valid_to))
);
CREATE INDEX village_snapshot_now ON public.village_snapshot USING btree (county_code, region_code) WHERE (valid_to = 'infinity'::date);
alter table village_snapshot enable row level security;
create policy scope_all on village_snapshot for all to lika_app using (
CASE
    WHEN (region_code <@ ( SELECT scope_regions() AS scope_regions)) THEN true
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE scope_holds('village'::text, county_code, village_id)
END) with check (
CASE
    WHEN ( SELECT scope_is_whole() AS scope_is_whole) THEN true
    ELSE (region_range(county_code, (county_code || '~'::text)) && ( SELECT scope_regions() AS scope_regions))
END);
grant delete, insert, select, update on village_snapshot to lika_app;
comment on table village_snapshot is 'What holds of a village, by period: the fold of its records and decisions.';
comment on column village_snapshot.county_code is 'County, first in every key.';
comment on column village_snapshot.village_id is 'The village.';
comment on column village_snapshot.valid_from is 'First day on which this holds.';
comment on column village_snapshot.valid_to is 'Day on which it no longer does; infinity for what holds now.';
comment on column village_snapshot.region_code is 'Code of the village, 12 digits.';
comment on column village_snapshot.status is 'villageStatus: poor, expected, exited, or empty for a village that is not a poor village.';
comment on column village_snapshot.ended_because is 'Why the village is no longer one: merged; empty while it is.';
