-- Two of the four journals: records (what was observed) and decisions (what people signed). Nothing in them is
-- updated or deleted; a mistake is corrected by a later entry that names it.

create table record (
  county_code  text collate "C" not null,
  id           uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  observed_on  date not null,
  received_at  timestamptz not null,
  author_id    uuid not null,
  source       text not null,
  facts        jsonb not null,
  period_from  date,
  period_to    date,
  evidence     text[] not null default '{}',
  reason       text,
  corrects     uuid,
  batch_id     uuid,
  operation_id uuid,
  body_sha256  bytea,
  primary key (county_code, id),
  constraint record_in_its_county check (starts_with(region_code, county_code)),
  constraint record_subject_kind_known check (subject_kind in ('household', 'person', 'village')),
  constraint record_facts_are_an_object check (jsonb_typeof(facts) = 'object'),
  constraint record_period_whole check ((period_from is null) = (period_to is null) and period_from < period_to)
);
create index record_by_subject on record (county_code, subject_id, observed_on, received_at, id);
create index record_by_correction on record (county_code, corrects) where corrects is not null;
create index record_by_batch on record (county_code, batch_id) where batch_id is not null;
comment on table record is 'The journal of records (记录): a set of facts about one subject, observed on a day, by someone, with evidence.';
comment on column record.county_code is 'County, first in every key: the distribution column.';
comment on column record.id is 'uuid v7 made by whoever made the record; sending it twice is one record.';
comment on column record.subject_kind is 'household, person or village.';
comment on column record.subject_id is 'The household, person or village it speaks of.';
comment on column record.region_code is 'Village or group of the subject when the record was made.';
comment on column record.observed_on is 'Day on which it was true in the field.';
comment on column record.received_at is 'When Lika learned it.';
comment on column record.author_id is 'Account that observed it.';
comment on column record.source is 'How it came: form, import, phone, operation, correction, demo.';
comment on column record.facts is 'Facts by id; null is unknown on purpose. Money and decimals are decimal strings.';
comment on column record.period_from is 'First day of the period that amounts (income items) belong to.';
comment on column record.period_to is 'Day after the last day of that period.';
comment on column record.evidence is 'SHA-256 of photos, scans and signatures that show it.';
comment on column record.reason is 'Why, where a reason is asked for: corrections, operations.';
comment on column record.corrects is 'The record that this one takes out of the fold.';
comment on column record.batch_id is 'The import that brought it.';
comment on column record.operation_id is 'The split, merge or move that made it.';
comment on column record.body_sha256 is 'Digest of what was sent, so that the same id with another body is refused.';

create table decision (
  county_code  text collate "C" not null,
  id           uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  kind         text not null,
  decided_on   date not null,
  received_at  timestamptz not null,
  author_id    uuid not null,
  facts        jsonb not null,
  reason       text not null,
  evidence     text[] not null default '{}',
  corrects     uuid,
  batch_id     uuid,
  primary key (county_code, id),
  constraint decision_in_its_county check (starts_with(region_code, county_code)),
  constraint decision_subject_kind_known check (subject_kind in ('household', 'person', 'village'))
);
create index decision_by_subject on decision (county_code, subject_id, decided_on, received_at, id);
create index decision_by_correction on decision (county_code, corrects) where corrects is not null;
create index decision_by_batch on decision (county_code, batch_id) where batch_id is not null;
comment on table decision is 'The journal of decisions (决定): what a person signed. Statuses are its fold; no program writes one by itself.';
comment on column decision.county_code is 'County, first in every key.';
comment on column decision.id is 'uuid v7 made by whoever made the decision.';
comment on column decision.subject_kind is 'household, person or village.';
comment on column decision.subject_id is 'Whom it concerns.';
comment on column decision.region_code is 'Village or group of the subject when it was decided.';
comment on column decision.kind is 'What was decided: takeover (接收已有登记), registration, expectedExit, exit, relapse, removal…';
comment on column decision.decided_on is 'Day of the decision.';
comment on column decision.received_at is 'When Lika learned it.';
comment on column decision.author_id is 'Account of the person who decided or entered it.';
comment on column decision.facts is 'What holds by it: {"status": "expected"}.';
comment on column decision.reason is 'Why, or the document it rests on.';
comment on column decision.evidence is 'SHA-256 of minutes, lists, signatures.';
comment on column decision.corrects is 'The decision that this one takes back.';
comment on column decision.batch_id is 'The import that brought it.';

-- Later values win key by key, which is the fold of records over one subject.
create aggregate jsonb_fold (jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');
