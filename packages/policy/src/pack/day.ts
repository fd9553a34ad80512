/** Spans of days. Days compare as text, because all years have four digits. */
import { formatDay, parseDay } from '../expression/index.ts'
import type { Day } from '../model.ts'

export function dayAfter(day: Day, days: number): Day {
  return formatDay(parseDay(day)! + days)
}

/** Both ends included; open ends are absent. */
export interface Span {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

export function isWithin(span: Span, day: Day): boolean {
  return (span.from === undefined || span.from <= day) && (span.to === undefined || day <= span.to)
}

export function overlaps(a: Span, b: Span): boolean {
  return (
    (a.from === undefined || b.to === undefined || a.from <= b.to) &&
    (b.from === undefined || a.to === undefined || b.from <= a.to)
  )
}
