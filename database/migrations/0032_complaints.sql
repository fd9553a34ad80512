-- The line 12317 in its first form: what people say about the work, with a number to look the answer up. Whoever is
-- complained about finds no trace of it: the query layer asks, and row-level security asks again here.

create table complaint (
  county_code    text collate "C" not null,
  id             uuid not null,
  number_hash    bytea not null,
  kind           text not null,
  channel        text not null,
  about          text not null,
  region_code    text collate "C" not null,
  accused_region text collate "C",
  accused_unit   uuid references unit,
  secret         bytea not null,
  digest         text not null,
  anonymous      boolean not null,
  received_on    date not null,
  received_at    timestamptz not null,
  received_by    uuid references account,
  state          text not null,
  accept_due     date,
  answer_due     date,
  accepted_on    date,
  answered_on    date,
  passed_region  text collate "C",
  passed_unit    uuid references unit,
  case_id        uuid,
  last_id        uuid not null,
  primary key (county_code, id),
  constraint complaint_id_unique unique (id),
  constraint complaint_number_unique unique (number_hash),
  constraint complaint_in_its_county check (starts_with(region_code, county_code)),
  constraint complaint_kind_known check (kind in ('complaint', 'clue', 'application')),
  constraint complaint_channel_known check (channel in ('site', 'telephone', 'visit', 'letter')),
  constraint complaint_about_known check (about in ('household', 'cadre', 'funds', 'other')),
  constraint complaint_state_known check (state in ('received', 'accepted', 'passed', 'answered', 'closed', 'withdrawn')),
  constraint complaint_taken_down_by_somebody check ((channel = 'site') = (received_by is null))
);
create index complaint_by_region on complaint (region_code, state, answer_due, id);
create index complaint_passed_to on complaint (passed_region, state, id) where passed_region is not null;
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
  county_code  text collate "C" not null,
  id           uuid not null,
  complaint_id uuid not null,
  act          text not null,
  made_on      date not null,
  made_at      timestamptz not null,
  author_id    uuid not null references account,
  to_region    text collate "C",
  to_unit      uuid references unit,
  case_id      uuid,
  secret       bytea not null,
  digest       text not null,
  primary key (county_code, id),
  foreign key (county_code, complaint_id) references complaint,
  constraint complaint_entry_id_unique unique (id),
  constraint complaint_entry_act_known check (act in ('accept', 'pass', 'answer', 'link', 'close', 'withdraw')),
  constraint complaint_entry_passed_somewhere check ((act = 'pass') = (to_region is not null) and (to_unit is null or act = 'pass')),
  constraint complaint_entry_links_a_case check ((act = 'link') = (case_id is not null))
);
create index complaint_entry_by_complaint on complaint_entry (county_code, complaint_id, made_at, id);
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

-- New keys seal texts anew; nothing else of an entry, and nothing that was received, ever changes.
create function complaint_only_sealed_anew() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or to_jsonb(new) - 'secret' is distinct from to_jsonb(old) - 'secret' then
    raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
comment on function complaint_only_sealed_anew() is 'Refuses every change of a row but sealing its text under another key.';
create trigger complaint_entry_only_appended_to before update or delete on complaint_entry
  for each row execute function complaint_only_sealed_anew();
create trigger complaint_entry_not_emptied before truncate on complaint_entry
  for each statement execute function complaint_only_sealed_anew();

create function complaint_stays_as_received() returns trigger language plpgsql as $$
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
end $$;
comment on function complaint_stays_as_received() is 'Refuses to change or remove what was received; only where it stands changes.';
create trigger complaint_stays_as_received before update or delete on complaint
  for each row execute function complaint_stays_as_received();

-- Whoever belongs to the accused: by any grant, by the region of the account, or by the unit that they work in.
create function complaint_bars(accused_region text, accused_unit uuid) returns boolean
  language sql stable parallel safe security definer set search_path to 'pg_catalog', 'public' as $$
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
$$;
comment on function complaint_bars(text, uuid) is 'Whether the account of the session belongs to whoever is complained about.';

grant select, insert on complaint, complaint_entry to lika_app;
grant update (state, accepted_on, answered_on, passed_region, passed_unit, case_id, last_id) on complaint to lika_app;

alter table complaint enable row level security;
create policy scope_read on complaint for select to lika_app using (
  case when region_code <@ (select scope_regions()) or passed_region <@ (select scope_regions())
    then not complaint_bars(accused_region, accused_unit) else false end);
create policy scope_change on complaint for update to lika_app using (
  case when region_code <@ (select scope_regions()) or passed_region <@ (select scope_regions())
    then not complaint_bars(accused_region, accused_unit) else false end);
create policy scope_append on complaint for insert to lika_app with check (region_code <@ (select scope_regions()));
alter table complaint_entry enable row level security;
create policy scope_read on complaint_entry for select to lika_app using (
  exists (select from complaint c where c.county_code = complaint_entry.county_code and c.id = complaint_id));
create policy scope_append on complaint_entry for insert to lika_app with check (
  author_id = (select scope_account())
  and exists (select from complaint c where c.county_code = complaint_entry.county_code and c.id = complaint_id));
