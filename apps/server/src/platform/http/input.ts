// Reads what was sent, strictly: unknown fields and wrong types are refused, nothing is converted.

import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type AppError, type ErrorDetail, invalid, type Message } from '../errors.ts'
import { withoutIdentityData } from './log.ts'

type Fault = ErrorDetail & { message: Message }
type SchemaError = { keyword: string; schemaPath: string; instancePath: string; params: object }

const MOST_FAULTS = 20

/** A check of one part of a request; throws one 400 problem that names every field that is wrong. */
export function compileInput(schema: TSchema): (value: unknown) => void {
  const validator = Compile(closedThroughout(schema))
  return (value) => {
    mustBeText(value, [])
    if (validator.Check(value)) return
    const meant = narrowed(closedThroughout(schema), value)
    const errors = Compile(meant).Errors(value)
    const faults = faultsOf(errors as unknown as SchemaError[], value)
    const [first] = faults
    const { message, ...detail } = first ?? { message: { zh: '格式不正确', en: 'is malformed' } }
    throw invalid('request.invalid', message, { ...detail, ...(faults.length > 1 ? { errors: faults } : {}) })
  }
}

/**
 * The schema of what was meant: of a union whose branches are told apart by `kind`, the branch of the kind that was sent.
 * What the others would have wanted explains nothing.
 */
function narrowed(schema: TSchema, value: unknown): TSchema {
  if (typeof value !== 'object' || value === null) return schema
  const { anyOf, properties } = schema as { anyOf?: TSchema[]; properties?: Record<string, TSchema> }
  if (anyOf) {
    const { kind } = value as { kind?: unknown }
    const meant = anyOf.find((branch) => {
      const { properties: own } = branch as { properties?: Record<string, { const?: unknown }> }
      return own?.kind?.const !== undefined && own.kind.const === kind
    })
    return meant ? narrowed(meant, value) : schema
  }
  if (!properties) return schema
  const parts = Object.entries(properties).map(([name, part]) => [
    name,
    narrowed(part, (value as Record<string, unknown>)[name]),
  ])
  return { ...schema, properties: Object.fromEntries(parts) } as TSchema
}

/**
 * What stands in an address is kept by proxies, histories and bookmarks: no number that identifies somebody belongs there,
 * whatever it was meant for. The search box asks in a body. `fields` are texts that may be anything.
 */
export function mustNotIdentify(query: unknown, fields?: readonly string[]): void {
  for (const [field, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (fields && !fields.includes(field)) continue
    if (typeof value !== 'string' || withoutIdentityData(value) === value) continue
    throw invalid(
      'request.identifierInAddress',
      {
        zh: `${field} 像是证件号码、电话或银行卡号：网址会留在浏览历史和代理日志里，不接受这类号码。请用页面上方的查找框。`,
        en: `${field} looks like an id number, a telephone or a bank card: addresses are kept by histories and proxies, so such numbers are not taken there. Use the search box of the page.`,
      },
      // The value itself is not told back.
      { field, expected: 'POST /api/search' },
    )
  }
}

/** The fields of a query that may hold anything somebody types. */
export function freeTexts(schema: TSchema | undefined): string[] {
  const properties = (schema as { properties?: Record<string, Record<string, unknown>> } | undefined)
    ?.properties
  return Object.entries(properties ?? {}).flatMap(([name, { type, pattern }]) =>
    // Cursors are ours, and are made of hashes and ids.
    type === 'string' && pattern === undefined && name !== 'cursor' ? [name] : [],
  )
}

/** A copy in which every object refuses unknown fields, whether its author wrote that or not. */
export function closedThroughout<S extends TSchema>(schema: S): S {
  return close(schema) as S
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close)
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)])) as Record<
    string,
    unknown
  >
  if (Array.isArray(copy.allOf)) {
    // The parts of an intersection each see the others' fields; only the whole can refuse what is left.
    copy.allOf = copy.allOf.map((part: Record<string, unknown>) => ({ ...part, additionalProperties: true }))
    copy.unevaluatedProperties = false
  } else if (
    copy.type === 'object' &&
    copy.properties &&
    copy.additionalProperties === undefined &&
    copy.unevaluatedProperties === undefined
  ) {
    copy.additionalProperties = false
  }
  return copy
}

