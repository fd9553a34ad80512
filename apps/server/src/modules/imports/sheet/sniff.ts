/** What a file is by its bytes: its name and its declared type are only claims. */
import { open } from 'node:fs/promises'
import type { RefusalReason } from './refusals.ts'

export type SheetFormat = 'xlsx' | 'csv'

/** The first bytes: a zip archive, text, or the reason why it is neither. */
export type Sniffed = 'zip' | 'text' | RefusalReason

const headBytes = 64 * 1024

export async function sniff(path: string): Promise<Sniffed> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(headBytes)
    const { bytesRead } = await file.read(head, 0, headBytes, 0)
    const found = sniffBytes(head.subarray(0, bytesRead))
    if (found === 'oldExcel') return (await holds(file, oleEncrypted)) ? 'encrypted' : 'oldExcel'
    return found
  } finally {
    await file.close()
  }
}

const signatures: readonly (readonly [hex: string, Sniffed])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'empty'],
  ['d0cf11e0a1b11ae1', 'oldExcel'],
  ['09080', 'oldExcel'],
  ['526172211a07', 'archive'],
  ['377abcaf271c', 'archive'],
  ['1f8b', 'archive'],
  ['425a68', 'archive'],
  ['fd377a585a00', 'archive'],
  ['255044462d', 'notSpreadsheet'],
  ['7b5c727466', 'notSpreadsheet'],
  ['89504e47', 'notSpreadsheet'],
  ['ffd8ff', 'notSpreadsheet'],
  ['474946', 'notSpreadsheet'],
]

export function sniffBytes(head: Buffer): Sniffed {
  if (head.length === 0) return 'empty'
  const hex = head.subarray(0, 16).toString('hex')
  for (const [signature, found] of signatures) if (hex.startsWith(signature)) return found
  if (isUtf16(head)) return 'text'
  if (head.some(isBinary)) return 'notSpreadsheet'
  const start = head.subarray(0, 1024).toString('utf8').replace('\ufeff', '').trimStart()
  if (start === '' && head.length < headBytes) return 'empty'
  return /^<(\?xml|!doctype|html|head|table|meta|body|style|div)/i.test(start) ? 'webPage' : 'text'
}

/** Excel's "Unicode text" is UTF-16 with a byte order mark. */
export function isUtf16(head: Buffer): boolean {
  return (
    head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
  )
}

/** Control bytes that no text of UTF-8 or GB18030 has: all but tab, line ends, form feed and Ctrl-Z. */
function isBinary(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a) || byte === 0x7f
}

/** A workbook with a password is an OLE file with this stream inside; an .xls has none. */
const oleEncrypted = Buffer.from('EncryptedPackage', 'utf16le')

async function holds(file: Awaited<ReturnType<typeof open>>, needle: Buffer): Promise<boolean> {
  const block = Buffer.alloc(1024 * 1024)
  let position = 0
  for (;;) {
    const { bytesRead } = await file.read(block, 0, block.length, position)
    if (block.subarray(0, bytesRead).includes(needle)) return true
    if (bytesRead < block.length) return false
    position += bytesRead - needle.length
  }
}
