/** What the pages about notices ask the server for. */
import type { NoticeState } from '@lika/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type ListQuery = NonNullable<Parameters<typeof api.listNotices>[0]>['query']

/** In the order in which people ask for them. */
export const states = ['hanging', 'coming', 'over', 'takenDown'] as const satisfies readonly NoticeState[]
const kinds = ['notice', 'announcement'] as const

export interface NoticesAddress {
  readonly state?: string | undefined
  readonly kind?: string | undefined
  readonly procedure?: string | undefined
  readonly objections?: string | undefined
}
export type Change = (changed: NoticesAddress) => void

/** Every state, said in the address: without a word it is what hangs. */
export const ANY_STATE = 'all'

/** What the address says, as the server wants it; what it cannot mean is left out. */
export function listQueryOf(region: string, address: NoticesAddress): ListQuery {
  const kind = kinds.find((each) => each === address.kind)
  const chosen = address.state ?? (address.objections === 'open' ? ANY_STATE : 'hanging')
  const state = states.find((each) => each === chosen)
  const procedure = /^[A-Za-z][\w-]{0,79}$/.test(address.procedure ?? '') ? address.procedure : undefined
  return {
    region,
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(procedure ? { procedure } : {}),
    ...(address.objections === 'open' ? { objections: 'open' as const } : {}),
  }
}

export const noticeListQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: ['listNotices', query],
    queryFn: ({ pageParam, signal }) =>
      api.listNotices({ query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['getNotice', id],
    queryFn: ({ signal }) => api.getNotice({ params: { id }, signal }),
  })
