import type { AccountPage, AccountRowCells } from '@lika/contract'
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { api } from '../../api/client.ts'

export type AccountFilter = Parameters<typeof api.countAccounts>[0]['query']
export type UnitFilter = Omit<Parameters<typeof api.listUnits>[0]['query'], 'cursor'>

export const accountsQuery = (filter: AccountFilter) =>
  infiniteQueryOptions({
    queryKey: ['listAccounts', filter],
    queryFn: ({ pageParam, signal }) =>
      api.listAccounts({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const accountFacetsQuery = (filter: AccountFilter) =>
  queryOptions({
    queryKey: ['countAccounts', filter],
    queryFn: ({ signal }) => api.countAccounts({ query: filter, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['getAccount', id],
    queryFn: ({ signal }) => api.getAccount({ params: { id }, signal }),
    staleTime: 0,
  })

export const unitsQuery = (filter: UnitFilter) =>
  infiniteQueryOptions({
    queryKey: ['listUnits', filter],
    queryFn: ({ pageParam, signal }) =>
      api.listUnits({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const rolesQuery = () =>
  queryOptions({
    queryKey: ['listRoles'],
    queryFn: ({ signal }) => api.listRoles({ signal }),
    staleTime: 60_000,
  })

/** Asked for again with every other sheet, and when it is looked at again: names may be taken meanwhile. */
export const accountCheckQuery = (id: string, region: string, rows: readonly AccountRowCells[]) =>
  queryOptions({
    queryKey: ['checkAccountRows', id],
    queryFn: ({ signal }) => api.checkAccountRows({ body: { region, rows: [...rows] }, signal }),
    staleTime: 0,
    gcTime: 0,
  })

export const accountImportsQuery = (region: string) =>
  infiniteQueryOptions({
    queryKey: ['listAccountImports', region],
    queryFn: ({ pageParam, signal }) =>
      api.listAccountImports({ query: { region, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })

const changed = new Set([
  'listAccounts',
  'countAccounts',
  'getAccount',
  'listUnits',
  'listRoles',
  'listAccountImports',
])

/** What was changed of access is asked for anew; the account that the answer tells is there at once. */
export function useAccessChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => {
      if (isAccountPage(answer)) queryClient.setQueryData(accountQuery(answer.id).queryKey, answer)
      return queryClient.invalidateQueries({ predicate: ({ queryKey }) => changed.has(String(queryKey[0])) })
    },
  })
}

function isAccountPage(answer: unknown): answer is AccountPage {
  return typeof answer === 'object' && answer !== null && 'grantsElsewhere' in answer
}
