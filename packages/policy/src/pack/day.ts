/** Days as whole numbers since 1970-01-01, in the proleptic Gregorian calendar; no clock and no time zone. */
import type { Day } from '../model.ts'

const MS_PER_DAY = 86_400_000

/** Days since 1970-01-01, or undefined when there is no such day. Years 1000 to 9999. */
export function dayNumber(day: Day): number | undefined {
  const match = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return undefined
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(ms).toISOString().startsWith(day) ? ms / MS_PER_DAY : undefined
}

export function dayText(number: number): Day {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10)
}

export function dayAfter(day: Day, days: number): Day {
  return dayText(dayNumber(day)! + days)
}

/** Both ends included; open ends are absent. */
export interface Span {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** Days compare as text, because all years have four digits. */
export function isWithin(span: Span, day: Day): boolean {
  return (span.from === undefined || span.from <= day) && (span.to === undefined || day <= span.to)
}

export function overlaps(a: Span, b: Span): boolean {
  return (
    (a.from === undefined || b.to === undefined || a.from <= b.to) &&
    (b.from === undefined || a.to === undefined || b.from <= a.to)
  )
}
