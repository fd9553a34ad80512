-- Lists of departments and the leads that they yield: whom a list names is found in the registry, and what it says of them lies
-- sealed. A lead is no verdict and no decision; what is done about it is appended beside it, and goes when its time is over.

create table lead_list (
  id               uuid not null primary key,
  region_code      text collate "C" not null,
  kind             text not null,
  unit_id          uuid references unit,
  heard_on         date not null,
  file_hash        bytea not null,
  file_name        text not null,
  digest           text not null,
  figures          jsonb not null,
  unread           text[] not null,
  uploaded_by      uuid not null references account,
  uploaded_on      date not null,
  uploaded_at      timestamptz not null,
  withdrawn_on     date,
  withdrawn_by     uuid references account,
  withdrawn_reason text,
  kept_until       date not null,
  emptied_on       date,
  constraint lead_list_of_one_county check (length(region_code) >= 6),
  constraint lead_list_withdrawn_with_a_reason check (
    (withdrawn_on is null) = (withdrawn_by is null) and (withdrawn_on is null) = (withdrawn_reason is null))
);
create index lead_list_by_region on lead_list (region_code, uploaded_at desc, id desc);
create unique index lead_list_file_once on lead_list (region_code, kind, file_hash) where withdrawn_on is null;
comment on table lead_list is 'A list (部门预警名单) that a department or an office uploaded: what it is of, and what its rows yielded.';
comment on column lead_list.id is 'uuid v7, made by whoever uploaded it.';
comment on column lead_list.region_code is 'County, or what lies below it, whose households its rows were looked up among.';
comment on column lead_list.kind is 'What it is of: a kind of modules/leads/kinds.json.';
comment on column lead_list.unit_id is 'Unit that it comes from.';
comment on column lead_list.heard_on is 'Day that it is of; of a monthly list the last of the month.';
comment on column lead_list.file_hash is 'Keyed hash of the sheet, which itself is not kept: the same is not taken twice.';
comment on column lead_list.file_name is 'Name of the sheet as it was uploaded.';
comment on column lead_list.digest is 'Keyed digest of who sent what under the id: sent again it is the same.';
comment on column lead_list.figures is 'How many rows, and what became of them when the list came: matched, registered, exited, nobody, double and so on.';
comment on column lead_list.unread is 'Headers of columns that were not read.';
comment on column lead_list.uploaded_by is 'Account that uploaded it.';
comment on column lead_list.uploaded_on is 'Day of the upload.';
comment on column lead_list.uploaded_at is 'Instant of the upload.';
comment on column lead_list.withdrawn_on is 'Day on which it was taken back as a whole; empty while it holds.';
comment on column lead_list.withdrawn_by is 'Account that took it back.';
comment on column lead_list.withdrawn_reason is 'Why.';
comment on column lead_list.kept_until is 'Last day on which what its rows say is kept.';
comment on column lead_list.emptied_on is 'Day on which what its rows said was removed; empty before.';

create table lead (
  county_code   text collate "C" not null,
  id            uuid not null,
  list_id       uuid not null references lead_list,
  kind          text not null,
  unit_id       uuid references unit,
  heard_on      date not null,
  line          integer not null,
  outcome       text not null,
  double_of     integer,
  problem_field text,
  problem_code  text,
  region_code   text collate "C" not null,
  household_id  uuid,
  person_id     uuid,
  dismissed     boolean not null default false,
  case_id       uuid,
  last_id       uuid not null,
  secret        bytea,
  primary key (county_code, id),
  constraint lead_id_unique unique (id),
  constraint lead_line_once unique (list_id, line),
  constraint lead_in_its_county check (starts_with(region_code, county_code)),
  constraint lead_outcome_known check (outcome in ('matched', 'nobody', 'several', 'double', 'unreadable')),
  constraint lead_about_a_household check ((outcome = 'matched') = (household_id is not null)),
  constraint lead_double_of_a_line check ((outcome = 'double') = (double_of is not null)),
  constraint lead_unreadable_says_where check (
    (outcome = 'unreadable') = (problem_field is not null) and (problem_field is null) = (problem_code is null)),
  constraint lead_only_matched_is_acted_on check (outcome = 'matched' or (not dismissed and case_id is null))
);
create index lead_by_household on lead (county_code, household_id) where outcome = 'matched';
create index lead_by_day on lead (county_code, heard_on desc, id desc) where outcome = 'matched';
create index lead_by_case on lead (county_code, case_id) where case_id is not null;
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

