// Sheets made and read cell by cell, for the tests of every module that takes some.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { readSheet, writeSheet } from '../modules/imports/sheet/index.ts'

export type Cells = Readonly<Record<string, string | number | null>>

/** An .xlsx with the headers of the first row's keys. */
export async function sheetOf(rows: readonly Cells[]): Promise<Buffer> {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const columns = headers.map((header) => ({ header, kind: 'text' as const }))
  await writeSheet(stream, {
    sheets: [{ name: '户', columns, rows: rows.map((row) => headers.map((header) => row[header] ?? null)) }],
  })
  return Buffer.concat(chunks)
}

/** All rows of an .xlsx, the header first; of its first sheet, or of one by its name. */
export async function readSheetRows(bytes: Buffer, sheet?: string): Promise<(string | null)[][]> {
  const path = join(mkdtempSync(join(tmpdir(), 'lika-import-test-')), 'sheet.xlsx')
  writeFileSync(path, bytes)
  const rows: (string | null)[][] = []
  for await (const batch of readSheet(path, sheet === undefined ? {} : { sheet })) {
    if (rows.length === 0) {
      rows.push(batch.header.columns.map(({ group, name }) => (group ? `${group}/${name}` : name)))
    }
    rows.push(...batch.rows.map(({ cells }) => cells))
  }
  return rows
}
