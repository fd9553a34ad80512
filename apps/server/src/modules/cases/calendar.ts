/** Which days are worked: by week, and by decree of the State Council, which is made a year at a time. */
import type { Day, Text } from '@lika/policy'
import decrees from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

const holidays: Readonly<Record<string, string>> = decrees.holidays
const workdays: Readonly<Record<string, string>> = decrees.workdays

// A decree may already name the New Year's days of the year behind it. A year is known when its last holiday is.
const known = new Set(
  Object.entries(holidays)
    .filter(([, names]) => names.includes('国庆'))
    .map(([day]) => yearOf(day)),
)

/** Years whose holidays are decreed and known here, in order. */
export function knownYears(): number[] {
  return [...known].sort((a, b) => a - b)
}

/**
 * The n-th day from a day on, that day being the first; of days worked, the n-th one worked. Undefined as soon as a day
 * would have to be counted of which nobody knows yet whether it is worked, and for a number that is not a count.
 */
export function dayAfter(from: Day, days: number, workingDays: boolean): Day | undefined {
  if (!Number.isInteger(days) || days < 1) return undefined
  if (!workingDays) return plus(from, days - 1)
  let worked = 0
  for (let day = from; known.has(yearOf(day)); day = plus(day, 1)) {
    if (isWorked(day)) worked += 1
    if (worked === days) return day
  }
  return undefined
}

/** Days of a span, both ends included, that a decree frees or has worked. Those of years not known are not among them. */
export function holidaysBetween(from: Day, to: Day): { day: Day; name: Text; works: boolean }[] {
  const found = []
  for (let day = from; day <= to; day = plus(day, 1)) {
    const works = day in workdays
    const names = works ? workdays[day] : holidays[day]
    // 'National Day,国庆节,3': name in both languages, and how many days of it the law gives.
    const [en, zh] = names?.split(',') ?? []
    if (en !== undefined && zh !== undefined) found.push({ day, name: { zh, en }, works })
  }
  return found
}

function isWorked(day: Day): boolean {
  if (day in workdays) return true
  if (day in holidays) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function plus(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
