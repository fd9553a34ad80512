/** The rows of one worksheet, out of its bytes as they are unpacked. */
import type { SheetLimits } from './limits.ts'
import { refuseSheet } from './refusals.ts'
import type { CellProblem, CellProblemCode, SheetRow } from './rows.ts'
import { type DateFormat, type DateSystem, dateOf, decimalOf } from './values.ts'
import { cellText, scanXml, type XmlHandler, type XmlScanner } from './xml.ts'

export type SheetSource = {
  readonly part: string
  readonly texts: readonly string[]
  readonly dateFormats: readonly DateFormat[]
  readonly dateSystem: DateSystem
  readonly limits: SheetLimits
}

const kindCode = { empty: 0x2e, text: 0x74, number: 0x6e, date: 0x64, boolean: 0x62, error: 0x65 }

/** What the attribute `t` of a cell says, by its bytes. */
type CellType = 'number' | 'shared' | 'text' | 'boolean' | 'error' | 'isoDate'

/** Element names that matter inside a sheet, told apart by length and letters without making strings. */
const elements = { other: 0, c: 1, v: 2, f: 3, t: 4, is: 5, row: 6, rPh: 7, sheetData: 8 } as const
type ElementName = (typeof elements)[keyof typeof elements]

function elementName(bytes: Buffer, start: number, end: number): ElementName {
  const first = bytes[start]
  switch (end - start) {
    case 1:
      if (first === 0x63) return elements.c
      if (first === 0x76) return elements.v
      if (first === 0x66) return elements.f
      return first === 0x74 ? elements.t : elements.other
    case 2:
      return first === 0x69 && bytes[start + 1] === 0x73 ? elements.is : elements.other
    case 3:
      if (first === 0x72 && bytes[start + 1] === 0x6f) return elements.row
      return first === 0x72 && bytes[start + 1] === 0x50 ? elements.rPh : elements.other
    case 9:
      return bytes.toString('latin1', start, end) === 'sheetData' ? elements.sheetData : elements.other
    default:
      return elements.other
  }
}

