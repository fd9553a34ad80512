import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'

export const rightsQuery = (id: string) =>
  queryOptions({
    queryKey: ['getPersonRights', id],
    queryFn: ({ signal }) => api.getPersonRights({ params: { id }, signal }),
    // Names and wishes are not kept longer than they are looked at.
    gcTime: 30_000,
  })

export const noticesQuery = () =>
  queryOptions({
    queryKey: ['listPrivacyNotices'],
    queryFn: ({ signal }) => api.listPrivacyNotices({ signal }),
  })

/** A step of one person's rights; what it answers takes the place of what was known. */
export function useStep<I>(
  personId: string,
  send: (input: I) => ReturnType<typeof api.getPersonRights>,
  onDone: () => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (rights) => {
      client.setQueryData(rightsQuery(personId).queryKey, rights)
      void client.invalidateQueries({ queryKey: ['listOpenRequests'] })
      onDone()
    },
  })
}
