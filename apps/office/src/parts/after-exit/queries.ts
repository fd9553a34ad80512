import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** What goes on for a household after its exit, as of a day. */
export const afterExitQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['getAfterExit', id, asOf],
    queryFn: ({ signal }) => api.getAfterExit({ params: { id }, query: { asOf }, signal }),
  })
