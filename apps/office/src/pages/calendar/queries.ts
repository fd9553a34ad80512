import type { CalendarItem } from '@lika/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const calendarQuery = (region: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['listCalendar', region, from, to],
    queryFn: ({ signal }) => api.listCalendar({ query: { region, from, to }, signal }),
    placeholderData: keepPreviousData,
  })

export const kinds = [
  'noticeBegins',
  'noticeEnds',
  'stepDue',
  'caseDue',
] as const satisfies readonly CalendarItem['kind'][]

export interface Sum {
  readonly kind: CalendarItem['kind']
  readonly items: number
  readonly cases: number
  readonly late: boolean
}

/** What a day holds, kind by kind. */
export function sumsOf(items: readonly CalendarItem[]): readonly Sum[] {
  return kinds.flatMap((kind) => {
    const of = items.filter((item) => item.kind === kind)
    if (of.length === 0) return []
    const cases = of.reduce((sum, item) => sum + item.cases, 0)
    return [{ kind, items: of.length, cases, late: of.some(({ late }) => late) }]
  })
}
