-- Regions: national codes, hierarchical by prefix (2, 4, 6, 9, 12 digits; a village group adds 2), effective-dated.

create table region (
  code       text collate "C" not null,
  valid_from date not null default '1949-10-01',
  valid_to   date not null default 'infinity',
  parent_code text collate "C",
  level      text not null,
  name       text not null,
  primary key (code, valid_from),
  constraint region_level_known check (level in ('province', 'city', 'county', 'town', 'village', 'group')),
  constraint region_level_matches_code check (length(code) = case level
    when 'province' then 2 when 'city' then 4 when 'county' then 6 when 'town' then 9 when 'village' then 12 else 14 end),
  constraint region_parent_is_prefix check (parent_code is null or starts_with(code, parent_code)),
  constraint region_period_not_empty check (valid_from < valid_to)
);
create index region_children on region (parent_code, code) where valid_to = 'infinity';
comment on table region is 'Administrative regions (行政区划), by national code and dated name. Reference data: the same on every node.';
comment on column region.code is 'GB/T 2260 and the statistical division code; 14 digits for a village group (村民小组).';
comment on column region.valid_from is 'First day on which the region bears this name.';
comment on column region.valid_to is 'Day on which it no longer does; infinity while it does.';
comment on column region.parent_code is 'Code of the region above; empty for a province.';
comment on column region.level is 'province, city, county, town, village or group (省市县乡村组).';
comment on column region.name is 'Name in use in the period.';

create table region_change (
  id           uuid primary key,
  kind         text not null,
  from_code    text collate "C" not null,
  to_code      text collate "C" not null,
  effective_on date not null,
  reason       text not null,
  made_by      uuid not null,
  made_at      timestamptz not null default now(),
  constraint region_change_kind_known check (kind in ('rename', 'merge', 'move'))
);
comment on table region_change is 'Merges, renames and moves of regions (撤并、更名、划转), with the reason.';
comment on column region_change.id is 'Made by whoever makes the change; the same id twice is one change.';
comment on column region_change.kind is 'rename, merge or move.';
comment on column region_change.from_code is 'Code before.';
comment on column region_change.to_code is 'Code after; the same for a rename.';
comment on column region_change.effective_on is 'First day under the new name or code.';
comment on column region_change.reason is 'Why, as the deciding document says.';
comment on column region_change.made_by is 'Account that entered it.';
comment on column region_change.made_at is 'When it was entered.';
