/** Statements in the order of the text, found by place without looking at all of them. */
import type { Range } from '../model.ts'

/** Those that lie wholly within a range. `each` is in order and none lies within another. */
export function within<T extends { readonly range: Range }>(each: readonly T[], [from, to]: Range): T[] {
  const found: T[] = []
  for (let at = firstFrom(each, from); at < each.length && each[at]!.range[0] < to; at += 1)
    if (each[at]!.range[1] <= to) found.push(each[at]!)
  return found
}

/** Index of the first that begins at a place or behind it. */
export function firstFrom(each: readonly { readonly range: Range }[], from: number): number {
  let low = 0
  let high = each.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (each[middle]!.range[0] < from) low = middle + 1
    else high = middle
  }
  return low
}
