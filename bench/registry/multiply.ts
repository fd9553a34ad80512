/**
 * A county many times over: its rows again under other county codes, ids, numbers and id numbers, so that a city of a
 * million persons takes minutes. What is folded is copied as it is; verdicts are left to be judged.
 */
import { type Db, withTransaction } from '../../apps/server/src/platform/db.ts'

/** Code of the county that is there; copies get the codes below it, which no county bears either. */
const COUNTY = '450599'

/** Columns that name something of the county, by how the copy's name is made. */
const CODES = ['county_code', 'code', 'parent_code', 'region_code', 'village_code', 'number']
/** Ids of what is not the county's own: accounts, imports, operations. */
const SHARED = ['author_id', 'batch_id', 'operation_id']

const TABLES = [
  'region',
  'village',
  'household',
  'person',
  'record',
  'decision',
  'person_identity',
  'person_search',
  'person_snapshot',
  'household_snapshot',
  'village_snapshot',
  'income_entry',
  'contradiction',
  'household_count',
  // Empty in most worlds: those that have cases and verdicts get them as often.
  'verdict',
  'verdict_count',
  'case_file',
  'case_step',
  'case_count',
]

/** `left`: tables that nobody will read, and that stay as they are. */
export async function multiplyCounty(
  db: Db,
  times: number,
  onProgress: (done: number, total: number) => void,
  left: readonly string[] = [],
): Promise<void> {
  const tables = TABLES.filter((table) => !left.includes(table))
  for (let copy = 1; copy < times; copy++) {
    onProgress(copy, times)
    await withTransaction(db, async (tx) => {
      // The counts are copied like everything else.
      await tx.client.query('set local session_replication_role = replica')
      for (const table of tables) {
        const { rows } = await tx.client.query<{ name: string; type: string }>(
          `select attname as name, format_type(atttypid, null) as type from pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
          [table],
        )
        const columns = rows.map(({ name }) => `"${name}"`).join(', ')
        const values = rows.map((column) => copiedValue(table, column, copy)).join(', ')
        const scope = table === 'region' ? `code >= '${COUNTY}'` : `county_code = '${COUNTY}'`
        const own = table.endsWith('_count') ? `region_code >= '${COUNTY}' and ${scope}` : scope
        await tx.client.query(`insert into ${table} (${columns}) select ${values} from ${table} where ${own}`)
      }
    })
  }
  await db.pool.query(`analyze ${tables.join(', ')}`)
}

function copiedValue(table: string, { name, type }: { name: string; type: string }, copy: number): string {
  const column = `"${name}"`
  if (CODES.includes(name)) {
    const code = String(Number(COUNTY) - copy)
    const again = `'${code}' || substr(${column}, 7)`
    return name === 'parent_code' ? `case when length(${column}) < 6 then ${column} else ${again} end` : again
  }
  if (name === 'id_hash') return `sha256(${column} || '\\x${copy.toString(16).padStart(2, '0')}'::bytea)`
  if (type === 'uuid' && !SHARED.includes(name)) return idOf(column, copy)
  if (type === 'uuid[]' && table === 'contradiction')
    return `(select array_agg(${idOf('each', copy)}) from unnest(${column}) each)`
  // Members name their household in their facts, and so do records.
  if (name === 'facts' && type === 'jsonb') return factsOf(column, copy)
  return column
}

/** The first two digits of a uuid v7 stay 01 for a century: there a copy's ids differ. */
function idOf(column: string, copy: number): string {
  return `overlay(${column}::text placing '${(copy + 16).toString(16)}' from 1 for 2)::uuid`
}

function factsOf(column: string, copy: number): string {
  const code = String(Number(COUNTY) - copy)
  const first = (copy + 16).toString(16)
  const named = ['householdId', 'case']
  const again = named.reduce(
    (text, key) => `replace(${text}, '"${key}": "01', '"${key}": "${first}')`,
    `replace(${column}::text, '"${COUNTY}', '"${code}')`,
  )
  return `${again}::jsonb`
}
