-- The audit journal: who saw and did what, in the transaction of what was done.

create table audit_event (
  id           uuid primary key default uuidv7(),
  at           timestamptz not null default clock_timestamp(),
  kind         text not null,
  action       text not null,
  result       text not null,
  account_id   uuid,
  account      text,
  role         text,
  session_id   uuid,
  address      text,
  request_id   text,
  subject_kind text,
  subject_id   uuid,
  region_code  text collate "C",
  purpose      text,
  detail       jsonb,
  written_in   bigint not null default (pg_current_xact_id()::text::bigint),
  constraint audit_event_kind_known check (kind in ('change', 'read', 'export')),
  constraint audit_event_result_known check (result in ('done', 'refused', 'failed')),
  constraint audit_event_subject_whole check (subject_id is null or subject_kind is not null)
);
create index audit_event_by_subject on audit_event (subject_id, id) where subject_id is not null;
create index audit_event_by_account on audit_event (account_id, id) where account_id is not null;
create index audit_event_by_refusal on audit_event (id) where result <> 'done';
create index audit_event_by_writing on audit_event (written_in, id);
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

create trigger audit_event_only_appended_to before update or delete or truncate on audit_event
  for each statement execute function only_appended_to();

create function scope_audits() returns boolean language sql stable parallel safe security definer
set search_path = pg_catalog, public as $$
  select exists (
    select from public.role_grant g join public.role r on r.key = g.role
    where g.account_id = public.scope_account() and g.revoked_at is null and 'audit.read' = any(r.permissions)
      and g.valid_from <= current_date and current_date < g.valid_to)
$$;
comment on function scope_audits() is 'Whether the account of the session holds a role that reads the audit journal.';

grant select, insert on audit_event to lika_app;
alter table audit_event enable row level security;
create policy scope_append on audit_event for insert to lika_app with check (account_id is not distinct from (select scope_account()));
create policy scope_read on audit_event for select to lika_app using (
  (select scope_audits()) and case when region_code is null then true else region_code <@ (select scope_regions()) end);
