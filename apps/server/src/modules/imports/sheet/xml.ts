/**
 * A scanner for the XML of spreadsheets that works on bytes as they are unpacked. It makes no strings but
 * those its handler asks for, keeps nothing but the token that a chunk's end has cut, and knows no DTD: a
 * document that declares one is refused, so there are no entities to expand and nothing external to fetch.
 */
import { refuseSheet } from './refusals.ts'

/** Called with places in `bytes`; they hold during the call only. Names come without their prefix. */
export type XmlHandler = {
  readonly open: (bytes: Buffer, name: number, nameEnd: number, tagEnd: number) => void
  readonly close: (bytes: Buffer, name: number, nameEnd: number) => void
  /** `raw` is true for CDATA, where `&` is a letter. One text may come in several pieces. */
  readonly text: (bytes: Buffer, start: number, end: number, raw: boolean) => void
}

export type XmlScanner = {
  readonly write: (chunk: Buffer) => void
  /** To be called after the last chunk: a document that is cut off is refused here. */
  readonly end: () => void
}

const lt = 0x3c
const gt = 0x3e
const slash = 0x2f
const bang = 0x21
const question = 0x3f
const quote = 0x22
const apostrophe = 0x27
const colon = 0x3a

/** An XML declaration is shorter than this. */
const declarationBytes = 200

const commentStart = Buffer.from('<!--')
const cdataStart = Buffer.from('<![CDATA[')

export function scanXml(part: string, handler: XmlHandler, tokenBytes: number): XmlScanner {
  let carried: Buffer = Buffer.alloc(0)
  let depth = 0
  let started = false

  const scan = (bytes: Buffer): number => {
    const end = bytes.length
    let at = 0
    while (at < end) {
      if (bytes[at] !== lt) {
        const stop = bytes.indexOf(lt, at)
        if (stop < 0) return at
        if (depth > 0) handler.text(bytes, at, stop, false)
        at = stop
        continue
      }
      const next = bytes[at + 1]
      if (next === undefined) return at
      if (next === slash) {
        const stop = indexOfByte(bytes, gt, at + 2)
        if (stop < 0) return at
        if (--depth < 0) throw refuseSheet('broken', { part })
        const nameEnd = endOfName(bytes, at + 2, stop)
        handler.close(bytes, localName(bytes, at + 2, nameEnd), nameEnd)
        at = stop + 1
      } else if (next === bang) {
        const stop = endOfBang(bytes, at)
        if (stop < 0) return at
        at = stop
      } else if (next === question) {
        const stop = bytes.indexOf('?>', at)
        if (stop < 0) return at
        at = stop + 2
      } else {
        const stop = endOfTag(bytes, at + 1)
        if (stop < 0) return at
        const closed = bytes[stop - 1] === slash
        const tagEnd = closed ? stop - 1 : stop
        const nameEnd = endOfName(bytes, at + 1, tagEnd)
        const name = localName(bytes, at + 1, nameEnd)
        if (name === nameEnd) throw refuseSheet('broken', { part })
        handler.open(bytes, name, nameEnd, tagEnd)
        if (closed) handler.close(bytes, name, nameEnd)
        else depth++
        at = stop + 1
      }
    }
    return at
  }

  /** After a comment or CDATA section, -1 when it is not whole yet. */
  const endOfBang = (bytes: Buffer, at: number): number => {
    if (startsWith(bytes, at, commentStart)) {
      const stop = bytes.indexOf('-->', at + 4)
      return stop < 0 ? -1 : stop + 3
    }
    if (startsWith(bytes, at, cdataStart)) {
      const stop = bytes.indexOf(']]>', at + 9)
      if (stop < 0) return -1
      if (depth > 0) handler.text(bytes, at + 9, stop, true)
      return stop + 3
    }
    if (bytes.length - at < cdataStart.length) return -1
    throw refuseSheet('externalEntity', { part })
  }

  /** The declaration must be whole before its encoding can be judged. */
  const start = (bytes: Buffer): Buffer => {
    started = true
    refuseEncoding(bytes, part)
    return bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.subarray(3) : bytes
  }

  return {
    write(chunk) {
      let bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      if (!started) {
        carried = bytes
        if (bytes.length < declarationBytes) return
        bytes = start(bytes)
      }
      carried = bytes.subarray(scan(bytes))
      if (carried.length > tokenBytes) throw refuseSheet('cellTooLong', { part, limit: tokenBytes })
    },
    end() {
      if (!started) {
        const bytes = start(carried)
        if (bytes.length === 0) throw refuseSheet('broken', { part })
        carried = bytes.subarray(scan(bytes))
      }
      if (depth !== 0 || carried.toString('latin1').trim() !== '') throw refuseSheet('broken', { part })
    },
  }
}

