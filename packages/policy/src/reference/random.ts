/** Random choices that can be made again from a seed. */
export interface Random {
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
}

/** The generator mulberry32: small, and good enough to pick rules and facts. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, chance: (percent) => next() * 100 < percent, pick: (from) => from[below(from.length)]! }
}
