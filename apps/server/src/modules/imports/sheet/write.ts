/** Writes workbooks (.xlsx) and tables (.csv) as streams, row by row, in memory that does not grow. */
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import iconv from 'iconv-lite'
import { inSameRequest } from '../../../platform/request.ts'
import {
  isExactNumber,
  isMarked,
  isNumeric,
  type SheetCell,
  type SheetColumn,
  type WrittenSheet,
} from './book.ts'
import { escapeFormula } from './formula.ts'
import { columnLetters, escapeText, mainNamespace, stylesXml, textXml, xmlStart } from './xlsx-cells.ts'
import { commentsXml, vmlOf } from './xlsx-notes.ts'
import { lastRow, rowSource, type SheetEnd, sheetXml } from './xlsx-sheet.ts'
import { type ZipPart, zipOf } from './zip.ts'

export type WriteOptions = {
  readonly signal?: AbortSignal
  /** Where a sheet ends and the next one begins; Excel's own limit unless a test wants less. */
  readonly rowsPerSheet?: number
}

/**
 * Writes an .xlsx to `stream` and ends it. Rows are pulled as fast as the stream takes bytes. Texts stay
 * texts, whatever they start with; numbers that a spreadsheet would round are written as text. A sheet with
 * more rows than Excel takes goes on in the next one, under the same header.
 */
export async function writeSheet(
  stream: Writable,
  book: { readonly sheets: readonly WrittenSheet[] },
  options: WriteOptions = {},
): Promise<void> {
  const bytes = zipOf(bookParts(book.sheets.map(keptSheet), options.rowsPerSheet ?? lastRow))
  await pipeline(Readable.from(bytes, { highWaterMark: 4 }), stream, signalOf(options))
}

export type CsvOptions = {
  /** UTF-8 with a byte order mark, so that Excel knows; GB18030 for old programs of offices. */
  readonly encoding?: 'utf-8' | 'gb18030'
  readonly signal?: AbortSignal
}

/**
 * Writes one sheet as .csv to `stream` and ends it: commas, CRLF, one header row (group/header). A text that
 * would run as a formula gets an apostrophe before it, see `formula.ts`; `readSheet` takes it away again.
 */
export async function writeCsv(
  stream: Writable,
  sheet: WrittenSheet,
  options: CsvOptions = {},
): Promise<void> {
  const { encoding = 'utf-8' } = options
  const kept = keptSheet(sheet)
  async function* bytes() {
    for await (const text of csvText(kept, encoding === 'utf-8')) yield iconv.encode(text, encoding)
  }
  await pipeline(Readable.from(bytes(), { highWaterMark: 4 }), stream, signalOf(options))
}

/** Rows are pulled by the reader of the stream, and still read for whoever asked for the file. */
function keptSheet(sheet: WrittenSheet): WrittenSheet {
  return { ...sheet, rows: inSameRequest(sheet.rows) }
}

function signalOf({ signal }: { readonly signal?: AbortSignal }): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}

const chunkLetters = 64 * 1024

async function* csvText(sheet: WrittenSheet, mark: boolean): AsyncGenerator<string> {
  const names = sheet.columns.map(({ header, group }) =>
    group === undefined ? header : `${group}/${header}`,
  )
  let text = `${mark ? '\ufeff' : ''}${names.map((name) => csvField(escapeFormula(name))).join(',')}\r\n`
  for await (const row of sheet.rows) {
    text += `${sheet.columns.map((column, index) => csvCell(row[index], column)).join(',')}\r\n`
    if (text.length > chunkLetters) {
      yield text
      text = ''
    }
  }
  yield text
}

function csvCell(cell: SheetCell, column: SheetColumn): string {
  const value = isMarked(cell) ? cell.value : cell
  const kind = (isMarked(cell) ? cell.kind : undefined) ?? column.kind
  if (value === null || value === undefined) return ''
  const text = String(value).toWellFormed()
  // -5 in a column of numbers is a number, not a formula.
  if ((isNumeric(kind) || typeof value === 'number') && isExactNumber(text)) return text
  return csvField(escapeFormula(text))
}

