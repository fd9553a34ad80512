/** What the tests of spreadsheets share: files in a folder of their own, and archives that may lie. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import type { RawPart } from '../../../testing/archives.ts'
import { openSheet, type SheetLimits, type SheetRow, type WrittenSheet, writeSheet } from './index.ts'
import { withDefaults } from './limits.ts'

export { type RawPart, rawZip } from '../../../testing/archives.ts'

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
