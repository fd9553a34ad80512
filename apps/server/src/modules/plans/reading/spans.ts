/** First and last day of a time that a document names. Pure. */
import type { NamedTime } from '@lika/intake'

export interface Span {
  readonly from: string | null
  readonly to: string | null
}

const unknown: Span = { from: null, to: null }

/** Unknown where the document leaves the year open: it is never guessed. */
export function spanOf(time: NamedTime): Span {
  const first = monthsOf(time)
  if (!first) return unknown
  const from = dayOf(time.year!, first[0], time.day ?? 1)
  if (time.until) {
    const { year, month, day } = time.until
    return year === null ? unknown : { from, to: lastDay(year, month ?? 12, day) }
  }
  return { from, to: lastDay(time.year!, first[1], time.day) }
}

function monthsOf({ year, month, part }: NamedTime): [first: number, last: number] | undefined {
  if (year === null || year < 1800 || year > 2199) return undefined
  if (month !== null) return [month, month]
  if (part === 'firstHalf') return [1, 6]
  if (part === 'secondHalf') return [7, 12]
  const quarter = /^quarter(\d)$/.exec(part ?? '')?.[1]
  return quarter === undefined ? [1, 12] : [Number(quarter) * 3 - 2, Number(quarter) * 3]
}

function lastDay(year: number, month: number, day: number | null): string | null {
  return dayOf(year, month, day ?? new Date(Date.UTC(year, month, 0)).getUTCDate())
}

/** Null for a day that no month has, such as 30 February. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1) return null
  return date.toISOString().slice(0, 10)
}
