import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const ownAccessQuery = () =>
  queryOptions({
    queryKey: ['getOwnAccess'],
    queryFn: ({ signal }) => api.getOwnAccess({ signal }),
    staleTime: 0,
  })

export const ownAccountQuery = () =>
  queryOptions({
    queryKey: ['getOwnAccount'],
    queryFn: ({ signal }) => api.getOwnAccount({ signal }),
    staleTime: 0,
  })
