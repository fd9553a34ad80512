import type { Decision, Plan, PlanPart, Statement } from '@lika/contract'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const plansQuery = (region: string, search: string | undefined, ended: boolean) =>
  infiniteQueryOptions({
    queryKey: ['listPlans', region, search, ended],
    queryFn: ({ pageParam, signal }) =>
      api.listPlans({
        query: {
          region,
          ...(search ? { search } : {}),
          ...(ended ? { ended: 'with' as const } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

const versionGiven = (version: string | undefined) => (version === undefined ? {} : { version })

export const planQuery = (id: string, version?: string) =>
  queryOptions({
    queryKey: ['getPlan', id, version ?? ''],
    queryFn: ({ signal }) => api.getPlan({ params: { id }, query: versionGiven(version), signal }),
  })

export const planPartQuery = (id: string, part: number, version: string | undefined) =>
  queryOptions({
    queryKey: ['getPlanPart', id, part, version ?? ''],
    queryFn: ({ signal }) =>
      api.getPlanPart({ params: { id, part: String(part) }, query: versionGiven(version), signal }),
  })

export const planChangesQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['comparePlanVersions', id, from, to],
    queryFn: ({ signal }) =>
      api.comparePlanVersions({
        params: { id },
        query: { from: String(from), to: String(to) },
        signal,
      }),
  })

export const planUnitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['listPlanUnits', id],
    queryFn: ({ signal }) => api.listPlanUnits({ params: { id }, signal }),
  })

export const targetIndicatorsQuery = (region: string) =>
  queryOptions({
    queryKey: ['listTargetIndicators', region],
    queryFn: ({ signal }) => api.listTargetIndicators({ query: { region }, signal }),
    staleTime: 300_000,
  })

/** As many as one request decides. */
const MOST = 300
/** What is made of accepted statements, and counted over them. */
const madeOfThem = new Set([
  'getPlan',
  'listPlans',
  'listPlanTargets',
  'listFundLines',
  'listDuties',
  'countDuties',
  'comparePlanWithAbove',
])

/** Accepts, corrects, rejects or takes back. A large document is not asked for again: its statements are put in place. */
export function useDecide(plan: string, part: readonly unknown[]) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (decisions: readonly Decision[]) => {
      for (let from = 0; from < decisions.length; from += MOST) {
        const some = decisions.slice(from, from + MOST)
        const { statements } = await api.decideStatements({
          params: { id: plan },
          body: { decisions: [...some] },
        })
        queryClient.setQueryData<PlanPart>(part, (before) => before && withDecided(before, some, statements))
      }
    },
    onSettled: () =>
      queryClient.invalidateQueries({ predicate: ({ queryKey }) => madeOfThem.has(String(queryKey[0])) }),
  })
}

/** Every decision in a part says anew what became of its statement: what was taken back is gone. */
export function withDecided(
  part: PlanPart,
  decisions: readonly Decision[],
  statements: readonly Statement[],
): PlanPart {
  const about = new Set(decisions.map(({ id, statement }) => statement ?? id))
  const kept = part.statements.filter(({ id }) => !about.has(id))
  return { ...part, statements: [...kept, ...statements.filter(({ id }) => about.has(id))] }
}

export const keepPlan = (queryClient: ReturnType<typeof useQueryClient>, plan: Plan) => {
  queryClient.setQueryData(planQuery(plan.id).queryKey, plan)
  return queryClient.invalidateQueries({ queryKey: ['listPlans'] })
}
