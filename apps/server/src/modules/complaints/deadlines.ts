/**
 * By when. No source that we have states days for 12317, so deadlines.json is marked as unconfirmed; an installation that
 * has a document says its own in the row `complaints` of the table setting.
 */
import type pg from 'pg'
import defaults from './deadlines.json' with { type: 'json' }
import type { ComplaintsDeps } from './deps.ts'

export interface Deadlines {
  readonly acceptWorkingDays: number
  readonly answerDays: number
  readonly confirmed: boolean
}

export async function findDeadlines(runner: Pick<pg.Pool, 'query'>): Promise<Deadlines> {
  const { rows } = await runner.query<{ value: Partial<Deadlines> }>(
    `select value from setting where key = 'complaints'`,
  )
  return { ...defaults, ...rows[0]?.value }
}

/** Days are counted from the day after it came. */
export function duesOf(
  { dayAfter }: Pick<ComplaintsDeps, 'dayAfter'>,
  received: string,
  { acceptWorkingDays, answerDays }: Deadlines,
): { acceptDue: string | null; answerDue: string | null } {
  const next = dayAfter(received, 2, false)!
  return {
    acceptDue: dayAfter(next, acceptWorkingDays, true) ?? null,
    answerDue: dayAfter(next, answerDays, false) ?? null,
  }
}

/** What whoever writes is told before. */
export async function findDays({ system }: ComplaintsDeps): Promise<{ accept: number; answer: number }> {
  const { acceptWorkingDays, answerDays } = await findDeadlines(system.pool)
  return { accept: acceptWorkingDays, answer: answerDays }
}
