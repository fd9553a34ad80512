/** Numbers in generated code: scaled integers, dates as days, NaN when unknown. */
import { divisionFactors } from '../../expression/check-numbers.ts'
import type { Node } from '../../ir.ts'
import { listNumber } from './lists.ts'
import {
  choose,
  constantText,
  derived,
  factText,
  held,
  type Names,
  tableText,
  type Writer,
} from './writer.ts'

export function writeNumber(w: Writer, node: Node, names: Names): string {
  switch (node.op) {
    case 'constant':
    case 'parameter':
      return node.value === null ? 'NaN' : constantText(node.value)
    case 'fact':
      return `(${factText(names, node.owner, node.fact)} ?? NaN)`
    case 'table':
      return `(${tableText(w, node, names)} ?? NaN)`
    case 'derived':
      return derived(w, node, names, w.number)
    case 'if':
      return choose(w, node, names, w.number, 'NaN')
    case 'add':
      return `(${w.number(node.left, names)} + ${w.number(node.right, names)})`
    case 'subtract':
      return `(${w.number(node.left, names)} - ${w.number(node.right, names)})`
    case 'multiply':
      return `(${w.number(node.left, names)} * ${w.number(node.right, names)})`
    case 'least':
      return `Math.min(${w.number(node.left, names)}, ${w.number(node.right, names)})`
    case 'greatest':
      return `Math.max(${w.number(node.left, names)}, ${w.number(node.right, names)})`
    case 'negate':
      return `(-${w.number(node.of, names)})`
    case 'abs':
      return `Math.abs(${w.number(node.of, names)})`
    case 'ratio':
      return w.number(node.of, names)
    case 'divide':
      return divide(w, node, names)
    case 'rescale':
      return rescale(w, node, names)
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return listNumber(w, node, names)
    default:
      return writeDateNumber(w, node, names)
  }
}

function writeDateNumber(w: Writer, node: Node, names: Names): string {
  switch (node.op) {
    case 'asOf':
      return w.perDay('asOf')
    case 'age':
      return `wholeYears(${w.number(node.of, names)}, ${w.perDay('asOf')})`
    case 'year':
      return `civilDate(${w.number(node.of, names)}).year`
    case 'month':
      return `civilDate(${w.number(node.of, names)}).month`
    case 'days':
      return `(${w.number(node.to, names)} - ${w.number(node.from, names)})`
    case 'months':
      return `wholeMonths(${w.number(node.from, names)}, ${w.number(node.to, names)})`
    case 'addMonths':
      return `addMonths(${w.number(node.date, names)}, ${w.number(node.months, names)})`
    case 'length': {
      const text = held(w, w.text(node.of, names), 'c')
      return `(${text} == null ? NaN : textLength(${text}))`
    }
    default:
      throw new Error(`${node.op} is no number`)
  }
}

function divide(w: Writer, node: Extract<Node, { op: 'divide' }>, names: Names): string {
  const { left, right, type, rounding } = node
  if (left.type.kind !== 'number' || right.type.kind !== 'number' || type.kind !== 'number')
    throw new Error('divide is of numbers')
  const { numerator, denominator } = divisionFactors(left.type.scale, right.type.scale, type.scale)
  const top = times(w.number(left, names), numerator)
  const bottom = times(w.number(right, names), denominator)
  return held(w, `quotient(${top}, ${bottom}, '${rounding}')`, 'n')
}

function rescale(w: Writer, node: Extract<Node, { op: 'rescale' }>, names: Names): string {
  if (node.type.kind !== 'number' || node.of.type.kind !== 'number') throw new Error('rescale is of a number')
  const of = w.number(node.of, names)
  const shift = node.type.scale - node.of.type.scale
  const factor = 10n ** BigInt(Math.abs(shift))
  if (shift >= 0) return times(of, factor)
  return held(w, `quotient(${of}, ${factor}, '${node.rounding}')`, 'n')
}

const times = (number: string, factor: bigint): string => (factor === 1n ? number : `(${number} * ${factor})`)
