/** Values of facts between JSON and the inside. Checked, never coerced. */
import { looksSealed } from '@lika/codes'
import { formatDay, parseDay } from '../expression/calendar.ts'
import { formatDecimal, parseDecimal } from '../expression/decimal.ts'
import { nearest } from '../expression/nearest.ts'
import type { Text } from '../ir.ts'
import type { CodeList, Fact, FactValue } from '../model.ts'
import { codePoints } from './code-points.ts'

/** Why a value of a fact was refused. */
export interface ValueProblem {
  /** `value.type`, `value.scale`, `value.range`, `value.code`, `value.day`, `value.length`, `value.least`, `value.most`. */
  readonly code: string
  readonly message: Text
  readonly nearest?: string
}

type Known = Exclude<FactValue, undefined>
type Checked = { readonly value: Known } | { readonly problem: ValueProblem }
type CodeLists = Readonly<Record<string, CodeList>>

/**
 * A fact's value as it stands in JSON: `35` for an integer, `"12.5"` for a decimal, `"11812.00"` for money,
 * `"2016-11-03"` for a date; `null` is unknown. A text where a number belongs, or a number where a text
 * belongs, is refused.
 */
export function checkFactValue(fact: Fact, codeLists: CodeLists, json: unknown): Checked {
  if (json === null) return { value: null }
  switch (fact.type) {
    case 'boolean':
      return typeof json === 'boolean' ? { value: json } : wrongType(json, 'true 或 false', 'true or false')
    case 'integer':
      if (typeof json !== 'number' || !Number.isInteger(json))
        return wrongType(json, '不带引号的整数，如 35', 'a whole number without quotation marks, such as 35')
      return inRange(fact, BigInt(json))
    case 'decimal':
    case 'money':
      return checkDecimal(fact, json)
    case 'date': {
      if (typeof json !== 'string')
        return wrongType(json, '日期，如 "2016-11-03"', 'a day, such as "2016-11-03"')
      const day = parseDay(json)
      if (day !== undefined) return { value: day }
      return refuse(
        'day',
        `没有 ${show(json)} 这一天，日期应写成 2016-11-03`,
        `there is no day ${show(json)}; a day is written 2016-11-03`,
      )
    }
    case 'code':
      if (typeof json !== 'string') return wrongType(json, '代码', 'a code')
      return checkCode(fact, codeLists, json) ?? { value: json }
    case 'codes':
      return checkCodes(fact, codeLists, json)
    case 'text':
      return checkText(fact, json)
  }
}

/** JSON value to internal value; throws with the problem's words when it is not a value of the fact. */
export function toInternal(fact: Fact, codeLists: CodeLists, json: unknown): Known {
  const checked = checkFactValue(fact, codeLists, json)
  if ('problem' in checked) throw new Error(`${fact.id}: ${checked.problem.message.en}`)
  return checked.value
}

/** Internal value to the JSON value that `checkFactValue` takes; unknown is null. */
export function toJson(
  fact: Pick<Fact, 'type' | 'scale'>,
  value: FactValue,
): boolean | number | string | readonly string[] | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'number') return value
  if (fact.type === 'date') return formatDay(value)
  return fact.type === 'integer' ? value : formatDecimal(value, fact.scale)
}

function checkDecimal(fact: Fact, json: unknown): Checked {
  const example = fact.type === 'money' ? '"11812.00"' : '"12.5"'
  if (typeof json !== 'string')
    return wrongType(json, `带引号的小数，如 ${example}`, `a decimal in quotation marks, such as ${example}`)
  const value = parseDecimal(json, fact.scale)
  if (value !== undefined) return inRange(fact, value)
  if (parseDecimal(json, 20) !== undefined)
    return refuse(
      'scale',
      `${show(json)} 的小数超过 ${fact.scale} 位`,
      `${show(json)} has more than ${fact.scale} decimals`,
    )
  return wrongType(json, `小数，如 ${example}`, `a decimal, such as ${example}`)
}

