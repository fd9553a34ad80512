/** What the list of households asks the server for. */
import type { HouseholdColumn } from '@lika/contract'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { List } from './address.ts'

type Asked = List['filter']

/** Counts that are kept answer at once; the others are counted out of the rows, and may come a moment later. */
export const quickFacets = 'total,region,status'
export const otherFacets = 'cause,outcome,criteria'
export const gapFacets = 'indicator'

export const facetsQuery = (filter: Asked, facets: string) =>
  queryOptions({
    queryKey: ['getHouseholdFacets', filter, facets],
    queryFn: ({ signal }) => api.getHouseholdFacets({ query: { ...filter, facets }, signal }),
    placeholderData: keepPreviousData,
  })

export const columnsQuery = (region: string, asOf: string, set: string) =>
  queryOptions({
    queryKey: ['listHouseholdColumns', region, asOf, set],
    queryFn: ({ signal }) => api.listHouseholdColumns({ query: { region, asOf, set }, signal }),
    staleTime: 300_000,
  })

export const viewsQuery = () =>
  queryOptions({
    queryKey: ['listViews', 'households'],
    queryFn: ({ signal }) => api.listViews({ query: { page: 'households' }, signal }),
    staleTime: 60_000,
  })

export const assignmentsQuery = (region: string) =>
  queryOptions({
    queryKey: ['listAssignments', region],
    queryFn: ({ signal }) => api.listAssignments({ query: { region }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isWorking) ? 700 : false),
  })

function isWorking({ state }: { readonly state: string }): boolean {
  return state === 'working' || state === 'undoing'
}

/** The columns that the server has to fill: the others every row has anyway. */
export function askedColumns(columns: readonly HouseholdColumn[]): string | undefined {
  return (
    columns
      .filter(({ kind }) => kind === 'fact' || kind === 'derived')
      .map(({ id }) => id)
      .join(',') || undefined
  )
}