create table lead_entry (
  county_code text collate "C" not null,
  id          uuid not null,
  lead_id     uuid not null,
  act         text not null,
  made_on     date not null,
  made_at     timestamptz not null,
  author_id   uuid not null references account,
  case_id     uuid,
  secret      bytea,
  digest      text not null,
  primary key (county_code, id),
  foreign key (county_code, lead_id) references lead,
  constraint lead_entry_id_unique unique (id),
  constraint lead_entry_act_known check (act in ('dismiss', 'reopen', 'open')),
  constraint lead_entry_opens_a_case check ((act = 'open') = (case_id is not null))
);
create index lead_entry_by_lead on lead_entry (county_code, lead_id, made_at, id);
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

-- New keys seal texts anew, and what is past its time is emptied; nothing else of what was read or done ever changes.
create function lead_stays_as_read() returns trigger language plpgsql as $$
declare
  moving constant text[] := array['dismissed', 'case_id', 'last_id', 'secret', 'person_id'];
begin
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or new.person_id is distinct from old.person_id and new.person_id is not null then
    raise exception 'a lead stays as it was read' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
comment on function lead_stays_as_read() is 'Refuses to change what a row of a list said; only where the lead stands changes.';
create trigger lead_stays_as_read before update on lead for each row execute function lead_stays_as_read();
-- Refuses every change of an entry but sealing its text under another key, or emptying it (complaint_only_sealed_anew).
create trigger lead_entry_only_appended_to before update or delete on lead_entry
  for each row execute function complaint_only_sealed_anew();
create trigger lead_entry_not_emptied before truncate on lead_entry
  for each statement execute function complaint_only_sealed_anew();

-- What a list is stays as it came; only its figures are filled in once, and it may be taken back once.
create function lead_list_stays_as_sent() returns trigger language plpgsql as $$
declare
  moving constant text[] := array['figures', 'unread', 'withdrawn_on', 'withdrawn_by', 'withdrawn_reason', 'emptied_on'];
begin
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or old.figures <> '{}' and (new.figures, new.unread) is distinct from (old.figures, old.unread)
    or old.withdrawn_on is not null and (new.withdrawn_on, new.withdrawn_by, new.withdrawn_reason)
      is distinct from (old.withdrawn_on, old.withdrawn_by, old.withdrawn_reason) then
    raise exception 'a list of leads stays as it was sent' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
comment on function lead_list_stays_as_sent() is 'Refuses to change what a list is, its figures once they are known, and that it was taken back.';
create trigger lead_list_stays_as_sent before update on lead_list for each row execute function lead_list_stays_as_sent();

grant select, insert on lead_list, lead, lead_entry to lika_app;
grant update (figures, unread, withdrawn_on, withdrawn_by, withdrawn_reason) on lead_list to lika_app;
grant update (dismissed, case_id, last_id) on lead to lika_app;
-- A list that is taken back, on which nothing was done: what was done would hold its row.
grant delete on lead to lika_app;

alter table lead_list enable row level security;
create policy scope_read on lead_list for select to lika_app using (region_code <@ (select scope_regions()));
create policy scope_change on lead_list for update to lika_app using (region_code <@ (select scope_regions()));
create policy scope_append on lead_list for insert to lika_app with check (
  region_code <@ (select scope_regions()) and uploaded_by = (select scope_account()));
alter table lead enable row level security;
create policy scope_read on lead for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true
    when household_id is null then false else scope_holds('household', county_code, household_id) end);
create policy scope_change on lead for update to lika_app using (
  case when region_code <@ (select scope_regions()) then true
    when household_id is null then false else scope_holds('household', county_code, household_id) end);
create policy scope_append on lead for insert to lika_app with check (
  region_code <@ (select scope_regions()) and exists (select from lead_list l where l.id = list_id));
create policy scope_remove on lead for delete to lika_app using (
  exists (select from lead_list l where l.id = list_id));
alter table lead_entry enable row level security;
create policy scope_read on lead_entry for select to lika_app using (
  exists (select from lead l where l.county_code = lead_entry.county_code and l.id = lead_id));
create policy scope_append on lead_entry for insert to lika_app with check (
  author_id = (select scope_account())
  and exists (select from lead l where l.county_code = lead_entry.county_code and l.id = lead_id));
