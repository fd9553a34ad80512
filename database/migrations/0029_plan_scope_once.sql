-- The regions of the session are looked up once a statement, not once a row: a board reads a hundred thousand tasks.
do $$
declare fold text;
begin
  foreach fold in array array['plan_statement', 'target', 'task', 'fund_line'] loop
    execute format('alter policy scope_read on %I using (case
      when (select scope_regions()) && region_range(region_code, (region_code || ''~'') collate "C") then true
      else (select scope_is_whole()) end)', fold);
  end loop;
end $$;
alter policy scope_read on plan using (case
  when (select scope_regions()) && region_range(region_code, (region_code || '~') collate "C") then true else false end);
