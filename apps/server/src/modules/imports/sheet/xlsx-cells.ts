/** Cells, styles and texts of a written .xlsx. */
import { type ColumnKind, isExactNumber, isMarked, isNumeric, type SheetCell } from './book.ts'
import { needsFormulaEscape } from './formula.ts'
import { serialOf } from './values.ts'

type CellStyle = 'plain' | 'text' | 'quoted' | 'integer' | 'money' | 'date'

const numberFormats: Record<CellStyle, number> = {
  plain: 0,
  // 49 is `@`: what is typed into the cell later stays text as well, an id number or a text like =1+1.
  text: 49,
  quoted: 49,
  integer: 1,
  money: 2,
  date: 164,
}

const cellStyles = Object.keys(numberFormats) as CellStyle[]
/** Style numbers: first each style as it is, then each with the red fill of a problem, then the headers. */
const styleNumber = Object.fromEntries(cellStyles.map((style, index) => [style, index])) as Record<
  CellStyle,
  number
>
const problemOffset = cellStyles.length
export const headerStyle = cellStyles.length * 2
export const requiredHeaderStyle = headerStyle + 1

/** The style that a column gives to its empty cells, so that what is typed there is read as it is meant. */
export function columnStyle(kind: ColumnKind): number {
  return styleNumber[styleOf(kind)]
}

function styleOf(kind: ColumnKind): CellStyle {
  if (kind === 'text' || kind === 'id') return 'text'
  if (kind === 'integer' || kind === 'money' || kind === 'date') return kind
  return 'plain'
}

export function stylesXml(): string {
  const fill = (rgb: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
  const cell = (style: CellStyle, fillId: number) =>
    `<xf numFmtId="${numberFormats[style]}" fontId="0" fillId="${fillId}" borderId="0" xfId="0" ` +
    `applyNumberFormat="1"${fillId > 0 ? ' applyFill="1"' : ''}${style === 'quoted' ? ' quotePrefix="1"' : ''}/>`
  const header = (fillId: number) =>
    `<xf numFmtId="49" fontId="1" fillId="${fillId}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" ` +
    'applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" ' +
    'wrapText="1"/></xf>'
  const formats = [
    ...cellStyles.map((style) => cell(style, 0)),
    ...cellStyles.map((style) => cell(style, 2)),
    header(3),
    header(4),
  ]
  const side = (name: string) => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`
  return (
    xmlStart +
    `<styleSheet xmlns="${mainNamespace}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font>' +
    '<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>' +
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    `${fill('FFC7CE')}${fill('E7EDF5')}${fill('FCE4B6')}</fills>` +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  )
}

export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const xmlStart = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** One cell; nothing at all for an empty one without a problem. */
export function cellXml(reference: string, cell: SheetCell, columnKind: ColumnKind): string {
  if (!isMarked(cell)) return valueXml(reference, cell, columnKind, 0)
  const offset = cell.problem === undefined ? 0 : problemOffset
  return valueXml(reference, cell.value, cell.kind ?? columnKind, offset)
}

function valueXml(reference: string, value: unknown, kind: ColumnKind, offset: number): string {
  if (value === null || value === undefined || value === '') {
    return offset === 0 ? '' : `<c r="${reference}" s="${styleNumber[styleOf(kind)] + offset}"/>`
  }
  if (typeof value === 'boolean') {
    return `<c r="${reference}" s="${styleNumber.plain + offset}" t="b"><v>${value ? 1 : 0}</v></c>`
  }
  const text = String(value)
  if ((typeof value === 'number' || isNumeric(kind)) && isExactNumber(text)) {
    const style = isNumeric(kind) ? styleOf(kind) : 'plain'
    return `<c r="${reference}" s="${styleNumber[style] + offset}"><v>${text}</v></c>`
  }
  const serial = kind === 'date' ? serialOf(text) : undefined
  if (serial !== undefined) return `<c r="${reference}" s="${styleNumber.date + offset}"><v>${serial}</v></c>`
  return textXml(reference, text, styleNumber[needsFormulaEscape(text) ? 'quoted' : 'text'] + offset)
}

/** Inline, so that no table of texts has to be held until the end; its type says that it is no formula. */
export function textXml(reference: string, text: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${spaceOf(text)}>${escapeText(text)}</t></is></c>`
}

function spaceOf(text: string): string {
  return /^\s|\s$|[\t\n]|\s\s/.test(text) ? ' xml:space="preserve"' : ''
}

const longestText = 32_767

/**
 * A text for XML. What XML cannot hold is written as Excel does it, `_x0007_`, and so is a text that already
 * looks like that; a broken surrogate becomes U+FFFD. Excel refuses cells beyond 32,767 letters: they are
 * cut, and end with an ellipsis.
 */
export function escapeText(text: string): string {
  const whole = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
  if (!/[&<>"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x/.test(whole)) return whole
  return (
    whole
      .toWellFormed()
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
      .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, hexEscape)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

function hexEscape(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

/** 27 → AB. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
