import type { Outcome } from '@lika/contract'

/** A region below with its households by outcome. */
export type SubRegionRow = {
  readonly region: { readonly code: string; readonly name: string }
  readonly households: number
  readonly persons: number
  readonly outcomes: Readonly<Record<Outcome, number>>
}

export const columns = ['name', 'households', 'persons', 'met', 'unmet', 'undetermined'] as const
export type Column = (typeof columns)[number]

/** `-met` is by those who meet it, the most first. The order of the codes where nothing is asked for. */
export function readSort(sort: string | undefined): { column: Column; isDown: boolean } | undefined {
  const column = columns.find((each) => each === sort?.replace(/^-/, ''))
  return column && { column, isDown: sort!.startsWith('-') }
}

export function sorted(items: readonly SubRegionRow[], sort: string | undefined): readonly SubRegionRow[] {
  const by = readSort(sort)
  if (!by) return items
  const { column, isDown } = by
  const value = (item: SubRegionRow) =>
    column === 'households' || column === 'persons'
      ? item[column]
      : column === 'name'
        ? 0
        : item.outcomes[column]
  const order = (a: SubRegionRow, b: SubRegionRow) =>
    column === 'name' ? a.region.name.localeCompare(b.region.name, 'zh') : value(a) - value(b)
  return items.toSorted((a, b) => (isDown ? order(b, a) : order(a, b)))
}

/** Numbers first from the top down, names from the beginning; a second press turns round, a third takes it back. */
export function nextSort(sort: string | undefined, column: Column): string | undefined {
  const first = column === 'name' ? column : `-${column}`
  const second = column === 'name' ? `-${column}` : column
  return sort === first ? second : sort === second ? undefined : first
}
