/**
 * Cells of an uploaded sheet that were corrected afterwards. The file stays as it came; the corrections lie beside it,
 * under their own digest, and are read over its rows.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { filePath, onDisk } from '../../../platform/files.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { StoredOptions, StoredRepairs } from '../imports.store.ts'
import type { SheetRow } from '../sheet/index.ts'

/** By row of the sheet, then by column: the text that stands there now, null for an emptied cell. */
export type Repairs = Map<number, Readonly<Record<string, string | null>>>

/** More than that are no longer corrections: the sheet is to be replaced whole. */
export const mostRepairedRows = 50_000

export function repairsPath(folder: string, { repairs }: StoredOptions): { repairsPath?: string } {
  return repairs === undefined ? {} : { repairsPath: filePath(folder, repairs.sha256) }
}

export async function readRepairs(path: string | undefined): Promise<Repairs> {
  if (path === undefined) return new Map()
  const rows: [number, Record<string, string | null>][] = JSON.parse(await readFile(path, 'utf8'))
  return new Map(rows)
}

/** Keeps them whole or not at all; answers where. */
export async function keepRepairs(folder: string, repairs: Repairs): Promise<StoredRepairs> {
  const text = JSON.stringify([...repairs].toSorted(([a], [b]) => a - b))
  const sha256 = createHash('sha256').update(text).digest('hex')
  const place = filePath(folder, sha256)
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  const unfinished = `${place}.${uuidv7()}`
  await writeFile(unfinished, text, { mode: 0o600, flush: true })
  await rename(unfinished, place)
  await onDisk(dirname(place))
  return { sha256, rows: repairs.size }
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
