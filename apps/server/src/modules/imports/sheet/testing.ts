/** What the tests of spreadsheets share: files in a folder of their own, and archives that may lie. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { crc32, deflateRawSync } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import { openSheet, type SheetLimits, type SheetRow, type WrittenSheet, writeSheet } from './index.ts'
import { withDefaults } from './limits.ts'

/** A folder for the files of one test file, and how to be rid of it. */
export async function testFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'lika-sheet-'))
  let count = 0
  return {
    async file(bytes: Buffer | string, extension = 'xlsx'): Promise<string> {
      const path = join(folder, `${++count}.${extension}`)
      await writeFile(path, bytes)
      return path
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export type RawPart = {
  readonly name: string
  readonly data: Buffer | string
  readonly stored?: boolean
  /** What the directory claims instead of the truth. */
  readonly claims?: {
    readonly size?: number
    readonly packed?: number
    readonly crc?: number
    readonly flags?: number
  }
}

/** A zip archive byte by byte, so that each field can lie. */
export function rawZip(parts: readonly RawPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, stored = false, claims = {} } of parts) {
    const bytes = Buffer.from(data as string)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(claims.flags ?? 0x0800, 2)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(claims.crc ?? crc32(bytes), 10)
    fields.writeUInt32LE(claims.packed ?? packed.length, 14)
    fields.writeUInt32LE(claims.size ?? bytes.length, 18)
    fields.writeUInt16LE(nameBytes.length, 22)
    const file = Buffer.concat([signature('PK\x03\x04'), fields, nameBytes, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([signature('PK\x01\x02'), Buffer.from([20, 0]), fields, place, nameBytes]))
    files.push(file)
    offset += file.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, entries, signature('PK\x05\x06'), end])
}

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The least that makes a workbook, around the XML of one sheet. */
export function rawWorkbook(
  sheet: string,
  more: { readonly workbook?: string; readonly styles?: string; readonly texts?: string } = {},
): RawPart[] {
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  return [
    {
      name: '[Content_Types].xml',
      data:
        '<Types><Override PartName="/xl/workbook.xml" ' +
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data: `<Relationships>${relation(1, 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data:
        more.workbook ?? '<workbook><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data:
        `<Relationships>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}` +
        `${relation(2, 'sharedStrings', 'sharedStrings.xml')}${relation(3, 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
    ...(more.styles === undefined ? [] : [{ name: 'xl/styles.xml', data: more.styles }]),
    ...(more.texts === undefined ? [] : [{ name: 'xl/sharedStrings.xml', data: more.texts }]),
  ]
}

export function rawSheet(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows}</sheetData></worksheet>`
}

export async function bytesOf(sheets: readonly WrittenSheet[], rowsPerSheet?: number): Promise<Buffer> {
  return collect((stream) =>
    writeSheet(stream, { sheets }, rowsPerSheet === undefined ? {} : { rowsPerSheet }),
  )
}

export async function collect(write: (stream: PassThrough) => Promise<void>): Promise<Buffer> {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await write(stream)
  return Buffer.concat(chunks)
}

/** All rows of a sheet, header and titles included, read in this thread. */
export async function allRows(
  path: string,
  name?: string,
  limits?: Partial<SheetLimits>,
): Promise<SheetRow[]> {
  const sheet = await openSheet(path, withDefaults(limits))
  const rows: SheetRow[] = []
  try {
    for await (const batch of sheet.rows(name)) rows.push(...batch)
  } finally {
    sheet.close()
  }
  return rows
}

/** Parts of a whole archive as texts, by another reader than ours. */
export async function rawPartsOf(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    parts.set(entry.fileName, await text(stream))
  }
  return parts
}
