/** Source tree to checked tree: names, types, units, scales and ranges. */
import type { CompareOp, Node, Type } from '../ir.ts'
import type { Problem } from '../model.ts'
import type { Ast, Expression } from './ast.ts'
import { checkCall } from './check-calls.ts'
import { checkBoolean, checkFold, checkShare } from './check-lists.ts'
import { checkIndex, checkMember, checkName } from './check-names.ts'
import { checkBinary, checkLiteral, mustBeNumber, unify, widen } from './check-numbers.ts'
import { type Checking, checkPair, type Hint, hintOf, isNumber, type Variable } from './checking.ts'
import { formatDecimal, larger, smaller } from './decimal.ts'
import { nearest } from './nearest.ts'
import { expandedSize, parts } from './nodes.ts'
import { problemReport, type Report } from './problems.ts'
import type { Expected, Scope } from './scope.ts'
import { typeText } from './type-text.ts'
import { sameUnit } from './units.ts'

/** Formulas within formulas may not add up to more work than this for one subject. */
const MAX_SIZE = 10_000

const BOOLEAN: Type = { kind: 'boolean' }

/** Checks an expression for the place where it stands; never throws. */
export function checkExpression(expression: Expression, scope: Scope, expected?: Expected): Node | Problem[] {
  const { problems, report } = problemReport(expression.text, expression.place)
  const c = checking(scope, report, [])
  const node = c.check(expression.root, expectedHint(expected))
  const fitted = node && (expected ? fit(c, node, expected) : node)
  if (fitted && expandedSize(fitted) > MAX_SIZE)
    report(0, 'tooLarge', '公式套公式，总量过大', 'formulas within formulas make this too large')
  const read = fitted && identifierRead(fitted, scope)
  if (read !== undefined)
    report(
      0,
      'identifier',
      `${read} 是加密保存的号码，只能写 length(${read}) 或 known ${read}`,
      `${read} lies encrypted: only length(${read}) and known ${read} can be asked of it`,
    )
  return fitted && problems.length === 0 ? fitted : problems
}

/** A fact of class identifier whose value would have to be read; its stand-in tells only the length. */
function identifierRead(node: Node, scope: Scope): string | undefined {
  if (node.op === 'fact') {
    return scope.facts[node.subject]?.[node.fact]?.class === 'identifier' ? node.fact : undefined
  }
  const isAllowed = (node.op === 'length' || node.op === 'known') && node.of.op === 'fact'
  if (isAllowed) return undefined
  for (const part of parts(node)) {
    const found = identifierRead(part, scope)
    if (found !== undefined) return found
  }
  return undefined
}

function checking(scope: Scope, report: Report, variables: readonly Variable[]): Checking {
  const c: Checking = {
    scope,
    report,
    variables,
    check: (ast, hint) => check(c, ast, hint),
    within: (variable) => checking(scope, report, [...variables, variable]),
  }
  return c
}

function check(c: Checking, ast: Ast, hint?: Hint): Node | undefined {
  switch (ast.kind) {
    case 'number':
      return checkLiteral(c, ast, hint)
    case 'string':
      return checkString(c, ast, hint)
    case 'boolean':
      return { op: 'constant', value: ast.value, type: BOOLEAN }
    case 'name':
      return checkName(c, ast)
    case 'member':
      return checkMember(c, ast)
    case 'index':
      return checkIndex(c, ast)
    case 'list':
      c.report(ast.at, 'list', '列表只能写在 in 之后', 'a list in brackets stands only after in')
      return undefined
    case 'and':
    case 'or':
      return checkJunction(c, ast)
    case 'not': {
      const of = checkBoolean(c, ast.of)
      return of && { op: 'not', of, type: BOOLEAN }
    }
    case 'negate':
      return checkNegate(c, ast, hint)
    case 'compare':
      return checkCompare(c, ast.at, ast.cmp, ast.left, ast.right)
    case 'between': {
      const low = checkCompare(c, ast.at, '>=', ast.of, ast.low)
      const high = checkCompare(c, ast.at, '<=', ast.of, ast.high)
      return low && high && { op: 'and', parts: [low, high], type: BOOLEAN }
    }
    case 'in':
      return checkIn(c, ast)
    case 'known': {
      const of = check(c, ast.of)
      const known: Node | undefined = of && { op: 'known', of, type: BOOLEAN }
      return known && ast.negated ? { op: 'not', of: known, type: BOOLEAN } : known
    }
    case 'if':
      return checkIf(c, ast, hint)
    case 'binary':
      return checkBinary(c, ast, hint)
    case 'call':
      return checkCall(c, ast, hint)
    case 'fold':
      return checkFold(c, ast)
    case 'share':
      return checkShare(c, ast)
  }
}

