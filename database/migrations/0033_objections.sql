-- Objections to notices. Each is an entry of its case in the journal, which says only that there is one and the digest of its
-- words; what it says, and who says it, lies here, sealed.

create table objection (
  county_code  text collate "C" not null,
  id           uuid not null,
  sending_id   uuid not null,
  case_id      uuid not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  step         text not null,
  notice_id    uuid,
  channel      text not null,
  secret       bytea,
  number_hash  bytea,
  made_on      date not null,
  made_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, notice_id) references notice,
  constraint objection_in_its_county check (starts_with(region_code, county_code)),
  constraint objection_channel_known check (channel in ('site', 'office')),
  constraint objection_of_site_can_be_looked_up check ((channel = 'site') = (number_hash is not null)),
  constraint objection_of_site_has_a_notice check (channel = 'office' or notice_id is not null)
);
create index objection_by_case on objection (case_id);
create index objection_by_notice on objection (county_code, notice_id);
create index objection_by_sending on objection (sending_id);
create index objection_by_number on objection (number_hash) where number_hash is not null;
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

grant select, insert on objection to lika_app;
alter table objection enable row level security;
create policy scope_read on objection for select to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true
    else exists (select from case_file c where c.county_code = objection.county_code and c.id = case_id) end);
create policy scope_append on objection for insert to lika_app with check (region_code <@ (select scope_regions()));
