/** Finds the row of column names: sheets of offices start with titles, units and dates of filling in. */
import type { SheetRow } from './rows.ts'

export type HeaderColumn = {
  /** From 0, as in the cells of a row. */
  readonly column: number
  readonly name: string
  /** The merged cell above it in a header of two rows: 户主 above 姓名. */
  readonly group?: string
}

export type SheetHeader = {
  /** The line of the first header row, as Excel shows it, and how many rows the header has. */
  readonly line: number
  readonly lines: 1 | 2
  readonly columns: readonly HeaderColumn[]
}

/** How far down a header may start. */
export const headerSampleRows = 30

export type HeaderHint = {
  /** Names that are known to be columns, normalised; the row that has most of them wins. */
  readonly known?: (name: string) => boolean
  /** Where the person who uploads says that the header is. */
  readonly line?: number
  readonly lines?: 1 | 2
}

/** The header among the first rows of a sheet, or undefined when no row looks like one. */
export function detectHeader(rows: readonly SheetRow[], hint: HeaderHint = {}): SheetHeader | undefined {
  const sample = rows.slice(0, headerSampleRows)
  if (hint.line !== undefined) {
    const index = sample.findIndex((row) => row.line === hint.line)
    const row = sample[index]
    if (row === undefined) return undefined
    const below = sample[index + 1]
    const two = hint.lines === 2 || (hint.lines === undefined && isGrouped(row, below))
    return headerOf(row, two ? below : undefined)
  }
  return byKnownNames(sample, hint) ?? byShape(sample)
}

function byKnownNames(sample: readonly SheetRow[], { known }: HeaderHint): SheetHeader | undefined {
  if (known === undefined) return undefined
  let best: { header: SheetHeader; hits: number } | undefined
  for (const [index, row] of sample.entries()) {
    const below = sample[index + 1]
    const candidates = [headerOf(row), ...(isGrouped(row, below) ? [headerOf(row, below)] : [])]
    for (const header of candidates) {
      const hits = header.columns.filter(
        ({ name, group }) => known(name) || (group !== undefined && known(group + name)),
      ).length
      if (hits > (best?.hits ?? 1)) best = { header, hits }
    }
  }
  return best?.header
}

/** The first row that is nearly as wide as the sheet, else half as wide, and holds only different texts. */
function byShape(sample: readonly SheetRow[]): SheetHeader | undefined {
  const width = Math.max(0, ...sample.map((row) => filled(row).length))
  for (const share of [0.8, 0.5]) {
    const enough = Math.min(width, Math.max(2, Math.ceil(width * share)))
    for (const [index, row] of sample.entries()) {
      if (!isAllText(row)) continue
      const names = filled(row).filter((name) => !isRemark(name))
      const below = sample[index + 1]
      if (isGrouped(row, below)) return headerOf(row, below)
      if (names.length >= enough && new Set(names).size >= names.length * 0.8) return headerOf(row)
    }
  }
  return undefined
}

/** 填报单位：北海村 stands above a table and names no column. */
function isRemark(name: string): boolean {
  return /[:：]\s*\S/.test(name)
}

/** Whether the row below names the columns that merged cells of this row span. */
function isGrouped(row: SheetRow, below: SheetRow | undefined): below is SheetRow {
  if (below === undefined || below.line !== row.line + 1 || !isAllText(row) || !isAllText(below)) return false
  const names = filled(row)
  // One filled cell above a full row is a title.
  if (names.length < 2 || names.some(isRemark)) return false
  let spanned = 0
  let group = false
  for (const [column, cell] of below.cells.entries()) {
    const above = text(row.cells[column])
    const own = text(cell)
    if (above !== '') group = own !== ''
    else if (own !== '' && group) spanned++
    else if (own !== '') return false
  }
  return spanned > 0
}

function headerOf(row: SheetRow, below?: SheetRow): SheetHeader {
  const columns: HeaderColumn[] = []
  let group = ''
  for (let column = 0; column < Math.max(row.cells.length, below?.cells.length ?? 0); column++) {
    const above = text(row.cells[column])
    const own = text(below?.cells[column])
    if (above !== '') group = above
    if (own !== '') columns.push({ column, name: own, group })
    else if (above !== '') columns.push({ column, name: above })
  }
  return { line: row.line, lines: below === undefined ? 1 : 2, columns }
}

function isAllText(row: SheetRow): boolean {
  return !/[ndbe]/.test(row.kinds) && !row.cells.some((cell) => cell !== null && isValue(cell))
}

/** In csv everything is text; a number, a day or an id number is still no column name. */
function isValue(cell: string): boolean {
  return /^-?[\d.]+$|^\d{4}[-/.年]\d|^\d{17}[\dXx]$/.test(cell.trim())
}

function filled(row: SheetRow): string[] {
  return row.cells.map(text).filter((cell) => cell !== '')
}

function text(cell: string | null | undefined): string {
  return (cell ?? '').replace(/\s+/g, ' ').trim()
}
