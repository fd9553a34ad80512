import type { SubRegions } from './sub-regions.tsx'

type Item = Parameters<typeof SubRegions>[0]['items'][number]

export const columns = ['name', 'households', 'persons', 'met', 'unmet', 'undetermined'] as const
export type Column = (typeof columns)[number]

/** `-met` is by those who meet it, the most first. The order of the codes where nothing is asked for. */
export function readSort(sort: string | undefined): { column: Column; isDown: boolean } | undefined {
  const column = columns.find((each) => each === sort?.replace(/^-/, ''))
  return column && { column, isDown: sort!.startsWith('-') }
}

export function sorted(items: readonly Item[], sort: string | undefined): readonly Item[] {
  const by = readSort(sort)
  if (!by) return items
  const { column, isDown } = by
  const value = (item: Item) =>
    column === 'households' || column === 'persons'
      ? item[column]
      : column === 'name'
        ? 0
        : item.outcomes[column]
  const order = (a: Item, b: Item) =>
    column === 'name' ? a.region.name.localeCompare(b.region.name, 'zh') : value(a) - value(b)
  return items.toSorted((a, b) => (isDown ? order(b, a) : order(a, b)))
}

/** Numbers first from the top down, names from the beginning; a second press turns round, a third takes it back. */
export function nextSort(sort: string | undefined, column: Column): string | undefined {
  const first = column === 'name' ? column : `-${column}`
  const second = column === 'name' ? `-${column}` : column
  return sort === first ? second : sort === second ? undefined : first
}
