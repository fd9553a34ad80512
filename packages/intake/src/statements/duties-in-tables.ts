/** Duties in tables: a head with a column for the units that lead or answer, and rows of as many cells below it. */
import type { Range } from '../model.ts'
import { type Duty, dutyOf, LABELS, namesIn, type Role, type Roles, roleOfLabel } from './duty.ts'
import { isOfficeList } from './units-named.ts'

const head = new RegExp(`^(?:${LABELS.map(([, words]) => words).join('|')})$`)

interface Cell {
  readonly from: number
  readonly text: string
}

interface Column {
  readonly role: Role
  /** From the last column: cells that span several rows are left out at the beginning of a row. */
  readonly fromEnd: number
}

/** Cells are apart by tabulators, which the folded text no longer has. */
export function findTableDuties(folded: string, text: string): Duty[] {
  const found: Duty[] = []
  if (!text.includes('\t')) return found
  let columns: readonly Column[] = []
  let width = 0
  for (const line of text.matchAll(/[^\n]+/g)) {
    if (!line[0].includes('\t')) {
      if (line[0].trim() !== '') columns = []
      continue
    }
    const cells = cellsOf(line[0], line.index, folded)
    const heads = columnsOf(cells)
    if (heads.length > 0) {
      columns = heads
      width = cells.length
    } else if (cells.length <= width) found.push(...(rowDuty(cells, columns, text) ?? []))
  }
  return found
}

function cellsOf(line: string, from: number, folded: string): Cell[] {
  return [...line.matchAll(/[^\t]*(?:\t|$)/g)]
    .filter(({ index }, at) => at === 0 || index < line.length || line.endsWith('\t'))
    .map((match) => {
      const end = from + match.index + match[0].replace(/\t$/, '').length
      const raw = folded.slice(from + match.index, end)
      return { from: from + match.index + raw.length - raw.trimStart().length, text: raw.trim() }
    })
}

function columnsOf(cells: readonly Cell[]): Column[] {
  if (cells.length < 2) return []
  return cells.flatMap(({ text }, at) =>
    head.test(text.replaceAll(' ', ''))
      ? [{ role: roleOfLabel(text.replaceAll(' ', '')), fromEnd: cells.length - at }]
      : [],
  )
}

function rowDuty(cells: readonly Cell[], columns: readonly Column[], text: string): Duty[] | undefined {
  const roles: Roles = {}
  let range: Range | undefined
  for (const { role, fromEnd } of columns) {
    const cell = cells[cells.length - fromEnd]
    if (!cell || cell.text === '' || !isOfficeList(cell.text)) continue
    roles[role] = [...(roles[role] ?? []), ...namesIn(cell.text, cell.from, text)]
    const to = cell.from + cell.text.length
    range = range ? [Math.min(range[0], cell.from), Math.max(range[1], to)] : [cell.from, to]
  }
  const duty = range && dutyOf(roles, range)
  return duty && [duty]
}
