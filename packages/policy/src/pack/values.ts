/** Values written in packs as typed constants: exact, or refused. */
import { parseDay, parseDecimal } from '../expression/index.ts'
import type { ConstantValue, Text } from '../ir.ts'
import type { CodeList } from '../model.ts'
import { nearestName } from './nearest.ts'
import type { Raw, RawValue } from './words.ts'

/** What a value has to be. */
export interface ValueKind {
  readonly kind: 'number' | 'date' | 'boolean' | 'code' | 'codes' | 'text'
  readonly scale: number
  readonly codes?: CodeList | undefined
}
export type Constant =
  | { readonly value: Exclude<ConstantValue, null> }
  | { readonly problem: Text; readonly nearest?: string }

export function constantOf(raw: Raw, kind: ValueKind): Constant {
  if (kind.kind === 'codes') return codesOf(raw, kind.codes)
  if (isList(raw)) return problem('此处应为单个值', 'expected a single value')
  const { text, plain } = raw
  switch (kind.kind) {
    case 'number': {
      const value = parseDecimal(text, kind.scale)
      if (value !== undefined) return { value }
      return problem(
        `“${text}”不是最多 ${kind.scale} 位小数的数`,
        `"${text}" is not a number with at most ${kind.scale} decimals`,
      )
    }
    case 'date': {
      const value = parseDay(text)
      return value === undefined ? problem(`“${text}”不是日期`, `"${text}" is not a day`) : { value }
    }
    case 'boolean':
      return plain && (text === 'true' || text === 'false')
        ? { value: text === 'true' }
        : problem(`“${text}”不是 true 或 false`, `"${text}" is neither true nor false`)
    case 'code':
      return codeOf(text, kind.codes)
    case 'text':
      return { value: text }
  }
}

function isList(raw: Raw): raw is readonly RawValue[] {
  return Array.isArray(raw)
}

function codeOf(text: string, list: CodeList | undefined): Constant {
  // A list that does not exist is reported where it is named.
  if (!list || list.values.some((each) => each.code === text)) return { value: text }
  const nearest = nearestName(
    text,
    list.values.map((each) => each.code),
  )
  const en = `"${text}" is not a code of ${list.id}`
  return { problem: { zh: `代码表 ${list.id} 中没有“${text}”`, en }, ...(nearest ? { nearest } : {}) }
}

function codesOf(raw: Raw, list: CodeList | undefined): Constant {
  if (!isList(raw)) return problem('此处应为代码列表', 'expected a list of codes')
  for (const each of raw) {
    const code = codeOf(each.text, list)
    if ('problem' in code) return code
  }
  return { value: raw.map((each) => each.text) }
}

const problem = (zh: string, en: string): Constant => ({ problem: { zh, en } })
