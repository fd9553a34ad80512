-- The registry: identities, and the snapshots that are folded from the journals. Columns for the facts of the catalogue
-- are added to the snapshots when packs are loaded (a fact is data, so is its column).

create table household (
  county_code text collate "C" not null,
  id          uuid not null,
  number      text collate "C" not null,
  created_at  timestamptz not null default now(),
  primary key (county_code, id),
  constraint household_number_unique unique (county_code, number)
);
comment on table household is 'Identity of a household (户). What is known of it is folded into household_snapshot.';
comment on column household.county_code is 'County, first in every key.';
comment on column household.id is 'uuid v7 made by whoever registered it.';
comment on column household.number is 'householdNumber (户编号), unique in the county.';
comment on column household.created_at is 'When the identity was made.';

create table person (
  county_code text collate "C" not null,
  id          uuid not null,
  created_at  timestamptz not null default now(),
  primary key (county_code, id)
);
comment on table person is 'Identity of a person (人). What is known is folded into person_snapshot.';
comment on column person.county_code is 'County, first in every key.';
comment on column person.id is 'uuid v7 made by whoever registered the person.';
comment on column person.created_at is 'When the identity was made.';

create table village (
  county_code text collate "C" not null,
  id          uuid not null,
  code        text collate "C" not null,
  primary key (county_code, id),
  constraint village_code_unique unique (county_code, code),
  constraint village_in_its_county check (starts_with(code, county_code))
);
comment on table village is 'Identity of an administrative village (行政村) as a subject of facts and verdicts.';
comment on column village.county_code is 'County, first in every key.';
comment on column village.id is 'Made from the code, so that everybody makes the same.';
comment on column village.code is 'Region code, 12 digits.';

create table household_snapshot (
  county_code  text collate "C" not null,
  household_id uuid not null,
  valid_from   date not null,
  valid_to     date not null,
  region_code  text collate "C" not null,
  number       text collate "C" not null,
  status       text,
  cause        text,
  head_id      uuid,
  head_name    text,
  household_size integer not null,
  ended_because text,
  primary key (county_code, household_id, valid_from),
  constraint household_snapshot_in_its_county check (starts_with(region_code, county_code)),
  constraint household_snapshot_period_not_empty check (valid_from < valid_to)
);
create index household_snapshot_now on household_snapshot (county_code, region_code, household_id) where valid_to = 'infinity';
create index household_snapshot_by_region on household_snapshot (region_code, household_id) where valid_to = 'infinity';
create index household_snapshot_by_number on household_snapshot (number) where valid_to = 'infinity';
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

create table person_snapshot (
  county_code  text collate "C" not null,
  person_id    uuid not null,
  valid_from   date not null,
  valid_to     date not null,
  household_id uuid,
  region_code  text collate "C" not null,
  ended_because text,
  primary key (county_code, person_id, valid_from),
  constraint person_snapshot_in_its_county check (starts_with(region_code, county_code)),
  constraint person_snapshot_period_not_empty check (valid_from < valid_to)
);
create index person_snapshot_now on person_snapshot (county_code, household_id) where valid_to = 'infinity';
create index person_snapshot_by_household on person_snapshot (county_code, household_id, valid_from);
comment on table person_snapshot is 'What holds of a person, by period: the fold of the person''s records. Membership in a household is one of the facts.';
comment on column person_snapshot.county_code is 'County, first in every key.';
comment on column person_snapshot.person_id is 'The person.';
comment on column person_snapshot.valid_from is 'First day on which this holds.';
comment on column person_snapshot.valid_to is 'Day on which it no longer does; infinity for what holds now.';
comment on column person_snapshot.household_id is 'Household the person is a member of; empty when of none.';
comment on column person_snapshot.region_code is 'Village or group.';
comment on column person_snapshot.ended_because is 'Why the person is no longer in the registry: death, movedAway, marriedOut, duplicate; empty while in it.';

create table village_snapshot (
  county_code text collate "C" not null,
  village_id  uuid not null,
  valid_from  date not null,
  valid_to    date not null,
  region_code text collate "C" not null,
  status      text,
  ended_because text,
  primary key (county_code, village_id, valid_from),
  constraint village_snapshot_in_its_county check (starts_with(region_code, county_code)),
  constraint village_snapshot_period_not_empty check (valid_from < valid_to)
);
create index village_snapshot_now on village_snapshot (county_code, region_code) where valid_to = 'infinity';
comment on table village_snapshot is 'What holds of a village, by period: the fold of its records and decisions.';
comment on column village_snapshot.county_code is 'County, first in every key.';
comment on column village_snapshot.village_id is 'The village.';
comment on column village_snapshot.valid_from is 'First day on which this holds.';
comment on column village_snapshot.valid_to is 'Day on which it no longer does; infinity for what holds now.';
comment on column village_snapshot.region_code is 'Code of the village, 12 digits.';
comment on column village_snapshot.status is 'villageStatus: poor, expected, exited, or empty for a village that is not a poor village.';
comment on column village_snapshot.ended_because is 'Why the village is no longer one: merged; empty while it is.';

