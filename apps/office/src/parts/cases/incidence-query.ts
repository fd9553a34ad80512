import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

interface Asked {
  readonly region: string
  readonly asOf: string
}

export const incidenceQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['getIncidence', query],
    queryFn: ({ signal }) => api.getIncidence({ query, signal }),
  })
