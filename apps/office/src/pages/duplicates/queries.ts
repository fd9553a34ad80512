import type { Duplicate } from '@lika/contract'
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { workBegan } from '../../parts/work/queries.ts'

export type PairState = Duplicate['state']

export const duplicatesQuery = (region: string, state: PairState) =>
  infiniteQueryOptions({
    queryKey: ['listDuplicates', region, state],
    queryFn: ({ pageParam, signal }) =>
      api.listDuplicates({
        query: { region, state, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

export type Decision = NonNullable<Parameters<typeof api.decideDuplicates>[0]>['body']

/** What was decided changes households, lists and counts: everything but what never changes is asked for anew. */
export function useDecide() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Decision) => api.decideDuplicates({ body }),
    onSettled: () => {
      const kept = new Set(['getSession', 'getCatalogue', 'getRegion', 'getPolicy'])
      return queryClient.invalidateQueries({ predicate: ({ queryKey }) => !kept.has(String(queryKey[0])) })
    },
  })
}

export function useSearchAnew(region: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.searchDuplicates({ body: { id, region } }),
    onSuccess: () => workBegan(queryClient),
  })
}
