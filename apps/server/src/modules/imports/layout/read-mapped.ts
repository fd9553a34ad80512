/** Sheets of other modules: the same reader and the same mapping of headers, for columns that they name themselves. */
import { type CatalogueColumn, mapHeaders, readSheet, type SheetRow } from '../sheet/index.ts'

/** Far below what imports of households may be: whoever calls keeps the rows in memory. */
const limits = { fileBytes: 20 * 2 ** 20 }

export interface MappedBatch {
  /** By their place in the rows. */
  readonly columns: readonly { readonly header: string; readonly key: string | undefined }[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]
}

export async function* readMapped(
  path: string,
  catalogue: readonly CatalogueColumn[],
  signal: AbortSignal,
): AsyncGenerator<MappedBatch> {
  const knownHeaders = catalogue.flatMap(({ labels, synonyms }) => [...labels, ...synonyms])
  for await (const { header, rows } of readSheet(path, { knownHeaders, signal, limits })) {
    const mapped = mapHeaders(header.columns, catalogue)
    yield {
      columns: mapped.map(({ header: name, key }) => ({ header: name, key })),
      rows: rows.map(({ line, cells }: SheetRow) => ({
        line,
        cells: header.columns.map(({ column }) => cells[column] ?? null),
      })),
    }
  }
}
