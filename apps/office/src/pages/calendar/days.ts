// Days and months as text: a calendar has no time zone.

const MS = 86_400_000
const MONTH = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])$/
const DAY = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS).toISOString().slice(0, 10)

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The whole weeks that a month lies in, from Monday to Sunday. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`
  const begin = dayAfter(first, -weekdayOf(first))
  const weeks: string[][] = []
  for (let monday = begin; monday.slice(0, 7) <= month; monday = dayAfter(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => dayAfter(monday, at)))
  }
  return weeks
}

export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + number - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The month of an address, or that of the day where it says none. */
export const monthOf = (text: string | undefined, today: string): string =>
  MONTH.test(text ?? '') ? text! : today.slice(0, 7)

/** The day of an address; nothing where it is none that there is. */
export const dayOf = (text: string | undefined): string | undefined =>
  text !== undefined && DAY.test(text) && dayAfter(text, 0) === text ? text : undefined

const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Where a key leads from a day; nothing for other keys. */
export function dayByKey(key: string, day: string): string | undefined {
  if (key in moves) return dayAfter(day, moves[key]!)
  if (key === 'Home') return dayAfter(day, -weekdayOf(day))
  if (key === 'End') return dayAfter(day, 6 - weekdayOf(day))
  if (key !== 'PageUp' && key !== 'PageDown') return undefined
  const month = monthAfter(day.slice(0, 7), key === 'PageUp' ? -1 : 1)
  const last = dayAfter(`${monthAfter(month, 1)}-01`, -1)
  const same = `${month}-${day.slice(8)}`
  return same < last ? same : last
}
