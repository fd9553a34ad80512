/** What can be written to a spreadsheet: sheets with typed columns, and cells that may carry a problem. */

export type ColumnKind = 'text' | 'id' | 'integer' | 'decimal' | 'money' | 'date' | 'boolean'

export type SheetColumn = {
  readonly header: string
  /** Neighbours of one group stand under a merged cell with this text, in a header of two rows. */
  readonly group?: string
  /** Shown when the pointer rests on the header: what is asked, in which unit, an example. */
  readonly note?: string
  /** In characters of the Latin alphabet; a Chinese one takes two. */
  readonly width?: number
  readonly kind: ColumnKind
  /** What may be chosen in the column's drop-down. */
  readonly codes?: readonly string[]
  readonly required?: boolean
}

export type CellValue = string | number | boolean | null | undefined

/** A cell with a problem is filled red and says it in a comment. `kind` wins over the column's. */
export type MarkedCell = { readonly value: CellValue; readonly kind?: ColumnKind; readonly problem?: string }

export type SheetCell = CellValue | MarkedCell

export type WrittenSheet = {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>
}

export function isMarked(cell: SheetCell): cell is MarkedCell {
  return typeof cell === 'object' && cell !== null
}

export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'money'
}

/** A number that a spreadsheet keeps digit for digit; anything longer is written as text. */
export function isExactNumber(text: string): boolean {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return false
  return text.replace(/^-?0*\.?0*|\./g, '').length <= 15
}
