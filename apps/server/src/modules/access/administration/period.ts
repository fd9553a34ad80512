/** The days on which a grant holds: from its first day up to, not including, `to`. */

export interface Period {
  readonly from: string
  /** The day after the last; null for no end. */
  readonly to: string | null
}

export type PeriodState = 'coming' | 'inForce' | 'ended'

export function stateOn(day: string, { from, to }: Period): PeriodState {
  if (day < from) return 'coming'
  return to === null || day < to ? 'inForce' : 'ended'
}

/** Two periods have a day in common. */
export function periodsMeet(a: Period, b: Period): boolean {
  return (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to)
}

/** The day so many days later, or earlier. */
export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The period that people name by its first and its last day. */
export function periodOf(first: string, last: string | undefined): Period {
  return { from: first, to: last === undefined ? null : dayAfter(last) }
}

/** The last day, for people; null for no end. */
export function lastDayOf({ to }: Period): string | null {
  return to === null ? null : dayAfter(to, -1)
}