/** Buffer.indexOf costs a call into C++; names and texts of cells are a few bytes away. */
function indexOfByte(bytes: Buffer, byte: number, from: number): number {
  const end = bytes.length
  for (let at = from; at < end; at++) if (bytes[at] === byte) return at
  return -1
}

function endOfTag(bytes: Buffer, from: number): number {
  const end = bytes.length
  for (let at = from; at < end; at++) {
    const byte = bytes[at]
    if (byte === gt) return at
    if (byte === quote || byte === apostrophe) {
      at = indexOfByte(bytes, byte, at + 1)
      if (at < 0) return -1
    }
  }
  return -1
}

function endOfName(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && (bytes[at] ?? 0) > 0x20 && bytes[at] !== slash) at++
  return at
}

/** OpenXML SDK and others write `<x:row>`. */
function localName(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === colon) return at + 1
  return from
}

function startsWith(bytes: Buffer, at: number, prefix: Buffer): boolean {
  return (
    bytes.length - at >= prefix.length &&
    bytes.compare(prefix, 0, prefix.length, at, at + prefix.length) === 0
  )
}

/** Attributes of a tag without their prefixes, for parts where speed does not matter. */
export function attributesOf(bytes: Buffer, from: number, end: number): Record<string, string> {
  const found: Record<string, string> = {}
  const text = bytes.toString('utf8', from, end)
  for (const [, name = '', double, single] of text.matchAll(/([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found[name] = decodeEntities(double ?? single ?? '')
  }
  return found
}

/** Calls `onOpen` for every element of a small part. */
export function eachElement(
  whole: Buffer,
  part: string,
  onOpen: (name: string, attributes: Record<string, string>) => void,
): void {
  const scanner = scanXml(
    part,
    {
      open: (bytes, name, nameEnd, tagEnd) =>
        onOpen(bytes.toString('latin1', name, nameEnd), attributesOf(bytes, nameEnd, tagEnd)),
      close: () => {},
      text: () => {},
    },
    whole.length,
  )
  scanner.write(whole)
  scanner.end()
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The five entities of XML and character references; others need a DTD and stay as they are written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? all
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}

/** Excel writes what XML cannot hold as `_x000D_`, and an underscore before such letters as `_x005F_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The text of a cell out of its bytes. */
export function cellText(bytes: Buffer, start: number, end: number, raw: boolean): string {
  let plain = true
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    // &, _ and CR have a second meaning; from 0x80 on it is UTF-8.
    if (byte >= 0x80 || byte === 0x26 || byte === 0x5f || byte === 0x0d) {
      plain = false
      break
    }
  }
  if (plain) return bytes.toString('latin1', start, end)
  let text = bytes.toString('utf8', start, end)
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
  return decodeEscapes(raw ? text : decodeEntities(text))
}

/** Refuses what a parser of spreadsheets never needs and an attack does: DTDs, and encodings that hide them. */
export function refuseDeclarations(head: Buffer, part: string): void {
  refuseEncoding(head, part)
  const text = head.toString('latin1')
  const root = text.search(/<[a-z_]/i)
  const prolog = root < 0 ? text : text.slice(0, root)
  if (/<!(DOCTYPE|ENTITY)/i.test(prolog)) throw refuseSheet('externalEntity', { part })
}

function refuseEncoding(head: Buffer, part: string): void {
  const start = head.subarray(0, declarationBytes).toString('latin1')
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)/.exec(start)?.[1] ?? 'utf-8'
  const wide =
    start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff') || start.slice(0, 8).includes('\0')
  if (wide || !/^(utf-?8|us-ascii)$/i.test(encoding)) throw refuseSheet('externalEntity', { part })
}
