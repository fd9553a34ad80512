-- Photos and documents that records name by their SHA-256, and who asked to see a masked number in full.

create table evidence_file (
  sha256      text collate "C" primary key,
  media_type  text not null,
  size_bytes  bigint not null,
  file_name   text not null,
  uploaded_by uuid not null,
  received_at timestamptz not null,
  constraint evidence_file_sha256_whole check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint evidence_file_type_known check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  constraint evidence_file_not_empty check (size_bytes > 0)
);
comment on table evidence_file is 'Photos and documents (佐证) by their content: the same file twice is one. The bytes lie in the folder of files.';
comment on column evidence_file.sha256 is 'Digest of the bytes, by which records and decisions name it.';
comment on column evidence_file.media_type is 'What it is by its first bytes: jpeg, png, webp or pdf.';
comment on column evidence_file.size_bytes is 'How large it is.';
comment on column evidence_file.file_name is 'Name under which it was uploaded first.';
comment on column evidence_file.uploaded_by is 'Account that uploaded it first.';
comment on column evidence_file.received_at is 'When it arrived first.';

-- Few records name a file; the index holds those only, and a query says so as well.
create index record_by_evidence on record using gin (evidence) where evidence <> '{}';
create index decision_by_evidence on decision using gin (evidence) where evidence <> '{}';

create table unmasking (
  county_code  text collate "C" not null,
  id           uuid not null default uuidv7(),
  account_id   uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  region_code  text collate "C" not null,
  fact         text not null,
  purpose      text not null,
  asked_at     timestamptz not null,
  primary key (county_code, id),
  constraint unmasking_in_its_county check (starts_with(region_code, county_code)),
  constraint unmasking_has_a_purpose check (length(btrim(purpose)) >= 2)
);
create index unmasking_by_subject on unmasking (county_code, subject_id, asked_at);
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
