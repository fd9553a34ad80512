/** A sum or product that a document states, worked out from its own figures. */
import BigNumber from 'bignumber.js'
import type { Quantity, Range } from '../model.ts'

export type RelationKind = 'product' | 'sum' | 'parts' | 'share' | 'growth'

export interface Operand {
  readonly quantity: Quantity
  readonly role: 'count' | 'rate' | 'times' | 'part' | 'deduction'
}

export interface Relation {
  readonly kind: RelationKind
  readonly operands: readonly Operand[]
  readonly result: Quantity
  /** What comes out of the operands, in the unit of the result. */
  readonly computed: BigNumber
  /** As one would write it down: 68 × 10 − 10 − 4. */
  readonly working: string
  readonly holds: boolean
}

export function rangeOf(relation: Relation): Range[] {
  return [...relation.operands.map(({ quantity }) => quantity.range), relation.result.range]
}

/** The scale of a unit: 10000 for 万元, 1 for 户. */
export function scaleOf({ value, exact }: Quantity): BigNumber {
  if (value === null || exact === null || new BigNumber(value).isZero()) return new BigNumber(1)
  return new BigNumber(exact).div(value)
}

/** Whether what was computed (without scale) is what the document states, as exactly as it states it; bounds are one-sided. */
export function agrees(computed: BigNumber, stated: Quantity): boolean {
  if (stated.exact === null) return true
  const difference = computed.minus(stated.exact)
  // 约 promises no more than its order: one unit of the last stated place.
  const slack = new BigNumber(stated.tolerance).times(stated.bound === 'about' ? 2 : 1)
  if (stated.bound === 'atLeast' || stated.bound === 'moreThan') return difference.gte(slack.negated())
  if (stated.bound === 'atMost' || stated.bound === 'lessThan') return difference.lte(slack)
  return difference.abs().lte(slack)
}

/** In the unit in which the document states the result. */
export function inUnitOf(computed: BigNumber, stated: Quantity): BigNumber {
  return computed.div(scaleOf(stated))
}

export function sumOf(quantities: readonly Quantity[]): BigNumber {
  return quantities.reduce((sum, { exact }) => sum.plus(exact ?? 0), new BigNumber(0))
}

/** A figure in a sum that is written in `unit`'s scale. */
export function written(quantity: Quantity, like: Quantity): string {
  return new BigNumber(quantity.exact ?? 0).div(scaleOf(like)).toFixed()
}

/** Parts that are added up and held against what the document states as their whole. */
export function sumRelation(kind: 'sum' | 'parts', parts: readonly Quantity[], result: Quantity): Relation {
  const computed = sumOf(parts)
  return {
    kind,
    operands: parts.map((quantity) => ({ quantity, role: 'part' as const })),
    result,
    computed: inUnitOf(computed, result),
    working: parts.map((part) => written(part, result)).join(' + '),
    holds: agrees(computed, result),
  }
}
