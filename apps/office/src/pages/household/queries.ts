/** What this page alone asks the server for. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const whatIfQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['whatWouldChange', id, asOf],
    queryFn: ({ signal }) => api.whatWouldChange({ params: { id }, query: { asOf }, signal }),
  })

export const timelineQuery = (id: string, filter: { readonly fact?: string; readonly subject?: string }) =>
  infiniteQueryOptions({
    queryKey: ['listTimeline', id, filter],
    queryFn: ({ pageParam, signal }) =>
      api.listTimeline({
        params: { id },
        query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
