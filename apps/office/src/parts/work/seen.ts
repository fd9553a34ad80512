// Which ended work its account has looked at: kept by the server, so that another browser tells nothing twice.

import type { Job } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../api/client.ts'
import { isUnderWay, jobsQuery } from './queries.ts'

export function useSee(): (jobs: readonly Job[]) => void {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (ids: string[]) => api.seeJobs({ body: { ids } }),
    onMutate: (ids) => {
      const seen = new Set(ids)
      queryClient.setQueryData(
        jobsQuery().queryKey,
        (before) =>
          before && { items: before.items.map((job) => (seen.has(job.id) ? { ...job, seen: true } : job)) },
      )
    },
  })
  return useCallback(
    (jobs) => {
      const fresh = jobs.filter((job) => job.isOwn && !job.seen && !isUnderWay(job)).map(({ id }) => id)
      if (fresh.length > 0) mutate(fresh.slice(0, MOST))
    },
    [mutate],
  )
}

const MOST = 100
