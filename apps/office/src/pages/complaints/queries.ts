import type { ComplaintKind, ComplaintState } from '@lika/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export const kinds: readonly ComplaintKind[] = ['complaint', 'clue', 'application']
export const abouts = ['household', 'cadre', 'funds', 'other'] as const
/** What the figures of the list are told by; the list shows the open ones unless another is chosen. */
export const views = [
  'open',
  'received',
  'accepted',
  'passed',
  'answered',
  'closed',
  'withdrawn',
  'all',
] as const
export type View = (typeof views)[number]
const open: readonly ComplaintState[] = ['received', 'accepted', 'passed']

export interface ListAddress {
  readonly state?: string | undefined
  readonly kind?: string | undefined
  readonly due?: string | undefined
}

/** What an address asks for; what it cannot mean is left out. */
export function askedBy({ state, kind, due }: ListAddress) {
  const view = views.find((each) => each === state) ?? 'open'
  const only = kinds.find((each) => each === kind)
  const until = (['late', 'week'] as const).find((each) => each === due)
  return { view, kind: only, due: until }
}

export function isIn(view: View, state: ComplaintState): boolean {
  return view === 'all' || view === state || (view === 'open' && open.includes(state))
}

export const complaintsQuery = (region: string, asked: ReturnType<typeof askedBy>) =>
  infiniteQueryOptions({
    queryKey: ['listComplaints', region, asked],
    queryFn: ({ signal, pageParam }) =>
      api.listComplaints({
        query: {
          region,
          state: asked.view,
          ...(asked.kind ? { kind: asked.kind } : {}),
          ...(asked.due ? { due: asked.due } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const complaintCountsQuery = (region: string) =>
  queryOptions({
    queryKey: ['countComplaints', region],
    queryFn: ({ signal }) => api.countComplaints({ query: { region }, signal }),
  })

export const complaintQuery = (id: string) =>
  queryOptions({
    queryKey: ['getComplaint', id],
    queryFn: ({ signal }) => api.getComplaint({ params: { id }, signal }),
    // Every look is written down, so that none is made that nobody asked for.
    staleTime: Number.POSITIVE_INFINITY,
  })

export const complaintUnitsQuery = (region: string) =>
  queryOptions({
    queryKey: ['listComplaintUnits', region],
    queryFn: ({ signal }) => api.listComplaintUnits({ query: { region }, signal }),
    enabled: region.length >= 6,
  })

export const casesThereQuery = (region: string) =>
  queryOptions({
    queryKey: ['listCases', 'of a lead', region],
    queryFn: ({ signal }) => api.listCases({ query: { region, sort: 'newest', limit: '100' }, signal }),
  })
