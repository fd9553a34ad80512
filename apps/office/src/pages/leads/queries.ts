/** What the pages about leads ask the server for, and what their address says. */
import type { LeadList, LeadRowOutcome, LeadStanding, LeadState, Outcome } from '@lika/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

type LeadQuery = NonNullable<Parameters<typeof api.countLeads>[0]>['query']

/** As many as one act is done for. */
export const MOST_AT_ONCE = 500

export const states = [
  'open',
  'superseded',
  'checking',
  'checked',
  'dismissed',
] as const satisfies LeadState[]
export const standings = ['registered', 'exited', 'unregistered'] as const satisfies LeadStanding[]
export const verdicts = ['met', 'unmet', 'undetermined', 'unjudged'] as const satisfies (
  | Outcome
  | 'unjudged'
)[]
export const rowOutcomes = [
  'matched',
  'nobody',
  'several',
  'double',
  'unreadable',
] as const satisfies LeadRowOutcome[]

export interface LeadAddress {
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly standing?: string | undefined
  readonly outcome?: string | undefined
  readonly list?: string | undefined
  readonly household?: string | undefined
}
/** Another address of the list; `replace` leaves no step behind to go back to. */
export type Change = (changed: LeadAddress, replace?: boolean) => void

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,79}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const among = <T extends string>(words: readonly T[], text: string | undefined) =>
  words.find((word) => word === text)
const like = (shape: RegExp, text: string | undefined) => (shape.test(text ?? '') ? text : undefined)

/** Whether the rows of an outcome can still be opened: a list taken back shows none, one whose time is over those about a household. */
export const opensRows = (
  list: Pick<LeadList, 'withdrawn' | 'keptUntil'>,
  outcome: LeadRowOutcome | 'all',
  today: string,
): boolean => !list.withdrawn && (outcome === 'matched' || today <= list.keptUntil)

/** The leads of a list stand in its region, wherever the reader is now. */
export const leadsOfList = (
  { id, region }: Pick<LeadList, 'id' | 'region'>,
  state: LeadState = 'open',
): LeadAddress & { readonly region: string | undefined } => ({
  list: id,
  region: region.at(-1)?.code,
  state: state === 'open' ? undefined : state,
})

/** What the address says, as the server wants it: what waits for somebody unless another state is asked for. */
export function leadQueryOf(region: string, address: LeadAddress): LeadQuery {
  const given = Object.entries({
    kind: like(NAME, address.kind),
    state: address.state === 'all' ? undefined : (among(states, address.state) ?? 'open'),
    standing: among(standings, address.standing),
    outcome: among(verdicts, address.outcome),
    list: like(ID, address.list),
    household: like(ID, address.household),
  }).filter(([, value]) => value !== undefined)
  return { region, ...Object.fromEntries(given) } as LeadQuery
}

/** Whether anything but the region narrows the list to less than what waits. */
export const isNarrowed = ({ region: _, state, ...rest }: LeadQuery) =>
  state !== 'open' || Object.keys(rest).length > 0

export const leadKindsQuery = () =>
  queryOptions({
    queryKey: ['listLeadKinds'],
    queryFn: ({ signal }) => api.listLeadKinds({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const leadsQuery = (query: LeadQuery) =>
  infiniteQueryOptions({
    queryKey: ['listLeads', query],
    queryFn: ({ pageParam, signal }) =>
      api.listLeads({
        query: { ...query, limit: '100', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

/** Every lead about one household, whatever has become of it. */
export const leadsOfQuery = (region: string, household: string) =>
  queryOptions({
    queryKey: ['listLeads', 'of', region, household],
    queryFn: ({ signal }) => api.listLeads({ query: { region, household, limit: '100' }, signal }),
  })

export const leadCountsQuery = (query: LeadQuery) =>
  queryOptions({
    queryKey: ['countLeads', query],
    queryFn: ({ signal }) => api.countLeads({ query, signal }),
    placeholderData: keepPreviousData,
  })

export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['getLead', id],
    queryFn: ({ signal }) => api.getLead({ params: { id }, signal }),
    // Every look is written down, so that none is made that nobody asked for.
    staleTime: Number.POSITIVE_INFINITY,
  })

export const leadListsQuery = (region: string) =>
  infiniteQueryOptions({
    queryKey: ['listLeadLists', region],
    queryFn: ({ pageParam, signal }) =>
      api.listLeadLists({ query: { region, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

export const leadListQuery = (id: string) =>
  queryOptions({
    queryKey: ['getLeadList', id],
    queryFn: ({ signal }) => api.getLeadList({ params: { id }, signal }),
  })

export const leadRowsQuery = (id: string, outcome: LeadRowOutcome | undefined) =>
  infiniteQueryOptions({
    queryKey: ['listLeadRows', id, outcome],
    queryFn: ({ pageParam, signal }) =>
      api.listLeadRows({
        params: { id },
        query: { ...(outcome ? { outcome } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

export const leadUnitsQuery = (region: string) =>
  queryOptions({
    queryKey: ['listLeadUnits', region],
    queryFn: ({ signal }) => api.listLeadUnits({ query: { region }, signal }),
    enabled: region.length >= 6,
  })
