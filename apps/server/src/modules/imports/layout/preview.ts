/** A file as it is before anybody read it whole: its sheets, its headers mapped to fields, three values of each column. */
import { maskIdentifier, maskIdNumber } from '@lika/codes'
import type { Field, ImportKindName, ImportsDeps } from '../deps.ts'
import { findSavedMapping } from '../imports.store.ts'
import { previewSheet, type SheetBatch } from '../sheet/index.ts'
import { fieldsOf } from './fields.ts'
import { headersDigest, type MappedColumn, mapColumns } from './mapping.ts'

export interface FilePreview {
  readonly batch: SheetBatch
  readonly mapping: MappedColumn[]
  /** Kept with the import, so that another sheet or line can be chosen. */
  readonly seen: {
    readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[]
    readonly foundHeaderLine: number
  }
}

const samplesShown = 3

export async function previewFile(
  deps: ImportsDeps,
  path: string,
  kind: ImportKindName,
  chosen: { readonly sheet?: string; readonly headerLine?: number; readonly alsoKnown?: readonly string[] },
): Promise<FilePreview> {
  const fields = fieldsOf(deps.registry.catalogue, kind)
  const { alsoKnown = [], ...where } = chosen
  const batch = await previewSheet(path, {
    knownHeaders: [...fields.flatMap(({ labels, synonyms }) => [...labels, ...synonyms]), ...alsoKnown],
    ...where,
  })
  const { columns, line } = batch.header
  const saved = await findSavedMapping(deps.registry.db.pool, headersDigest(kind, columns))
  const mapping = mapColumns(fields, columns, saved).map((column) => ({
    ...column,
    samples: samplesOf(batch, column.column).map(maskedAs(fields, column.key)),
  }))
  const sheets = batch.sheets.map(({ name, hidden }) => ({ name, hidden }))
  return { batch, mapping, seen: { sheets, foundHeaderLine: line } }
}

/** Samples are kept with the import: of a column of identifiers nothing but masks, however the cells are written. */
function maskedAs(fields: readonly Field[], key: string | null): (sample: string) => string {
  const fact = fields.find((field) => field.key === key)?.fact
  return (sample) => (fact?.class === 'identifier' ? maskIdentifier(fact.id, sample) : sample)
}

/** The first different values of a column, short; what may be the number of a person or an account is masked. */
export function samplesOf({ rows }: SheetBatch, column: number): string[] {
  const found = new Set<string>()
  for (const { cells } of rows) {
    const text = cells[column]?.trim()
    if (!text) continue
    found.add(maskSample(text.length > 24 ? `${text.slice(0, 24)}…` : text))
    if (found.size === samplesShown) break
  }
  return [...found]
}

export function maskSample(text: string): string {
  if (/^\d{14,19}[\dXx]([0-9A-Za-z]{2,4})?$/.test(text)) {
    const masked = maskIdNumber(text)
    return /\d/.test(masked) ? masked : `${text.slice(0, 6)}${'*'.repeat(text.length - 10)}${text.slice(-4)}`
  }
  return /^1[3-9]\d{9}$/.test(text) ? `${text.slice(0, 3)}****${text.slice(7)}` : text
}
