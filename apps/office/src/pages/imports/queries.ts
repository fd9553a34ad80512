import type { Import, RowOutcome } from '@lika/contract'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { isSignedOut, workBegan } from '../../parts/work/queries.ts'

const WORKING_MS = 1_500

export function isWorking({ state }: Pick<Import, 'state'>): boolean {
  return state === 'staging' || state === 'checking' || state === 'committing' || state === 'undoing'
}

export const importsQuery = (region: string) =>
  infiniteQueryOptions({
    queryKey: ['listImports', region],
    queryFn: ({ pageParam, signal }) =>
      api.listImports({ query: { region, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      !isSignedOut(state.error) && state.data?.pages.some(({ items }) => items.some(isWorking))
        ? 3_000
        : false,
  })

/** Asked again while the server works on it, and whenever the window is looked at: another tab may have gone on. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['getImport', id],
    queryFn: ({ signal }) => api.getImport({ params: { id }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) =>
      !isSignedOut(state.error) && state.data && isWorking(state.data) ? WORKING_MS : false,
  })

/** `of` changes with every check, so that rows of an older one are never shown. */
export const rowsQuery = (id: string, outcome: RowOutcome | undefined, of: string) =>
  infiniteQueryOptions({
    queryKey: ['listImportRows', id, outcome, of],
    queryFn: ({ pageParam, signal }) =>
      api.listImportRows({
        params: { id },
        query: { ...(outcome ? { outcome } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

export const rowQuery = (id: string, line: number, of: string) =>
  queryOptions({
    queryKey: ['getImportRow', id, line, of],
    queryFn: ({ signal }) => api.getImportRow({ params: { id, line: String(line) }, signal }),
  })

export const fieldsQuery = (kind: Import['kind']) =>
  queryOptions({
    queryKey: ['listImportFields', kind],
    queryFn: ({ signal }) => api.listImportFields({ params: { kind }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const broughtQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['listImportHouseholds', id],
    queryFn: ({ pageParam, signal }) =>
      api.listImportHouseholds({ params: { id }, query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

/** A change of the import; its answer is what the page shows next, and the bell hears of work that began. */
export function useChange<Input>(id: string, change: (input: Input) => Promise<Import>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (after) => {
      queryClient.setQueryData(importQuery(id).queryKey, after)
      await Promise.all([
        workBegan(queryClient),
        queryClient.invalidateQueries({ queryKey: ['listImports'] }),
      ])
    },
    // A refusal may mean that another tab was quicker: the page shows what is so now.
    onError: () => queryClient.invalidateQueries({ queryKey: importQuery(id).queryKey }),
  })
}

/** Names one check among those of an import. */
export function checkOf(given: Import): string {
  return [given.state, given.repairs, given.job?.id ?? '', given.fileName].join(' ')
}
