import { ApiProblem, createClient, routes } from '@lika/contract'
import { QueryClient } from '@tanstack/react-query'

const { session, regions, registry, policies, statistics } = routes

/** The routes that this app calls. */
export const api = createClient([
  session.getSession,
  session.signIn,
  session.signOut,
  regions.getRegion,
  registry.listHouseholds,
  registry.getHousehold,
  registry.listTimeline,
  registry.listVillages,
  registry.getVillage,
  registry.appendRecord,
  registry.listContradictions,
  policies.getPolicy,
  policies.getCatalogue,
  statistics.getSummary,
  statistics.listSubRegions,
])

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
