/** One cell to the value of a fact. Exact, or a problem that says what would be right. Pure. */
import { type CodeStandard, findCode, nearestCode, normaliseName, type StandardId } from '@lika/codes'
import { type CodeList, type Fact, formatDecimal, parseDecimal } from '@lika/policy'
import type { CellProblemCode } from '../sheet/index.ts'
import { problemOf, type StagedProblem, storable } from './problem.ts'

export type CellValue = boolean | number | string | readonly string[] | null

/** `undefined` for a blank cell, which says nothing. */
export type Cell = { readonly value: CellValue } | { readonly problem: StagedProblem } | undefined

export type CellReader = (text: string, kind: string) => Cell

/** Said on purpose: we asked, and nobody knows. */
const unknownWords = new Set(['不详', '未知', '不清楚', '不明', '不知道', 'unknown'])

const yes = new Set([
  '是',
  '有',
  '√',
  '✓',
  '✔',
  '☑',
  '1',
  'true',
  'yes',
  'y',
  '已',
  '对',
  '符合',
  '达标',
  '合格',
  '通',
  '在',
])
const no = new Set([
  '否',
  '无',
  '×',
  '✗',
  '✘',
  'x',
  '0',
  'false',
  'no',
  'n',
  '没有',
  '没',
  '未',
  '不是',
  '不',
  '不符合',
  '不达标',
  '未达标',
  '不合格',
  '未通',
  '不通',
  '不在',
])

/** A reader for a fact, made once for a sheet. Answers are remembered: columns repeat themselves. */
export function cellReader(
  key: string,
  fact: Fact,
  codeLists: Readonly<Record<string, CodeList>>,
): CellReader {
  const read = readerOf(key, fact, codeLists)
  if (fact.type === 'text' || fact.type === 'date') return read
  const known = new Map<string, Cell>()
  return (text, kind) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const cell = read(text, kind)
    if (known.size < 2_000) known.set(text, cell)
    return cell
  }
}

function readerOf(key: string, fact: Fact, codeLists: Readonly<Record<string, CodeList>>): CellReader {
  const withUnknown =
    (read: CellReader): CellReader =>
    (text, kind) => {
      const cell = read(text, kind)
      // A code list may itself have a value 未知.
      if (cell && 'problem' in cell && unknownWords.has(plain(text))) return { value: null }
      return cell
    }
  switch (fact.type) {
    case 'boolean':
      return withUnknown(booleanReader(key))
    case 'integer':
    case 'decimal':
    case 'money':
      return withUnknown(numberReader(key, fact))
    case 'date':
      return withUnknown((text, kind) => dayOf(key, text, kind))
    case 'code':
      return withUnknown(codeReader(key, codeLists[fact.codes!]!))
    case 'codes':
      return withUnknown(codesReader(key, codeLists[fact.codes!]!))
    case 'text':
      return textReader(key, fact)
  }
}

function booleanReader(key: string): CellReader {
  return (text) => {
    const word = plain(text)
    if (yes.has(word)) return { value: true }
    if (no.has(word)) return { value: false }
    return { problem: problemOf(key, 'cell.boolean', text) }
  }
}

/** Words that sheets write behind a number, by the unit of the fact: 35分钟 is 35 only where minutes are asked. */
const unitWords: Readonly<Record<string, readonly string[]>> = {
  yuan: ['元'],
  min: ['分钟', '分'],
  m: ['米'],
  km: ['公里', '千米'],
  'm²': ['平方米', '平米', 'm2', '㎡'],
  mu: ['亩'],
  person: ['人', '口'],
  household: ['户'],
  year: ['年'],
  month: ['个月', '月'],
  day: ['天', '日'],
  '%': ['%'],
  head: ['头', '只', '羽'],
  'L/person': ['升'],
}

