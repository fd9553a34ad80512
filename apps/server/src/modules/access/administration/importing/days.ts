/** The period of a row, by the same rules as that of one grant. */
import type { AccountField, AccountRowCells } from '@lika/contract'
import type { Message } from '../../../../platform/errors.ts'
import { dayAfter, type Period, periodOf } from '../period.ts'
import { EXCEPTION_DAYS } from '../separation.ts'

export interface GivenPeriod extends Period {
  /** The last day, as people say it. */
  readonly last: string | null
}

export function periodOfCells(
  cells: AccountRowCells,
  today: string,
  say: (field: AccountField, message: Message) => void,
): GivenPeriod | undefined {
  const from = cells.from ? dayOf(cells.from) : today
  const last = cells.to ? dayOf(cells.to) : undefined
  if (!from) say('from', noDay)
  if (cells.to && !last) say('to', noDay)
  if (!from || (cells.to && !last)) return undefined
  if (from < today) {
    say('from', {
      zh: `授权不能从过去的日子开始，最早从今天（${today}）起。`,
      en: `A grant does not begin in the past: today, ${today}, at the earliest.`,
    })
    return undefined
  }
  if (last && last < from) {
    say('to', { zh: '最后一天早于第一天。', en: 'The last day is before the first.' })
    return undefined
  }
  if (cells.exception !== undefined && !mayBeExcepted(cells.exception, from, last, say)) return undefined
  return { ...periodOf(from, last), last: last ?? null }
}

function mayBeExcepted(
  reason: string,
  from: string,
  last: string | undefined,
  say: (field: AccountField, message: Message) => void,
): boolean {
  if (reason.trim().length < 2) {
    say('exception', { zh: '兼岗理由至少两个字。', en: 'The reason has two characters at least.' })
    return false
  }
  const latest = dayAfter(from, EXCEPTION_DAYS - 1)
  if (last !== undefined && last <= latest) return true
  say('to', {
    zh: `小单位兼岗要写明最后一天，最迟到 ${latest}。`,
    en: `An exception of a small office names its last day, ${latest} at the latest.`,
  })
  return false
}

const noDay: Message = {
  zh: '不是日期，应写成 2017-04-01。',
  en: 'That is no day; write it as 2017-04-01.',
}

/** 2017-04-01, 2017/4/1, 2017.4.1 and 2017年4月1日; undefined for what is no day of the calendar. */
function dayOf(text: string): string | undefined {
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(
    text
      .normalize('NFKC')
      .trim()
      .replace(/T00:00:00$/, ''),
  )
  if (!parts) return undefined
  const day = [parts[1], parts[2]!.padStart(2, '0'), parts[3]!.padStart(2, '0')].join('-')
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day) ? day : undefined
}