create table income_entry (
  county_code  text collate "C" not null,
  household_id uuid not null,
  item         text collate "C" not null,
  period_from  date not null,
  period_to    date not null,
  amount       bigint,
  observed_on  date not null,
  record_id    uuid not null,
  primary key (county_code, household_id, item, period_from, period_to)
);
comment on table income_entry is 'The income book (收入一本账): amounts by item of the income tree and period, folded from the records.';
comment on column income_entry.county_code is 'County, first in every key.';
comment on column income_entry.household_id is 'The household.';
comment on column income_entry.item is 'Item of the income tree, a fact of the catalogue; incomeComplete says that the period lists everything.';
comment on column income_entry.period_from is 'First day of the period.';
comment on column income_entry.period_to is 'Day after its last day.';
comment on column income_entry.amount is 'Amount in fen; 1 or 0 for incomeComplete; empty when unknown on purpose.';
comment on column income_entry.observed_on is 'Day of the observation that won.';
comment on column income_entry.record_id is 'The record that says so.';

create table contradiction (
  county_code  text collate "C" not null,
  subject_id   uuid not null,
  subject_kind text not null,
  fact         text collate "C" not null,
  observed_on  date not null,
  region_code  text collate "C" not null,
  record_ids   uuid[] not null,
  primary key (county_code, subject_id, fact, observed_on)
);
create index contradiction_by_region on contradiction (county_code, region_code);
comment on table contradiction is 'Two observations of one fact on one day that differ: a task for a person, settled by a correcting record. Folded.';
comment on column contradiction.county_code is 'County, first in every key.';
comment on column contradiction.subject_id is 'Whom it concerns.';
comment on column contradiction.subject_kind is 'household, person or village.';
comment on column contradiction.fact is 'The fact observed differently.';
comment on column contradiction.observed_on is 'The day.';
comment on column contradiction.region_code is 'Village or group.';
comment on column contradiction.record_ids is 'The records that differ, the one that counts for the time being last.';

create table person_identity (
  id_hash     bytea primary key,
  county_code text collate "C" not null,
  person_id   uuid not null
);
create index person_identity_by_person on person_identity (county_code, person_id);
comment on table person_identity is 'Which person bears an id number, nationally unique, by keyed hash.';
comment on column person_identity.id_hash is 'HMAC-SHA-256 of the id number; the key stays outside the database.';
comment on column person_identity.county_code is 'County of the person.';
comment on column person_identity.person_id is 'The person.';

create table person_search (
  county_code  text collate "C" not null,
  person_id    uuid not null,
  key          text collate "C" not null,
  household_id uuid not null,
  region_code  text collate "C" not null,
  primary key (county_code, person_id, key)
);
create index person_search_by_key on person_search (key, region_code);
comment on table person_search is 'Names cut for search: every suffix of the name (王国华, 国华, 华) and its pinyin initials. Folded.';
comment on column person_search.county_code is 'County, first in every key.';
comment on column person_search.person_id is 'The person.';
comment on column person_search.key is 'A suffix of the name, or pinyin initials in small letters.';
comment on column person_search.household_id is 'Household of the person now.';
comment on column person_search.region_code is 'Village or group of the person now.';

create table han_initial (
  han             text collate "C" primary key,
  initial         text not null,
  surname_initial text not null
);
comment on table han_initial is 'Pinyin initial of a character, for search by initials. Reference data.';
comment on column han_initial.han is 'The character.';
comment on column han_initial.initial is 'Initial in a given name: z for 曾 read ceng would be c.';
comment on column han_initial.surname_initial is 'Initial as a surname: z for 曾.';

create table operation (
  county_code text collate "C" not null,
  id          uuid not null,
  kind        text not null,
  detail      jsonb not null,
  reason      text not null,
  effective_on date not null,
  made_by     uuid not null,
  made_at     timestamptz not null default now(),
  primary key (county_code, id),
  constraint operation_kind_known check (kind in ('splitHousehold', 'mergeHouseholds', 'moveHousehold', 'movePerson', 'mergePersons', 'endPerson', 'moveVillage'))
);
comment on table operation is 'Splits, merges and moves of households and persons, each with its reason; the records they made name them.';
comment on column operation.county_code is 'County, first in every key.';
comment on column operation.id is 'uuid v7 made by whoever did it.';
comment on column operation.kind is 'splitHousehold, mergeHouseholds, moveHousehold, movePerson, mergePersons, endPerson, moveVillage.';
comment on column operation.detail is 'Which households, persons and regions.';
comment on column operation.reason is 'Why.';
comment on column operation.effective_on is 'From which day.';
comment on column operation.made_by is 'Account that did it.';
comment on column operation.made_at is 'When it was entered.';
