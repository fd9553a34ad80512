/** Days as whole numbers since 1970-01-01, by the Gregorian calendar. No clock and no time zone. */

/** Facts and constants of type date lie within these days, so that no back end meets a year it cannot hold. */
export const FIRST_DAY = dayNumber(1800, 1, 1)
export const LAST_DAY = dayNumber(2199, 12, 31)

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Howard Hinnant's method: years begin in March, so that the leap day is the last of its year. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

export function civilDate(days: number): CivilDate {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** `2017-12-31` → days since 1970-01-01; undefined when there is no such day between 1800 and 2199. */
export function parseDay(text: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined
  return dayNumber(year, month, day)
}

/** Days since 1970-01-01 → `2017-12-31`. */
export function formatDay(days: number): string {
  const { year, month, day } = civilDate(days)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Like PostgreSQL's `date + interval`: a day the month does not have becomes its last day. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilDate(days)
  const total = year * 12 + (month - 1) + months
  const newYear = Math.floor(total / 12)
  const newMonth = total - newYear * 12 + 1
  return dayNumber(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)))
}

/** Whole years from `from` to `to`; who is born on 29 February is a year older on 1 March of a common year. */
export function wholeYears(from: number, to: number): number {
  return Math.floor(wholeMonths(from, to) / 12)
}

/** Whole months from `from` to `to`, rounded down: from the 31st to the 30th of the next month is none. */
export function wholeMonths(from: number, to: number): number {
  const a = civilDate(from)
  const b = civilDate(to)
  return (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day ? 1 : 0)
}
