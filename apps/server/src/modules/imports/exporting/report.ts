/** The sheet as it was uploaded, with the cells that are wrong marked and a column that says what is wrong. */

import { mustBeKept, openPlain } from '../../../platform/files.ts'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { headersOf, problemsOf } from '../checking/rows.ts'
import type { ImportsDeps } from '../deps.ts'
import type { ImportRecord } from '../imports.store.ts'
import { sheetOptions } from '../repairing/one-row.ts'
import { readRepairs, repaired } from '../repairing/repairs.ts'
import { lineHeader, problemHeader } from '../repairing/report-sheet.ts'
import { readSheet, type SheetCell, type SheetRow, writeSheet } from '../sheet/index.ts'
import type { StagedProblem } from '../staging/problem.ts'
import { fileOf } from './list-file.ts'
import { metered } from './metered.ts'

interface RowProblems {
  readonly row_number: number
  readonly problems: readonly StagedProblem[] | null
  readonly depends_on: number | null
}

export async function downloadReport(
  deps: ImportsDeps,
  actor: Actor,
  given: ImportRecord,
  query: { readonly only?: 'problems' | undefined },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const name = given.file_name.replace(/\.(xlsx|csv|txt)$/i, '')
  mustBeKept(deps, given.sha256)
  const rows = await metered(deps, actor, reportRows(deps, given, query.only === 'problems', signal))
  const sheet = reportSheet(given, rows)
  return fileOf(`${name}-检查结果.xlsx`, (content) => writeSheet(content, { sheets: [sheet] }, { signal }))
}

function reportSheet(given: ImportRecord, rows: AsyncIterable<readonly SheetCell[]>) {
  return {
    name: '检查结果',
    columns: [
      ...given.mapping.map(({ header }) => ({ header, kind: 'text' as const })),
      { header: lineHeader, kind: 'integer' as const, width: 8 },
      { header: problemHeader, kind: 'text' as const, width: 60 },
    ],
    rows,
  }
}

async function* reportRows(
  deps: ImportsDeps,
  given: ImportRecord,
  onlyProblems: boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly SheetCell[]> {
  const options = { ...sheetOptions(deps, given), signal }
  const repairs = await readRepairs(deps, given.options)
  const headers = headersOf(given)
  const plain = await openPlain(deps, given.sha256)
  try {
    for await (const { rows } of readSheet(plain.path, options)) {
      const last = rows.at(-1)
      if (!last) continue
      const found = await problemsBetween(deps, given.id, rows[0]!.line, last.line)
      for (const row of rows) {
        const wrong = found.get(row.line)
        if (wrong || !onlyProblems) yield reportRow(given, headers, repaired(row, repairs), wrong)
      }
    }
  } finally {
    await plain.close()
  }
}

async function problemsBetween(
  deps: ImportsDeps,
  id: string,
  first: number,
  last: number,
): Promise<Map<number, RowProblems>> {
  const { rows } = await deps.registry.db.pool.query<RowProblems>(
    `select row_number, problems, depends_on from import_result
     where import_id = $1 and row_number between $2 and $3 and (problems is not null or depends_on is not null)`,
    [id, first, last],
  )
  return new Map(rows.map((row) => [row.row_number, row]))
}

function reportRow(
  given: ImportRecord,
  headers: ReadonlyMap<string, string>,
  row: SheetRow,
  wrong: RowProblems | undefined,
): SheetCell[] {
  const problems = wrong ? problemsOf(wrong.problems, wrong.depends_on, headers) : []
  const cells = given.mapping.map(({ column, key }): SheetCell => {
    const value = row.cells[column] ?? null
    const here = key === null ? [] : problems.filter(({ field }) => field === key)
    return here.length === 0 ? value : { value, problem: here.map(({ message }) => message.zh).join('\n') }
  })
  const told = problems.map(
    ({ header, message, severity }) =>
      `${severity === 'warning' ? '提示：' : ''}${header === undefined ? '' : `“${header}”`}${message.zh}`,
  )
  return [...cells, row.line, told.join('\n')]
}
