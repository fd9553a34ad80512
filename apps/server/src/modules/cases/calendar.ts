/** Which days are worked: by week, and by decree of the State Council, which is made a year at a time. */
import type { Day, Text } from '@lika/policy'
import decrees from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { sha256 } from '../policies/index.ts'

type Named = Readonly<Record<Day, string>>

/** Days freed and days worked by decree, with the names of both. */
export interface Decrees {
  readonly holidays: Named
  readonly workdays: Named
}

export interface Calendar {
  /** Of the decrees: another one means that due days have to be counted again. */
  readonly digest: string
  /** Years whose holidays are decreed and known here, in order. */
  readonly knownYears: () => number[]
  /**
   * The n-th day from a day on, that day being the first; of days worked, the n-th one worked. Undefined as soon as a day
   * would have to be counted of which nobody knows yet whether it is worked, and for a number that is not a count.
   */
  readonly dayAfter: (from: Day, days: number, workingDays: boolean) => Day | undefined
  /** Days of a span, both ends included, that a decree frees or has worked. Those of years not known are not among them. */
  readonly holidaysBetween: (from: Day, to: Day) => { day: Day; name: Text; works: boolean }[]
}

export function calendarOf({ holidays, workdays }: Decrees): Calendar {
  // A decree may already name the New Year's days of the year behind it. A year is known when its last holiday is.
  const known = new Set(
    Object.entries(holidays)
      .filter(([, names]) => names.includes('国庆'))
      .map(([day]) => yearOf(day)),
  )
  const isWorked = (day: Day): boolean => {
    if (day in workdays) return true
    if (day in holidays) return false
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6
  }
  return {
    digest: sha256(JSON.stringify([inOrder(holidays), inOrder(workdays)])),
    knownYears: () => [...known].sort((a, b) => a - b),
    dayAfter: (from, days, workingDays) => {
      if (!Number.isInteger(days) || days < 1) return undefined
      if (!workingDays) return plus(from, days - 1)
      let worked = 0
      for (let day = from; known.has(yearOf(day)); day = plus(day, 1)) {
        if (isWorked(day)) worked += 1
        if (worked === days) return day
      }
      return undefined
    },
    holidaysBetween: (from, to) => {
      const found = []
      for (let day = from; day <= to; day = plus(day, 1)) {
        const works = day in workdays
        const names = works ? workdays[day] : holidays[day]
        // 'National Day,国庆节,3': name in both languages, and how many days of it the law gives.
        const [en, zh] = names?.split(',') ?? []
        if (en !== undefined && zh !== undefined) found.push({ day, name: { zh, en }, works })
      }
      return found
    },
  }
}

/** As this version of the software knows it; a newer one brings the decrees of a newer year. */
export const calendar = calendarOf(decrees)
export const { knownYears, dayAfter, holidaysBetween } = calendar

function inOrder(named: Named): [string, string][] {
  return Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function plus(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
