/** What the cockpit asks for besides the summary. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type Place = { readonly region: string; readonly date: string }

/** Without the fields that are undefined: the contract takes absent ones only. */
function given<T extends object>(query: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as T
}

export const targetsQuery = ({ region, date }: Place) =>
  queryOptions({
    queryKey: ['getTargets', region, date],
    queryFn: ({ signal }) => api.getTargets({ query: { region, date }, signal }),
  })

export const completenessQuery = (
  query: Place & { readonly status: string | undefined; readonly set: string | undefined },
) =>
  queryOptions({
    queryKey: ['getCompleteness', query],
    queryFn: ({ signal }) => api.getCompleteness({ query: given(query), signal }),
  })

export const qualityQuery = (query: Place & { readonly status: string | undefined }) =>
  queryOptions({
    queryKey: ['getQuality', query],
    queryFn: ({ signal }) => api.getQuality({ query: given(query), signal }),
  })

/** They change with an import only. */
export const boundariesQuery = (region: string, date: string) =>
  queryOptions({
    queryKey: ['listBoundaries', region, date],
    queryFn: ({ signal }) => api.listBoundaries({ params: { code: region }, query: { asOf: date }, signal }),
    staleTime: 300_000,
  })