function csvField(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

type WrittenPart = { readonly name: string; readonly hidden: boolean; readonly hasNotes: boolean }

async function* bookParts(sheets: readonly WrittenSheet[], rowsPerSheet: number): AsyncGenerator<ZipPart> {
  const written: WrittenPart[] = []
  const names = sheetNames()
  const lists = choiceLists()
  for (const sheet of sheets) {
    const rows = rowSource(sheet.rows)
    const choices = sheet.columns.map(({ codes }) => lists.formulaOf(codes))
    let end: SheetEnd = { next: undefined, notes: [] }
    try {
      do {
        const number = written.length + 1
        const plan = { columns: sheet.columns, rows, first: end.next, choices, rowsPerSheet }
        end = { next: undefined, notes: [] }
        yield { name: `xl/worksheets/sheet${number}.xml`, data: sheetXml(plan, end) }
        yield* noteParts(number, end)
        written.push({ name: names(sheet.name), hidden: false, hasNotes: end.notes.length > 0 })
      } while (end.next !== undefined)
    } finally {
      await rows.close()
    }
  }
  if (lists.all().length > 0) {
    yield { name: `xl/worksheets/sheet${written.length + 1}.xml`, data: [listsXml(lists.all())] }
    written.push({ name: listSheet, hidden: true, hasNotes: false })
  }
  yield { name: 'xl/styles.xml', data: [stylesXml()] }
  yield { name: 'xl/workbook.xml', data: [workbookXml(written)] }
  yield { name: 'xl/_rels/workbook.xml.rels', data: [workbookRelations(written)] }
  yield { name: '_rels/.rels', data: [relationsXml([['officeDocument', 'xl/workbook.xml']])] }
  yield { name: '[Content_Types].xml', data: [contentTypes(written)] }
}

function* noteParts(number: number, { notes }: SheetEnd): Generator<ZipPart> {
  if (notes.length === 0) return
  const relations = relationsXml([
    ['vmlDrawing', `../drawings/vmlDrawing${number}.vml`],
    ['comments', `../comments${number}.xml`],
  ])
  yield { name: `xl/worksheets/_rels/sheet${number}.xml.rels`, data: [relations] }
  yield { name: `xl/comments${number}.xml`, data: [commentsXml(notes)] }
  yield { name: `xl/drawings/vmlDrawing${number}.vml`, data: [vmlOf(notes)] }
}

const listSheet = '_lists'
/** Excel's limit for a list that stands in the rule itself. */
const longestInlineList = 255

/** Short code lists stand in the rule; long ones, and those with commas, in a column of a hidden sheet. */
function choiceLists() {
  const lists: (readonly string[])[] = []
  return {
    all: () => lists,
    formulaOf(codes: readonly string[] | undefined): string | undefined {
      if (codes === undefined || codes.length === 0) return undefined
      const inline = codes.join(',')
      const isPlain = codes.every((code) => code !== '' && code === code.trim() && !/[",]/.test(code))
      if (isPlain && inline.length <= longestInlineList - 2) return `"${inline}"`
      let column = lists.findIndex(
        (list) => list.length === codes.length && list.every((code, at) => code === codes[at]),
      )
      if (column < 0) column = lists.push(codes) - 1
      const letter = columnLetters(column)
      return `'${listSheet}'!$${letter}$1:$${letter}$${codes.length}`
    },
  }
}

function listsXml(lists: readonly (readonly string[])[]): string {
  const rows: string[] = []
  for (let line = 0; line < Math.max(...lists.map((list) => list.length)); line++) {
    const cells = lists.map((list, column) => {
      const code = list[line]
      return code === undefined ? '' : textXml(`${columnLetters(column)}${line + 1}`, code, 1)
    })
    rows.push(`<row r="${line + 1}">${cells.join('')}</row>`)
  }
  return `${xmlStart}<worksheet xmlns="${mainNamespace}"><sheetData>${rows.join('')}</sheetData></worksheet>`
}

/** Excel allows 31 letters, none of []:*?/\, no apostrophe at the ends, and each name once. */
function sheetNames() {
  const taken = new Set([listSheet])
  return (wanted: string): string => {
    const clean = wanted
      .toWellFormed()
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .replace(/^[\s']+|[\s']+$/g, '')
    const base = clean === '' ? 'Sheet' : clean
    for (let copy = 1; ; copy++) {
      const mark = copy === 1 ? '' : ` (${copy})`
      const name = base.slice(0, 31 - mark.length).toWellFormed() + mark
      if (taken.has(name.toLowerCase())) continue
      taken.add(name.toLowerCase())
      return name
    }
  }
}

const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function relationsXml(relations: readonly (readonly [type: string, target: string])[]): string {
  const list = relations.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${officeRelations}/${type}" Target="${target}"/>`,
  )
  return (
    `${xmlStart}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
    `${list.join('')}</Relationships>`
  )
}

function workbookXml(parts: readonly WrittenPart[]): string {
  const sheets = parts.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeText(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  )
  return (
    `${xmlStart}<workbook xmlns="${mainNamespace}" xmlns:r="${officeRelations}">` +
    `<bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`
  )
}

function workbookRelations(parts: readonly WrittenPart[]): string {
  return relationsXml([
    ...parts.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
    ['styles', 'styles.xml'],
  ])
}

function contentTypes(parts: readonly WrittenPart[]): string {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${spreadsheet}.${type}+xml"/>`
  const overrides = parts.flatMap(({ hasNotes }, index) => [
    override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'),
    ...(hasNotes ? [override(`/xl/comments${index + 1}.xml`, 'comments')] : []),
  ])
  return (
    `${xmlStart}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    `${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${overrides.join('')}</Types>`
  )
}
