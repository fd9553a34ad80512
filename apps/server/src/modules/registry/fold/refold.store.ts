/** Rebuilds the folds of the subjects that changed, set-based: the same statements for one household and for a million. */
import type { Tx } from '../../../platform/db.ts'
import { prepared } from '../../../platform/prepared.ts'
import { type Catalogue, factColumns, flowFacts, recordedColumns, type SubjectKind } from './columns.ts'
import {
  foldContradictions,
  foldHouseholds,
  foldIncome,
  foldPersons,
  foldVillages,
  snapshotColumnNames,
} from './fold.sql.ts'

/** Which subjects changed: pairs for a few, an SQL query of (county_code, subject_id) for many. */
export type Touched =
  | readonly { readonly countyCode: string; readonly id: string }[]
  | { readonly query: string }

interface Source {
  readonly cte: string
  /** Statements over a few subjects run all the time and stay prepared; over many, they are planned for those. */
  readonly run: (tx: Tx, text: string) => Promise<unknown>
}

function touchedSource(touched: Touched): Source {
  if ('query' in touched) {
    return { cte: `touched as (${touched.query})`, run: (tx, text) => tx.client.query(text) }
  }
  const values = [touched.map(({ countyCode }) => countyCode), touched.map(({ id }) => id)]
  return {
    cte: `touched as (select * from unnest($1::text[], $2::uuid[]) as t (county_code, subject_id))`,
    run: (tx, text) => tx.client.query(prepared(text, values)),
  }
}

async function replaceRows(
  tx: Tx,
  source: Source,
  table: string,
  key: string,
  columns: readonly string[],
  select: string,
): Promise<void> {
  await source.run(
    tx,
    `with ${source.cte} delete from ${table} s using touched t where s.county_code = t.county_code and s.${key} = t.subject_id`,
  )
  const names = columns.join(', ')
  await source.run(
    tx,
    `with ${source.cte} insert into ${table} (${names}) select ${names} from (${select}) f`,
  )
}

const baseColumns: Readonly<Record<SubjectKind, readonly string[]>> = {
  household: [
    'county_code',
    'household_id',
    'valid_from',
    'valid_to',
    'region_code',
    'number',
    'status',
    'head_id',
    'head_name',
    'household_size',
    'ended_because',
  ],
  person: [
    'county_code',
    'person_id',
    'valid_from',
    'valid_to',
    'household_id',
    'region_code',
    'ended_because',
  ],
  village: ['county_code', 'village_id', 'valid_from', 'valid_to', 'region_code', 'status', 'ended_because'],
}

/** Columns of a kind's snapshot, in the order in which the fold selects them. */
export function snapshotColumns(catalogue: Catalogue, kind: SubjectKind): string[] {
  return [...baseColumns[kind], ...snapshotColumnNames(recordedColumns(catalogue, kind))]
}

/** Folds the persons named; their households must be folded after them. */
export function refoldPersons(tx: Tx, catalogue: Catalogue, touched: Touched): Promise<void> {
  return tx.whole(() => foldPersonsAnew(tx, catalogue, touched))
}

async function foldPersonsAnew(tx: Tx, catalogue: Catalogue, touched: Touched): Promise<void> {
  const source = touchedSource(touched)
  const select = foldPersons(recordedColumns(catalogue, 'person'))
  await replaceRows(tx, source, 'person_snapshot', 'person_id', snapshotColumns(catalogue, 'person'), select)
  await replaceRows(
    tx,
    source,
    'contradiction',
    'subject_id',
    contradictionColumns,
    foldContradictions('person'),
  )
  await source.run(
    tx,
    `with ${source.cte} delete from person_search s using touched t where s.county_code = t.county_code and s.person_id = t.subject_id`,
  )
  await source.run(
    tx,
    `with ${source.cte} insert into person_search (county_code, person_id, key, household_id, region_code) ${searchKeys}`,
  )
}

const contradictionColumns = [
  'county_code',
  'subject_id',
  'subject_kind',
  'fact',
  'observed_on',
  'region_code',
  'record_ids',
]

