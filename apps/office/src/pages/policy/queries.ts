import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const policyItemQuery = (
  item: { readonly part: string; readonly id: string; readonly of: string | undefined },
  region: string,
  asOf: string,
) =>
  queryOptions({
    queryKey: ['getPolicyItem', item, region, asOf],
    queryFn: ({ signal }) =>
      api.getPolicyItem({
        params: { part: item.part, id: item.id },
        query: { region, asOf, ...(item.of === undefined ? {} : { of: item.of }) },
        signal,
      }),
    staleTime: 300_000,
  })

export const policyVersionsQuery = (region: string) =>
  queryOptions({
    queryKey: ['listPolicyVersions', region],
    queryFn: ({ signal }) => api.listPolicyVersions({ query: { region }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export interface Sides {
  readonly region: string
  readonly asOf: string
  readonly otherRegion: string
  readonly otherAsOf: string
}

export const comparisonQuery = (sides: Sides) =>
  queryOptions({
    queryKey: ['comparePolicies', sides],
    queryFn: ({ signal }) => api.comparePolicies({ query: { ...sides }, signal }),
    staleTime: 300_000,
  })

/** The server runs them when they are asked for. */
export const packTestsQuery = (pack: string) =>
  queryOptions({
    queryKey: ['getPackTests', pack],
    queryFn: ({ signal }) => api.getPackTests({ query: { pack }, signal }),
    staleTime: 300_000,
  })
