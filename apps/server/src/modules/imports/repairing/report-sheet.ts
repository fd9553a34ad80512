/** The sheet of errors on its way back: which cells were corrected in it. */
import { refused } from '../../../platform/errors.ts'
import { openPlain } from '../../../platform/files.ts'
import type { ImportsDeps } from '../deps.ts'
import type { ImportRecord } from '../imports.store.ts'
import type { MappedColumn } from '../layout/mapping.ts'
import { readSheet, type SheetRow } from '../sheet/index.ts'
import { sheetOptions } from './one-row.ts'
import { type Repairs, readRepairs, repaired } from './repairs.ts'

/** The two columns that the sheet of errors has behind those of the file. */
export const lineHeader = '行号'
export const problemHeader = '问题'

/** Whether a file has the columns of the sheet of errors of this import, in their order. */
export function isReport(given: ImportRecord, columns: readonly MappedColumn[]): boolean {
  const expected = [...given.mapping.map(({ header }) => header), lineHeader, problemHeader]
  return (
    columns.length === expected.length && columns.every(({ header }, index) => header === expected[index])
  )
}

/**
 * Cells that differ from the file. Both sheets are read side by side, so memory does not grow with them; rows stand in
 * the order of the file, as they were given out.
 */
export async function correctionsOf(
  deps: ImportsDeps,
  given: ImportRecord,
  path: string,
  knownHeaders: readonly string[],
): Promise<Repairs> {
  const known = await readRepairs(deps, given.options)
  const plain = await openPlain(deps, given.sha256)
  const originals = rowsOf(plain.path, sheetOptions(deps, given))
  const corrections: Repairs = new Map()
  const width = given.mapping.length
  let before = 0
  try {
    for await (const row of rowsOf(path, { knownHeaders })) {
      const line = lineOf(row, width)
      if (line <= before) throw outOfOrder(row.line, line)
      before = line
      const original = await until(originals, line)
      if (!original) throw notOfFile(row.line, line)
      const changed = differing(given, repaired(original, known), row)
      if (Object.keys(changed).length > 0) corrections.set(line, changed)
    }
  } finally {
    await originals.return(undefined)
    await plain.close()
  }
  return corrections
}

async function* rowsOf(
  path: string,
  options: Parameters<typeof readSheet>[1],
): AsyncGenerator<SheetRow, undefined> {
  for await (const { rows } of readSheet(path, options)) yield* rows
}

async function until(rows: AsyncGenerator<SheetRow, undefined>, line: number): Promise<SheetRow | undefined> {
  for (;;) {
    const { value, done } = await rows.next()
    if (done || value.line > line) return undefined
    if (value.line === line) return value
  }
}

/** Only columns that are read count: the rest of the sheet is nobody's business. */
function differing(given: ImportRecord, original: SheetRow, row: SheetRow): Record<string, string | null> {
  return Object.fromEntries(
    given.mapping.flatMap(({ column, key }, index) => {
      if (key === null) return []
      const [was, is] = [textOf(original.cells[column]), textOf(row.cells[index])]
      return was === is ? [] : [[String(column), is]]
    }),
  )
}

const textOf = (cell: string | null | undefined) => (cell === undefined || cell === '' ? null : cell)

function lineOf(row: SheetRow, width: number): number {
  const text = row.cells[width] ?? ''
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw refused(
    'import.rowWithoutLine',
    {
      zh: `第 ${row.line} 行的“${lineHeader}”是“${text}”，应为原表中的行号。新的行请加在原表中，用整份表替换。`,
      en: `Row ${row.line}: the column ${lineHeader} says "${text}"; the number of the row in the first sheet is expected. New rows belong into that sheet, to replace it whole.`,
    },
    { field: lineHeader, value: text },
  )
}

function outOfOrder(at: number, line: number) {
  return refused(
    'import.rowsOutOfOrder',
    {
      zh: `第 ${at} 行的“${lineHeader}”${line} 重复或顺序不对。请按“${lineHeader}”从小到大排序后再上传。`,
      en: `Row ${at}: ${lineHeader} ${line} comes twice or out of order. Sort the sheet by ${lineHeader} and upload it again.`,
    },
    { field: lineHeader, value: line },
  )
}

function notOfFile(at: number, line: number) {
  return refused(
    'import.rowNotOfFile',
    {
      zh: `第 ${at} 行的“${lineHeader}”是 ${line}，原表中没有这一行。请不要改动这一列。`,
      en: `Row ${at}: ${lineHeader} is ${line}, and the first sheet has no such row. Leave that column as it is.`,
    },
    { field: lineHeader, value: line },
  )
}
