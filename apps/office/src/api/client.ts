import { ApiProblem, allRoutes, createClient } from '@lika/contract'
import { QueryClient } from '@tanstack/react-query'
import { send } from './step-up.ts'

/** Every route of the server, typed. */
export const api = createClient(allRoutes, { fetch: send })

/** Errors that another try may cure are tried again; refusals are not. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        refetchOnWindowFocus: false,
      },
    },
  })
}

function mayPass(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 502 || error.status === 503)
}
