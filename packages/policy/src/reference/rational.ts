/** Exact fractions: slow and plain, so that they are right. */
export interface Rational {
  readonly n: bigint
  /** Above zero. */
  readonly d: bigint
  /** A percentage: 5 stands for 5 %. */
  readonly percent: boolean
  /** Written without a unit, so that it takes the unit of what it meets. */
  readonly bare: boolean
}

export function rational(n: bigint, d: bigint, flags: { percent?: boolean; bare?: boolean } = {}): Rational {
  const sign = d < 0n ? -1n : 1n
  return { n: n * sign, d: d * sign, percent: flags.percent ?? false, bare: flags.bare ?? false }
}

/** A percentage as the number it stands for. */
export function pure(a: Rational): Rational {
  return a.percent ? rational(a.n, a.d * 100n) : a
}

/** Both sides as percentages, or both as pure numbers. */
export function alike(a: Rational, b: Rational): [Rational, Rational] {
  if (a.percent === b.percent) return [a, b]
  if (a.bare) return [{ ...a, percent: true, bare: false }, b]
  if (b.bare) return [a, { ...b, percent: true, bare: false }]
  return [pure(a), pure(b)]
}

export function plus(a: Rational, b: Rational): Rational {
  const [x, y] = alike(a, b)
  return rational(x.n * y.d + y.n * x.d, x.d * y.d, { percent: x.percent, bare: x.bare && y.bare })
}

export function times(a: Rational, b: Rational): Rational {
  const [x, y] = [pure(a), pure(b)]
  return rational(x.n * y.n, x.d * y.d, { bare: a.bare && b.bare })
}

export const minus = (a: Rational): Rational => ({ ...a, n: -a.n })

/** Below, equal, above: -1, 0, 1. */
export function order(a: Rational, b: Rational): number {
  const [x, y] = alike(a, b)
  const difference = x.n * y.d - y.n * x.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** To so many decimals; half goes away from zero. */
export function rounded(a: Rational, how: string, decimals: number): Rational {
  const scale = 10n ** BigInt(decimals)
  const floor = (n: bigint, d: bigint) => (n >= 0n ? n / d : -((-n + d - 1n) / d))
  const n = a.n * scale
  let whole: bigint
  if (how === 'floor') whole = floor(n, a.d)
  else if (how === 'ceil') whole = -floor(-n, a.d)
  else whole = n >= 0n ? floor(2n * n + a.d, 2n * a.d) : -floor(-2n * n + a.d, 2n * a.d)
  return rational(whole, scale, { percent: a.percent, bare: a.bare })
}