function checkString(c: Checking, ast: Extract<Ast, { kind: 'string' }>, hint?: Hint): Node | undefined {
  if (hint?.text) return { op: 'constant', value: ast.value, type: { kind: 'text' } }
  const list = hint?.codes === undefined ? undefined : c.scope.codeLists[hint.codes]
  if (!list || hint?.codes === undefined) {
    c.report(
      ast.at,
      'string',
      '文字只能与代码或文字比较',
      'a text in quotes is only compared with a code or a text',
    )
    return undefined
  }
  if (list.values.some((value) => value.code === ast.value))
    return { op: 'constant', value: ast.value, type: { kind: 'code', list: hint.codes } }
  const near = nearest(
    ast.value,
    list.values.map((value) => value.code),
  )
  c.report(
    ast.at,
    'code',
    `${hint.codes} 没有代码 ${ast.value}`,
    `${hint.codes} has no code ${ast.value}`,
    near,
  )
  return undefined
}

function checkJunction(c: Checking, ast: Extract<Ast, { kind: 'and' | 'or' }>): Node | undefined {
  const parts = ast.parts.map((part) => checkBoolean(c, part))
  const whole = parts.filter((part) => part !== undefined)
  return whole.length === parts.length ? { op: ast.kind, parts: whole, type: BOOLEAN } : undefined
}

function checkNegate(c: Checking, ast: Extract<Ast, { kind: 'negate' }>, hint?: Hint): Node | undefined {
  const of = check(c, ast.of, hint)
  if (!of || !mustBeNumber(c, ast.of.at, of)) return undefined
  const type = { ...of.type, min: -of.type.max, max: -of.type.min }
  if (of.op === 'constant' && typeof of.value === 'bigint') return { op: 'constant', value: -of.value, type }
  return { op: 'negate', of, type }
}

function checkCompare(
  c: Checking,
  at: number,
  cmp: CompareOp,
  leftAst: Ast,
  rightAst: Ast,
): Node | undefined {
  const pair = checkPair(c, leftAst, rightAst)
  if (!pair) return undefined
  const [left, right] = pair
  if (isNumber(left) && isNumber(right)) {
    const same = unify(c, at, left, right)
    return same && { op: 'compare', cmp, left: same[0], right: same[1], type: BOOLEAN }
  }
  const [a, b] = [typeText(left.type), typeText(right.type)]
  if (!sameKind(left.type, right.type) || left.type.kind === 'codes') {
    c.report(at, 'type', `${a.zh}不能与${b.zh}比较`, `${a.en} cannot be compared with ${b.en}`)
    return undefined
  }
  if (left.type.kind !== 'date' && cmp !== '=' && cmp !== '!=') {
    c.report(at, 'type', `${a.zh}只能用 = 或 != 比较`, `${a.en} can only be compared with = or !=`)
    return undefined
  }
  return { op: 'compare', cmp, left, right, type: BOOLEAN }
}

/** Alike but for scale, unit and range of numbers. */
function sameKind(a: Type, b: Type): boolean {
  if ((a.kind === 'code' || a.kind === 'codes') && (b.kind === 'code' || b.kind === 'codes'))
    return a.kind === b.kind && a.list === b.list
  return a.kind === b.kind
}

function checkIn(c: Checking, ast: Extract<Ast, { kind: 'in' }>): Node | undefined {
  const node =
    ast.set.kind === 'list' ? checkInList(c, ast.item, ast.set) : checkInCodes(c, ast.item, ast.set)
  return node && ast.negated ? { op: 'not', of: node, type: BOOLEAN } : node
}

