-- Lists of departments: what a person wrote of one is sealed and goes when its time is over, a lead says by what it was matched,
-- and what is looked up by person, by line and by day has its index.

-- Why a list was taken back before this cannot be sealed here: those words go. Who took it back, and when, stays.
alter table lead_list drop constraint lead_list_withdrawn_with_a_reason;
alter table lead_list drop column withdrawn_reason;
alter table lead_list add column withdrawn_secret bytea,
  add constraint lead_list_withdrawn_by_somebody check ((withdrawn_on is null) = (withdrawn_by is null)),
  add constraint lead_list_withdrawn_with_a_reason check (withdrawn_on is not null or withdrawn_secret is null);
grant update (withdrawn_secret) on lead_list to lika_app;
comment on column lead_list.withdrawn_secret is 'Why, sealed, bound to the id; emptied when its time is over.';
comment on column lead_list.file_name is 'Name of the sheet as it was uploaded, without numbers; emptied when its time is over.';
comment on column lead_list.unread is 'Headers of columns that were not read, without numbers; emptied when its time is over.';
comment on column lead_list.emptied_on is 'Day on which what it and its rows said was removed; empty before.';

alter table lead add column matched_by text, add column other_name boolean not null default false,
  add constraint lead_matched_by_known check (matched_by in ('number', 'name')),
  add constraint lead_matched_by_of_a_match check (outcome = 'matched' or (matched_by is null and not other_name)),
  add constraint lead_other_name_of_a_number check (not other_name or matched_by = 'number');
comment on column lead.matched_by is 'Of a lead: by what the person was found, number or name (with the village); empty where it was not kept.';
comment on column lead.other_name is 'Whether the row has the number of the person and another name: somebody has to look at it.';

create index lead_by_person on lead (county_code, person_id) where person_id is not null;
create index lead_by_double on lead (list_id, double_of) where double_of is not null;
create index lead_by_heard on lead (heard_on desc, id desc) where outcome = 'matched';

drop trigger lead_list_stays_as_sent on lead_list;
update lead_list set file_name = '', unread = '{}' where emptied_on is not null;
create or replace function lead_list_stays_as_sent() returns trigger language plpgsql as $$
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
end $$;
comment on function lead_list_stays_as_sent() is
  'Refuses to change what a list is, its figures once they are known, and that it was taken back; its words go when their time is over.';
create trigger lead_list_stays_as_sent before update on lead_list for each row execute function lead_list_stays_as_sent();