/** Hands each row that has a value to `onRow`, in the order of the file. */
export function scanRows(source: SheetSource, onRow: (row: SheetRow) => void): XmlScanner {
  const { texts, dateFormats, dateSystem, limits, part } = source
  let width = 0
  let inData = false
  let line = 0
  let cells: (string | null)[] = []
  const kinds = Buffer.alloc(limits.columns)
  let last = -1
  let problems: CellProblem[] | undefined

  let column = -1
  let type: CellType = 'number'
  let format: DateFormat
  let hasFormula = false
  let inValue = false
  let inInline = false
  let inText = false
  let phonetic = false
  let value: string | undefined

  const problem = (code: CellProblemCode) => {
    problems ??= []
    problems.push({ column, code })
  }

  const put = (text: string | null, kind: number) => {
    if (column >= limits.columns) throw refuseSheet('tooManyColumns', { limit: limits.columns })
    while (cells.length <= column) cells.push(null)
    cells[column] = text
    if (column > last) {
      kinds.fill(kindCode.empty, last + 1, column)
      last = column
    }
    kinds[column] = kind
  }

  const putNumber = (raw: string) => {
    const number = decimalOf(raw)
    if (number === undefined) return raw.trim() === '' ? undefined : put(raw, kindCode.text)
    if (format !== undefined) {
      const date = dateOf(Number(number.text), dateSystem, format)
      if (date !== undefined) return put(date, kindCode.date)
      problem('dateOutOfRange')
    }
    if (number.digitsLost) problem('digitsLost')
    put(number.text, kindCode.number)
  }

  const putText = (text: string) => {
    if (text === '') return
    if (text.includes('\ufffd')) problem('undecodable')
    put(text, kindCode.text)
  }

  const endCell = () => {
    const raw = value
    if (raw === undefined) {
      if (hasFormula) {
        problem('formulaWithoutValue')
        put(null, kindCode.empty)
      }
      return
    }
    switch (type) {
      case 'number':
        return putNumber(raw)
      case 'shared': {
        const text = texts[Number(raw)]
        if (text === undefined) throw refuseSheet('broken', { part: `${part} ${line}` })
        return putText(text)
      }
      case 'text':
        return putText(raw)
      case 'boolean':
        return put(raw.trim() === '1' || raw.trim() === 'true' ? 'true' : 'false', kindCode.boolean)
      case 'error':
        problem('errorValue')
        return put(raw, kindCode.error)
      case 'isoDate':
        return put(raw.replace(/T00:00:00(\.0+)?Z?$/, ''), kindCode.date)
    }
  }

  const endRow = () => {
    if (last < 0) return
    if (line > limits.rows) throw refuseSheet('tooManyRows', { limit: limits.rows })
    if (cells.length > width) width = cells.length
    while (cells.length < width) cells.push(null)
    kinds.fill(kindCode.empty, last + 1, width)
    const row: SheetRow = { line, cells, kinds: kinds.toString('latin1', 0, width) }
    onRow(problems === undefined ? row : { ...row, problems })
  }

  /** `r="AB12" s="3" t="s"`: read in place, because there are millions of them. */
  const openCell = (bytes: Buffer, from: number, end: number) => {
    column++
    type = 'number'
    format = undefined
    hasFormula = false
    value = undefined
    let at = from
    while (at < end) {
      const name = bytes[at] ?? 0
      if (name <= 0x20) {
        at++
        continue
      }
      let equals = at
      while (equals < end && bytes[equals] !== 0x3d) equals++
      const open = equals + 1
      const mark = bytes[open]
      if (mark !== 0x22 && mark !== 0x27) return
      let close = open + 1
      while (close < end && bytes[close] !== mark) close++
      if (equals === at + 1) {
        if (name === 0x72) column = columnOf(bytes, open + 1, close, column)
        else if (name === 0x73) format = dateFormats[digits(bytes, open + 1, close)]
        else if (name === 0x74) type = typeOf(bytes, open + 1, close)
      }
      at = close + 1
    }
  }

  const handler: XmlHandler = {
    open(bytes, name, nameEnd, tagEnd) {
      const element = elementName(bytes, name, nameEnd)
      if (element === elements.sheetData) inData = true
      if (!inData) return
      switch (element) {
        case elements.row: {
          line = rowNumber(bytes, nameEnd, tagEnd, line)
          cells = []
          last = -1
          column = -1
          problems = undefined
          break
        }
        case elements.c:
          openCell(bytes, nameEnd, tagEnd)
          break
        case elements.v:
          inValue = true
          break
        case elements.f:
          hasFormula = true
          break
        case elements.is:
          inInline = true
          break
        case elements.t:
          inText = inInline
          break
        case elements.rPh:
          phonetic = true
          break
      }
    },
    close(bytes, name, nameEnd) {
      if (!inData) return
      switch (elementName(bytes, name, nameEnd)) {
        case elements.c:
          endCell()
          break
        case elements.row:
          endRow()
          break
        case elements.v:
          inValue = false
          break
        case elements.is:
          inInline = false
          break
        case elements.t:
          inText = false
          break
        case elements.rPh:
          phonetic = false
          break
        case elements.sheetData:
          inData = false
          break
      }
    },
    text(bytes, start, end, raw) {
      if (!inValue && (!inText || phonetic)) return
      const piece = cellText(bytes, start, end, raw)
      value = value === undefined ? piece : value + piece
      if (value.length > limits.cellBytes) {
        throw refuseSheet('cellTooLong', { part: `${part} ${line}`, limit: limits.cellBytes })
      }
    },
  }
  return scanXml(part, handler, limits.cellBytes)
}

/** `AB12` → 27; without a reference the cell follows the one before. */
function columnOf(bytes: Buffer, start: number, end: number, next: number): number {
  let column = 0
  for (let at = start; at < end; at++) {
    const letter = (bytes[at] ?? 0) & 0xdf
    if (letter < 0x41 || letter > 0x5a) break
    column = column * 26 + letter - 0x40
    if (column > 16_384) break
  }
  return column === 0 ? next : column - 1
}

function digits(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = value * 10 + (bytes[at] ?? 0x30) - 0x30
  return value
}

function rowNumber(bytes: Buffer, from: number, end: number, before: number): number {
  const found = /\sr\s*=\s*["'](\d{1,7})["']/.exec(bytes.toString('latin1', from, end))?.[1]
  return found === undefined ? before + 1 : Number(found)
}

function typeOf(bytes: Buffer, start: number, end: number): CellType {
  switch (bytes[start]) {
    case 0x73: // s, str
      return end - start === 1 ? 'shared' : 'text'
    case 0x69: // inlineStr
      return 'text'
    case 0x62: // b
      return 'boolean'
    case 0x65: // e
      return 'error'
    case 0x64: // d
      return 'isoDate'
    default: // n
      return 'number'
  }
}
