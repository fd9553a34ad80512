import type { ErasureState } from '@lika/contract'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const openRequestsQuery = (region: string) =>
  infiniteQueryOptions({
    queryKey: ['listOpenRequests', region],
    queryFn: ({ signal, pageParam }) =>
      api.listOpenRequests({ query: { region, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const erasuresQuery = (region: string, state: ErasureState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['listErasures', region, state],
    queryFn: ({ signal, pageParam }) =>
      api.listErasures({
        query: { region, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
