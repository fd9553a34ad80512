/** Days, months and years as documents write them, and the deadlines among them. */
import type { Range } from '../model.ts'
import { CHINESE_DIGITS, readNumber } from '../numerals/chinese.ts'

/** A time that a document names. What it leaves open (the year of 3月底, 20xx年) is null, and is never guessed. */
export interface NamedTime {
  readonly text: string
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  /** 底, 末, 前, 上半年, 一季度… */
  readonly part: TimePart | null
  /** 到, 在 … 前, 底前: something is to be done by then. */
  readonly isDeadline: boolean
  /** The end of 2019-2020年, of 2016年至2018年. */
  readonly until?: {
    readonly year: number | null
    readonly month: number | null
    readonly day: number | null
  }
  readonly range: Range
}

export type TimePart =
  | 'end'
  | 'beginning'
  | 'firstHalf'
  | 'secondHalf'
  | 'quarter1'
  | 'quarter2'
  | 'quarter3'
  | 'quarter4'

const N = `(?:\\d{1,2}|[${CHINESE_DIGITS}]{1,3})`
const YEAR = `(?:\\d{4}|[12]\\d{0,2}[xX×*]{1,3}|[二一][${CHINESE_DIGITS}]{3})`
const PART = '(?:年底|年末|年初|上半年|下半年|前|底|末|初|中旬|上旬|下旬)'
const times = new RegExp(
  `(?<year>${YEAR})\\s?(?:-|至|到)\\s?(?<untilYear>${YEAR})\\s?年(?:度|间)?` +
    `|(?<year2>${YEAR})\\s?年(?:度)?(?:(?<half>[上下])半年|第?(?<quarter>[一二三四1-4])季度|\\s?(?<month2>${N})\\s?月(?:份)?(?:\\s?(?<day2>${N})\\s?[日号])?)?(?<part2>${PART})?` +
    `|(?<month3>${N})月(?:份)?(?:(?<day3>${N})[日号])?(?:\\s?(?:-|至|到)\\s?(?:(?<untilMonth>${N})月)?(?<untilDay>${N})[日号])?(?<part3>${PART})?` +
    `|(?<half4>[上下])半年|第?(?<quarter4>[一二三四])季度|年(?<yearPart>[底末初])`,
  'g',
)

const before = /(?:到|至|(?<![关由对鉴基属])于|在|力争|确保)$/
/** 由2017年底的6.21%下降到…, 较2016年底, 截至2017年底: what is compared, and not by when. */
const compared = /(?:由|从|自|较|比|截至|截止|截止到|截至到)$/
const after = /^(?:之?前|以前|完成|全面|全部|基本)/

/** Times of a folded text, in order. */
export function findTimes(folded: string, text: string): NamedTime[] {
  const found: NamedTime[] = []
  for (const match of folded.matchAll(times)) {
    const time = readTime(folded, text, match)
    if (time) found.push(time)
  }
  return found
}

function readTime(folded: string, text: string, match: RegExpExecArray): NamedTime | undefined {
  const groups = match.groups!
  const [from, to] = [match.index, match.index + match[0].length]
  const ahead = folded.slice(Math.max(0, from - 4), from)
  const behind = folded.slice(to, to + 4)
  // 每季度, 12个月, 每年底: how often or how long, not when. A figure before belongs to it.
  if (/[每各逐按\d]$/.test(ahead) && groups.year === undefined) return undefined
  const year = groups.year ?? groups.year2
  const month = numberOf(groups.month2 ?? groups.month3)
  const day = numberOf(groups.day2 ?? groups.day3)
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31)))
    return undefined
  const untilDay = numberOf(groups.untilDay)
  const said = groups.part2 ?? groups.part3 ?? ''
  return {
    text: text.slice(from, to),
    year: yearOf(year),
    month,
    day,
    part: partOf(groups, said),
    isDeadline:
      /前/.test(said) ||
      (!compared.test(ahead) &&
        (/底|末/.test(said) || groups.yearPart === '底' || before.test(ahead) || after.test(behind))),
    ...(groups.untilYear
      ? { until: { year: yearOf(groups.untilYear), month: null, day: null } }
      : untilDay !== null
        ? { until: { year: yearOf(year), month: numberOf(groups.untilMonth) ?? month, day: untilDay } }
        : {}),
    range: [from, to],
  }
}

function numberOf(written: string | undefined): number | null {
  return written === undefined ? null : (readNumber(written) ?? null)
}

function yearOf(written: string | undefined): number | null {
  if (written === undefined || /[xX×*]/.test(written)) return null
  return numberOf(written)
}

function partOf(groups: Readonly<Record<string, string | undefined>>, said: string): TimePart | null {
  const half = groups.half ?? groups.half4
  if (half) return half === '上' ? 'firstHalf' : 'secondHalf'
  const quarter = numberOf(groups.quarter ?? groups.quarter4)
  if (quarter !== null) return `quarter${quarter as 1 | 2 | 3 | 4}`
  if (/上半年/.test(said)) return 'firstHalf'
  if (/下半年/.test(said)) return 'secondHalf'
  if (/底|末/.test(said + (groups.yearPart ?? ''))) return 'end'
  return /初/.test(said + (groups.yearPart ?? '')) ? 'beginning' : null
}
