/** Lika's tables as the database itself describes them. No row of data is read. */
import type { DictionaryTable } from '@lika/contract'
import type pg from 'pg'
import { type Catalogue, factColumns, subjectKinds } from '../registry/index.ts'

interface ColumnRow {
  readonly table: string
  readonly table_comment: string | null
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly comment: string | null
}

const ours = `
  select c.relname as table, obj_description(c.oid, 'pg_class') as table_comment, a.attname as column,
    format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, col_description(c.oid, a.attnum) as comment
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by c.relname, a.attnum`

/** Tables by name, with the fact that lies in each column of the snapshots. */
export async function listTables(
  runner: Pick<pg.Pool, 'query'>,
  catalogue: Catalogue,
): Promise<DictionaryTable[]> {
  const { rows } = await runner.query<ColumnRow>(ours)
  const facts = factPlaces(catalogue)
  return [...Map.groupBy(rows, (row) => row.table)].map(([name, columns]) => ({
    name,
    comment: columns[0]!.table_comment ?? '',
    columns: columns.map((row) => {
      const fact = facts.get(`${name}.${row.column}`)
      return {
        name: row.column,
        type: row.type,
        comment: row.comment ?? '',
        required: row.required,
        ...(fact === undefined ? {} : { fact }),
      }
    }),
  }))
}

/** Which fact (`household.waterMinutes`) lies in which column (`household_snapshot.water_minutes`). */
export function factPlaces(catalogue: Catalogue): ReadonlyMap<string, string> {
  return new Map(
    subjectKinds.flatMap((kind) =>
      factColumns(catalogue, kind).map(
        ({ fact, column }) => [`${kind}_snapshot.${column}`, `${kind}.${fact.id}`] as const,
      ),
    ),
  )
}
