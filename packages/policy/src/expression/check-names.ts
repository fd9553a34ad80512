/** Facts, derived formulas, parameters, lists and variables by their names. */
import type { ConstantValue, ListRef, Node, Owner, Type } from '../ir.ts'
import type { Fact, Parameter, SubjectKind } from '../model.ts'
import type { Ast } from './ast.ts'
import { numberType } from './check-numbers.ts'
import type { Checking } from './checking.ts'
import { larger, smaller } from './decimal.ts'
import { nearest } from './nearest.ts'

/** So many elements a list has at most when its declaration says nothing. */
export const LIST_MAX = 10_000

export const SUBJECT: Owner = { at: 'subject' }

export function checkName(c: Checking, ast: Extract<Ast, { kind: 'name' }>): Node | undefined {
  const { name, at } = ast
  if (name === 'asOf') return { op: 'asOf', type: { kind: 'date' } }
  const variable = c.variables.find((v) => v.name === name)
  if (variable) {
    c.report(
      at,
      'variable',
      `${name} 是一个成员，应写它的事实，如 ${name}.…`,
      `${name} is an element; name one of its facts, as in ${name}.…`,
    )
    return undefined
  }
  const own = ownName(c, at, c.scope.subject, SUBJECT, name)
  if (own !== undefined) return own || undefined
  if (Object.hasOwn(c.scope.parameters, name)) return checkParameter(c, at, name)
  if (listOf(c, c.scope.subject, name)) {
    c.report(
      at,
      'list',
      `${name} 是列表，应写 ${name}.count 或 every m in ${name} …`,
      `${name} is a list; write ${name}.count or every m in ${name} …`,
    )
    return undefined
  }
  const near = nearest(name, [
    ...namesOf(c, c.scope.subject),
    ...Object.keys(c.scope.parameters),
    ...c.variables.map((v) => v.name),
    'asOf',
  ])
  c.report(at, 'unknownName', `不认识的名称 ${name}`, `unknown name ${name}`, near)
  return undefined
}

/** `m.enrolled`, `schoolAge.from`, `members.count`, `h.members.count`. */
export function checkMember(c: Checking, ast: Extract<Ast, { kind: 'member' }>): Node | undefined {
  if (ast.name === 'count' && isListName(c, ast.of)) {
    const list = checkListRef(c, ast.of, ast.of.kind === 'name' ? ast.of.name : 'element')
    return list && { op: 'count', list: list.ref, type: list.countType }
  }
  if (ast.of.kind === 'name') {
    const { name } = ast.of
    const depth = c.variables.findIndex((v) => v.name === name)
    if (depth >= 0) return elementName(c, ast, depth)
    if (Object.hasOwn(c.scope.parameters, name)) return checkField(c, ast, name)
    if (listOf(c, c.scope.subject, name)) {
      c.report(
        ast.at,
        'list',
        `列表只有 ${name}.count`,
        `a list has only ${name}.count`,
        nearest(ast.name, ['count']),
      )
      return undefined
    }
    const near = nearest(name, [
      ...c.variables.map((v) => v.name),
      ...Object.keys(c.scope.parameters),
      ...listNames(c, c.scope.subject),
    ])
    c.report(ast.at, 'unknownName', `不认识的名称 ${name}`, `unknown name ${name}`, near)
    return undefined
  }
  c.report(
    ast.at,
    'member',
    '点号前应是成员、参数或列表的名称',
    'before the point stands the name of an element, a parameter or a list',
  )
  return undefined
}

function elementName(c: Checking, ast: Extract<Ast, { kind: 'member' }>, depth: number): Node | undefined {
  const { kind } = c.variables[depth]!
  const found = ownName(c, ast.at, kind, { at: 'element', depth }, ast.name)
  if (found !== undefined) return found || undefined
  const near = nearest(ast.name, [...namesOf(c, kind)])
  c.report(ast.at, 'unknownName', `${kind} 没有 ${ast.name}`, `a ${kind} has no ${ast.name}`, near)
  return undefined
}

/** A fact or derived formula of a kind of subject; undefined when there is none, false when it cannot be used. */
function ownName(
  c: Checking,
  at: number,
  kind: string,
  owner: Owner,
  name: string,
): Node | false | undefined {
  const facts = c.scope.facts[kind]
  if (facts && Object.hasOwn(facts, name)) {
    const type = factType(facts[name]!)
    if (type) return { op: 'fact', owner, subject: kind, fact: name, type }
    c.report(at, 'range', `事实 ${name} 没有规定范围`, `the fact ${name} declares no range`)
    return false
  }
  const formulas = c.scope.derived[kind]
  if (!formulas || !Object.hasOwn(formulas, name)) return undefined
  const body = formulas[name]!.node
  return { op: 'derived', id: name, owner, body, type: body.type }
}

/** The type of a fact's internal value; undefined for a number without range. */
export function factType(fact: Fact): Type | undefined {
  switch (fact.type) {
    case 'boolean':
    case 'date':
    case 'text':
      return { kind: fact.type }
    case 'code':
    case 'codes':
      return { kind: fact.type, list: fact.codes ?? '' }
    case 'integer':
    case 'decimal':
    case 'money':
      return fact.range && numberType(fact.scale, fact.unit, fact.range.min, fact.range.max)
  }
}

function checkParameter(c: Checking, at: number, id: string): Node | undefined {
  const parameter = c.scope.parameters[id]!
  const { value } = parameter
  if (isConstant(value)) return { op: 'parameter', id, value, type: valueType(parameter, [value]) }
  const how = parameter.by ? `${id}[…]` : `${id}.${Object.keys(value)[0] ?? ''}`
  c.report(
    at,
    'parameter',
    `参数 ${id} 有多个值，应写 ${how}`,
    `the parameter ${id} has several values; write ${how}`,
  )
  return undefined
}

