import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type Query = NonNullable<Parameters<typeof api.listAuditEvents>[0]>['query']

export const eventsQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ['listAuditEvents', query],
    queryFn: ({ pageParam, signal }) =>
      api.listAuditEvents({ query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

export const unusualQuery = (query: NonNullable<Parameters<typeof api.listUnusualAccess>[0]>['query']) =>
  queryOptions({
    queryKey: ['listUnusualAccess', query],
    queryFn: ({ signal }) => api.listUnusualAccess({ query, signal }),
    staleTime: 0,
  })

export const sealsQuery = () =>
  queryOptions({
    queryKey: ['getSealState'],
    queryFn: ({ signal }) => api.getSealState({ signal }),
    staleTime: 0,
    refetchInterval: 60_000,
  })
