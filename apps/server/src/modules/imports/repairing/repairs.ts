/**
 * Cells of an uploaded sheet that were corrected afterwards. The file stays as it came; the corrections lie beside it,
 * under their own digest, and are read over its rows.
 */
import { readFile } from 'node:fs/promises'
import { type FileStore, keepText, readKeptText } from '../../../platform/files.ts'
import type { StoredOptions, StoredRepairs } from '../imports.store.ts'
import type { SheetRow } from '../sheet/index.ts'

/** By row of the sheet, then by column: the text that stands there now, null for an emptied cell. */
export type Repairs = Map<number, Readonly<Record<string, string | null>>>

/** More than that are no longer corrections: the sheet is to be replaced whole. */
export const mostRepairedRows = 50_000

export async function readRepairs(store: FileStore, { repairs }: StoredOptions): Promise<Repairs> {
  return repairs === undefined ? new Map() : repairsOf(await readKeptText(store, repairs.sha256))
}

/** Out of a copy that was opened for the worker that stages rows. */
export async function readPlainRepairs(path: string | undefined): Promise<Repairs> {
  return path === undefined ? new Map() : repairsOf(await readFile(path, 'utf8'))
}

function repairsOf(text: string): Repairs {
  const rows: [number, Record<string, string | null>][] = JSON.parse(text)
  return new Map(rows)
}

/** Keeps them whole or not at all; answers where. */
export async function keepRepairs(store: FileStore, repairs: Repairs): Promise<StoredRepairs> {
  const text = JSON.stringify([...repairs].toSorted(([a], [b]) => a - b))
  return { sha256: await keepText(store, text), rows: repairs.size }
}

/** The row as it was corrected; what the spreadsheet had lost of a cell no longer counts when it was written anew. */
export function repaired(row: SheetRow, repairs: Repairs): SheetRow {
  const changed = repairs.get(row.line)
  if (changed === undefined) return row
  const cells = [...row.cells]
  const kinds = [...row.kinds]
  for (const [column, text] of Object.entries(changed)) {
    const at = Number(column)
    while (cells.length <= at) {
      cells.push(null)
      kinds.push('.')
    }
    cells[at] = text
    kinds[at] = text === null ? '.' : 't'
  }
  const problems = row.problems?.filter(({ column }) => !(String(column) in changed))
  const { problems: _, ...rest } = row
  return { ...rest, cells, kinds: kinds.join(''), ...(problems?.length ? { problems } : {}) }
}
