import { apportion } from './random.ts'

/** Shares of households by number of members, before the totals are met. */
const shares: readonly number[] = [0.07, 0.11, 0.15, 0.23, 0.21, 0.13, 0.06, 0.03, 0.01]

/** How many households have how many members, so that both totals are met exactly. */
export function sizesOf(households: number, persons: number): [size: number, count: number][] {
  const counts = apportion(households, shares)
  const total = () => counts.reduce((sum, count, index) => sum + count * (index + 1), 0)
  let missing = persons - total()
  // One household after another grows or shrinks by a member, taking the sizes in turn.
  for (let turn = 0; missing !== 0; turn++) {
    if (turn > 40 * households + 400)
      throw new RangeError(`${households} households cannot hold ${persons} persons`)
    const from = missing > 0 ? 1 + (turn % 7) : 7 - (turn % 7)
    const to = missing > 0 ? from + 1 : from - 1
    if (counts[from]! === 0) continue
    counts[from]!--
    counts[to]!++
    missing -= to - from
  }
  return counts.map((count, index) => [index + 1, count])
}
