/**
 * Pages of a long list around the window: those in sight and their neighbours are held, the others are let go, so that
 * 100,000 rows need no more memory than 500. A page is found by the cursor before it, or by so many rows after one that
 * is known when somebody jumps.
 */
import type { HouseholdRow } from '@lika/contract'
import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../api/client.ts'

export const PAGE = 100
/** Pages out of sight are let go after so long. */
const KEPT_MS = 20_000
/** A browser cannot draw an element that is higher than this many rows. */
export const MOST_ROWS = 400_000

type Query = Parameters<typeof api.listHouseholds>[0] extends { query: infer Q } ? Q : never
export type Asked = Omit<Query, 'cursor' | 'skip' | 'limit'>

export function usePages(asked: Asked, total: number | undefined) {
  const client = useQueryClient()
  const key = JSON.stringify(asked)
  const cursors = useMemo(() => new Cursors(key), [key])
  const [range, setRange] = useState({ first: 0, last: 0 })
  const end = cursors.end
  const wanted = pagesAround(range, end)
  const pages = useQueries({
    queries: wanted.map((page) => pageQuery(asked, cursors, page)),
  })
  const rows = new Map<number, HouseholdRow>()
  wanted.forEach((page, index) => {
    for (const [place, row] of (pages[index]?.data?.items ?? []).entries()) rows.set(page * PAGE + place, row)
  })
  const firstQuery = pages[wanted.indexOf(0)]
  const error = pages.find((page) => page.error)?.error ?? null
  return {
    /** How many rows there are to scroll through. */
    count: Math.min(MOST_ROWS, end ?? Math.max(total ?? 0, cursors.reached)),
    row: (index: number) => rows.get(index),
    isFirstLoading: rows.size === 0 && (firstQuery?.isLoading ?? pages.some((page) => page.isLoading)),
    error,
    retry: () => {
      for (const page of pages) if (page.error) void page.refetch()
    },
    look: (first: number, last: number) => {
      const next = { first: Math.floor(first / PAGE), last: Math.floor(last / PAGE) }
      setRange((now) => (now.first === next.first && now.last === next.last ? now : next))
    },
    /** Rows from one to another, fetched where they are not there yet. */
    between: (from: number, to: number) => fetchBetween(client, asked, cursors, from, to),
  }
}

export type Pages = ReturnType<typeof usePages>

/** Those in sight, and one ahead each way. */
function pagesAround({ first, last }: { first: number; last: number }, end: number | undefined): number[] {
  const most = end === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.ceil(end / PAGE) - 1)
  const from = Math.max(0, first - 1)
  const to = Math.min(last + 1, most)
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index)
}

/** Where each page begins, as far as it is known. */
class Cursors {
  readonly key: string
  end: number | undefined
  reached = 0
  readonly #starts = new Map<number, string | undefined>([[0, undefined]])

  constructor(key: string) {
    this.key = key
  }

  placeOf(page: number): { cursor?: string; skip?: string } {
    let known = page
    while (!this.#starts.has(known)) known--
    const cursor = this.#starts.get(known)
    const skip = (page - known) * PAGE
    return { ...(cursor === undefined ? {} : { cursor }), ...(skip === 0 ? {} : { skip: String(skip) }) }
  }

  learn(page: number, rows: number, next: string | undefined): void {
    this.reached = Math.max(this.reached, page * PAGE + rows + (next === undefined ? 0 : 1))
    if (next !== undefined) this.#starts.set(page + 1, next)
    else if (rows > 0 || page === 0) this.end = page * PAGE + rows
  }
}

function pageQuery(asked: Asked, cursors: Cursors, page: number) {
  return {
    queryKey: ['listHouseholds', cursors.key, page],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const place = cursors.placeOf(page)
      const answer = await api.listHouseholds({ query: { ...asked, ...place, limit: String(PAGE) }, signal })
      cursors.learn(page, answer.items.length, answer.next)
      return answer
    },
    gcTime: KEPT_MS,
  }
}

async function fetchBetween(
  client: QueryClient,
  asked: Asked,
  cursors: Cursors,
  from: number,
  to: number,
): Promise<HouseholdRow[]> {
  const rows: HouseholdRow[] = []
  for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
    const { items } = await client.fetchQuery({ ...pageQuery(asked, cursors, page), staleTime: 30_000 })
    const start = page * PAGE
    rows.push(...items.slice(Math.max(0, from - start), to - start + 1))
    if (items.length < PAGE) break
  }
  return rows
}
