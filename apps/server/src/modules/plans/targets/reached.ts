/** How far a target is from what is counted. */
import type { Bound } from '@lika/contract'
import BigNumber from 'bignumber.js'
import { exact, inUnit, isSame, lastPlace } from './measures.ts'

export interface Goal {
  readonly bound: Bound
  readonly value: string
  readonly unit: string
}

export interface Counted {
  readonly value: string
  readonly unit: string
  /** `down` counts what is lacking: the goal is a number to be worked off, or a ceiling. */
  readonly direction: 'up' | 'down'
}

export interface Standing {
  /** What the goal still wants, in its own unit; null where the two count different things. */
  readonly missing: string | null
  readonly reached: boolean | null
}

const zero = new BigNumber(0)

export function standingOf(goal: Goal, counted: Counted): Standing {
  if (!isSame(goal.unit, counted.unit)) return { missing: null, reached: null }
  const [want, have] = [exact(goal), exact(counted)]
  const isCeiling = goal.bound === 'atMost' || goal.bound === 'lessThan'
  const missing = isCeiling
    ? have.minus(want)
    : counted.direction === 'down'
      ? BigNumber.min(have, want)
      : want.minus(have)
  const isOpen = !isCeiling && counted.direction === 'down'
  return {
    missing: inUnit(BigNumber.max(missing, zero), goal.unit),
    reached: isOpen ? have.lte(0) : holds(goal, have),
  }
}

function holds(goal: Goal, have: BigNumber): boolean {
  const want = exact(goal)
  if (goal.bound === 'atMost') return have.lte(want)
  if (goal.bound === 'lessThan') return have.lt(want)
  if (goal.bound === 'moreThan') return have.gt(want)
  // More than 约 and an exact number is reached as well: nobody exits too much.
  return have.gte(goal.bound === 'about' ? want.minus(lastPlace(goal)) : want)
}
