/** What the list of villages asks the server for. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type ListQuery = NonNullable<Parameters<typeof api.listVillages>[0]>['query']
type CountQuery = NonNullable<Parameters<typeof api.countVillages>[0]>['query']

/** What the address says, as the server wants it. */
export interface VillageQuery {
  readonly filter: CountQuery
  readonly list: ListQuery
  /** Facts and indicators that are columns, in the order chosen. */
  readonly columns: readonly Column[]
}

export interface Column {
  readonly kind: 'fact' | 'indicator'
  readonly id: string
}

export function readColumns(show: string | undefined, indicator: string | undefined): Column[] {
  const chosen = (show ?? '').split(',').flatMap((name): Column[] => {
    const [kind, id] = name.split('.')
    return (kind === 'fact' || kind === 'indicator') && id ? [{ kind, id }] : []
  })
  // A gap that is filtered by is shown: its value is why the village is in the list.
  const own = indicator && !chosen.some(({ kind, id }) => kind === 'indicator' && id === indicator)
  return own ? [{ kind: 'indicator', id: indicator }, ...chosen] : chosen
}

type Address = { readonly [key: string]: string | undefined }

export function villageQueryOf(place: { region: string; date: string }, address: Address): VillageQuery {
  const columns = readColumns(address.show, address.indicator)
  const ids = (kind: Column['kind']) => columns.filter((each) => each.kind === kind).map(({ id }) => id)
  const filter = given({
    region: place.region,
    asOf: place.date,
    status: address.status,
    poor: address.poor,
    criterion: address.outcome && address.criterion,
    outcome: address.outcome,
    indicator: address.indicator,
    search: address.search,
    gap: address.gap,
    gapKind: address.gap && address.gapKind,
    exitedIn: address.exitedIn,
    indicators: ids('indicator').join(','),
  }) as CountQuery
  const list = given({ ...filter, facts: ids('fact').join(','), sort: address.sort }) as ListQuery
  return { filter, list, columns }
}

/** Without what is empty: the contract takes absent fields only. */
function given(query: Address): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  )
}

export const villageListQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: ['listVillages', query],
    queryFn: ({ pageParam, signal }) =>
      api.listVillages({
        query: { ...query, limit: '100', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const villageFacetsQuery = (query: CountQuery) =>
  queryOptions({
    queryKey: ['countVillages', query],
    queryFn: ({ signal }) => api.countVillages({ query, signal }),
    placeholderData: keepPreviousData,
  })
