/** What several pages ask the server for about cases. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export type CaseListQuery = NonNullable<Parameters<typeof api.listCases>[0]>['query']

/** Pages of cases; whoever asks says how many at a time. */
export const caseListQuery = (query: CaseListQuery) =>
  infiniteQueryOptions({
    queryKey: ['listCases', query],
    queryFn: ({ pageParam, signal }) =>
      api.listCases({ query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

const order = ['open', 'ended', 'withdrawn']

/** Every case of one household, village or county, open ones first, of each the newest. */
export const casesOfQuery = (region: string, subject: string) =>
  queryOptions({
    queryKey: ['listCases', 'of', region, subject],
    queryFn: async ({ signal }) => {
      const { items, next } = await api.listCases({
        query: { region, subject, sort: 'newest', limit: '200' },
        signal,
      })
      return { items: items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)), next }
    },
  })

export const proceduresQuery = (region: string, asOf: string) =>
  queryOptions({
    queryKey: ['listProcedures', region, asOf],
    queryFn: ({ signal }) => api.listProcedures({ query: { region, asOf }, signal }),
    staleTime: 300_000,
  })
