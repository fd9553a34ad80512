/** Files that are written while they are sent: rows are pulled as fast as the reader takes them. */
import { PassThrough, type Writable } from 'node:stream'
import type { FileAnswer } from '../../../platform/http.ts'
import { type WrittenSheet, writeCsv, writeSheet } from '../sheet/index.ts'

/** An answer whose content `write` makes. Half a file must not look like a whole one: the connection breaks. */
export function fileOf(filename: string, write: (content: Writable) => Promise<void>): FileAnswer {
  const content = new PassThrough()
  // Whoever sends it hears of the error as well; nobody may be listening yet.
  content.on('error', () => {})
  write(content).catch((error) => content.destroy(error))
  return { filename, content }
}

export function listFile(
  name: string,
  format: 'xlsx' | 'csv',
  sheet: WrittenSheet,
  signal: AbortSignal,
): FileAnswer {
  return fileOf(`${name}.${format}`, (content) =>
    format === 'csv'
      ? writeCsv(content, sheet, { signal })
      : writeSheet(content, { sheets: [sheet] }, { signal }),
  )
}

/** All pages of a list, one after another. */
export async function* eachItem<T>(
  page: (cursor: string | undefined) => Promise<{ items: readonly T[]; next?: string }>,
): AsyncGenerator<T> {
  let cursor: string | undefined
  do {
    const { items, next } = await page(cursor)
    yield* items
    cursor = next
  } while (cursor !== undefined)
}
