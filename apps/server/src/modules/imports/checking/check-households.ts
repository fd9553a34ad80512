/** Checks a staged sheet of households across its rows and against the registry, and writes what each row would do. */

import { regionRange } from '@lika/codes'
import type { Tx } from '../../../platform/db.ts'
import { type FactColumn, factColumns } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { findDuplicateCandidates } from '../duplicates/find.ts'
import { registeredPersons, traitColumns } from '../duplicates/index.ts'
import type { MappedColumn } from '../layout/mapping.ts'
import * as sql from './households.sql.ts'

export interface CheckInput {
  readonly importId: string
  readonly region: string
  readonly columns: readonly MappedColumn[]
}

/** Facts that follow from the id number, whether the sheet has a column for them or not. */
const derived = ['birthDate', 'sex', 'idNumberCheck', 'disabilityCategory', 'disabilityGrade']

export type Step = (name: string) => Promise<void>

export async function checkHouseholds(
  tx: Tx,
  deps: ImportsDeps,
  input: CheckInput,
  step: Step = async () => {},
): Promise<void> {
  const run = (statement: string, ...values: unknown[]) => tx.client.query(statement, values)
  const id = input.importId
  const { household, status, person } = mappedColumns(deps, input.columns)
  for (const table of ['import_result', 'import_household', 'import_income']) {
    await run(`delete from ${table} where import_id = $1`, id)
  }
  await step('rows')
  await run(sql.sheetRows, id)
  await run('analyze sheet_row')
  await run(sql.repeatedRows, id)
  await run(sql.markRepeats)
  await step('registry')
  await run(sql.sheetHouseholds)
  await run('analyze sheet_household')
  await run(sql.sheetPersons, id)
  await run('analyze sheet_person')
  await run(sql.placedPersons)
  await run('analyze placed_person')
  await step('differences')
  await run(sql.disagreements, id)
  await run(sql.newIncome, id)
  await run(sql.sheetProblems)
  await run(sql.collectProblems, id, input.region)
  await run(sql.householdDifferences(household, status), id)
  await run('analyze import_household')
  await step('duplicates')
  await findLikely(tx, deps, id, input.region)
  await step('results')
  await run('analyze sheet_problem')
  await run(sql.rowResults(person), id)
  await run('analyze import_result')
  await run(sql.householdChanges(household, status), id)
  await run(sql.incomeChanges, id)
  await run(sql.dependentRows, id)
}

function mappedColumns(deps: ImportsDeps, columns: readonly MappedColumn[]) {
  const { catalogue } = deps.registry
  const mapped = new Set(columns.map(({ key }) => key))
  const of = (subject: 'household' | 'person', more: readonly string[] = []): FactColumn[] =>
    factColumns(catalogue, subject).filter(
      ({ fact }) => mapped.has(`${subject}.${fact.id}`) || more.includes(fact.id),
    )
  const household = of('household').filter(({ fact }) => fact.id !== 'householdNumber')
  return {
    household: household.filter(({ fact }) => !fact.system),
    status: household.filter(({ fact }) => fact.system),
    person: of('person', derived),
  }
}

/** New persons who may be somebody registered in the region, or another new person of the sheet. */
async function findLikely(tx: Tx, deps: ImportsDeps, importId: string, region: string): Promise<void> {
  const { client } = tx
  await client.query(
    `create temp table likely_person (row_number integer, other uuid, score smallint, reasons jsonb) on commit drop`,
  )
  const probe = `select ${traitColumns} from probed_person`
  await client.query(
    `create temp table probed_person on commit drop as
     select p.row_number, p.county_code, p.person_id, r.person_facts->>'name' as name, (r.person_facts->>'birthDate')::date as birth_date,
       r.person_facts->>'sex' as sex, r.person_facts->>'idNumber' as id_number, r.person_facts->>'idNumberCheck' as id_number_check,
       coalesce(r.region_code, h.known_region) as region_code, p.household_id
     from placed_person p join import_row r on r.import_id = $1 and r.row_number = p.row_number
     join sheet_household h on h.county_code = p.county_code and h.household_id = p.household_id
     where p.is_new and r.person_facts->>'name' is not null`,
    [importId],
  )
  await client.query('create index on probed_person (person_id)')
  await client.query('analyze probed_person')
  const { lo, hi } = regionRange(region)
  const known = `${registeredPersons('$1', '$2')} union all select ${traitColumns} from probed_person`
  for await (const pairs of findDuplicateCandidates(tx, probe, known, [lo, hi], deps.keyring)) {
    await client.query(
      `insert into likely_person
       select n.row_number, l.other, l.score, l.reasons::jsonb
       from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[]) l (person, other, score, reasons)
       join probed_person n on n.person_id = l.person`,
      // Both ways: either of the two may be the new one, or both.
      unzip(
        pairs.flatMap(({ a, b, score, reasons }) => [
          [a.personId, b.personId, score, JSON.stringify(reasons)] as const,
          [b.personId, a.personId, score, JSON.stringify(reasons)] as const,
        ]),
      ),
    )
  }
  await client.query(likelyProblems)
}

function unzip(rows: readonly (readonly [string, string, number, string])[]): unknown[] {
  return [0, 1, 2, 3].map((index) => rows.map((row) => row[index]))
}

/** The likeliest is told with the row. */
const likelyProblems = `
insert into sheet_problem
select l.row_number, jsonb_build_object('field', 'person.name', 'warning', true,
  'code', case when o.row_number is null then 'person.likely' else 'person.likelyRow' end,
  'args', jsonb_strip_nulls(jsonb_build_object('score', l.score, 'line', o.row_number, 'name', k.name, 'number', h.number)))
from (select distinct on (row_number) * from likely_person order by row_number, score desc, other) l
left join probed_person o on o.person_id = l.other
left join person_snapshot k on o.person_id is null and k.person_id = l.other and k.valid_to = 'infinity'
left join household_snapshot h on h.county_code = k.county_code and h.household_id = k.household_id and h.valid_to = 'infinity'`
