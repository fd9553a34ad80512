import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

interface Asked {
  readonly region: string
  readonly asOf: string
  /** Days within which the look-backs ended. */
  readonly endedFrom?: string
  readonly endedTo?: string
}

export const incidenceQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['getIncidence', query],
    queryFn: ({ signal }) => api.getIncidence({ query, signal }),
  })
