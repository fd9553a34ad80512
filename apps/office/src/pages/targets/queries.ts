import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

interface TargetQuery {
  readonly region: string
  readonly date: string
  readonly plan?: string | undefined
  readonly of?: string | undefined
  readonly search?: string | undefined
}

export const planTargetsQuery = ({ region, date, plan, of, search }: TargetQuery) =>
  queryOptions({
    queryKey: ['listPlanTargets', region, date, plan, of, search],
    queryFn: ({ signal }) =>
      api.listPlanTargets({
        query: {
          region,
          date,
          ...(plan ? { plan } : {}),
          ...(of ? { of } : {}),
          ...(search ? { search } : {}),
        },
        signal,
      }),
  })

export const targetIndicatorsQuery = (region: string, date: string) =>
  queryOptions({
    queryKey: ['listTargetIndicators', region, date],
    queryFn: ({ signal }) => api.listTargetIndicators({ query: { region, date }, signal }),
    staleTime: 300_000,
  })

export const fundLinesQuery = (region: string, plan: string | undefined) =>
  queryOptions({
    queryKey: ['listFundLines', region, plan],
    queryFn: ({ signal }) => api.listFundLines({ query: { region, ...(plan ? { plan } : {}) }, signal }),
  })

interface ComparedWith {
  readonly id: string
  readonly with: string
  readonly part: string | undefined
  readonly withPart: string | undefined
}

export const comparedQuery = ({ id, with: above, part, withPart }: ComparedWith) =>
  queryOptions({
    queryKey: ['comparePlanWithAbove', id, above, part, withPart],
    queryFn: ({ signal }) =>
      api.comparePlanWithAbove({
        params: { id },
        query: { with: above, ...(part ? { part } : {}), ...(withPart ? { withPart } : {}) },
        signal,
      }),
  })

export type ComparedPlan = Awaited<ReturnType<typeof api.comparePlanWithAbove>>
export type FundLines = Awaited<ReturnType<typeof api.listFundLines>>
