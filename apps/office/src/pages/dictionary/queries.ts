import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** Large, and the same until the packs or the day change. */
export const dictionaryQuery = (region: string, asOf: string) =>
  queryOptions({
    queryKey: ['getDictionary', region, asOf],
    queryFn: ({ signal }) => api.getDictionary({ query: { region, asOf }, signal }),
    staleTime: 300_000,
  })
