/** Whether a notice hangs: by the day alone, unless it was taken down. */
import type { NoticeState } from '@lika/contract'
import type { Day } from '@lika/policy'

interface Hung {
  readonly from: Day
  readonly until: Day
  readonly downOn: Day | null
}

export function stateOn({ from, until, downOn }: Hung, today: Day): NoticeState {
  if (downOn !== null) return 'takenDown'
  if (today < from) return 'coming'
  return today <= until ? 'hanging' : 'over'
}

/** Today counts, and so does the last day. */
export function daysLeftOn(notice: Hung, today: Day): number {
  const state = stateOn(notice, today)
  if (state === 'over' || state === 'takenDown') return 0
  const since = state === 'coming' ? notice.from : today
  return Math.round((Date.parse(notice.until) - Date.parse(since)) / 86_400_000) + 1
}

/** The same as conditions on a notice `n`. */
export function stateSql(state: NoticeState, today: string): string {
  // Every state names the day: a parameter that a statement does not use has no type.
  if (state === 'takenDown') return `n.taken_down_on is not null and ${today} is not null`
  const by = {
    coming: `n.hangs_from > ${today}`,
    hanging: `n.hangs_from <= ${today} and n.hangs_until >= ${today}`,
    over: `n.hangs_until < ${today}`,
  }
  return `n.taken_down_on is null and ${by[state]}`
}

/** Its page on the public site. */
export const publicPathOf = (id: string) => `/gs/notice/${id}`