function checkInList(c: Checking, itemAst: Ast, list: Extract<Ast, { kind: 'list' }>): Node | undefined {
  const item = check(c, itemAst)
  if (!item) return undefined
  if (item.type.kind !== 'code' && item.type.kind !== 'text') {
    const is = typeText(item.type)
    c.report(
      itemAst.at,
      'type',
      `方括号中的列表只用于代码或文字，而不是${is.zh}`,
      `a list in brackets is for a code or a text, not ${is.en}`,
    )
    return undefined
  }
  if (list.items.length === 0) {
    c.report(list.at, 'list', '列表至少要有一项', 'the list needs at least one entry')
    return undefined
  }
  const codes: string[] = []
  for (const entry of list.items) {
    const node = check(c, entry, hintOf(item.type))
    if (node && (node.op !== 'constant' || typeof node.value !== 'string'))
      c.report(
        entry.at,
        'list',
        '列表中只能写引号中的代码',
        'a list in brackets holds codes in quotation marks',
      )
    else if (node) codes.push(node.value as string)
  }
  return codes.length === list.items.length ? { op: 'in', item, set: { codes }, type: BOOLEAN } : undefined
}

function checkInCodes(c: Checking, itemAst: Ast, setAst: Ast): Node | undefined {
  const set = check(c, setAst)
  if (!set) return undefined
  if (set.type.kind !== 'codes') {
    const is = typeText(set.type)
    c.report(
      setAst.at,
      'type',
      `in 之后应是若干代码，而不是${is.zh}`,
      `after in stand several codes, not ${is.en}`,
    )
    return undefined
  }
  const item = check(c, itemAst, { codes: set.type.list })
  if (!item) return undefined
  if (item.type.kind === 'code' && item.type.list === set.type.list)
    return { op: 'in', item, set, type: BOOLEAN }
  const [a, b] = [typeText(item.type), typeText(set.type)]
  c.report(itemAst.at, 'type', `${a.zh}不会在${b.zh}之中`, `${a.en} cannot be among ${b.en}`)
  return undefined
}

function checkIf(c: Checking, ast: Extract<Ast, { kind: 'if' }>, hint?: Hint): Node | undefined {
  const condition = checkBoolean(c, ast.condition)
  const pair = checkPair(c, ast.whenTrue, ast.whenFalse, hint)
  if (!condition || !pair) return undefined
  const [left, right] = pair
  if (isNumber(left) && isNumber(right)) {
    const same = unify(c, ast.at, left, right)
    if (!same) return undefined
    const [a, b] = same
    const min = smaller(a.type.min, b.type.min)
    const max = larger(a.type.max, b.type.max)
    return { op: 'if', condition, whenTrue: a, whenFalse: b, type: { ...a.type, min, max } }
  }
  if (sameKind(left.type, right.type))
    return { op: 'if', condition, whenTrue: left, whenFalse: right, type: left.type }
  const [a, b] = [typeText(left.type), typeText(right.type)]
  c.report(ast.at, 'type', `then 是${a.zh}，else 却是${b.zh}`, `then gives ${a.en}, else gives ${b.en}`)
  return undefined
}

function expectedHint(expected: Expected | undefined): Hint | undefined {
  if (expected?.kind === 'number') return expected.unit ? { unit: expected.unit } : {}
  return expected && hintOf(expected)
}

/** Brings a result to the type that its place expects. */
function fit(c: Checking, node: Node, expected: Expected): Node | undefined {
  const [is, want] = [
    typeText(node.type),
    typeText(expected.kind === 'number' ? { ...NUMBER, ...expected } : expected),
  ]
  if (expected.kind !== 'number' || !isNumber(node)) {
    if (expected.kind !== 'number' && sameKind(node.type, expected)) return node
    c.report(0, 'type', `这里应是${want.zh}，而不是${is.zh}`, `${want.en} is expected here, not ${is.en}`)
    return undefined
  }
  if (expected.unit && !sameUnit(node.type.unit, expected.unit)) {
    c.report(0, 'unit', `这里应是${want.zh}，而不是${is.zh}`, `${want.en} is expected here, not ${is.en}`)
    return undefined
  }
  const scale = expected.scale ?? node.type.scale
  if (node.type.scale <= scale) return widen(c, 0, node, scale)
  const step = formatDecimal(1n, node.type.scale)
  c.report(
    0,
    'scale',
    `结果精确到 ${step}，请用 round(…, ${scale}) 取整`,
    `the result is exact to ${step}; round it with round(…, ${scale})`,
  )
  return undefined
}

const NUMBER = { kind: 'number', scale: 0, unit: {}, min: 0n, max: 0n } as const
