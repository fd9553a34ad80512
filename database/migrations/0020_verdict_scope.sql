-- The policy of verdicts asks for columns of verdict_by_region alone, so that counting them stays within the index.

create function scope_holds_any(county text, subject uuid) returns boolean language sql stable parallel safe security definer
cost 1 set search_path = pg_catalog, public as $$
  select public.scope_holds('household', county, subject) or public.scope_holds('person', county, subject)
    or public.scope_holds('village', county, subject)
$$;
comment on function scope_holds_any(text, uuid) is 'Whether a subject of any kind is registered within the regions of the session today.';

drop policy scope_all on verdict;
create policy scope_all on verdict to lika_app using (
  case when region_code <@ (select scope_regions()) then true when (select scope_is_whole()) then true else scope_holds_any(county_code, subject_id) end)
  with check (case when (select scope_is_whole()) then true else region_range(county_code, county_code || '~') && (select scope_regions()) end);
