/** How an item of a document is numbered, and which number it bears. */
import { CHINESE_DIGITS, readNumber } from '../numerals/chinese.ts'

/** Styles of numbering, from the outermost to the innermost as offices use them (GB/T 9704: 一、 (一) 1. (1)). */
export const STYLES = [
  'part',
  'chapter',
  'section',
  'article',
  'attachment',
  'chinese',
  'chineseBracket',
  'arabic',
  'arabicBracket',
  'arabicHalfBracket',
  'circled',
] as const
export type Style = (typeof STYLES)[number]

export interface Marker {
  readonly style: Style
  /** As written, without the mark behind it: 一, (一), 1, 1), ①, 第三条. */
  readonly number: string
  readonly value: number
  /** Characters of the line that the marker takes, blanks behind it included. */
  readonly length: number
}

const CN = `[${CHINESE_DIGITS}]{1,4}`
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const patterns: readonly (readonly [Style, RegExp])[] = [
  ['part', new RegExp(`^(第(${CN}|\\d{1,3})[编篇]|第(${CN}|\\d{1,3})部分)[\\s:、]*`)],
  ['chapter', new RegExp(`^(第(${CN}|\\d{1,3})章)[\\s:、]*`)],
  ['section', new RegExp(`^(第(${CN}|\\d{1,3})节)[\\s:、]*`)],
  ['article', new RegExp(`^(第(${CN}|\\d{1,3})条)[\\s:、]*`)],
  ['attachment', new RegExp(`^(附[件表录]\\s?(${CN}|\\d{1,3}))\\s*[:、.]?\\s*(?=\\S|$)`)],
  ['chinese', new RegExp(`^((${CN}))\\s?[、.,．]\\s*`)],
  ['chineseBracket', new RegExp(`^(\\((${CN})\\))[、.]?\\s*`)],
  ['arabicBracket', /^(\((\d{1,3})\))[、.]?\s*/],
  ['arabicHalfBracket', /^((\d{1,3})\))[、.]?\s*/],
  ['circled', new RegExp(`^(([${CIRCLED}]))[、.]?\\s*`)],
  // 1.5万元 at the beginning of a line is a figure, and so is 2016.; 2.2018年 and 3.10月底 are items.
  ['arabic', /^((\d{1,3}))\s?(?:[、．]|\.(?!\d)|\.(?=\d{4}\s?年|\d{1,2}\s?月))\s*/],
]

/** The marker at the beginning of a folded line without blanks before it. */
export function findMarker(line: string): Marker | undefined {
  const first = line.charCodeAt(0)
  // Most lines begin with a word: no pattern needs to look at them.
  if (!(first < 0x40 || first === 0x7b2c || first === 0x9644 || isNumeral(line[0]!))) return undefined
  for (const [style, pattern] of patterns) {
    const match = pattern.exec(line)
    if (!match) continue
    const written = match.slice(2).find((group) => group !== undefined)!
    const value = valueAsWritten(written)
    if (value === undefined) continue
    return { style, number: match[1]!.replaceAll(' ', ''), value, length: match[0].length }
  }
  return undefined
}

function isNumeral(character: string): boolean {
  return CHINESE_DIGITS.includes(character) || CIRCLED.includes(character)
}

function valueAsWritten(written: string): number | undefined {
  const circled = CIRCLED.indexOf(written)
  if (circled >= 0) return circled + 1
  return readNumber(written)
}
