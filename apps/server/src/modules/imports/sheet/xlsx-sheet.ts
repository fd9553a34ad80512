/** One worksheet as XML, row by row. */
import { type ColumnKind, isMarked, type SheetCell, type SheetColumn } from './book.ts'
import {
  cellXml,
  columnLetters,
  columnStyle,
  escapeText,
  headerStyle,
  mainNamespace,
  requiredHeaderStyle,
  textXml,
  xmlStart,
} from './xlsx-cells.ts'
import type { Note } from './xlsx-notes.ts'

const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const lastRow = 1_048_576
/** A sheet's XML stays below 4 GiB, so that the archive needs no ZIP64. */
const sheetBytes = 3_500_000_000
/** Excel takes minutes to open a sheet with more; the cells beyond are still red. */
const notesShown = 20_000
const chunkLetters = 64 * 1024

/** The rows still to come, when a sheet ends because it is full. */
export type RowSource = {
  readonly next: () => Promise<readonly SheetCell[] | undefined>
  readonly close: () => Promise<void>
}

export function rowSource(
  rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>,
): RowSource {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  let done = false
  return {
    async next() {
      if (done) return undefined
      const step = await iterator.next()
      if (step.done === true) done = true
      return step.done === true ? undefined : step.value
    },
    async close() {
      if (!done) await iterator.return?.()
      done = true
    },
  }
}

export type SheetEnd = {
  /** The first row that found no room: another sheet follows. */
  next: readonly SheetCell[] | undefined
  readonly notes: Note[]
}

export type SheetPlan = {
  readonly columns: readonly SheetColumn[]
  readonly rows: RowSource
  /** The row that the sheet before had no room for. */
  readonly first: readonly SheetCell[] | undefined
  /** The formula of each column's drop-down, when it has one. */
  readonly choices: readonly (string | undefined)[]
  readonly rowsPerSheet: number
}

/** Yields pieces of about 64 K letters; `end` is filled while it goes. */
export async function* sheetXml(plan: SheetPlan, end: SheetEnd): AsyncGenerator<string> {
  const { columns, rows } = plan
  const letters = columns.map((_, column) => columnLetters(column))
  const kinds = columns.map(({ kind }) => kind)
  const headerRows = columns.some(({ group }) => group !== undefined) ? 2 : 1
  let text = sheetStart(columns, headerRows) + headerXml(columns, headerRows, end.notes)
  let written = 0
  let line = headerRows
  end.next = plan.first ?? (await rows.next())
  while (end.next !== undefined && line < plan.rowsPerSheet && written < sheetBytes) {
    line++
    text += rowXml(line, end.next, letters, kinds, end.notes)
    if (text.length > chunkLetters) {
      written += Buffer.byteLength(text)
      yield text
      text = ''
    }
    end.next = await rows.next()
  }
  yield `${text}</sheetData>${mergesXml(columns, headerRows)}${choicesXml(plan, headerRows)}${
    end.notes.length === 0 ? '' : '<legacyDrawing r:id="rId1"/>'
  }</worksheet>`
}

function sheetStart(columns: readonly SheetColumn[], headerRows: number): string {
  const widths = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" ` +
      `style="${columnStyle(column.kind)}" customWidth="1"/>`,
  )
  return (
    `${xmlStart}<worksheet xmlns="${mainNamespace}" xmlns:r="${relationNamespace}">` +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRows}" topLeftCell="A${headerRows + 1}" ` +
    'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/>${widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`}<sheetData>`
  )
}

const kindWidths: Record<ColumnKind, number> = {
  text: 12,
  id: 22,
  integer: 10,
  decimal: 12,
  money: 14,
  date: 13,
  boolean: 8,
}

/** Wide enough for the header in one line, up to 24 Chinese characters; longer ones wrap. */
function widthOf({ header, kind, width, codes }: SheetColumn): number {
  if (width !== undefined) return width
  const longest = Math.max(widthOfText(header), ...(codes ?? []).slice(0, 100).map(widthOfText))
  return Math.min(50, Math.max(kindWidths[kind], longest + 3))
}

function widthOfText(text: string): number {
  let width = 0
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2
  return width
}

function headerXml(columns: readonly SheetColumn[], headerRows: number, notes: Note[]): string {
  let groups = ''
  let names = ''
  for (const [index, { header, group, note, required }] of columns.entries()) {
    const letter = columnLetters(index)
    const style = required === true ? requiredHeaderStyle : headerStyle
    if (headerRows === 1) names += textXml(`${letter}1`, header, style)
    else if (group === undefined) {
      groups += textXml(`${letter}1`, header, style)
      names += `<c r="${letter}2" s="${style}"/>`
    } else {
      const isFirst = columns[index - 1]?.group !== group
      groups += isFirst ? textXml(`${letter}1`, group, headerStyle) : `<c r="${letter}1" s="${headerStyle}"/>`
      names += textXml(`${letter}2`, header, style)
    }
    const row = group === undefined ? 1 : headerRows
    if (note !== undefined) notes.push({ row, column: index, text: note })
  }
  return headerRows === 1
    ? `<row r="1">${names}</row>`
    : `<row r="1">${groups}</row><row r="2">${names}</row>`
}

function rowXml(
  line: number,
  cells: readonly SheetCell[],
  letters: readonly string[],
  kinds: readonly ColumnKind[],
  notes: Note[],
): string {
  let text = `<row r="${line}">`
  for (let column = 0; column < letters.length; column++) {
    const cell = cells[column]
    if (cell === null || cell === undefined) continue
    text += cellXml(`${letters[column]}${line}`, cell, kinds[column] ?? 'text')
    if (isMarked(cell) && cell.problem !== undefined && notes.length < notesShown) {
      notes.push({ row: line, column, text: cell.problem })
    }
  }
  return `${text}</row>`
}

function mergesXml(columns: readonly SheetColumn[], headerRows: number): string {
  if (headerRows === 1) return ''
  const merges: string[] = []
  for (let first = 0; first < columns.length; first++) {
    const group = columns[first]?.group
    if (group === undefined) {
      merges.push(`${columnLetters(first)}1:${columnLetters(first)}2`)
      continue
    }
    let last = first
    while (columns[last + 1]?.group === group) last++
    if (last > first) merges.push(`${columnLetters(first)}1:${columnLetters(last)}1`)
    first = last
  }
  if (merges.length === 0) return ''
  const list = merges.map((reference) => `<mergeCell ref="${reference}"/>`)
  return `<mergeCells count="${list.length}">${list.join('')}</mergeCells>`
}

function choicesXml({ columns, choices }: SheetPlan, headerRows: number): string {
  const rules: string[] = []
  for (const [index, { header, kind }] of columns.entries()) {
    const letter = columnLetters(index)
    const range = `sqref="${letter}${headerRows + 1}:${letter}${lastRow}"`
    const title = `errorTitle="${escapeText(header.slice(0, 30))}"`
    const choice = choices[index]
    if (choice !== undefined) {
      rules.push(
        `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" ${title} ` +
          `error="请从下拉列表中选择。" ${range}><formula1>${escapeText(choice)}</formula1></dataValidation>`,
      )
    } else if (kind === 'date') {
      rules.push(
        `<dataValidation type="date" errorStyle="warning" allowBlank="1" showErrorMessage="1" ${title} ` +
          `error="请按 2017-01-31 的格式填写日期。" ${range}><formula1>1</formula1>` +
          '<formula2>2958465</formula2></dataValidation>',
      )
    }
  }
  return rules.length === 0
    ? ''
    : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
}
