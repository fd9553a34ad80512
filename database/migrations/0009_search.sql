-- Regions as people look for them: by characters, by pinyin or by code, while they type.

create table region_search (
  code     text collate "C" primary key,
  name     text not null,
  initials text collate "C",
  spelling text collate "C"
);
create index region_search_to_spell on region_search (code) where initials is null;
comment on table region_search is 'Names of the regions of today with their pinyin, for search. Follows region; made again at any time.';
comment on column region_search.code is 'The region.';
comment on column region_search.name is 'Its name today.';
comment on column region_search.initials is 'First letters of the pinyin: lzz for 廉州镇. Empty until the name has been spelt.';
comment on column region_search.spelling is 'The pinyin from each syllable on, separated by blanks: lianzhouzhen zhouzhen zhen. Empty until the name has been spelt.';

create function follow_regions() returns trigger language plpgsql as $$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    delete from region_search s using before_rows b where s.code = b.code
      and not exists (select from region r where r.code = b.code and r.valid_to = 'infinity');
  end if;
  if tg_op in ('UPDATE', 'INSERT') then
    insert into region_search as s (code, name) select code, name from after_rows where valid_to = 'infinity'
    on conflict (code) do update set name = excluded.name, initials = null, spelling = null where s.name <> excluded.name;
  end if;
  return null;
end $$;
comment on function follow_regions is 'Keeps region_search at the names of today; a background job spells them.';
create trigger region_inserted after insert on region
  referencing new table as after_rows for each statement execute function follow_regions();
create trigger region_updated after update on region
  referencing old table as before_rows new table as after_rows for each statement execute function follow_regions();
create trigger region_deleted after delete on region
  referencing old table as before_rows for each statement execute function follow_regions();

insert into region_search (code, name) select code, name from region where valid_to = 'infinity';
