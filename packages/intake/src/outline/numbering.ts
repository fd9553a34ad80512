/** Numbers that come twice or are left out. What is found is told, never repaired. */
import type { Item } from './outline.ts'

export interface NumberingFault {
  readonly kind: 'duplicate' | 'gap'
  readonly before: Item
  readonly item: Item
  /** The number that would have come. */
  readonly expected: number
}

/**
 * Numbers of one style run on within their parent; where a style runs on through the whole document ((一)…(二十七) below 一 to
 * 十三) the first number below a parent goes on from the last one. One that begins anew at 1 is a new list.
 */
export function findNumberingFaults(items: readonly Item[]): NumberingFault[] {
  const faults: NumberingFault[] = []
  const lastBelow = new Map<string, Item>()
  const lastOfStyle = new Map<string, Item>()
  for (const item of items) {
    const { marker, parent } = item
    if (!marker) continue
    const sibling = lastBelow.get(`${parent ?? ''} ${marker.style}`)
    const last = lastOfStyle.get(marker.style)
    lastBelow.set(`${parent ?? ''} ${marker.style}`, item)
    lastOfStyle.set(marker.style, item)
    const before = sibling ?? (marker.value === 1 ? undefined : last)
    if (!before) {
      // A file may hold the second attachment alone, and a part of a paper begins with the number that it has there.
      if (marker.value > 1 && marker.style !== 'attachment' && item !== items[0])
        faults.push({ kind: 'gap', before: item, item, expected: 1 })
      continue
    }
    const expected = before.marker!.value + 1
    if (marker.value === expected || marker.value === 1) continue
    if (marker.style === 'attachment' && marker.value > expected) continue
    faults.push({ kind: marker.value === expected - 1 ? 'duplicate' : 'gap', before, item, expected })
  }
  return faults
}
