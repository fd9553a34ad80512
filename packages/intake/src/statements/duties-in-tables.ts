/** Duties in tables: a head with a column for the units that lead or answer, and rows of cells below it. */
import type { Range } from '../model.ts'
import { type Duty, dutyOf, LABELS, namesIn, type Role, type Roles, roleOfLabel } from './duty.ts'
import { isOfficeList } from './units-named.ts'

const head = new RegExp(`^(?:${LABELS.map(([, words]) => words).join('|')})$`)
/** Cells are apart by tabulators, which the folded text no longer has, or by more than one blank. */
const tabs = /[^\t]*(?:\t|$)/g
const blanks = /(?:[^\s\u3000]|[ \u3000](?![ \u3000]))+/g
const none = /^(?:[-—/无]+)?$/

interface Cell {
  readonly from: number
  readonly text: string
}

interface Column {
  readonly role: Role
  readonly at: number
}

interface Table {
  readonly columns: readonly Column[]
  readonly width: number
  readonly isTabbed: boolean
}

export function findTableDuties(folded: string, text: string): Duty[] {
  const found: Duty[] = []
  let table: Table | undefined
  for (const line of text.matchAll(/[^\n]+/g)) {
    const isTabbed = line[0].includes('\t')
    if (!isTabbed && !/[ \u3000]{2}/.test(line[0].trim())) {
      if (line[0].trim() !== '') table = undefined
      continue
    }
    const cells = cellsOf(line[0], line.index, folded, isTabbed ? tabs : blanks)
    const columns = columnsOf(cells)
    if (columns.length > 0) table = { columns, width: cells.length, isTabbed }
    else if (table?.isTabbed === isTabbed) {
      const duty = rowDuty(cells, table, text)
      if (duty) found.push(duty)
    }
  }
  return found
}

function cellsOf(line: string, from: number, folded: string, cell: RegExp): Cell[] {
  return [...line.matchAll(cell)]
    .filter(({ 0: words, index }) => words !== '' || index === 0)
    .map((match) => {
      const at = from + match.index
      const raw = folded.slice(at, at + match[0].length)
      return { from: at + raw.length - raw.trimStart().length, text: raw.trim() }
    })
}

function columnsOf(cells: readonly Cell[]): Column[] {
  if (cells.length < 2) return []
  return cells.flatMap(({ text }, at) => {
    const words = text.replaceAll(' ', '')
    return head.test(words) ? [{ role: roleOfLabel(words), at }] : []
  })
}

function rowDuty(cells: readonly Cell[], table: Table, text: string): Duty | undefined {
  const shift = shiftOf(cells, table)
  if (shift === undefined) return undefined
  const roles: Roles = {}
  let range: Range | undefined
  for (const { role, at } of table.columns) {
    const cell = cells[at - shift]
    if (!cell || none.test(cell.text) || !isOfficeList(cell.text)) continue
    roles[role] = [...(roles[role] ?? []), ...namesIn(cell.text, cell.from, text)]
    const to = cell.from + cell.text.length
    range = range ? [Math.min(range[0], cell.from), Math.max(range[1], to)] : [cell.from, to]
  }
  return range && dutyOf(roles, range)
}

/**
 * How many cells a row lacks at its beginning. A row is shorter where empty cells at its end were cut off, or where cells above
 * span it; which of the two it is, the cells say that hold units. Blanks tell no empty cell, so there a row must be whole.
 */
function shiftOf(cells: readonly Cell[], { columns, width, isTabbed }: Table): number | undefined {
  const lacking = width - cells.length
  if (lacking === 0) return 0
  if (lacking < 0 || !isTabbed) return undefined
  return [0, lacking].find((shift) => {
    const own = columns.flatMap(({ at }) => cells[at - shift] ?? [])
    return (
      own.length > 0 &&
      own.some(({ text }) => !none.test(text)) &&
      own.every(({ text }) => none.test(text) || isOfficeList(text))
    )
  })
}
