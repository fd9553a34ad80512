import type { EndedCount, RateLimit, Standing } from '@lika/contract'

export const outcomes = ['correct', 'wronglyIn', 'wronglyOut', 'missed'] as const
export const standings = ['registered', 'exited', 'unregistered'] as const satisfies readonly Standing[]

export interface Rates {
  /** Households that were looked at, by how they stood before. */
  readonly surveyed: Readonly<Record<Standing, number>>
  /** Of them, by what was found. */
  readonly found: Readonly<Record<(typeof outcomes)[number], number>>
  /** Missed of those surveyed that were not registered. */
  readonly missed: Share
  /** Wrongly out of those surveyed that had exited. */
  readonly wronglyOut: Share
}
/** Nothing of nothing has no share: without somebody who was surveyed the rate is unknown, not zero. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** The rates of some counts: of a region, or of all of them together. */
export function ratesOf(counts: readonly EndedCount[]): Rates {
  const own = counts.filter(({ outcome }) => isOutcome(outcome.id))
  const sum = (of: (count: EndedCount) => boolean) =>
    own.filter(of).reduce((total, { cases }) => total + cases, 0)
  const surveyedAs = (standing: Standing) => sum((count) => count.standing === standing)
  const foundAs = (id: string) => sum(({ outcome }) => outcome.id === id)
  const shareOf = (id: string, of: Standing): Share => ({
    part: sum(({ outcome, standing }) => outcome.id === id && standing === of),
    whole: surveyedAs(of),
  })
  return {
    surveyed: {
      registered: surveyedAs('registered'),
      exited: surveyedAs('exited'),
      unregistered: surveyedAs('unregistered'),
    },
    found: {
      correct: foundAs('correct'),
      wronglyIn: foundAs('wronglyIn'),
      wronglyOut: foundAs('wronglyOut'),
      missed: foundAs('missed'),
    },
    missed: shareOf('missed', 'unregistered'),
    wronglyOut: shareOf('wronglyOut', 'exited'),
  }
}

/** Other ways to end, such as withdrawing it, are no result of a survey. */
const isOutcome = (id: string) => outcomes.some((each) => each === id)

/** Whether a rate keeps a limit in percent, exactly; of nobody nobody can tell. */
export function keeps({ part, whole }: Share, { value, bound }: RateLimit): boolean | null {
  if (whole === 0) return null
  const [units = '0', decimals = ''] = value.split('.')
  const counted = BigInt(part) * 100n * 10n ** BigInt(decimals.length)
  const allowed = BigInt(whole) * BigInt(units + decimals)
  return bound === 'below' ? counted < allowed : counted <= allowed
}
