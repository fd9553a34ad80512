// Long work is asked for often while some runs, and seldom otherwise.

import { ApiProblem, type Job } from '@lika/contract'
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

const RUNNING_MS = 2_000
const QUIET_MS = 30_000

export const jobsQuery = (of: 'own' | 'region' = 'own') =>
  queryOptions({
    queryKey: ['listJobs', of],
    queryFn: ({ signal }) => api.listJobs({ query: { of }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (isSignedOut(state.error)) return false
      return state.data?.items.some(isUnderWay) ? RUNNING_MS : QUIET_MS
    },
  })

export function isUnderWay({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

/** An expired session is not asked again and again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}

/** Whoever starts long work wakes the bell. */
export function workBegan(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['listJobs'] })
}

export function useCancelJob() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.cancelJob({ params: { id } }),
    onSuccess: () => workBegan(queryClient),
  })
}
