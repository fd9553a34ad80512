/** What the address says of the list: filters by facet, order, columns. Everything that is shown follows from it. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePlace } from '../../app/place.ts'

export const filterKeys = [
  'within',
  'status',
  'cause',
  'set',
  'criterion',
  'outcome',
  'criteria',
  'indicator',
  'gap',
  'gapKind',
  'exitedIn',
  'search',
] as const
type FilterKey = (typeof filterKeys)[number]
export type Search = { readonly [key in FilterKey | 'sort' | 'columns']?: string | undefined }

export const DEFAULT_COLUMNS = ['size', 'status', 'cause', 'place', 'verdict', 'criteria']
const REMEMBERED = 'lika.households.columns'
export const EXIT_SET = 'household-exit'

export function useList() {
  const search = useSearch({ from: '/frame/households' })
  const { region, date } = usePlace()
  const navigate = useNavigate({ from: '/households' })
  const filter = useMemo(() => filterOf(search), [search])
  const change = (changed: Search, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace })
  const text = search.columns ?? remembered()
  const columns = useMemo(() => text?.split(',').filter((id) => id !== '') ?? DEFAULT_COLUMNS, [text])
  return {
    search,
    region,
    date,
    /** As the server takes it. */
    filter: useMemo(() => ({ region, asOf: date, ...filter }), [region, date, filter]),
    isFiltered: Object.keys(filter).some((key) => key !== 'set'),
    sort: search.sort ?? 'place',
    columns,
    change,
    /** Chosen values of a facet: `criterion.water` lies in the address as `criteria=water.unmet`. */
    chosen: (facet: string) => chosenOf(filter, facet),
    toggle: (facet: string, value: string) => change(toggled(filter, facet, value)),
    clear: () => void navigate({ search: ({ sort, columns: kept }) => ({ sort, columns: kept }) }),
    setColumns: (ids: readonly string[] | undefined) => {
      if (ids === undefined) localStorage.removeItem(REMEMBERED)
      else localStorage.setItem(REMEMBERED, ids.join(','))
      change({ columns: ids?.join(',') }, true)
    },
  }
}

export type List = ReturnType<typeof useList>
export type Filter = { readonly [key in Exclude<FilterKey, 'gapKind'>]?: string } & {
  readonly gapKind?: 'missing' | 'stale' | 'notFresh' | 'needed'
}

function remembered(): string | undefined {
  return localStorage.getItem(REMEMBERED) ?? undefined
}

/** One way of saying it: a criterion with its outcome, as numbers elsewhere link it, is one of `criteria`. */
export function filterOf(search: Search): Filter {
  const { criterion, outcome, criteria } = search
  const given: Record<string, string> = {}
  for (const key of filterKeys) {
    const value = search[key]
    if (value !== undefined && key !== 'criterion' && key !== 'outcome') given[key] = value
  }
  if (outcome !== undefined && criterion === undefined) given.outcome = outcome
  if (outcome !== undefined && criterion !== undefined) {
    const own = outcome.split(',').map((each) => `${criterion}.${each}`)
    given.criteria = [...(criteria?.split(',') ?? []), ...own].join(',')
  }
  return given
}

export function chosenOf(filter: Filter, facet: string): readonly string[] {
  if (facet.startsWith('criterion.')) {
    const id = facet.slice('criterion.'.length)
    const own = (filter.criteria?.split(',') ?? []).filter((each) => each.startsWith(`${id}.`))
    return own.map((each) => each.slice(id.length + 1))
  }
  return filter[keyOf(facet)]?.split(',') ?? []
}

export function toggled(filter: Filter, facet: string, value: string): Search {
  // Said in the one way from here on.
  const plain = { criterion: undefined, criteria: filter.criteria, outcome: filter.outcome }
  if (facet.startsWith('criterion.')) {
    const wanted = `${facet.slice('criterion.'.length)}.${value}`
    return { ...plain, criteria: swap(filter.criteria, wanted) }
  }
  const key = keyOf(facet)
  return { ...plain, [key]: swap(filter[key], value) }
}

function keyOf(facet: string): FilterKey {
  return facet === 'region' ? 'within' : (facet as FilterKey)
}

function swap(list: string | undefined, value: string): string | undefined {
  const values = list?.split(',') ?? []
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value]
  return next.join(',') || undefined
}
