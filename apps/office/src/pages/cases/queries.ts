/** What the pages about cases ask the server for, and what their address says. */
import type { CaseItem, Outcome } from '@lika/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { CaseFilter } from '../../parts/cases/links.tsx'

type ListQuery = NonNullable<Parameters<typeof api.listCases>[0]>['query']
type CandidateQuery = NonNullable<Parameters<typeof api.listCandidates>[0]>['query']

/** As many as one act is done for. */
export const MOST_AT_ONCE = 500

export const caseStates = ['open', 'ended', 'withdrawn'] as const
export const sorts = ['due', 'region', 'newest'] as const

/** How a household stood when its case was opened. */
const standings = ['registered', 'exited', 'unregistered'] as const

export interface InboxAddress extends Omit<CaseFilter, 'region'> {
  readonly search?: string | undefined
  readonly sort?: string | undefined
}
/** Another address of the inbox; `replace` leaves no step behind to go back to. */
export type Change = (changed: InboxAddress, replace?: boolean) => void

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,79}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DAY = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const named = (text: string | undefined) => (NAME.test(text ?? '') ? text : undefined)
const anId = (text: string | undefined) => (ID.test(text ?? '') ? text : undefined)
const aDay = (text: string | undefined) => (DAY.test(text ?? '') ? text : undefined)
const among = <T extends string>(words: readonly T[], text: string | undefined) =>
  words.find((word) => word === text)

/** What the address says, as the server wants it; what it cannot mean is left out. */
export function inboxQueryOf(region: string, address: InboxAddress): ListQuery {
  const given = Object.entries({
    procedure: named(address.procedure),
    step: named(address.step),
    state: among(caseStates, address.state),
    due: among(['late', 'week'], address.due),
    mine: among(['yes'], address.mine),
    outcome: named(address.outcome),
    subject: anId(address.subject),
    notice: anId(address.notice),
    dueOn: aDay(address.dueOn),
    standing: among(standings, address.standing),
    endedFrom: aDay(address.endedFrom),
    endedTo: aDay(address.endedTo),
    search: address.search?.slice(0, 60),
    sort: among(sorts, address.sort),
  }).filter(([, value]) => value !== undefined && value !== '')
  return { region, ...Object.fromEntries(given) } as ListQuery
}

/** Whether anything but the region narrows the list. */
export const isNarrowed = ({ region: _, sort: __, ...rest }: ListQuery) => Object.keys(rest).length > 0

export const casesQuery = (query: ListQuery, limit = '100') =>
  infiniteQueryOptions({
    queryKey: ['listCases', query, limit],
    queryFn: ({ pageParam, signal }) =>
      api.listCases({ query: { ...query, limit, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

export const caseCountsQuery = (region: string, procedure?: string) =>
  queryOptions({
    queryKey: ['countCases', region, procedure],
    queryFn: ({ signal }) =>
      api.countCases({ query: { region, ...(procedure ? { procedure } : {}) }, signal }),
    placeholderData: keepPreviousData,
  })

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['getCase', id],
    queryFn: ({ signal }) => api.getCase({ params: { id }, signal }),
  })

export const proceduresQuery = (region: string) =>
  queryOptions({
    queryKey: ['listProcedures', region],
    queryFn: ({ signal }) => api.listProcedures({ query: { region }, signal }),
    staleTime: 60_000,
  })

export interface CandidateAddress {
  readonly procedure?: string | undefined
  readonly outcome?: string | undefined
  readonly search?: string | undefined
}

export function candidateQueryOf(region: string, address: CandidateAddress): CandidateQuery | undefined {
  const procedure = named(address.procedure)
  if (procedure === undefined) return undefined
  const outcome = among<Outcome>(['met', 'unmet', 'undetermined'], address.outcome as Outcome)
  const search = address.search?.slice(0, 60)
  return { region, procedure, ...(outcome ? { outcome } : {}), ...(search ? { search } : {}) }
}

export const candidatesQuery = (query: CandidateQuery) =>
  infiniteQueryOptions({
    queryKey: ['listCandidates', query],
    queryFn: ({ pageParam, signal }) =>
      api.listCandidates({
        query: { ...query, limit: '200', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })

/** The main step where a case stands, or one that is open beside it. */
export const mainStepOf = ({ steps }: Pick<CaseItem, 'steps'>) =>
  steps.find(({ beside }) => !beside) ?? steps[0]

/** Where a row of the list stands under a filter: at the step that was asked for, else where the reader acts, else on the main line. */
export function stepShown(item: Pick<CaseItem, 'steps'>, step: string | undefined) {
  return item.steps.find(({ id }) => id === step) ?? item.steps.find(({ mine }) => mine) ?? mainStepOf(item)
}

/** Households of a place, by name or number: all of them until somebody searches. */
export const foundHouseholdsQuery = (region: string, search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['listHouseholds', 'found', region, search],
    queryFn: ({ pageParam, signal }) =>
      api.listHouseholds({
        query: {
          region,
          limit: '50',
          ...(search ? { search: search.slice(0, 40) } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
