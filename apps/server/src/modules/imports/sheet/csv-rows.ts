/** The rows of a .csv file: encoding and delimiter are found by rule, quotes and line ends read leniently. */
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { unescapeFormula } from './formula.ts'
import type { SheetLimits } from './limits.ts'
import { refuseSheet } from './refusals.ts'
import type { CellProblem, SheetRow } from './rows.ts'

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
export type CsvFormat = { readonly encoding: CsvEncoding; readonly delimiter: string }

const chunkBytes = 256 * 1024
const sampleBytes = 64 * 1024
/** A record longer than this has a quote that is never closed. */
const recordBytes = 4 * 1024 * 1024

/**
 * The same file always gets the same answer: a byte order mark decides; then a file that is valid UTF-8
 * throughout is UTF-8 (Chinese in GB18030 practically never is); anything else is GB18030.
 */
export async function detectCsv(path: string): Promise<CsvFormat> {
  const encoding = await detectEncoding(path)
  const file = await open(path)
  try {
    const sample = Buffer.alloc(sampleBytes)
    const { bytesRead } = await file.read(sample, 0, sampleBytes, 0)
    const whole = bytesRead < sampleBytes
    const text = Buffer.from(iconv.decode(sample.subarray(0, bytesRead), encoding))
    return { encoding, delimiter: detectDelimiter(text, whole) }
  } finally {
    await file.close()
  }
}

async function detectEncoding(path: string): Promise<CsvEncoding> {
  let carried: Buffer = Buffer.alloc(0)
  let first = true
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    if (first) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
      if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return 'utf-8'
      first = false
    }
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
    const end = wholeCharacters(bytes)
    if (!isUtf8(bytes.subarray(0, end))) return mostlyUtf8(bytes.subarray(0, end)) ? 'utf-8' : 'gb18030'
    carried = bytes.subarray(end)
  }
  return carried.length === 0 ? 'utf-8' : 'gb18030'
}

/** Where to cut so that no UTF-8 character is cut: before the last lead byte that lacks its tail. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needs > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** A UTF-8 file with a few broken bytes: its cells are flagged, instead of the whole file garbled. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const broken = text.split('\ufffd').length - 1
  const characters = text.replace(/[^\u0080-\uffff]/g, '').length - broken
  return characters > broken * 20
}

/** The delimiter that cuts the most records into the same number of fields; a comma when none does. */
function detectDelimiter(sample: Buffer, whole: boolean): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', '\t', ';']) {
    const widths = new Map<number, number>()
    let records = 0
    const scanner = scanCsv(delimiter, (fields) => {
      records++
      widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1)
    })
    try {
      scanner.write(sample)
      if (whole) scanner.end()
    } catch {
      // With the wrong delimiter a quote may seem never to close; what was read so far still counts.
    }
    for (const [width, count] of widths) {
      const score = width < 2 ? 0 : (count / records) * Math.log2(width)
      if (score > best.score) best = { delimiter, score }
    }
  }
  return best.delimiter
}

export async function* readCsvRows(
  path: string,
  format: CsvFormat,
  limits: SheetLimits,
  onBytes: (bytes: number) => void,
): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = []
  let line = 0
  const scanner = scanCsv(format.delimiter, (fields) => {
    line++
    if (line > limits.rows) throw refuseSheet('tooManyRows', { limit: limits.rows })
    const row = csvRow(fields, line, limits)
    if (row !== undefined) rows.push(row)
  })
  const decoder = format.encoding === 'utf-8' ? undefined : iconv.getDecoder(format.encoding)
  let first = true
  const write = (bytes: Buffer) => {
    const isMarked = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    if (bytes.length > 0) first = false
    scanner.write(isMarked ? bytes.subarray(3) : bytes)
  }
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    onBytes(chunk.length)
    write(decoder === undefined ? chunk : Buffer.from(decoder.write(chunk)))
    if (rows.length > 0) yield rows
    rows = []
  }
  if (decoder !== undefined) write(Buffer.from(decoder.end() ?? ''))
  scanner.end()
  if (rows.length > 0) yield rows
}

/** 4.50521E+17: what Excel makes of an id number when it saves a csv. */
const scientificId = /^\d(\.\d+)?E\+1[4-9]$/i

function csvRow(fields: string[], line: number, limits: SheetLimits): SheetRow | undefined {
  let kinds = ''
  let problems: CellProblem[] | undefined
  const cells: (string | null)[] = []
  for (const [column, field] of fields.entries()) {
    if (field === '') {
      kinds += '.'
      cells.push(null)
      continue
    }
    if (column >= limits.columns) throw refuseSheet('tooManyColumns', { limit: limits.columns })
    if (field.length > limits.cellBytes) {
      throw refuseSheet('cellTooLong', { part: String(line), limit: limits.cellBytes })
    }
    if (scientificId.test(field)) problems = [...(problems ?? []), { column, code: 'digitsLost' }]
    if (field.includes('\ufffd')) problems = [...(problems ?? []), { column, code: 'undecodable' }]
    kinds += 't'
    cells.push(unescapeFormula(field))
  }
  if (!kinds.includes('t')) return undefined
  return problems === undefined ? { line, cells, kinds } : { line, cells, kinds, problems }
}

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Splits UTF-8 bytes into records. A quote opens a field only at its start, as spreadsheets do it. */
export function scanCsv(delimiter: string, onRecord: (fields: string[]) => void) {
  const separator = delimiter.charCodeAt(0)
  let carried: Buffer = Buffer.alloc(0)

  /** Reads whole records and returns where the first unfinished one starts. */
  const scan = (bytes: Buffer, last: boolean): number => {
    const end = bytes.length
    let at = 0
    let record = 0
    let fields: string[] = []
    while (at < end) {
      let text = ''
      let start = at
      if (bytes[at] === quote) {
        const closing = endOfQuoted(bytes, at + 1)
        if (closing < 0 || (closing + 1 >= end && !last)) {
          if (!last) return record
          throw refuseSheet('openQuote')
        }
        text = bytes.toString('utf8', at + 1, closing)
        if (text.includes('""')) text = text.replaceAll('""', '"')
        start = closing + 1
      }
      let stop = start
      while (stop < end) {
        const byte = bytes[stop]
        if (byte === separator || byte === lineFeed || byte === carriageReturn) break
        stop++
      }
      // A carriage return at the end of the chunk may be half of a line end.
      if (!last && (stop === end || (bytes[stop] === carriageReturn && stop + 1 === end))) return record
      if (stop > start) text += bytes.toString('utf8', start, stop)
      fields.push(text)
      at = stop + 1
      if (bytes[stop] === separator) {
        if (at >= end && last) fields.push('')
        if (at < end || last) continue
        return record
      }
      if (bytes[stop] === carriageReturn && bytes[at] === lineFeed) at++
      onRecord(fields)
      fields = []
      record = at
    }
    if (fields.length > 0) {
      if (!last) return record
      onRecord(fields)
    }
    return end
  }

  return {
    write(chunk: Buffer) {
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      carried = bytes.subarray(scan(bytes, false))
      if (carried.length > recordBytes) throw refuseSheet('openQuote')
    },
    end() {
      scan(carried, true)
      carried = Buffer.alloc(0)
    },
  }
}

function endOfQuoted(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(quote, from)
  while (at >= 0 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2)
  return at
}