function numberReader(key: string, fact: Fact): CellReader {
  const units = [fact.unitText, ...(unitWords[fact.unitText] ?? []), ...(fact.type === 'money' ? ['元'] : [])]
  const suffix = units.filter((unit) => unit !== '')
  return (text) => {
    let number = plain(text).replace(/^[¥￥]/, '')
    const unit = suffix.find((each) => number.endsWith(each))
    if (unit) number = number.slice(0, -unit.length).trim()
    if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) number = number.replaceAll(',', '')
    if (number.startsWith('.')) number = `0${number}`
    const scaled = parseDecimal(number, fact.scale)
    if (scaled === undefined) {
      if (parseDecimal(number, 20) === undefined) return { problem: problemOf(key, 'cell.number', text) }
      const code = fact.scale === 0 ? 'cell.whole' : 'cell.decimals'
      return { problem: problemOf(key, code, text, { most: fact.scale }) }
    }
    if (fact.range && (scaled < fact.range.min || scaled > fact.range.max)) {
      const { min, max } = fact.range
      const args = { min: formatDecimal(min, fact.scale), max: formatDecimal(max, fact.scale) }
      return { problem: problemOf(key, 'cell.range', text, args) }
    }
    return { value: fact.type === 'integer' ? Number(scaled) : formatDecimal(scaled, fact.scale) }
  }
}

/** `2017-01-05`, and how else people write it; a time of day is dropped. */
export function dayOf(key: string, text: string, kind: string): Cell {
  // How the reader of spreadsheets writes a day.
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isCalendarDay(text)) return { value: text }
  const written = plain(text)
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t ].*)?$/.exec(written) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(written)
  if (found) {
    const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
    return isCalendarDay(day) ? { value: day } : { problem: problemOf(key, 'cell.noSuchDay', text) }
  }
  if (/^\d{4}[-/.年]\d{1,2}月?$/.test(written)) return { problem: problemOf(key, 'cell.dayIncomplete', text) }
  if (kind === 'n' && /^\d{5}$/.test(written)) return { problem: problemOf(key, 'cell.daySerial', text) }
  return { problem: problemOf(key, 'cell.day', text) }
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Of a text of the form 2016-11-03. Nobody alive or on paper is older than 1800. */
export function isCalendarDay(day: string): boolean {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const date = Number(day.slice(8, 10))
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const last = month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 0)
  return year >= 1800 && date >= 1 && date <= last
}

function codeReader(key: string, list: CodeList): CellReader {
  const standard = standardOf(list)
  return (text) => {
    const code = findCode(standard, text)
    if (code) return { value: code.code }
    return { problem: problemOf(key, 'cell.code', text, nearest(standard, text)) }
  }
}

function codesReader(key: string, list: CodeList): CellReader {
  const standard = standardOf(list)
  return (text) => {
    const whole = findCode(standard, text)
    if (whole) return { value: [whole.code] }
    const codes: string[] = []
    for (const part of text.split(/[、,，;；/|\n]+/)) {
      if (part.trim() === '') continue
      const code = findCode(standard, part)
      if (!code) return { problem: problemOf(key, 'cell.code', part.trim(), nearest(standard, part)) }
      if (!codes.includes(code.code)) codes.push(code.code)
    }
    return { value: codes }
  }
}

/** Lists of packs have what finding a code needs; title and grade are not read. */
function standardOf(list: CodeList): CodeStandard {
  return { id: list.id as StandardId, standard: '', title: list.label, grade: 'G', values: list.values }
}

function nearest(standard: CodeStandard, text: string): StagedProblem['args'] {
  const near = nearestCode(standard, text)
  if (near) return { near: near.label.zh, nearEn: near.label.en }
  const some = standard.values.slice(0, 5)
  const more = standard.values.length > 5
  return {
    some: some.map(({ label }) => label.zh).join('、') + (more ? '…' : ''),
    someEn: some.map(({ label }) => label.en).join(', ') + (more ? '…' : ''),
  }
}

const householdNumberForm = /^[0-9A-Za-z-]+$/

function textReader(key: string, fact: Fact): CellReader {
  const most = fact.maxLength ?? 4_000
  return (text) => {
    const value = storable(key === 'person.name' ? normaliseName(text) : text.normalize('NFC').trim())
    if (value === '') return undefined
    if (value.length > most) return { problem: problemOf(key, 'cell.tooLong', text, { most }) }
    if (key === 'household.householdNumber' && !householdNumberForm.test(value)) {
      return { problem: problemOf(key, 'cell.householdNumber', text) }
    }
    return { value }
  }
}

/** Ordinary width, small letters, no blanks at the ends. */
function plain(text: string): string {
  if (/^[0-9.-]+$/.test(text)) return text
  return text.normalize('NFKC').trim().toLowerCase()
}

/** A cell that lost something in the spreadsheet, before anybody could read it. */
export function sheetProblem(key: string, code: CellProblemCode, text: string | null): StagedProblem {
  return problemOf(key, `sheet.${code}`, text ?? undefined)
}
