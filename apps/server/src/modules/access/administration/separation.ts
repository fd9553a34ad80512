// Duties that one person may not hold at once: whoever records a household does not approve it, whoever makes a payment
// does not release it, and the three administrators hold nothing else. The table is data (role_separation); what
// follows from it is here, without a database.
//
// A small office has fewer people than duties. It may give one person two that follow each other, never all three: the
// rule `smallOffice` of the pair. It takes a reason and ends within a year, and lists, exports and the journal show it.

import { regionsMeet } from './containment.ts'
import { type Period, periodsMeet } from './period.ts'

export interface Separation {
  readonly a: string
  /** Null: any other role. */
  readonly b: string | null
  readonly rule: 'never' | 'smallOffice'
  readonly where: 'anywhere' | 'sameRegion'
  readonly reason: { readonly zh: string; readonly en: string }
}

export interface Duty extends Period {
  /** The built-in role that a role is or narrows down: its duty. */
  readonly duty: string
  readonly region: string
}

export interface Clash<D extends Duty = Duty> {
  readonly with: D
  readonly separation: Separation
}

/** Held already by the same person, in whatever account, and in the way of one more duty. Strict rules come first. */
export function clashesOf<D extends Duty>(
  separations: readonly Separation[],
  held: readonly D[],
  added: Duty,
): Clash<D>[] {
  return held
    .flatMap((each) => {
      if (!periodsMeet(each, added)) return []
      const separation = separationOf(separations, each, added)
      return separation ? [{ with: each, separation }] : []
    })
    .sort((x, y) => Number(y.separation.rule === 'never') - Number(x.separation.rule === 'never'))
}

/** The strictest rule between two duties, if there is any. */
export function separationOf(
  separations: readonly Separation[],
  a: Pick<Duty, 'duty' | 'region'>,
  b: Pick<Duty, 'duty' | 'region'>,
): Separation | undefined {
  const rules = separations.filter(
    (rule) =>
      a.duty !== b.duty &&
      (isPair(rule, a.duty, b.duty) || isPair(rule, b.duty, a.duty)) &&
      (rule.where === 'anywhere' || regionsMeet(a.region, b.region)),
  )
  return rules.find(({ rule }) => rule === 'never') ?? rules[0]
}

function isPair(rule: Separation, a: string, b: string): boolean {
  return rule.a === a && (rule.b === null || rule.b === b)
}

/** How long an exception of a small office lasts at most. */
export const EXCEPTION_DAYS = 366
