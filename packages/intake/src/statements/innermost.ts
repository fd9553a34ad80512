/** Where in its outline a place of a document stands. */
import type { Item } from '../outline/outline.ts'

/** The innermost item around a place: the last that begins before it, or the one above that ends behind it. */
export function innermost(items: readonly Item[], at: number): number | undefined {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (items[middle]!.range[0] <= at) low = middle + 1
    else high = middle
  }
  let index: number | undefined = low - 1
  while (index !== undefined && index >= 0 && items[index]!.range[1] <= at) index = items[index]!.parent
  return index === undefined || index < 0 ? undefined : index
}

/** An item and those above it, the innermost first. */
export function chainOf(items: readonly Item[], index: number | undefined): Item[] {
  const chain: Item[] = []
  for (let at = index; at !== undefined; at = items[at]!.parent) chain.push(items[at]!)
  return chain
}
