/** The gate before any parser: what the file is, how large it would become, and whether it hides anything. */
import { stat } from 'node:fs/promises'
import { type Archive, openArchive } from './archive.ts'
import { type SheetLimits, withDefaults } from './limits.ts'
import { refuseSheet } from './refusals.ts'
import { type SheetFormat, sniff } from './sniff.ts'
import { refuseDeclarations } from './xml.ts'

/**
 * Refuses a file that must not be parsed, with an AppError `sheet.<reason>` (status 422) that says what to do.
 * Cheap: it reads the directory and the first bytes of each part. Bytes that really come out of an archive
 * are counted against the same limits while the sheet is read.
 */
export async function guardSheet(path: string, given?: Partial<SheetLimits>): Promise<SheetFormat> {
  const limits = withDefaults(given)
  const format = await guardFile(path, limits)
  if (format === 'csv') return 'csv'
  const archive = await openGuarded(path, limits)
  archive.close()
  return 'xlsx'
}

/** Type and size of the file, before it is opened as anything. */
export async function guardFile(path: string, limits: SheetLimits): Promise<SheetFormat> {
  const { size } = await stat(path)
  if (size > limits.fileBytes) throw refuseSheet('fileTooLarge', { actual: size, limit: limits.fileBytes })
  const found = await sniff(path)
  if (found === 'text') return 'csv'
  if (found === 'zip') return 'xlsx'
  throw refuseSheet(found)
}

/** Opens the archive of an .xlsx after all its parts have been looked at. The caller closes it. */
export async function openGuarded(path: string, limits: SheetLimits): Promise<Archive> {
  const archive = await openArchive(path, limits)
  try {
    await refuseOtherKinds(archive)
    for (const part of archive.names) await refusePart(archive, part)
    return archive
  } catch (error) {
    archive.close()
    throw error
  }
}

async function refuseOtherKinds(archive: Archive): Promise<void> {
  if (archive.has('xl/workbook.bin')) throw refuseSheet('binaryExcel')
  if (archive.names.some((name) => /vbaProject\.bin$/i.test(name))) throw refuseSheet('macros')
  const mimeType = archive.has('mimetype') ? (await archive.peek('mimetype')).toString('latin1') : ''
  if (mimeType.startsWith('application/vnd.oasis.opendocument')) throw refuseSheet('openDocument')
  if (!archive.has('[Content_Types].xml')) throw refuseSheet('archive')
  const types = await archive.whole('[Content_Types].xml')
  if (types?.includes('macroEnabled')) throw refuseSheet('macros')
  if (!types?.includes('spreadsheetml.sheet.main')) throw refuseSheet('notSpreadsheet')
}

const archiveName = /\.(zip|xls[xmb]?|ods|docx|rar|7z|t?gz|bz2|xz|tar|jar)$/i
const archiveMagic = ['504b0304', '526172211a', '377abcaf27', '1f8b08', '425a68', 'd0cf11e0a1b1']

async function refusePart(archive: Archive, part: string): Promise<void> {
  if (archiveName.test(part)) throw refuseSheet('nestedArchive', { part })
  const head = await archive.peek(part)
  if (/\.(xml|rels|vml)$/i.test(part)) refuseDeclarations(head, part)
  else if (/printerSettings/i.test(part)) return
  else {
    const hex = head.subarray(0, 6).toString('hex')
    if (archiveMagic.some((magic) => hex.startsWith(magic))) throw refuseSheet('nestedArchive', { part })
  }
}
