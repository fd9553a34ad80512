/** Units, scales and ranges of numbers. */
import type { Node, Unit } from '../ir.ts'
import type { Ast } from './ast.ts'
import type { Checking, Hint, NumberNode, NumberType } from './checking.ts'
import { checkPair, isNumber, takesHint } from './checking.ts'
import {
  divideRounded,
  formatDecimal,
  larger,
  parseDecimal,
  power10,
  type Rounding,
  reachOf,
  SAFE,
  smaller,
} from './decimal.ts'
import { typeText } from './type-text.ts'
import { isPure, multiplyUnits, NO_UNIT, PERCENT, sameUnit, unitText } from './units.ts'

/** Digits after the point that a result may have; a longer one must be rounded. */
const MAX_SCALE = 12

export function numberType(scale: number, unit: Unit, min: bigint, max: bigint): NumberType {
  return { kind: 'number', scale, unit, min, max }
}

/** Refuses a type whose values would leave the integers that JavaScript counts exactly. */
export function inRange(c: Checking, at: number, type: NumberType): NumberType | undefined {
  const reach = reachOf(type)
  if (reach <= SAFE && type.scale <= MAX_SCALE) return type
  const size = `${formatDecimal(reach, type.scale)} ${unitText(type.unit)}`.trim()
  c.report(
    at,
    'overflow',
    `结果可达 ${size}（${type.scale} 位小数），超出可精确计算的范围；请缩小事实的范围或先取整`,
    `the result can reach ${size} with ${type.scale} decimals, more than can be counted exactly; narrow the ranges or round first`,
  )
  return undefined
}

export function checkLiteral(
  c: Checking,
  ast: Extract<Ast, { kind: 'number' }>,
  hint?: Hint,
): Node | undefined {
  const point = ast.digits.indexOf('.')
  const scale = point < 0 ? 0 : ast.digits.slice(point + 1).replace(/0+$/, '').length
  const value = parseDecimal(ast.digits, scale)
  if (value === undefined) {
    c.report(ast.at, 'number', '数字太长', 'the number is too long')
    return undefined
  }
  const unit = ast.percent ? PERCENT : (hint?.unit ?? NO_UNIT)
  const type = inRange(c, ast.at, numberType(scale, unit, value, value))
  return type && { op: 'constant', value, type }
}

/** A number, or a problem that says what stands there instead. */
export function mustBeNumber(c: Checking, at: number, node: Node): node is NumberNode {
  if (isNumber(node)) return true
  const is = typeText(node.type)
  c.report(at, 'type', `这里应是数，而不是${is.zh}`, `a number is expected here, not ${is.en}`)
  return false
}

/** Exact change to a scale that is not smaller. Constants are changed at once. */
export function widen(c: Checking, at: number, node: NumberNode, scale: number): NumberNode | undefined {
  if (node.type.scale === scale) return node
  const factor = power10(scale - node.type.scale)
  const type = inRange(c, at, {
    ...node.type,
    scale,
    min: node.type.min * factor,
    max: node.type.max * factor,
  })
  if (!type) return undefined
  if ((node.op === 'constant' || node.op === 'parameter') && typeof node.value === 'bigint')
    return { ...node, value: node.value * factor, type }
  return { op: 'rescale', of: node, rounding: 'exact', type }
}

/** In products and beside pure numbers a percentage is the pure number it stands for: 5 % is 0.05. */
function asRatio(node: NumberNode): NumberNode {
  if (node.type.unit['%'] !== 1) return node
  const unit = multiplyUnits(node.type.unit, PERCENT, -1)
  return { op: 'ratio', of: node, type: { ...node.type, unit, scale: node.type.scale + 2 } }
}

/** One unit and one scale for two numbers that are compared, added, or chosen between. */
export function unify(
  c: Checking,
  at: number,
  a: NumberNode,
  b: NumberNode,
): [NumberNode, NumberNode] | undefined {
  const mixed = !sameUnit(a.type.unit, b.type.unit)
  const left = mixed && isPure(b.type.unit) ? asRatio(a) : a
  const right = mixed && isPure(a.type.unit) ? asRatio(b) : b
  if (!sameUnit(left.type.unit, right.type.unit)) {
    const [zh, en] = [typeText(a.type), typeText(b.type)]
    c.report(at, 'unit', `单位不同：${zh.zh}与${en.zh}`, `the units differ: ${zh.en} and ${en.en}`)
    return undefined
  }
  const scale = Math.max(left.type.scale, right.type.scale)
  const wideLeft = widen(c, at, left, scale)
  const wideRight = widen(c, at, right, scale)
  return wideLeft && wideRight && [wideLeft, wideRight]
}

export function checkNumberPair(
  c: Checking,
  at: number,
  left: Ast,
  right: Ast,
  hint?: Hint,
): [NumberNode, NumberNode] | undefined {
  const pair = checkPair(c, left, right, hint)
  if (!pair) return undefined
  const [a, b] = pair
  if (!mustBeNumber(c, left.at, a) || !mustBeNumber(c, right.at, b)) return undefined
  return unify(c, at, a, b)
}

