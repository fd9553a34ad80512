/** Numbers that come the same way each time: a seed makes a document. */
export interface Random {
  whole(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  /** Different ones, in their order. */
  some<T>(from: readonly T[], count: number): T[]
  chance(of: number): boolean
}

export function randomOf(seed: number): Random {
  let state = (seed * 2654435761 + 12345) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    some(from, count) {
      const rest = [...from]
      return Array.from({ length: count }, () => rest.splice(whole(0, rest.length - 1), 1)[0]!)
    },
    chance: (of) => next() < of,
  }
}
