/** What two databases hold, made comparable: ids and instants differ between two runs of the same work, and nothing else may. */
import pg from 'pg'
import { onDatabase } from './restore.ts'

/** Journals and everything that is derived from them. */
const TABLES = [
  'record',
  'decision',
  'household',
  'person',
  'person_snapshot',
  'household_snapshot',
  'village_snapshot',
  'income_entry',
  'contradiction',
  'verdict',
  'duplicate',
]
/** Of one run: when, in which transaction, under which receipt; digests of what holds ids. */
const OF_ONE_RUN = ['received_at', 'judged_at', 'written_in', 'receipt_id', 'body_sha256', 'as_of', 'id_hash']

/** Every row as a line, in order, by table. Rows lose their ids, and gain the name by which people know them. */
export function contentsOf(home: string): Promise<Map<string, string[]>> {
  return onDatabase(home, async (client) => {
    const contents = new Map<string, string[]>()
    for (const table of TABLES) {
      const { rows } = await client.query<{ line: string }>(
        `select ${nameOf(table)} || ' ' || regexp_replace(regexp_replace((to_jsonb(t) - $1::text[])::text,
           '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'ID', 'g'),
           '\\d{4}-\\d\\d-\\d\\dT[0-9:.+]+', 'INSTANT', 'g') as line
         from ${pg.escapeIdentifier(table)} t order by 1`,
        [OF_ONE_RUN],
      )
      contents.set(
        table,
        rows.map(({ line }) => line),
      )
    }
    return contents
  })
}

/** The number of the household or the name of the person that a row is about. */
function nameOf(table: string): string {
  const column =
    table === 'household' || table === 'person'
      ? 'id'
      : table.startsWith('person')
        ? 'person_id'
        : table.startsWith('household') || table === 'income_entry'
          ? 'household_id'
          : table.startsWith('village')
            ? 'village_id'
            : table === 'duplicate'
              ? 'person_a'
              : 'subject_id'
  return `coalesce((select h.number from household h where h.id = t.${column} limit 1),
    (select min(r.facts->>'name') from record r where r.subject_id = t.${column}), '')`
}

/** What the one has and the other lacks, some lines of it. */
export function differencesBetween(
  one: ReadonlyMap<string, string[]>,
  other: ReadonlyMap<string, string[]>,
): string[] {
  const found: string[] = []
  for (const [table, lines] of one) {
    const others = other.get(table) ?? []
    for (const line of without(lines, others).slice(0, 3)) found.push(`only the first: ${table} ${line}`)
    for (const line of without(others, lines).slice(0, 3)) found.push(`only the second: ${table} ${line}`)
  }
  return found
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0
    counts.set(line, left - 1)
    return left <= 0
  })
}