export function checkBinary(
  c: Checking,
  ast: Extract<Ast, { kind: 'binary' }>,
  hint?: Hint,
): Node | undefined {
  if (ast.operator === '/') {
    c.report(
      ast.at,
      'division',
      '除法只能直接写在 round、floor、ceil 之内，如 round(a / b, 2)',
      'division stands only directly inside round, floor or ceil, as in round(a / b, 2)',
    )
    return undefined
  }
  if (ast.operator === '*') return checkProduct(c, ast, hint)
  const pair = checkNumberPair(c, ast.at, ast.left, ast.right, hint)
  if (!pair) return undefined
  const [left, right] = pair
  const plus = ast.operator === '+'
  const min = plus ? left.type.min + right.type.min : left.type.min - right.type.max
  const max = plus ? left.type.max + right.type.max : left.type.max - right.type.min
  const type = inRange(c, ast.at, { ...left.type, min, max })
  return type && { op: plus ? 'add' : 'subtract', left, right, type }
}

function checkProduct(c: Checking, ast: Extract<Ast, { kind: 'binary' }>, hint?: Hint): Node | undefined {
  const factors = checkFactors(c, ast, takesHint(ast) ? hint : undefined)
  if (!factors) return undefined
  const [left, right] = factors
  const { min, max } = corners(left.type, right.type)
  const unit = multiplyUnits(left.type.unit, right.type.unit, 1)
  const type = inRange(c, ast.at, numberType(left.type.scale + right.type.scale, unit, min, max))
  return type && { op: 'multiply', left, right, type }
}

/** Bare numbers are pure here; but a product of bare numbers only, `2 * 6`, takes the unit as one of them would. */
function checkFactors(
  c: Checking,
  ast: Extract<Ast, { kind: 'binary' }>,
  hint?: Hint,
): [NumberNode, NumberNode] | undefined {
  const left = c.check(ast.left, hint)
  const right = c.check(ast.right)
  if (!left || !right || !mustBeNumber(c, ast.left.at, left) || !mustBeNumber(c, ast.right.at, right))
    return undefined
  return [asRatio(left), asRatio(right)]
}

function corners(a: NumberType, b: NumberType): { min: bigint; max: bigint } {
  const products = [a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max]
  return { min: products.reduce(smaller), max: products.reduce(larger) }
}

/** `round(a / b, n)` and `round(a, n)`, likewise floor and ceil. */
export function checkRounding(
  c: Checking,
  ast: Extract<Ast, { kind: 'call' }>,
  rounding: Exclude<Rounding, 'exact'>,
): Node | undefined {
  const [what, digits] = ast.args
  if (!what || ast.args.length > 2) {
    c.report(
      ast.at,
      'arguments',
      `${ast.name} 应写成 ${ast.name}(a / b, 2)`,
      `${ast.name} is written ${ast.name}(a / b, 2)`,
    )
    return undefined
  }
  const scale =
    digits === undefined
      ? 0
      : digits.kind === 'number' && /^[0-6]$/.test(digits.digits) && !digits.percent
        ? Number(digits.digits)
        : -1
  if (scale < 0) {
    c.report(digits!.at, 'digits', '小数位数应为 0 到 6', 'the number of decimals is 0 to 6')
    return undefined
  }
  if (what.kind === 'binary' && what.operator === '/') return checkDivision(c, what, rounding, scale)
  const of = c.check(what)
  if (!of || !mustBeNumber(c, what.at, of)) return undefined
  if (of.type.scale <= scale) return widen(c, ast.at, of, scale)
  const factor = power10(of.type.scale - scale)
  const min = divideRounded(of.type.min, factor, rounding)
  const max = divideRounded(of.type.max, factor, rounding)
  return { op: 'rescale', of, rounding, type: { ...of.type, scale, min, max } }
}

function checkDivision(
  c: Checking,
  ast: Extract<Ast, { kind: 'binary' }>,
  rounding: Exclude<Rounding, 'exact'>,
  scale: number,
): Node | undefined {
  const factors = checkFactors(c, ast)
  if (!factors) return undefined
  const [left, right] = factors
  const { numerator, denominator } = divisionFactors(left.type.scale, right.type.scale, scale)
  const top = { min: left.type.min * numerator, max: left.type.max * numerator }
  const bottom = { min: right.type.min * denominator, max: right.type.max * denominator }
  const unit = multiplyUnits(left.type.unit, right.type.unit, -1)
  // The sum stays exact too, so that a quotient may be found by a float division and corrected by its remainder.
  const whole = reachOf(top) * 2n + reachOf(bottom) * 2n
  if (!inRange(c, ast.at, numberType(scale, unit, -whole, whole))) return undefined
  const range = quotients(top, bottom, rounding)
  return { op: 'divide', rounding, left, right, type: numberType(scale, unit, range.min, range.max) }
}

/** What both sides are multiplied by, so that their integer quotient has the scale asked for. */
export function divisionFactors(
  left: number,
  right: number,
  scale: number,
): { numerator: bigint; denominator: bigint } {
  const shift = scale + right - left
  return { numerator: power10(Math.max(shift, 0)), denominator: power10(Math.max(-shift, 0)) }
}

function quotients(
  top: { min: bigint; max: bigint },
  bottom: { min: bigint; max: bigint },
  rounding: Rounding,
) {
  const ends = [bottom.min, bottom.max, -1n, 1n].filter((d) => d !== 0n && d >= bottom.min && d <= bottom.max)
  const results = ends.flatMap((d) => [
    divideRounded(top.min, d, rounding),
    divideRounded(top.max, d, rounding),
  ])
  return { min: results.reduce(smaller, 0n), max: results.reduce(larger, 0n) }
}

/** A whole number that is pure or of the unit asked for. */
export function isIntegerOf(node: Node, unit: string): node is NumberNode {
  return (
    isNumber(node) &&
    node.type.scale === 0 &&
    (isPure(node.type.unit) || sameUnit(node.type.unit, { [unit]: 1 }))
  )
}