function checkField(c: Checking, ast: Extract<Ast, { kind: 'member' }>, id: string): Node | undefined {
  const parameter = c.scope.parameters[id]!
  const { value } = parameter
  if (isConstant(value) || parameter.by) {
    const how = parameter.by ? `${id}[…]` : id
    c.report(
      ast.at,
      'parameter',
      `参数 ${id} 没有字段，应写 ${how}`,
      `the parameter ${id} has no fields; write ${how}`,
    )
    return undefined
  }
  if (!Object.hasOwn(value, ast.name)) {
    const near = nearest(ast.name, Object.keys(value))
    c.report(
      ast.at,
      'unknownName',
      `参数 ${id} 没有字段 ${ast.name}`,
      `the parameter ${id} has no field ${ast.name}`,
      near,
    )
    return undefined
  }
  const field = value[ast.name]!
  return { op: 'parameter', id, field: ast.name, value: field, type: valueType(parameter, [field]) }
}

/** `stipend[m.schoolStage]`. */
export function checkIndex(c: Checking, ast: Extract<Ast, { kind: 'index' }>): Node | undefined {
  const id = ast.of.kind === 'name' ? ast.of.name : ''
  const parameter = Object.hasOwn(c.scope.parameters, id) ? c.scope.parameters[id]! : undefined
  if (!parameter?.by || isConstant(parameter.value)) {
    const tables = Object.keys(c.scope.parameters).filter((name) => c.scope.parameters[name]!.by)
    c.report(
      ast.at,
      'table',
      '方括号前应是一张参数表的名称',
      'before the bracket stands the name of a parameter table',
      nearest(id, tables),
    )
    return undefined
  }
  const key = c.check(ast.key, { codes: parameter.by })
  if (!key) return undefined
  if (key.type.kind !== 'code' || key.type.list !== parameter.by) {
    c.report(
      ast.key.at,
      'type',
      `${id} 按 ${parameter.by} 的代码查`,
      `${id} is looked up by a code of ${parameter.by}`,
    )
    return undefined
  }
  const rows = parameter.value
  const rest = parameter.otherwise === undefined ? {} : { otherwise: parameter.otherwise }
  const type = valueType(parameter, [...Object.values(rows), ...Object.values(rest)])
  return { op: 'table', id, key, rows, ...rest, type }
}

/** The parameter's type, with the range of the values that it can have here. */
function valueType(parameter: Parameter, values: readonly ConstantValue[]): Type {
  if (parameter.type.kind !== 'number') return parameter.type
  const numbers = values.filter((value) => typeof value === 'bigint')
  const { scale, unit } = parameter.type
  const least = numbers.reduce(smaller, numbers[0] ?? 0n)
  const most = numbers.reduce(larger, numbers[0] ?? 0n)
  return numberType(scale, unit, least, most)
}

function isConstant(value: Parameter['value']): value is ConstantValue {
  return value === null || typeof value !== 'object' || Array.isArray(value)
}

function listOf(c: Checking, kind: string, name: string): SubjectKind['lists'][string] | undefined {
  const lists = c.scope.subjects[kind]?.lists
  return lists && Object.hasOwn(lists, name) ? lists[name] : undefined
}

function isListName(c: Checking, ast: Ast): boolean {
  if (ast.kind === 'name') return listOf(c, c.scope.subject, ast.name) !== undefined
  if (ast.kind !== 'member' || ast.of.kind !== 'name') return false
  const { name } = ast.of
  const variable = c.variables.find((v) => v.name === name)
  return variable !== undefined && listOf(c, variable.kind, ast.name) !== undefined
}

export interface CheckedList {
  readonly ref: ListRef
  readonly kind: string
  readonly max: bigint
  readonly countType: Extract<Type, { kind: 'number' }>
}

/** The list after `in`: `members`, or `h.members` inside a quantifier over households. */
export function checkListRef(c: Checking, ast: Ast, variable: string): CheckedList | undefined {
  if (!isListName(c, ast)) {
    const name = ast.kind === 'name' || ast.kind === 'member' ? ast.name : ''
    const kinds = [c.scope.subject, ...c.variables.map((v) => v.kind)]
    const near = nearest(
      name,
      kinds.flatMap((kind) => [...listNames(c, kind)]),
    )
    c.report(
      ast.at,
      'list',
      '这里应是列表的名称，如 members',
      'the name of a list is expected here, such as members',
      near,
    )
    return undefined
  }
  const path = ast as Extract<Ast, { kind: 'name' | 'member' }>
  const depth =
    path.kind === 'member' ? c.variables.findIndex((v) => v.name === (path.of as { name: string }).name) : -1
  const owner: Owner = depth < 0 ? SUBJECT : { at: 'element', depth }
  const list = listOf(c, depth < 0 ? c.scope.subject : c.variables[depth]!.kind, path.name)!
  const max = BigInt(list.max ?? LIST_MAX)
  return {
    ref: {
      owner,
      list: path.name,
      of: list.of,
      variable,
      ...(list.complete === undefined ? {} : { complete: list.complete }),
    },
    kind: list.of,
    max,
    countType: numberType(0, list.unit, 0n, max),
  }
}

function listNames(c: Checking, kind: string): string[] {
  return Object.keys(c.scope.subjects[kind]?.lists ?? {})
}

/** Everything a subject of a kind can be asked by name. */
export function namesOf(c: { readonly scope: Checking['scope'] }, kind: string): string[] {
  const { facts, derived, subjects } = c.scope
  return [facts[kind], derived[kind], subjects[kind]?.lists].flatMap((names) => Object.keys(names ?? {}))
}
