/** Named times as days: 2017年底 and 3月底前 become the days from which and by which something is to be done. */
import type { Range } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import type { NamedTime } from './days.ts'
import { chainOf } from './innermost.ts'

/** Where the year of a period stands: with the time itself, in a heading above, in the title, or in the date of the document. */
export type YearFrom = 'text' | 'heading' | 'title' | 'date'

export interface Period {
  /** First day, `YYYY-MM-DD`; null where only the end is said (到2018年, 10月底前). */
  readonly from: string | null
  /** Last day, `YYYY-MM-DD`; null where only the beginning is said (从2016年起). */
  readonly to: string | null
  /** Whether a day, a month's or a year's end is named, and not only a month, half year or year in which it falls. */
  readonly isDay: boolean
  readonly text: string
  readonly range: Range
  readonly yearFrom: YearFrom
}

/** The years that a document gives to times without one. */
export interface Years {
  of(item: number | undefined): { readonly year: number; readonly from: YearFrom } | undefined
  /** The year for which the document speaks: that of its title, or of its date. What lies before it is past. */
  readonly own: number | undefined
  /** The time that the title names: what is planned and bears no time of its own is planned for it. */
  readonly title: NamedTime | undefined
}

export function yearsOf(
  items: readonly Item[],
  titleRange: Range,
  times: readonly NamedTime[],
  day: NamedTime | undefined,
): Years {
  const named = times.filter(({ year }) => year !== null)
  const inside = ([from, to]: Range) => named.find(({ range }) => range[0] >= from && range[1] <= to)
  const title = inside(titleRange)
  // 2018年-2020年 names no one year for 10月底.
  const titleYear = title && !title.until ? title.year! : undefined
  const headings = new Map<number, number>()
  let next = 0
  for (const [index, { heading, number, title: words }] of items.entries()) {
    while (next < named.length && named[next]!.range[0] < heading[0]) next += 1
    const time = named[next]
    const ends = heading[0] + number.length + words.length + 6
    if (time && time.range[1] <= Math.min(heading[1], ends) && !time.until && words.length <= 40)
      headings.set(index, time.year!)
  }
  const indexes = new Map(items.map((item, index) => [item, index] as const))
  return {
    own: titleYear ?? title?.year ?? day?.year ?? undefined,
    title,
    of(item) {
      const above = chainOf(items, item).find((each) => headings.has(indexes.get(each)!))
      if (above) return { year: headings.get(indexes.get(above)!)!, from: 'heading' }
      if (titleYear !== undefined) return { year: titleYear, from: 'title' }
      return day?.year ? { year: day.year, from: 'date' } : undefined
    },
  }
}

const starts = /^(?:年)?(?:起|开始|以来|以后|之后)/

/** A named time as days, or nothing where its year or its part of the year is not said. */
export function periodOf(
  time: NamedTime,
  folded: string,
  item: number | undefined,
  years: Years,
): Period | undefined {
  const known = time.year === null ? years.of(item) : { year: time.year, from: 'text' as const }
  // 20xx年 is masked: no other year stands in for it.
  if (!known || (time.year === null && /[xX×*]/.test(time.text)) || time.part === 'beginning')
    return undefined
  const days = daysOf(time, known.year)
  if (!days) return undefined
  const ahead = folded.slice(Math.max(0, time.range[0] - 4), time.range[0])
  const behind = folded.slice(time.range[1], time.range[1] + 4)
  const isStart = starts.test(behind) || (/(?:从|自)$/.test(ahead) && !time.until)
  const isBy = /(?:到|至|截至|截止)$/.test(ahead) || /前$/.test(time.text) || /^之?前|^以前/.test(behind)
  return {
    from: isBy && !isStart ? null : days[0],
    to: isStart ? null : days[1],
    isDay: time.day !== null || /[底末前]$/.test(time.text) || isBy,
    text: time.text,
    range: time.range,
    yearFrom: known.from,
  }
}

function daysOf(time: NamedTime, year: number): readonly [string, string] | undefined {
  const { month, day, part, until, text } = time
  if (until) {
    const last = { year: until.year ?? year, month: until.month, day: until.day }
    return [first(year, month, day), end(last.year, last.month, last.day)]
  }
  if (part === 'firstHalf') return [first(year, 1, 1), end(year, 6, null)]
  if (part === 'secondHalf') return [first(year, 7, 1), end(year, 12, null)]
  const quarter = /^quarter(\d)$/.exec(part ?? '')?.[1]
  if (quarter) return [first(year, Number(quarter) * 3 - 2, 1), end(year, Number(quarter) * 3, null)]
  if (month !== null && day === null && /上旬|中旬/.test(text))
    return /上旬/.test(text)
      ? [first(year, month, 1), end(year, month, 10)]
      : [first(year, month, 11), end(year, month, 20)]
  // 12月前 is before the month begins, 12月底前 is not.
  if (month !== null && day === null && /月份?前$/.test(text))
    return month === 1
      ? [first(year - 1, 12, 1), end(year - 1, 12, null)]
      : [first(year, month - 1, 1), end(year, month - 1, null)]
  if (month === null && /年前$/.test(text)) return [first(year - 1, 1, 1), end(year - 1, 12, null)]
  return [first(year, month, day), end(year, month, day)]
}

function first(year: number, month: number | null, day: number | null): string {
  return write(year, month ?? 1, day ?? 1)
}

function end(year: number, month: number | null, day: number | null): string {
  const last = new Date(Date.UTC(year, month ?? 12, 0)).getUTCDate()
  return write(year, month ?? 12, Math.min(day ?? last, last))
}

function write(year: number, month: number, day: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
