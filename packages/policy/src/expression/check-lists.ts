/** Quantifiers: every, some, count, sum, min, max, at least / at most. */
import type { Node } from '../ir.ts'
import type { Ast } from './ast.ts'
import { type CheckedList, checkListRef, namesOf } from './check-names.ts'
import { inRange, mustBeNumber, numberType } from './check-numbers.ts'
import type { Checking } from './checking.ts'
import { typeText } from './type-text.ts'
import { unitText } from './units.ts'

export function checkBoolean(c: Checking, ast: Ast): Node | undefined {
  const node = c.check(ast)
  if (!node || node.type.kind === 'boolean') return node
  const is = typeText(node.type)
  c.report(ast.at, 'type', `这里应是一个判断，而不是${is.zh}`, `a yes or no is expected here, not ${is.en}`)
  return undefined
}

type Quantifier = Extract<Ast, { kind: 'fold' | 'share' }>

/** The list, and the checker for what is said of its elements. */
function open(
  c: Checking,
  ast: Quantifier,
): { list: CheckedList; inner: Checking; where: Node | undefined } | undefined {
  const { variable } = ast
  const taken = [
    ...namesOf(c, c.scope.subject),
    ...Object.keys(c.scope.parameters),
    ...c.variables.map((v) => v.name),
    'asOf',
  ]
  if (taken.includes(variable)) {
    c.report(
      ast.at,
      'variable',
      `名称 ${variable} 已有别的意思，请给成员另取名字`,
      `the name ${variable} means something else already; name the element otherwise`,
    )
    return undefined
  }
  const list = checkListRef(c, ast.list, variable)
  if (!list) return undefined
  const inner = c.within({ name: variable, kind: list.kind })
  const where = ast.where && checkBoolean(inner, ast.where)
  return ast.where && !where ? undefined : { list, inner, where }
}

export function checkFold(c: Checking, ast: Extract<Ast, { kind: 'fold' }>): Node | undefined {
  const opened = open(c, ast)
  if (!opened) return undefined
  const { list, inner, where } = opened
  const base = { list: list.ref, ...(where && { where }) }
  if (ast.fold === 'count') return { op: 'count', ...base, type: list.countType }
  if (ast.fold === 'every' || ast.fold === 'some') {
    const satisfies = checkBoolean(inner, ast.body!)
    return satisfies && { op: ast.fold, ...base, satisfies, type: { kind: 'boolean' } }
  }
  const of = inner.check(ast.body!)
  if (!of) return undefined
  if (ast.fold !== 'sum' && of.type.kind === 'date') {
    return { op: ast.fold === 'min' ? 'minOf' : 'maxOf', ...base, of, type: of.type }
  }
  if (!mustBeNumber(inner, ast.body!.at, of)) return undefined
  if (ast.fold !== 'sum') return { op: ast.fold === 'min' ? 'minOf' : 'maxOf', ...base, of, type: of.type }
  const { scale, unit, min, max } = of.type
  const least = min < 0n ? min * list.max : 0n
  const most = max > 0n ? max * list.max : 0n
  const type = inRange(c, ast.at, numberType(scale, unit, least, most))
  return type && { op: 'sum', ...base, of, type }
}

export function checkShare(c: Checking, ast: Extract<Ast, { kind: 'share' }>): Node | undefined {
  const percent = c.check(ast.percent)
  const opened = open(c, ast)
  const satisfies = opened && checkBoolean(opened.inner, ast.satisfies)
  if (!percent || !opened || !satisfies) return undefined
  const constant = percent.op === 'constant' || percent.op === 'parameter'
  if (!constant || percent.type.kind !== 'number' || unitText(percent.type.unit) !== '%') {
    c.report(
      ast.percent.at,
      'percent',
      '这里应是百分数或单位为 % 的参数，如 at least 98% of',
      'a percentage or a parameter of unit % is expected here, as in at least 98% of',
    )
    return undefined
  }
  if (percent.type.min < 0n || percent.type.max > 100n * 10n ** BigInt(percent.type.scale)) {
    c.report(
      ast.percent.at,
      'percent',
      '百分数应在 0% 到 100% 之间',
      'the percentage lies between 0% and 100%',
    )
    return undefined
  }
  const { list, where } = opened
  const { bound } = ast
  return {
    op: 'share',
    bound,
    percent,
    list: list.ref,
    ...(where && { where }),
    satisfies,
    type: { kind: 'boolean' },
  }
}
