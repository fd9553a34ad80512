/** Medians of runs that take turns, so that what else happens on the machine meets all of them alike. */

export type Work = () => unknown

/**
 * Milliseconds of each work: the median over `rounds` rounds, in which every work runs once, after `warmUp` rounds that
 * do not count.
 */
export async function medians<K extends string>(
  works: Readonly<Record<K, Work>>,
  rounds: number,
  warmUp = 1,
): Promise<Record<K, number>> {
  const names = Object.keys(works) as K[]
  const taken = new Map<K, number[]>(names.map((name) => [name, []]))
  for (let round = 1 - warmUp; round <= rounds; round++) {
    // Whoever is first in a round has the coldest caches: they take turns at that, too.
    const first = (round + warmUp) % names.length
    const order = [...names.slice(first), ...names.slice(0, first)]
    // Once a round: with a million households in memory it takes longer than judging them.
    globalThis.gc?.()
    for (const name of order) {
      const ms = await stopwatch(works[name])
      if (round > 0) taken.get(name)!.push(ms)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken.get(name)!)])) as Record<K, number>
}

export async function stopwatch(work: Work): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which the part `share` of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('there is no median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
