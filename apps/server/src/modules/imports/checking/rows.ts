/** Rows as people look at them before they commit: by outcome, with problems and what would change. */

import type { ImportRow, RowProblem } from '@lika/contract'
import { cursorOf, readCursor } from '../cursor.ts'
import type { ImportRecord, Runner } from '../imports.store.ts'
import type { StagedProblem } from '../staging/problem.ts'
import { problemMessage } from './messages.ts'

interface RowRecord {
  readonly row_number: number
  readonly outcome: ImportRow['outcome']
  readonly region_code: string | null
  readonly household_number: string | null
  readonly name: string | null
  readonly problems: readonly StagedProblem[] | null
  readonly changes: Readonly<Record<string, Readonly<Record<string, readonly [unknown, unknown]>>>> | null
  readonly depends_on: number | null
}

const page = 100

export async function listRows(
  runner: Runner,
  given: ImportRecord,
  query: { readonly outcome?: string | undefined; readonly cursor?: string | undefined },
): Promise<{ items: ImportRow[]; next?: string }> {
  const after = query.cursor === undefined ? 0 : Number(readCursor(query.cursor, ['line']).line)
  const { rows } = await runner.query<RowRecord>(
    `select r.row_number, r.outcome, x.region_code, x.household_number, x.person_facts->>'name' as name, r.problems, r.changes, r.depends_on
     from import_result r join import_row x using (import_id, row_number)
     where r.import_id = $1 and r.row_number > $2 and ($3::text is null or r.outcome = $3) order by r.row_number limit $4`,
    [given.id, after, query.outcome ?? null, page + 1],
  )
  const headers = headersOf(given)
  const items = rows.slice(0, page).map((row) => rowOf(row, headers))
  const last = items.at(-1)
  return { items, ...(rows.length > page && last ? { next: cursorOf({ line: String(last.line) }) } : {}) }
}

/** Header of each field, for messages. */
export function headersOf(given: ImportRecord): ReadonlyMap<string, string> {
  return new Map(given.mapping.flatMap(({ key, header }) => (key === null ? [] : [[key, header] as const])))
}

function rowOf(row: RowRecord, headers: ReadonlyMap<string, string>): ImportRow {
  return {
    line: row.row_number,
    outcome: row.outcome,
    regionCode: row.region_code,
    householdNumber: row.household_number,
    name: row.name,
    problems: problemsOf(row.problems, row.depends_on, headers),
    changes: Object.entries(row.changes ?? {}).flatMap(([subject, facts]) =>
      Object.entries(facts).map(([fact, [from, to]]) => ({
        subject: (subject === 'income' ? 'household' : subject) as ImportRow['changes'][number]['subject'],
        fact,
        from: from as ImportRow['changes'][number]['from'],
        to: to as ImportRow['changes'][number]['to'],
      })),
    ),
  }
}

export function problemsOf(
  problems: readonly StagedProblem[] | null,
  dependsOn: number | null,
  headers: ReadonlyMap<string, string>,
): RowProblem[] {
  const all: StagedProblem[] = [...(problems ?? [])]
  if (dependsOn !== null) all.push({ code: 'row.dependsOn', warning: true, args: { line: dependsOn } })
  return all.map((problem) => {
    const header = problem.field === undefined ? undefined : headers.get(problem.field)
    return {
      ...(problem.field === undefined ? {} : { field: problem.field }),
      ...(header === undefined ? {} : { header }),
      severity: problem.warning ? 'warning' : 'error',
      code: problem.code,
      message: problemMessage(problem),
      ...(problem.value === undefined ? {} : { value: problem.value }),
    }
  })
}
