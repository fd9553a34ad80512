import type { EffectivePolicy } from '@lika/policy'

export interface IncomeWindow {
  readonly from: string
  /** The day after its last day. */
  readonly to: string
}

/**
 * The months whose income counts on a day, as the pack's `incomeWindow` says: the last calendar year, or the last
 * October to September, that has ended by the day, or the last twelve months that have.
 */
export function incomeWindow(policy: Pick<EffectivePolicy, 'parameters'>, asOf: string): IncomeWindow {
  const year = Number(asOf.slice(0, 4))
  const month = Number(asOf.slice(5, 7))
  const end = isLastOfMonth(asOf) ? monthDay(year, month + 1) : monthDay(year, month)
  const to = lastBy(
    end,
    { calendarYear: '-01-01', octoberToSeptember: '-10-01' }[String(policy.parameters.incomeWindow?.value)],
  )
  return { from: `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, to }
}

/** The latest such day of a year up to `day`; `day` itself when any month may end the window. */
function lastBy(day: string, monthAndDay: string | undefined): string {
  if (monthAndDay === undefined) return day
  const year = Number(day.slice(0, 4))
  const thisYear = `${year}${monthAndDay}`
  return thisYear <= day ? thisYear : `${year - 1}${monthAndDay}`
}

function isLastOfMonth(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.getUTCDate() === 1
}

function monthDay(year: number, month: number): string {
  const carried = month > 12 ? [year + 1, month - 12] : [year, month]
  return `${carried[0]}-${String(carried[1]).padStart(2, '0')}-01`
}
