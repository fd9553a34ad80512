/** The small parts of an .xlsx file: which sheets it has, which cell styles show dates, and its texts. */
import type { Archive } from './archive.ts'
import type { SheetLimits } from './limits.ts'
import { refuseSheet } from './refusals.ts'
import { builtInFormat, type DateFormat, type DateSystem, formatOfCode } from './values.ts'
import { cellText, eachElement, scanXml } from './xml.ts'

export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly part: string }

export type Workbook = {
  readonly sheets: readonly SheetPart[]
  readonly dateSystem: DateSystem
  /** By the style number of a cell. */
  readonly dateFormats: readonly DateFormat[]
  readonly sharedStringsPart: string | undefined
}

type Relation = { readonly type: string; readonly target: string }

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relationsOf(archive, '')
  const part = [...root.values()].find((relation) => relation.type.endsWith('/officeDocument'))?.target
  const whole = part === undefined ? undefined : await archive.whole(part)
  if (part === undefined || whole === undefined) throw refuseSheet('broken', { part: 'xl/workbook.xml' })
  const relations = await relationsOf(archive, part)
  const target = (type: string) => [...relations.values()].find((one) => one.type.endsWith(type))?.target
  const sheets: SheetPart[] = []
  let dateSystem: DateSystem = 1900
  eachElement(whole, part, (name, attributes) => {
    if (name === 'workbookPr' && isTrue(attributes.date1904)) dateSystem = 1904
    if (name !== 'sheet') return
    const relation = relations.get(attributes.id ?? '')
    // Charts and dialogs are sheets as well, but have no rows.
    if (relation === undefined || !relation.type.endsWith('/worksheet')) return
    if (!archive.has(relation.target)) throw refuseSheet('broken', { part: relation.target })
    const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
    sheets.push({ name: attributes.name ?? '', hidden, part: relation.target })
  })
  const stylesPart = target('/styles')
  const styles = stylesPart === undefined ? undefined : await archive.whole(stylesPart)
  return {
    sheets,
    dateSystem,
    dateFormats: styles === undefined ? [] : dateFormatsOf(styles),
    sharedStringsPart: target('/sharedStrings'),
  }
}

/** The relations of a part, by id, with targets as names in the archive. */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : ''
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  const relations = new Map<string, Relation>()
  const whole = await archive.whole(name)
  if (whole === undefined) return relations
  eachElement(whole, name, (element, { Id, Type, Target, TargetMode }) => {
    // External targets (a picture on the web, another workbook) are never followed.
    if (element !== 'Relationship' || Id === undefined || TargetMode === 'External') return
    relations.set(Id, { type: Type ?? '', target: resolve(folder, Target ?? '') })
  })
  return relations
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target
  const parts: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}

function dateFormatsOf(styles: Buffer): DateFormat[] {
  const custom = new Map<number, DateFormat>()
  const formats: DateFormat[] = []
  let inCellFormats = false
  eachElement(styles, 'xl/styles.xml', (name, attributes) => {
    if (name === 'numFmt') custom.set(Number(attributes.numFmtId), formatOfCode(attributes.formatCode ?? ''))
    else if (name === 'cellXfs') inCellFormats = true
    else if (name === 'cellStyles' || name === 'dxfs') inCellFormats = false
    else if (name === 'xf' && inCellFormats) {
      const id = Number(attributes.numFmtId ?? 0)
      formats.push(custom.has(id) ? custom.get(id) : builtInFormat(id))
    }
  })
  return formats
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

/** All texts of the workbook. Runs of rich text are joined; readings of characters (phonetic runs) left out. */
export async function readSharedStrings(
  archive: Archive,
  book: Workbook,
  limits: SheetLimits,
): Promise<string[]> {
  const part = book.sharedStringsPart
  if (part === undefined || !archive.has(part)) return []
  const texts: string[] = []
  let bytesSeen = 0
  let text = ''
  let inText = false
  let phonetic = false
  const scanner = scanXml(
    part,
    {
      open(bytes, name, nameEnd) {
        if (isNamed(bytes, name, nameEnd, 't')) inText = true
        else if (isNamed(bytes, name, nameEnd, 'rPh')) phonetic = true
        else if (isNamed(bytes, name, nameEnd, 'si')) text = ''
      },
      close(bytes, name, nameEnd) {
        if (isNamed(bytes, name, nameEnd, 't')) inText = false
        else if (isNamed(bytes, name, nameEnd, 'rPh')) phonetic = false
        else if (isNamed(bytes, name, nameEnd, 'si')) {
          texts.push(text)
          if (texts.length > limits.sharedStrings)
            throw refuseSheet('tooManyTexts', { limit: limits.sharedStrings })
        }
      },
      text(bytes, start, end, raw) {
        if (!inText || phonetic) return
        bytesSeen += end - start
        if (bytesSeen > limits.sharedStringBytes) {
          throw refuseSheet('unpacksTooLarge', { part, limit: limits.sharedStringBytes })
        }
        text = text === '' ? cellText(bytes, start, end, raw) : text + cellText(bytes, start, end, raw)
        if (text.length > limits.cellBytes)
          throw refuseSheet('cellTooLong', { part, limit: limits.cellBytes })
      },
    },
    limits.cellBytes,
  )
  for await (const chunk of archive.stream(part)) scanner.write(chunk)
  scanner.end()
  return texts
}

function isNamed(bytes: Buffer, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false
  for (let index = 0; index < name.length; index++) {
    if (bytes[start + index] !== name.charCodeAt(index)) return false
  }
  return true
}