function faultsOf(errors: readonly SchemaError[], root: unknown): Fault[] {
  const byField = new Map<string, Fault & { expected: unknown[] }>()
  for (const error of errors) {
    for (const { field, message, expected } of explain(error)) {
      const known = byField.get(field)
      // Each branch of a union adds what it would have taken.
      if (known) known.expected.push(expected)
      else if (byField.size < MOST_FAULTS) {
        byField.set(field, { field, message, expected: [expected], ...shortValue(valueAt(root, field)) })
      }
    }
  }
  return [...byField.values()].map((fault) => ({
    ...fault,
    expected: fault.expected.length === 1 ? fault.expected[0] : fault.expected,
  }))
}

function explain(error: SchemaError): { field: string; message: Message; expected: unknown }[] {
  const field = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  const params = error.params as Record<string, unknown>
  const within = (name: string) => (field === '' ? name : `${field}.${name}`)
  if (error.keyword === 'required') {
    return (params.requiredProperties as string[]).map((name) => ({
      field: within(name),
      message: { zh: `缺少 ${within(name)}`, en: `${within(name)} is missing` },
      expected: 'required',
    }))
  }
  const unknown = params.additionalProperties ?? params.unevaluatedProperties
  if (Array.isArray(unknown)) {
    return unknown.map((name) => ({
      field: within(String(name)),
      message: { zh: `不认识的字段 ${within(String(name))}`, en: `unknown field ${within(String(name))}` },
      expected: 'absent',
    }))
  }
  // `schema is false` repeats what additionalProperties says, and anyOf what its branches say.
  if (error.keyword === 'boolean' || error.keyword === 'anyOf') return []
  const expected = expectationOf(error.keyword, params)
  const name = field === '' ? '请求正文' : field
  return [
    {
      field,
      message: {
        zh: `${name} 的值不符合要求`,
        en: `${field === '' ? 'the body' : field} is not what is expected`,
      },
      expected,
    },
  ]
}

function expectationOf(keyword: string, params: Record<string, unknown>): unknown {
  if (keyword === 'const') return params.allowedValue
  if (keyword === 'enum') return params.allowedValues
  if (keyword === 'type') return params.type
  if (keyword === 'format') return params.format
  if (keyword === 'pattern') return String(params.pattern)
  const [limit] = Object.values(params).filter((value) => typeof value === 'number')
  return limit === undefined ? keyword : `${keyword} ${limit}`
}

function valueAt(root: unknown, field: string): unknown {
  if (field === '') return undefined
  return field
    .split('.')
    .reduce((node: unknown, name) => (node as Record<string, unknown> | undefined)?.[name], root)
}

/** Small values are told back, so that a person finds them; large ones are not worth the bytes. */
function shortValue(value: unknown): { value?: unknown } {
  if (typeof value === 'string') return { value: value.length > 100 ? `${value.slice(0, 100)}…` : value }
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? { value } : {}
}

const DEEPEST = 64

/** PostgreSQL cannot store the character NUL or half a surrogate pair: refused here, never an error there. */
function mustBeText(value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) throw notText(path)
  } else if (typeof value === 'object' && value !== null) {
    if (path.length > DEEPEST) throw tooDeep()
    for (const [name, each] of Object.entries(value)) {
      mustBeText(name, path)
      mustBeText(each, [...path, name])
    }
  }
}

function notText(path: readonly (string | number)[]): AppError {
  const field = path.join('.')
  const message = { zh: `${field} 含有非法字符`, en: `${field} holds a character that is not text` }
  return invalid('request.invalid', message, { field, expected: 'text without NUL' })
}

function tooDeep(): AppError {
  return invalid('request.invalid', {
    zh: `请求正文的嵌套超过 ${DEEPEST} 层`,
    en: `the body is nested more than ${DEEPEST} levels deep`,
  })
}
