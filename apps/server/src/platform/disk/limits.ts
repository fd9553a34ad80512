// How much space is too little. All figures are in limits.json: a share of the disk, but so many megabytes at least and
// at most. Below `low` an administrator is told; below `full` nothing is stored but what reading needs; below `spent`
// not even that. `ballast` is held back and given up there.

import limits from './limits.json' with { type: 'json' }

const MB = 2 ** 20

/** In bytes, for one disk. */
export interface Bounds {
  readonly low: number
  readonly full: number
  /** Free space at which what is full is full no more: somewhat above, so that it does not change every second. */
  readonly enough: number
  readonly spent: number
  readonly ballast: number
}

export function boundsOf(totalBytes: number): Bounds {
  const bound = (name: keyof typeof limits): number => {
    const { share, leastMb, mostMb } = limits[name]
    return Math.round(Math.min(Math.max(totalBytes * share, leastMb * MB), mostMb * MB))
  }
  const full = bound('full')
  return { low: bound('low'), full, enough: full * 1.25, spent: bound('spent'), ballast: bound('ballast') }
}

/** What a cluster that is there needs to start: room for the journal of its recovery. */
export const startingBytes = limits.spent.leastMb * MB
