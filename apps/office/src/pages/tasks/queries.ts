/** What the pages about tasks ask the server for. */
import type { DutyState } from '@lika/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type CountQuery = NonNullable<Parameters<typeof api.countDuties>[0]>['query']

/** In the order in which they weigh. */
export const states: readonly DutyState[] = ['late', 'blocked', 'due', 'coming', 'open', 'done']
export const views = ['unit', 'month', 'document', 'list'] as const
export type View = (typeof views)[number]

export interface BoardAddress {
  readonly view?: string | undefined
  readonly month?: string | undefined
  readonly unit?: string | undefined
  readonly plan?: string | undefined
  readonly role?: string | undefined
  readonly state?: string | undefined
  readonly search?: string | undefined
}

/** Another address of the board; `replace` leaves no step behind to go back to. */
export type Change = (changed: BoardAddress, replace?: boolean) => void

/** Every month, said in the address: without a word it is the month of the date. */
export const ANY_MONTH = 'all'

const MONTH = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])$/
const roles = ['lead', 'cooperating', 'responsible']

/** What the address says, as the server wants it; what it cannot mean is left out. */
export function boardQueryOf(
  place: { readonly region: string; readonly date: string },
  address: BoardAddress,
): { readonly view: View; readonly month: string | undefined; readonly query: CountQuery } {
  const { unit, plan, role, state, search } = address
  const own = place.date.slice(0, 7)
  const month =
    address.month === ANY_MONTH ? undefined : MONTH.test(address.month ?? '') ? address.month : own
  const given = Object.entries({
    month,
    unit,
    plan: /^[0-9a-f-]{36}$/.test(plan ?? '') ? plan : undefined,
    role: roles.includes(role ?? '') ? role : undefined,
    state: states.includes(state as DutyState) ? state : undefined,
    search: search?.slice(0, 60),
  }).filter(([, value]) => value !== undefined && value !== '')
  return {
    view: views.find((each) => each === address.view) ?? 'unit',
    month,
    query: { ...place, ...Object.fromEntries(given) } as CountQuery,
  }
}

export const dutyListQuery = (query: CountQuery) =>
  infiniteQueryOptions({
    queryKey: ['listDuties', query],
    queryFn: ({ pageParam, signal }) =>
      api.listDuties({ query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const dutyCountsQuery = (query: CountQuery) =>
  queryOptions({
    queryKey: ['countDuties', query],
    queryFn: ({ signal }) => api.countDuties({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const taskQuery = (id: string, date: string, region: string) =>
  queryOptions({
    queryKey: ['getTask', id, date, region],
    queryFn: ({ signal }) => api.getTask({ params: { id }, query: { date, region }, signal }),
  })

export const letterQuery = (query: NonNullable<Parameters<typeof api.getLetter>[0]>['query']) =>
  queryOptions({
    queryKey: ['getLetter', query],
    queryFn: ({ signal }) => api.getLetter({ query, signal }),
  })

/** Months of a year, `2017-01` to `2017-12`. */
export const monthsOf = (year: string) =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)

/** The month so many months later. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + number - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}
