/** Chance that always falls the same way: a small seeded generator (sfc32). No clock and no Math.random in the demo. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** 32 random bits. */
  bits(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the keys, each as likely as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
}

/** The same seeds give the same sequence; another seed an unrelated one. */
export function randomOf(...seeds: readonly number[]): Random {
  const mixed = seeds.reduce((hash, seed) => scramble(hash ^ scramble(seed)), 0x4c696b61)
  let [a, b, c, d] = [mixed, scramble(mixed + 1), scramble(mixed + 2), 1]
  const bits = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 6; round++) bits()
  const next = () => bits() / 4294967296
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    bits,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)]!,
    weighted: (weights) => {
      const entries = Object.entries<number>(weights)
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key as never
      }
      return entries.at(-1)![0] as never
    },
  }
}

function scramble(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return hash ^ (hash >>> 16)
}

/** The list in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list]
  for (let index = result.length - 1; index > 0; index--) {
    const other = random.int(0, index)
    ;[result[index], result[other]] = [result[other]!, result[index]!]
  }
  return result
}

/**
 * Whole shares of a total in proportion to the weights, none above its cap: largest remainders first, so that the
 * shares add up to the total exactly. Throws when the caps leave no room.
 */
export function apportion(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const cap = (index: number) => caps?.[index] ?? Number.POSITIVE_INFINITY
  const shares = weights.map(() => 0)
  let left = total
  while (left > 0) {
    const open = weights.flatMap((weight, index) =>
      weight > 0 && shares[index]! < cap(index) ? [index] : [],
    )
    if (open.length === 0) throw new RangeError(`no room for ${left} of ${total}`)
    const sum = open.reduce((total, index) => total + weights[index]!, 0)
    const exact = open.map((index) => ({ index, share: (left * weights[index]!) / sum }))
    let given = 0
    for (const { index, share } of exact) {
      const part = Math.min(Math.floor(share), cap(index) - shares[index]!)
      shares[index]! += part
      given += part
    }
    exact.sort((x, y) => (y.share % 1) - (x.share % 1) || x.index - y.index)
    for (const { index } of exact) {
      if (given === left) break
      if (shares[index]! >= cap(index)) continue
      shares[index]! += 1
      given += 1
    }
    left -= given
  }
  return shares
}

/** Draws without putting back, so that the counts are met exactly when everything is drawn. */
export class Urn<T extends string | number> {
  readonly #left: Map<T, number>
  #size: number

  constructor(counts: Iterable<readonly [T, number]>) {
    this.#left = new Map(counts)
    this.#size = [...this.#left.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Draws something that fits, if a few tries find it; else whatever comes last. */
  draw(random: Random, fits: (item: T) => boolean = () => true): T {
    let item = this.#peek(random)
    for (let tries = 0; tries < 12 && !fits(item); tries++) item = this.#peek(random)
    this.#left.set(item, this.#left.get(item)! - 1)
    this.#size--
    return item
  }

  #peek(random: Random): T {
    if (this.#size === 0) throw new RangeError('the urn is empty')
    let index = random.int(0, this.#size - 1)
    for (const [item, count] of this.#left) {
      if (index < count) return item
      index -= count
    }
    throw new RangeError('the urn lost count')
  }
}

/** Picks exactly `left` of `of` things that come by one at a time. */
export class Quota {
  #left: number
  #of: number

  constructor(left: number, of: number) {
    if (left > of) throw new RangeError(`${left} of ${of} cannot be picked`)
    this.#left = left
    this.#of = of
  }

  take(random: Random): boolean {
    const isTaken = random.next() * this.#of < this.#left
    this.#of--
    if (isTaken) this.#left--
    return isTaken
  }
}
