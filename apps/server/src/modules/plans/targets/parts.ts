/** Whether the parts of a target make the whole, as exactly as the whole is stated. */
import type { Bound } from '@lika/contract'
import BigNumber from 'bignumber.js'
import { addsUp, exact, inUnit, isSame, lastPlace } from './measures.ts'

export interface Part {
  readonly bound: Bound
  readonly value: string
  readonly upTo?: string | undefined
  readonly unit: string
}

export interface PartsCheck {
  readonly count: number
  /** In the unit of the whole; null without parts, and where they cannot be added up. */
  readonly sum: string | null
  readonly difference: string | null
  readonly agrees: boolean | null
}

export function checkParts(whole: Part, parts: readonly Part[]): PartsCheck {
  const count = parts.length
  const isSum = addsUp(whole.unit) && parts.every(({ unit }) => isSame(unit, whole.unit))
  if (count === 0 || !isSum) return { count, sum: null, difference: null, agrees: null }
  const sum = parts.reduce((total, part) => total.plus(exact(part)), new BigNumber(0))
  return {
    count,
    sum: inUnit(sum, whole.unit),
    difference: inUnit(sum.minus(exact(whole)), whole.unit),
    agrees: parts.some(({ bound }) => opposes(bound, whole.bound)) ? null : agrees(whole, sum),
  }
}

/** Ceilings of parts say nothing about a floor of the whole, nor floors about a ceiling. */
function opposes(part: Bound, whole: Bound): boolean {
  const isFloor = (bound: Bound) => bound === 'atLeast' || bound === 'moreThan'
  const isCeiling = (bound: Bound) => bound === 'atMost' || bound === 'lessThan'
  return (isCeiling(part) && isFloor(whole)) || (isFloor(part) && isCeiling(whole))
}

function agrees(whole: Part, sum: BigNumber): boolean {
  const stated = exact(whole)
  if (whole.bound === 'atLeast') return sum.gte(stated)
  if (whole.bound === 'moreThan') return sum.gt(stated)
  if (whole.bound === 'atMost') return sum.lte(stated)
  if (whole.bound === 'lessThan') return sum.lt(stated)
  if (whole.bound === 'between')
    return sum.gte(stated) && sum.lte(exact({ value: whole.upTo ?? whole.value, unit: whole.unit }))
  const slack = lastPlace(whole).div(whole.bound === 'about' ? 1 : 2)
  return sum.minus(stated).abs().lte(slack)
}
