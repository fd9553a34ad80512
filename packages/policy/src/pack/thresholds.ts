/** Thresholds of a test: where it compares something measured with a figure of the policy. */
import { parts } from '../expression/index.ts'
import type { ListRef, Node, Type } from '../ir.ts'
import { isPerElement, listOfNode } from './nodes.ts'

type Compare = Extract<Node, { readonly op: 'compare' }>
type Quantifier = { readonly list: ListRef; readonly where?: Node }

export interface Threshold {
  readonly compare: Compare
  /** Lists around the comparison, the outermost first. */
  readonly around: readonly Quantifier[]
  /** The smallest step of what is measured, in the comparison's scale: one fen, one minute, one whole year. */
  readonly unit: bigint
  /** Whether what is measured can lie on that side at all, by its declared range. */
  readonly hasBelow: boolean
  readonly hasAbove: boolean
}

/** The thresholds of a tree, in the order they are written. Formulas are tested where they are defined. */
export function thresholdsOf(node: Node, around: readonly Quantifier[] = []): Threshold[] {
  if (node.op === 'derived') return []
  const own = node.op === 'compare' ? thresholdOf(node, around) : undefined
  const list = listOfNode(node)
  const below = parts(node).flatMap((child) => {
    if (!list || !isPerElement(node, child)) return thresholdsOf(child, around)
    const where = 'where' in node ? node.where : undefined
    // Only elements that pass the `where` get as far as the rest.
    const quantifier = where && child !== where ? { list, where } : { list }
    return thresholdsOf(child, [...around, quantifier])
  })
  return own ? [own, ...below] : below
}

function thresholdOf(compare: Compare, around: readonly Quantifier[]): Threshold | undefined {
  const { left, right } = compare
  const [isLeft, isRight] = [isMeasured(left), isMeasured(right)]
  const hasFigure = (each: Node) =>
    holds(each, (one) => one.op === 'parameter' || one.op === 'constant' || one.op === 'table')
  if (!(isLeft && hasFigure(right)) && !(isRight && hasFigure(left))) return undefined
  // A fact against a fact with a figure in it (area against 13 m² a head): the side without figures is measured.
  const measured = isLeft && !(isRight && hasFigure(left)) ? left : right
  if (left.type.kind === 'date') return { compare, around, unit: 1n, hasBelow: true, hasAbove: true }
  if (left.type.kind !== 'number' || right.type.kind !== 'number' || measured.type.kind !== 'number')
    return undefined
  const other = measured === left ? right : left
  // Both sides have one scale, so a step of the measured side is a step of the comparison.
  const unit = stepOf(measured) || 1n
  const range = measured.type
  const limits = other.type as Extract<Type, { kind: 'number' }>
  const [hasLess, hasMore] = [range.min <= limits.max - unit, range.max >= limits.min + unit]
  return {
    compare,
    around,
    unit,
    hasBelow: measured === left ? hasLess : hasMore,
    hasAbove: measured === left ? hasMore : hasLess,
  }
}

/**
 * The smallest step of a value, as a scaled integer of its own type: what it changes by when one fact changes by
 * its least. 0 for figures, which do not change. `wrongExits * 100%` goes in steps of one household.
 */
function stepOf(node: Node): bigint {
  switch (node.op) {
    case 'constant':
    case 'parameter':
    case 'table':
      return 0n
    case 'multiply': {
      const [left, right] = [figureOf(node.left), figureOf(node.right)]
      if (left !== undefined) return left * stepOf(node.right)
      return right === undefined ? 1n : right * stepOf(node.left)
    }
    case 'add':
    case 'subtract':
    case 'least':
    case 'greatest':
      return commonDivisor(stepOf(node.left), stepOf(node.right))
    case 'if':
      return commonDivisor(stepOf(node.whenTrue), stepOf(node.whenFalse))
    case 'ratio':
    case 'negate':
    case 'abs':
      return stepOf(node.of)
    case 'rescale': {
      if (node.type.kind !== 'number' || node.of.type.kind !== 'number') return 1n
      const grown = node.type.scale - node.of.type.scale
      return grown >= 0 ? stepOf(node.of) * 10n ** BigInt(grown) : 1n
    }
    default:
      return 1n
  }
}

/** A figure's size as a scaled integer; undefined for what is measured. A percentage read as a ratio keeps its integer. */
function figureOf(node: Node): bigint | undefined {
  if (node.op === 'ratio') return figureOf(node.of)
  if ((node.op !== 'constant' && node.op !== 'parameter') || typeof node.value !== 'bigint') return undefined
  return node.value < 0n ? -node.value : node.value
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b)
}

function isMeasured(node: Node): boolean {
  return holds(node, (one) => one.op === 'fact' || one.op === 'derived' || listOfNode(one) !== undefined)
}

function holds(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || parts(node).some((each) => holds(each, test))
}

/** A question that is met when some element around has its left value `steps` units from its right one. */
export function isAt({ compare, around, unit }: Threshold, steps: -1n | 0n | 1n): Node {
  const boolean: Type = { kind: 'boolean' }
  const { left, right } = compare
  let question: Node
  if (left.type.kind === 'date') {
    const type: Type = { kind: 'number', scale: 0, unit: {}, min: -4_000_000n, max: 4_000_000n }
    const apart: Node = { op: 'days', from: right, to: left, type }
    question = {
      op: 'compare',
      cmp: '=',
      left: apart,
      right: { op: 'constant', value: steps, type },
      type: boolean,
    }
  } else {
    question = { op: 'compare', cmp: '=', left, right: moved(right, steps * unit), type: boolean }
  }
  return around.reduceRight<Node>(
    (satisfies, { list, where }) => ({
      op: 'some',
      list,
      ...(where ? { where } : {}),
      satisfies,
      type: boolean,
    }),
    question,
  )
}

/** A number plus a constant, folded where it is a constant itself. */
export function moved(node: Node, by: bigint): Node {
  if (by === 0n) return node
  if ((node.op === 'constant' || node.op === 'parameter') && typeof node.value === 'bigint') {
    return { ...node, value: node.value + by }
  }
  const type = node.type
  return { op: 'add', left: node, right: { op: 'constant', value: by, type }, type }
}
