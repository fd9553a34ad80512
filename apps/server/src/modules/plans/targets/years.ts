/** More years than a plan spans are a slip of the pen. */
const MOST = 15

/**
 * The years of a period that is made of whole ones: who has exited is known by the year. None for any other period, and
 * for one without a beginning: nobody knows since when it counts.
 */
export function yearsOf(from: string | null, to: string | null): string[] {
  if (from === null || to === null || !from.endsWith('-01-01') || !to.endsWith('-12-31')) return []
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  if (last < first || last - first >= MOST) return []
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}
