/** What the pages ask the server for. A query's key begins with the route's id. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'

type QueryOf<Call extends keyof typeof api> =
  NonNullable<Parameters<(typeof api)[Call]>[0]> extends { readonly query?: infer Q } ? NonNullable<Q> : never

/** Without the fields that are undefined: the contract takes absent ones only. */
function given<T extends object>(query: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as T
}
type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['getSession'],
    queryFn: ({ signal }) => api.getSession({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

const LOOK_EVERY_MS = 60_000
/** What an administrator has to look after: asked for again and again while a page is open. */
export const alarmsQuery = () =>
  queryOptions({
    queryKey: ['listAlarms'],
    queryFn: ({ signal }) => api.listAlarms({ signal }),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  })

/** The catalogue changes with the packs only: once a session is enough. */
export const catalogueQuery = () =>
  queryOptions({
    queryKey: ['getCatalogue'],
    queryFn: ({ signal }) => api.getCatalogue({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const regionQuery = (code: string, asOf: string) =>
  queryOptions({
    queryKey: ['getRegion', code, asOf],
    queryFn: ({ signal }) => api.getRegion({ params: { code }, query: { asOf }, signal }),
    staleTime: 300_000,
  })

export const summaryQuery = (query: Loose<QueryOf<'getSummary'>>) =>
  queryOptions({
    queryKey: ['getSummary', query],
    queryFn: ({ signal }) => api.getSummary({ query: given<QueryOf<'getSummary'>>(query), signal }),
  })

export const subRegionsQuery = (query: Loose<QueryOf<'listSubRegions'>>) =>
  queryOptions({
    queryKey: ['listSubRegions', query],
    queryFn: ({ signal }) => api.listSubRegions({ query: given<QueryOf<'listSubRegions'>>(query), signal }),
  })

export const householdQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['getHousehold', id, asOf],
    queryFn: ({ signal }) => api.getHousehold({ params: { id }, query: { asOf }, signal }),
  })

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['listTimeline', id],
    queryFn: ({ pageParam, signal }) =>
      api.listTimeline({ params: { id }, query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

export const villagesQuery = (query: Loose<QueryOf<'listVillages'>>) =>
  infiniteQueryOptions({
    queryKey: ['listVillages', query],
    queryFn: ({ pageParam, signal }) =>
      api.listVillages({
        query: given<QueryOf<'listVillages'>>({ ...query, cursor: pageParam, limit: '100' }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

export const villageQuery = (code: string, asOf: string) =>
  queryOptions({
    queryKey: ['getVillage', code, asOf],
    queryFn: ({ signal }) => api.getVillage({ params: { code }, query: { asOf }, signal }),
  })

export const policyQuery = (region: string, asOf: string) =>
  queryOptions({
    queryKey: ['getPolicy', region, asOf],
    queryFn: ({ signal }) => api.getPolicy({ query: { region, asOf }, signal }),
    staleTime: 300_000,
  })

export const contradictionsQuery = (region: string, asOf: string) =>
  infiniteQueryOptions({
    queryKey: ['listContradictions', region, asOf],
    queryFn: ({ pageParam, signal }) =>
      api.listContradictions({
        query: { region, asOf, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
