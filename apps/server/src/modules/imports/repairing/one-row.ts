/** A row of the sheet as it stands, for correcting it on the page; what identifies people stays masked. */
import { maskIdentifier } from '@lika/codes'
import type { ImportRowCells } from '@lika/contract'
import { notFound } from '../../../platform/errors.ts'
import { withPlainFile } from '../../../platform/files.ts'
import { headersOf, problemsOf } from '../checking/rows.ts'
import type { Field, ImportsDeps } from '../deps.ts'
import type { ImportRecord } from '../imports.store.ts'
import { fieldsOf } from '../layout/fields.ts'
import { readSheet, type SheetRow } from '../sheet/index.ts'
import type { StagedProblem } from '../staging/problem.ts'
import { readRepairs, repaired } from './repairs.ts'

/** How a sheet of an import is read, always in the same way. */
export function sheetOptions(deps: ImportsDeps, given: ImportRecord) {
  const { sheet, headerLine } = given.options
  const fields = fieldsOf(deps.registry.catalogue, given.kind)
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerLine === undefined ? {} : { headerLine }),
    knownHeaders: fields.flatMap(({ labels, synonyms }) => [...labels, ...synonyms]),
  }
}

export async function getImportRow(
  deps: ImportsDeps,
  given: ImportRecord,
  line: number,
  signal: AbortSignal,
): Promise<ImportRowCells> {
  const found = await findRow(deps, given, line, signal)
  if (!found) throw unknownRow(line)
  const repairs = await readRepairs(deps, given.options)
  const row = repaired(found, repairs)
  const { rows } = await deps.registry.db.pool.query<{
    problems: readonly StagedProblem[] | null
    depends_on: number | null
  }>('select problems, depends_on from import_result where import_id = $1 and row_number = $2', [
    given.id,
    line,
  ])
  const fields = new Map(fieldsOf(deps.registry.catalogue, given.kind).map((field) => [field.key, field]))
  return {
    line,
    problems: problemsOf(rows[0]?.problems ?? null, rows[0]?.depends_on ?? null, headersOf(given)),
    cells: given.mapping.flatMap(({ column, header, key }) => {
      if (key === null) return []
      const text = row.cells[column] ?? null
      const shown = masked(fields.get(key), text)
      return [
        {
          column,
          header,
          key,
          label: fields.get(key)?.label ?? { zh: header, en: header },
          value: shown,
          isMasked: shown !== text,
          isRepaired: String(column) in (repairs.get(line) ?? {}),
        },
      ]
    }),
  }
}

async function findRow(
  deps: ImportsDeps,
  given: ImportRecord,
  line: number,
  signal: AbortSignal,
): Promise<SheetRow | undefined> {
  return withPlainFile(deps, given.sha256, async (path) => {
    for await (const { rows } of readSheet(path, { ...sheetOptions(deps, given), signal })) {
      const found = rows.find((row) => row.line === line)
      if (found) return found
      if ((rows.at(-1)?.line ?? 0) > line) return undefined
    }
    return undefined
  })
}

function masked(field: Field | undefined, text: string | null): string | null {
  if (text === null || field?.fact?.class !== 'identifier') return text
  return maskIdentifier(field.fact.id, text)
}

export function unknownRow(line: number) {
  return notFound(
    'import.unknownRow',
    { zh: `表中没有第 ${line} 行。`, en: `The sheet has no row ${line}.` },
    { field: 'line', value: line },
  )
}
