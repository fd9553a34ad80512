/** Numbers and dates in SQL: bigint and date. */
import { divisionFactors } from '../expression/check-numbers.ts'
import type { Rounding } from '../expression/decimal.ts'
import type { Node, Type } from '../ir.ts'
import { type Frame, once } from './frame.ts'
import { sqlNumber } from './identifiers.ts'
import type { Compile } from './lists.ts'

type NumberType = Extract<Type, { kind: 'number' }>

function numeric(node: Node): NumberType {
  if (node.type.kind !== 'number') throw new Error(`${node.op} is no number`)
  return node.type
}

export function arithmetic(
  node: Extract<Node, { op: 'add' | 'subtract' | 'multiply' | 'least' | 'greatest' }>,
  frame: Frame,
  compile: Compile,
): string {
  const left = compile(node.left, frame)
  const right = compile(node.right, frame)
  switch (node.op) {
    case 'add':
      return `(${left} + ${right})`
    case 'subtract':
      return `(${left} - ${right})`
    case 'multiply':
      return `(${left} * ${right})`
    default: {
      // SQL's own least() and greatest() skip nulls, as if an unknown amount were none.
      const [a, b] = [once(frame, left), once(frame, right)]
      const [first, second] = node.op === 'least' ? [a, b] : [b, a]
      return `(case when ${a} <= ${b} then ${first} when ${a} > ${b} then ${second} end)`
    }
  }
}

export function divide(node: Extract<Node, { op: 'divide' }>, frame: Frame, compile: Compile): string {
  const [left, right, result] = [numeric(node.left), numeric(node.right), numeric(node)]
  const { numerator, denominator } = divisionFactors(left.scale, right.scale, result.scale)
  const top = times(compile(node.left, frame), numerator)
  const bottom = times(compile(node.right, frame), denominator)
  if (right.min >= 0n) return quotient(frame, top, `nullif(${bottom}, 0)`, node.rounding, left.min >= 0n)
  const d = once(frame, bottom)
  return quotient(
    frame,
    `(case when ${d} < 0 then -1 else 1 end * ${top})`,
    `nullif(abs(${d}), 0)`,
    node.rounding,
    false,
  )
}

export function rescale(node: Extract<Node, { op: 'rescale' }>, frame: Frame, compile: Compile): string {
  const from = numeric(node.of)
  const shift = numeric(node).scale - from.scale
  const of = compile(node.of, frame)
  const factor = 10n ** BigInt(Math.abs(shift))
  return shift >= 0
    ? times(of, factor)
    : quotient(frame, of, sqlNumber(factor), node.rounding, from.min >= 0n)
}

const times = (number: string, factor: bigint): string =>
  factor === 1n ? number : `(${number} * ${sqlNumber(factor)})`

/** Division of bigints cuts toward zero; what is added first makes that the rounding asked for. The divisor is above zero. */
function quotient(frame: Frame, top: string, bottom: string, rounding: Rounding, positive: boolean): string {
  const d = once(frame, bottom)
  if (rounding === 'floor' && positive) return `(${top} / ${d})`
  if (rounding === 'ceil' && positive) return `((${top} + ${d} - 1) / ${d})`
  if (rounding === 'floor') {
    const n = once(frame, top)
    return `((${n} - case when ${n} < 0 then ${d} - 1 else 0 end) / ${d})`
  }
  if (rounding === 'ceil') {
    const n = once(frame, top)
    return `((${n} + case when ${n} > 0 then ${d} - 1 else 0 end) / ${d})`
  }
  if (positive) return `((2 * ${top} + ${d}) / (2 * ${d}))`
  const n = once(frame, top)
  return `((2 * ${n} + case when ${n} < 0 then -${d} else ${d} end) / (2 * ${d}))`
}

export function dateNumber(
  node: Extract<Node, { op: 'age' | 'year' | 'month' | 'days' | 'months' }>,
  frame: Frame,
  compile: Compile,
): string {
  switch (node.op) {
    case 'year':
    case 'month':
      return `extract(${node.op} from ${compile(node.of, frame)})::bigint`
    case 'days':
      return `(${compile(node.to, frame)} - ${compile(node.from, frame)})::bigint`
    case 'months':
      return months(frame, compile(node.from, frame), compile(node.to, frame))
    case 'age': {
      const whole = months(frame, compile(node.of, frame), frame.asOf)
      return quotient(frame, whole, '12::bigint', 'floor', false)
    }
  }
}

/** Whole months from one day to another, rounded down. */
function months(frame: Frame, fromText: string, toText: string): string {
  const [from, to] = [once(frame, fromText), once(frame, toText)]
  const count = (d: string) => `(extract(year from ${d})::bigint * 12 + extract(month from ${d})::bigint)`
  return `(${count(to)} - ${count(from)} - (extract(day from ${to}) < extract(day from ${from}))::int)`
}

export function addMonths(node: Extract<Node, { op: 'addMonths' }>, frame: Frame, compile: Compile): string {
  return `(${compile(node.date, frame)} + make_interval(months => (${compile(node.months, frame)})::int))::date`
}
