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
create index region_children on region (parent_code, code);
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
  name         text,
  effective_on date not null,
  reason       text,
  made_by      uuid,
  made_at      timestamptz not null default now(),
  constraint region_change_kind_known check (kind in ('rename', 'merge', 'move', 'addGroup')),
  constraint region_change_has_a_reason check (reason is not null or kind = 'addGroup'),
  constraint region_change_rename_keeps_code check ((kind = 'rename') = (from_code = to_code)),
  constraint region_change_has_a_name check (name is not null or kind not in ('rename', 'addGroup'))
);
create index region_change_by_from on region_change (from_code);
create index region_change_by_to on region_change (to_code);
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