/** Every suffix of a name, and its pinyin initials. */
export const searchKeys = `
  select p.county_code, p.person_id, k.key, p.household_id, p.region_code
  from person_snapshot p join touched t on t.county_code = p.county_code and t.subject_id = p.person_id,
  lateral (
    select substr(p.name, i) as key from generate_series(1, length(p.name)) i
    union
    select string_agg(coalesce(case when i = 1 then h.surname_initial else h.initial end, lower(substr(p.name, i, 1))), '' order by i)
    from generate_series(1, length(p.name)) i left join han_initial h on h.han = substr(p.name, i, 1)
  ) k
  where p.valid_to = 'infinity' and p.household_id is not null and p.name is not null and k.key is not null`

export function refoldHouseholds(
  tx: Tx,
  catalogue: Catalogue,
  touched: Touched,
  options: { readonly withIncome?: boolean } = {},
): Promise<void> {
  return tx.whole(() => foldHouseholdsAnew(tx, catalogue, touched, options))
}

async function foldHouseholdsAnew(
  tx: Tx,
  catalogue: Catalogue,
  touched: Touched,
  { withIncome = true }: { readonly withIncome?: boolean },
): Promise<void> {
  const source = touchedSource(touched)
  const columns = snapshotColumns(catalogue, 'household')
  await replaceRows(
    tx,
    source,
    'household_snapshot',
    'household_id',
    columns,
    foldHouseholds(recordedColumns(catalogue, 'household')),
  )
  if (withIncome) {
    const select = foldIncome(flowFacts(catalogue))
    await replaceRows(tx, source, 'income_entry', 'household_id', incomeColumns, select)
  }
  await replaceRows(
    tx,
    source,
    'contradiction',
    'subject_id',
    contradictionColumns,
    foldContradictions('household'),
  )
}

export const incomeColumns = [
  'county_code',
  'household_id',
  'item',
  'period_from',
  'period_to',
  'amount',
  'observed_on',
  'record_id',
]

export function refoldVillages(tx: Tx, catalogue: Catalogue, touched: Touched): Promise<void> {
  return tx.whole(() => foldVillagesAnew(tx, catalogue, touched))
}

async function foldVillagesAnew(tx: Tx, catalogue: Catalogue, touched: Touched): Promise<void> {
  const source = touchedSource(touched)
  const columns = snapshotColumns(catalogue, 'village')
  await replaceRows(
    tx,
    source,
    'village_snapshot',
    'village_id',
    columns,
    foldVillages(recordedColumns(catalogue, 'village')),
  )
  await replaceRows(
    tx,
    source,
    'contradiction',
    'subject_id',
    contradictionColumns,
    foldContradictions('village'),
  )
}

/** The columns of the catalogue that a snapshot lacks are added; none is ever dropped. */
export async function addFactColumns(tx: Tx, catalogue: Catalogue): Promise<number> {
  let added = 0
  for (const kind of ['household', 'person', 'village'] as const) {
    const { rows } = await tx.client.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = current_schema() and table_name = $1`,
      [`${kind}_snapshot`],
    )
    const present = new Set(rows.map((row) => row.column_name))
    for (const { fact, column, observedColumn, sqlType } of factColumns(catalogue, kind)) {
      const statements: string[] = []
      if (!present.has(column)) {
        const collate = fact.type === 'code' ? ' collate "C"' : ''
        statements.push(`alter table ${kind}_snapshot add column ${column} ${sqlType}${collate}`)
        statements.push(`comment on column ${kind}_snapshot.${column} is ${columnComment(fact)}`)
      }
      if (observedColumn && !present.has(observedColumn)) {
        statements.push(`alter table ${kind}_snapshot add column ${observedColumn} date`)
        statements.push(
          `comment on column ${kind}_snapshot.${observedColumn} is 'Day of observation of ${column}, which grows old.'`,
        )
      }
      for (const statement of statements) await tx.client.query(statement)
      added += statements.length / 2
    }
  }
  return added
}

function columnComment(fact: Catalogue['household'][number]): string {
  const unit = fact.unitText ? `, ${fact.unitText}` : ''
  const scale = fact.scale > 0 ? `, as an integer with ${fact.scale} decimals` : ''
  return `'${`${fact.label.zh}: ${fact.label.en}${unit}${scale}. Fact ${fact.id}.`.replaceAll("'", "''")}'`
}
