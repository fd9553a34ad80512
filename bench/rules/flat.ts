/** Households in the shape that rule engines take: one plain object with its members in it. */
import type { Household, PersonFacts } from '../judging/households.ts'

export interface FlatHousehold {
  readonly [fact: string]: unknown
  readonly members: readonly PersonFacts[]
}

export function flatten(households: readonly Household[]): FlatHousehold[] {
  return households.map(({ facts, lists }) => ({
    ...facts,
    members: lists.members.map((each) => each.facts),
  }))
}

/** Bounds of the standard that all engines compare with. Days are counted from 1970-01-01. */
const day = (text: string) => Date.parse(text) / 86_400_000
export const BOUNDS = {
  povertyLine: 295_200,
  sixYearsAgo: day('2011-03-31'),
  fourteenYearsAgo: day('2003-03-31'),
  sixteenYearsAgo: day('2001-03-31'),
}
