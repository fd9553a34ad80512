/** Opens a spreadsheet in this thread. `readSheet` does the same in a worker, and is what a server calls. */
import { stat } from 'node:fs/promises'
import { detectCsv, readCsvRows } from './csv-rows.ts'
import { guardFile, openGuarded } from './guard.ts'
import type { SheetLimits } from './limits.ts'
import { refuseSheet } from './refusals.ts'
import type { SheetRow } from './rows.ts'
import type { SheetFormat } from './sniff.ts'
import { readSharedStrings, readWorkbook } from './workbook.ts'
import { scanRows } from './xlsx-rows.ts'

export type SheetInfo = { readonly name: string; readonly hidden: boolean }

export type Progress = { readonly rows: number; readonly bytes: number; readonly totalBytes: number }

export type OpenSheet = {
  readonly format: SheetFormat
  readonly sheets: readonly SheetInfo[]
  /** Rows of one sheet (by name; else the first that is not hidden) in batches as they are unpacked. */
  readonly rows: (name?: string) => AsyncGenerator<SheetRow[]>
  readonly progress: () => Progress
  readonly close: () => void
}

/** The caller closes it. Refuses with an AppError `sheet.<reason>`, on opening or while rows are read. */
export async function openSheet(path: string, limits: SheetLimits): Promise<OpenSheet> {
  const format = await guardFile(path, limits)
  return format === 'csv' ? openCsv(path, limits) : openXlsx(path, limits)
}

async function openCsv(path: string, limits: SheetLimits): Promise<OpenSheet> {
  const format = await detectCsv(path)
  const { size } = await stat(path)
  let rows = 0
  let bytes = 0
  return {
    format: 'csv',
    sheets: [{ name: 'csv', hidden: false }],
    async *rows() {
      for await (const batch of readCsvRows(path, format, limits, (read) => (bytes += read))) {
        rows += batch.length
        yield batch
      }
    },
    progress: () => ({ rows, bytes, totalBytes: size }),
    close: () => {},
  }
}

async function openXlsx(path: string, limits: SheetLimits): Promise<OpenSheet> {
  const archive = await openGuarded(path, limits)
  try {
    const book = await readWorkbook(archive)
    let texts: readonly string[] | undefined
    let rows = 0
    let bytes = 0
    let totalBytes = 0
    return {
      format: 'xlsx',
      sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })),
      async *rows(name) {
        const sheet =
          name === undefined
            ? (book.sheets.find((one) => !one.hidden) ?? book.sheets[0])
            : book.sheets.find((one) => one.name === name)
        if (sheet === undefined) throw refuseSheet('noSheet', name === undefined ? {} : { part: name })
        totalBytes = archive.size(sheet.part)
        bytes = 0
        rows = 0
        texts ??= await readSharedStrings(archive, book, limits)
        let batch: SheetRow[] = []
        const { dateFormats, dateSystem } = book
        const scanner = scanRows({ part: sheet.part, texts, dateFormats, dateSystem, limits }, (row) =>
          batch.push(row),
        )
        for await (const chunk of archive.stream(sheet.part)) {
          scanner.write(chunk)
          bytes += chunk.length
          if (batch.length === 0) continue
          rows += batch.length
          yield batch
          batch = []
        }
        scanner.end()
        // A sheet of a few bytes is scanned only at its end.
        rows += batch.length
        if (batch.length > 0) yield batch
      },
      progress: () => ({ rows, bytes, totalBytes }),
      close: () => archive.close(),
    }
  } catch (error) {
    archive.close()
    throw error
  }
}