function inRange(fact: Fact, value: bigint): Checked {
  const { range } = fact
  if (range && value >= range.min && value <= range.max) return { value: Number(value) }
  const show = (bound: bigint) => formatDecimal(bound, fact.scale)
  if (!range) return refuse('range', `${fact.id} 没有规定范围`, `${fact.id} declares no range`)
  const [min, max] = [show(range.min), show(range.max)]
  return refuse(
    'range',
    `${show(value)} 不在 ${min} 到 ${max} 之间`,
    `${show(value)} is not between ${min} and ${max}`,
  )
}

function checkCode(fact: Fact, codeLists: CodeLists, code: string): { problem: ValueProblem } | undefined {
  const list = codeLists[fact.codes ?? '']
  const codes = list?.values.map((value) => value.code) ?? []
  if (codes.includes(code)) return undefined
  const meant = list?.values.find((value) =>
    [value.label.zh, value.label.en, ...value.synonyms].includes(code),
  )
  const near = meant?.code ?? nearest(code, codes)
  const hint =
    near === undefined ? { zh: '', en: '' } : { zh: `，是否指 ${near}？`, en: `; did you mean ${near}?` }
  return refuse(
    'code',
    `${fact.codes} 没有代码 ${show(code)}${hint.zh}`,
    `${fact.codes} has no code ${show(code)}${hint.en}`,
    near,
  )
}

function checkCodes(fact: Fact, codeLists: CodeLists, json: unknown): Checked {
  if (!Array.isArray(json) || !json.every((code) => typeof code === 'string'))
    return wrongType(json, '代码的列表，如 ["a","b"]', 'a list of codes, such as ["a","b"]')
  const codes: string[] = json
  for (const code of codes) {
    const refused = checkCode(fact, codeLists, code)
    if (refused) return refused
  }
  const twice = codes.find((code, i) => codes.indexOf(code) !== i)
  if (twice !== undefined)
    return refuse('code', `代码 ${show(twice)} 重复`, `the code ${show(twice)} stands twice`)
  if (fact.least !== undefined && codes.length < fact.least)
    return refuse(
      'least',
      `至少选 ${fact.least} 项，选了 ${codes.length} 项`,
      `at least ${fact.least} of them, not ${codes.length}`,
    )
  if (fact.most !== undefined && codes.length > fact.most)
    return refuse(
      'most',
      `最多选 ${fact.most} 项，选了 ${codes.length} 项`,
      `at most ${fact.most} of them, not ${codes.length}`,
    )
  return { value: codes }
}

function checkText(fact: Fact, json: unknown): Checked {
  if (typeof json !== 'string') return wrongType(json, '文字', 'a text')
  if (json.includes('\u0000') || !json.isWellFormed())
    return refuse('type', '文字中有不能保存的字符', 'the text has characters that cannot be stored')
  if (looksSealed(json))
    return refuse(
      'type',
      '文字不能以 sealed: 开头，它用于已加密的内容',
      'a text cannot begin with sealed:, which stands for what is encrypted',
    )
  if (fact.maxLength !== undefined && codePoints(json) > fact.maxLength)
    return refuse(
      'length',
      `文字超过 ${fact.maxLength} 个字`,
      `the text is longer than ${fact.maxLength} characters`,
    )
  return { value: json }
}

function wrongType(json: unknown, zh: string, en: string): { problem: ValueProblem } {
  return refuse('type', `${show(json)} 不对，应是${zh}`, `${show(json)} is not ${en}`)
}

function refuse(code: string, zh: string, en: string, near?: string): { problem: ValueProblem } {
  return {
    problem: { code: `value.${code}`, message: { zh, en }, ...(near === undefined ? {} : { nearest: near }) },
  }
}

/** What was given, short enough for a message. */
function show(json: unknown): string {
  const text = typeof json === 'string' ? `“${json}”` : (JSON.stringify(json) ?? String(json))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
