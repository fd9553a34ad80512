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
  'decimal2',
  'decimal3',
  'decimal4',
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
/** Numbers that are one character with their mark: ⑴ is (1), ⒈ is 1. and ㈠ is (一). */
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const BRACKETED = '⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇'
const POINTED = '⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛'
const CHINESE_BRACKETED = '㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩'
const ENCLOSED = [CIRCLED, BRACKETED, POINTED, CHINESE_BRACKETED]
const patterns: readonly (readonly [Style, RegExp])[] = [
  ['part', new RegExp(`^(第(${CN}|\\d{1,3})[编篇]|第(${CN}|\\d{1,3})部分)[\\s:、]*`)],
  ['chapter', new RegExp(`^(第(${CN}|\\d{1,3})章)[\\s:、]*`)],
  ['section', new RegExp(`^(第(${CN}|\\d{1,3})节)[\\s:、]*`)],
  ['article', new RegExp(`^(第(${CN}|\\d{1,3})条)[\\s:、]*`)],
  ['attachment', new RegExp(`^(附[件表录]\\s?(${CN}|\\d{1,3}))\\s*[:、.]?\\s*(?=\\S|$)`)],
  ['chinese', new RegExp(`^((${CN}))\\s?[、.,．]\\s*`)],
  ['chineseBracket', new RegExp(`^(\\((${CN})\\))[、.]?\\s*`)],
  ['chineseBracket', new RegExp(`^(([${CHINESE_BRACKETED}]))[、.]?\\s*`)],
  ['arabicBracket', /^(\((\d{1,3})\))[、.]?\s*/],
  ['arabicBracket', new RegExp(`^(([${BRACKETED}]))[、.]?\\s*`)],
  ['arabicHalfBracket', /^((\d{1,3})\))[、.]?\s*/],
  ['circled', new RegExp(`^(([${CIRCLED}]))[、.]?\\s*`)],
  ['arabic', new RegExp(`^(([${POINTED}]))\\s*`)],
  // 1.1 of a plan with decimal numbers has a blank behind it; 1.5万元 has none.
  ['decimal4', /^(\d{1,2}\.\d{1,2}\.\d{1,2}\.(\d{1,2}))[、.]?\s+(?=[\u4e00-\u9fff“])/],
  ['decimal3', /^(\d{1,2}\.\d{1,2}\.(\d{1,2}))[、.]?\s+(?=[\u4e00-\u9fff“])/],
  ['decimal2', /^(\d{1,2}\.(\d{1,2}))[、.]?\s+(?=[\u4e00-\u9fff“])(?![万亿千百元亩户人个公米吨倍])/],
  // 1.5万元 at the beginning of a line is a figure, and so is 2016.; 2.2018年 and 3.10月底 are items.
  ['arabic', /^((\d{1,3}))\s?(?:[、．]|\.(?!\d)|\.(?=\d{4}\s?年|\d{1,2}\s?月))\s*/],
]

/** The outermost number of a plan with decimal numbers: 1 总则, above 1.1 编制目的. */
export function findWholeMarker(line: string): Marker | undefined {
  const match = /^((\d{1,2}))\s+(?=[\u4e00-\u9fff]{2,16}$)/.exec(line)
  return match
    ? { style: 'arabic', number: match[1]!, value: Number(match[2]), length: match[0].length }
    : undefined
}

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
  return CHINESE_DIGITS.includes(character) || ENCLOSED.some((each) => each.includes(character))
}

function valueAsWritten(written: string): number | undefined {
  for (const each of ENCLOSED) {
    const at = each.indexOf(written)
    if (at >= 0) return at + 1
  }
  return readNumber(written)
}
