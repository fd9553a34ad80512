/** Checks a staged sheet of villages against the registry. */
import type { Tx } from '../../../platform/db.ts'
import { factColumns, villageIdOf } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import type { CheckInput, Step } from './check-households.ts'
import { isError } from './households.sql.ts'
import { changesOf, differing, knownFacts, observedDays } from './known.sql.ts'

export async function checkVillages(
  tx: Tx,
  deps: ImportsDeps,
  { importId, columns }: CheckInput,
  step: Step = async () => {},
): Promise<void> {
  const run = (statement: string, ...values: unknown[]) => tx.client.query(statement, values)
  const mapped = new Set(columns.map(({ key }) => key))
  const facts = factColumns(deps.registry.catalogue, 'village').filter(({ fact }) =>
    mapped.has(`village.${fact.id}`),
  )
  const own = facts.filter(({ fact }) => !fact.system)
  // In the journal of decisions the status of a village is called `status`.
  const decided = facts
    .filter(({ fact }) => fact.system)
    .map((column) =>
      column.fact.id === 'villageStatus' ? { ...column, fact: { ...column.fact, id: 'status' } } : column,
    )
  for (const table of ['import_result', 'import_household', 'import_income']) {
    await run(`delete from ${table} where import_id = $1`, importId)
  }
  await step('registry')
  await run(
    `create temp table sheet_village (code text collate "C", county_code text collate "C", village_id uuid, first_row integer) on commit drop`,
  )
  const { rows } = await run(
    `select left(region_code, 12) as code, min(row_number) as first_row from import_row
     where import_id = $1 and region_code is not null group by 1`,
    importId,
  )
  await run(
    `insert into sheet_village select code, left(code, 6), coalesce(v.id, made), first_row
     from unnest($1::text[], $2::uuid[], $3::int[]) n (code, made, first_row)
     left join village v using (code)`,
    rows.map((row) => row.code),
    rows.map((row) => villageIdOf(row.code)),
    rows.map((row) => row.first_row),
  )
  await step('differences')
  await run(differences(knownFacts(own, 'a'), observedDays(own, 'a'), knownFacts(decided, 'a')), importId)
  await step('results')
  await run(results, importId)
}

const differences = (known: string, seen: string, knownStatus: string) => `
with compared as materialized (
  select v.*, r.observed_on, r.household_facts as facts, r.status_facts, n.village_id is null as is_new,
    ${known} as known, ${seen} as seen, ${knownStatus} as known_status
  from sheet_village v join import_row r on r.import_id = $1 and r.row_number = v.first_row
  left join village_snapshot n on n.county_code = v.county_code and n.village_id = v.village_id and n.valid_to = 'infinity'
  left join village_snapshot a on a.county_code = v.county_code and a.village_id = v.village_id
    and a.valid_from <= r.observed_on and r.observed_on < a.valid_to
), difference as materialized (
  select c.*, case when is_new then facts else ${differing('facts', 'known', 'seen', 'observed_on')} end as new_facts,
    case when is_new then status_facts else ${differing('status_facts', 'known_status', `'{}'::jsonb`, 'observed_on')} end as new_status
  from compared c
), stored as (
  insert into import_household (import_id, county_code, number, household_id, is_new, region_code, observed_on, first_row, facts, status_facts)
  select $1::uuid, county_code, code, village_id, is_new, code, observed_on, first_row, new_facts, new_status from difference
)
insert into import_result (import_id, row_number, outcome, county_code, household_id, changes)
select $1::uuid, first_row, case when is_new then 'new' when new_facts is null and new_status is null then 'unchanged' else 'changed' end,
  county_code, village_id, case when not is_new then nullif(jsonb_strip_nulls(jsonb_build_object('village', jsonb_strip_nulls(
    coalesce(${changesOf('new_facts', 'known')}, '{}') || coalesce(${changesOf('new_status', 'known_status')}, '{}')))), '{"village": {}}') end
from difference`

/** Rows that have no place, or repeat a village, and the problems of the cells. */
const results = `
with whole as (
  select r.row_number, case
    when r.region_code is null and not coalesce(r.problems @? '$[*] ? (@.field starts with "region.")', false)
      then jsonb_build_array(jsonb_build_object('field', 'region.village', 'code', 'row.noPlace'))
    when v.first_row <> r.row_number
      then jsonb_build_array(jsonb_build_object('field', 'region.village', 'code', 'village.twice', 'args', jsonb_build_object('line', v.first_row)))
    else '[]' end || coalesce(r.problems, '[]') as problems, v.county_code
  from import_row r left join sheet_village v on v.code = left(r.region_code, 12) where r.import_id = $1
)
insert into import_result as i (import_id, row_number, outcome, county_code, problems)
select $1::uuid, row_number, 'error', county_code, nullif(problems, '[]') from whole
where problems <> '[]' or not exists (select from sheet_village v where v.first_row = whole.row_number)
on conflict (import_id, row_number) do update set problems = excluded.problems,
  outcome = case when ${isError('excluded.problems')} then 'error' else i.outcome end`
