/** The small shapes that every part of a pack is made of: labels, days, ids, exact numbers, citations. */
import { parseDay } from '../expression/index.ts'
import type { Text } from '../ir.ts'
import type { Day, Place } from '../model.ts'

import type { Shape } from './shape.ts'
import { byKind, isForbiddenName, listOf, mapOf, placed, plainRecord, scalar } from './shape.ts'

export const idPattern = /^[A-Za-z][A-Za-z0-9]*$/
/** Ids, or two joined by a dot where a subject is named first: `person.phone`. */
export const ownedIdPattern = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)?$/
const packPattern = /^[a-z][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)+$/
const regionPattern = /^(all|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/
const numberPattern = /^-?\d{1,18}(\.\d{1,6})?$/

export const text: Shape<string> = scalar(
  { zh: '文字', en: 'text' },
  (value) => (value.trim() === '' || value.length > 4000 ? undefined : value),
  { type: 'string', minLength: 1 },
)
export const truth: Shape<boolean> = scalar(
  { zh: 'true 或 false', en: 'true or false' },
  (value, plain) => (plain && value === 'true' ? true : plain && value === 'false' ? false : undefined),
  { type: 'boolean' },
)
export const id: Shape<string> = scalar(
  { zh: '标识（字母开头，只用字母、数字）', en: 'an id: a letter, then letters and digits' },
  (value) => (idPattern.test(value) && value.length <= 80 && !isForbiddenName(value) ? value : undefined),
  { type: 'string', pattern: idPattern.source },
)
/** Codes of lists and words of the registry: letters, digits, hyphens. */
export const code: Shape<string> = scalar(
  { zh: '代码（字母、数字、连字符）', en: 'a code: letters, digits, hyphens' },
  (value) => (/^[A-Za-z0-9][A-Za-z0-9-]{0,79}$/.test(value) && !isForbiddenName(value) ? value : undefined),
  { type: ['string', 'integer'], pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$' },
)
/** A version: 2017.1. */
export const version: Shape<string> = scalar(
  { zh: '版本（如 2017.1）', en: 'a version such as 2017.1' },
  (value) => (/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/.test(value) ? value : undefined),
  { type: ['string', 'number'] },
)
export const label: Shape<Text> = plainRecord({ zh: text, en: text }, {})
/** A note may be one text for both languages: names of forms and offices often are. */
export const note: Shape<Text> = byKind({
  map: label,
  scalar: { ...text, read: (tree, item, to) => bothLanguages(text.read(tree, item, to)) },
})
function bothLanguages(value: string | undefined): Text | undefined {
  return value === undefined ? undefined : { zh: value, en: value }
}

export const day: Shape<Day> = scalar(
  { zh: '日期（如 2017-12-31）', en: 'a day such as 2017-12-31' },
  (value) => (parseDay(value) === undefined ? undefined : value),
  { type: 'string', format: 'date' },
)
export const packName: Shape<string> = scalar(
  { zh: '政策包名称（如 cn/guangxi/household-exit）', en: 'a pack name such as cn/guangxi/household-exit' },
  (value) => (packPattern.test(value) && value.length <= 200 ? value : undefined),
  { type: 'string', pattern: packPattern.source },
)
/** The id of a set of criteria: a topic, the last word of a pack's name. */
export const setName: Shape<string> = scalar(
  { zh: '标准的标识（如 household-exit）', en: 'the id of a set, such as household-exit' },
  (value) => (/^[a-z0-9][a-z0-9-]{0,79}$/.test(value) ? value : undefined),
  { type: 'string' },
)
export const region: Shape<string> = scalar(
  { zh: '行政区划代码（2、4、6、9或12位）或 all', en: 'a region code of 2, 4, 6, 9 or 12 digits, or all' },
  (value) => (regionPattern.test(value) ? value : undefined),
  { type: 'string', pattern: regionPattern.source },
)
/** An exact number, as it is written: it never passes through a float. */
export const exact: Shape<string> = scalar(
  { zh: '数（如 "12.50"，最多6位小数）', en: 'a number such as "12.50", with at most 6 decimals' },
  (value) => (numberPattern.test(value) ? value : undefined),
  { type: ['string', 'number'], pattern: numberPattern.source },
)
export function wholeNumber(least: number, most: number): Shape<number> {
  return scalar(
    { zh: `${least} 到 ${most} 的整数`, en: `a whole number from ${least} to ${most}` },
    (value) => {
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
      return number >= least && number <= most ? number : undefined
    },
    { type: 'integer', minimum: least, maximum: most },
  )
}
/** A span such as `12 months` or `2 years`, in months. */
export const span: Shape<number> = scalar(
  { zh: '期限（如 12 months）', en: 'a span such as 12 months or 2 years' },
  (value) => {
    const match = /^(\d{1,3}) (month|months|year|years)$/.exec(value)
    return match ? Number(match[1]) * (match[2]!.startsWith('year') ? 12 : 1) : undefined
  },
  { type: 'string', pattern: '^\\d+ (months?|years?)$' },
)
export const unitText: Shape<string> = scalar(
  { zh: '单位（如 m²/person）', en: 'a unit such as m²/person' },
  (value) => (/^[^\s\d/*()^-][^\s/*()^]*([/*][^\s\d/*()^-][^\s/*()^]*)*$/.test(value) ? value : undefined),
  { type: 'string' },
)
const expressionText = scalar(
  { zh: '一条表达式', en: 'an expression' },
  (value) => (value.trim() ? value : undefined),
  { type: ['string', 'boolean', 'number'] },
)
/** An expression: its text is checked later, when everything that it may name is known. */
export const expression: Shape<{ readonly value: string; readonly place: Place }> = {
  schema: expressionText.schema,
  read(tree, item, to) {
    const value = expressionText.read(tree, item, to)
    if (value === undefined) return undefined
    // The first character of a quoted expression stands behind the quote.
    const isQuoted = tree.kind === 'scalar' && !tree.plain
    return { value, place: to.place({ ...tree.at, column: tree.at.column + (isQuoted ? 1 : 0) }, item) }
  },
}
export const reference = placed(id)

export interface SourceName {
  readonly id: string
  readonly clause?: string
}
export const source = placed(
  byKind({
    scalar: scalar(
      { zh: 'sources 中的一个标识', en: 'an id of the sources' },
      (value): SourceName | undefined => (idPattern.test(value) ? { id: value } : undefined),
      { type: 'string', pattern: idPattern.source },
    ),
    map: plainRecord({ id }, { clause: text }) as Shape<SourceName>,
  }),
)
export const ids = listOf(id)
export const references = listOf(reference)
export const oneOrMore = <T>(shape: Shape<T>): Shape<T | readonly T[]> => ({
  schema: { anyOf: [shape.schema, { type: 'array', items: shape.schema }] },
  read: (tree, item, to) =>
    tree.kind === 'list' ? listOf(shape, 1).read(tree, item, to) : shape.read(tree, item, to),
})

/** Values of parameters: what a scalar means depends on the parameter's type. */
export interface RawValue {
  readonly text: string
  readonly plain: boolean
}
const rawScalar: Shape<RawValue> = scalar(
  { zh: '一个值', en: 'a value' },
  (value, plain) => (value === '' && plain ? undefined : { text: value, plain }),
  { type: ['string', 'number', 'boolean'] },
)
export type Raw = RawValue | readonly RawValue[]
const raw: Shape<Raw> = byKind({ scalar: rawScalar, list: listOf(rawScalar) })
export const parameterValue = placed(
  byKind<Readonly<Record<string, Raw>>, readonly RawValue[], RawValue>({
    scalar: rawScalar,
    list: listOf(rawScalar),
    map: mapOf(raw, /^[A-Za-z0-9][A-Za-z0-9-]{0,79}$/),
  }),
)
export const rawValue = placed(raw)

/** Facts that an outcome gives, in the order written: a plain `today` is the day of the act, a quoted one a text. */
export type GivenFact =
  | { readonly fact: string; readonly value: boolean | number | string | readonly string[] }
  | { readonly fact: string; readonly today: true }
const rawGiven = mapOf(raw, idPattern)
export const givenFacts: Shape<readonly GivenFact[]> = {
  schema: rawGiven.schema,
  read(tree, item, to) {
    const given = rawGiven.read(tree, item, to)
    return given && Object.entries(given).map(([fact, value]) => givenFact(fact, value))
  },
}

function givenFact(fact: string, value: Raw): GivenFact {
  if (!('text' in value)) return { fact, value: value.map(({ text }) => text) }
  const { text, plain } = value
  if (plain && text === 'today') return { fact, today: true }
  if (plain && (text === 'true' || text === 'false')) return { fact, value: text === 'true' }
  return { fact, value: plain && /^-?\d{1,15}$/.test(text) ? Number(text) : text }
}
