/** Exact decimals as scaled integers: 12.50 with scale 2 is 1250. */

/** Beyond it a JavaScript number no longer counts every integer. */
export const SAFE = 2n ** 53n - 1n

/** `12.5` with scale 2 → 1250n; undefined when the text is no exact decimal of at most that scale. */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  const found = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text)
  if (!found) return undefined
  const fraction = (found[3] ?? '').replace(/0+$/, '')
  if (fraction.length > scale) return undefined
  const digits = BigInt((found[2] ?? '0') + fraction.padEnd(scale, '0'))
  return found[1] ? -digits : digits
}

/** 1250n with scale 2 → `12.50`. */
export function formatDecimal(value: bigint | number, scale: number): string {
  const scaled = BigInt(value)
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

export const power10 = (exponent: number): bigint => 10n ** BigInt(exponent)

export function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a
  return b
}

export function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}

/** The largest distance from zero in a range. */
export const reachOf = (range: { readonly min: bigint; readonly max: bigint }): bigint =>
  larger(range.max, -range.min)

export type Rounding = 'round' | 'floor' | 'ceil' | 'exact'

/** Division to an integer: half away from zero for round, toward minus / plus infinity for floor / ceil. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const n = denominator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const truncated = n / d
  const rest = n - truncated * d
  if (rest === 0n) return truncated
  if (rounding === 'floor') return rest < 0n ? truncated - 1n : truncated
  if (rounding === 'ceil') return rest > 0n ? truncated + 1n : truncated
  if (rounding === 'exact') throw new Error(`${numerator} / ${denominator} is not exact`)
  return 2n * (rest < 0n ? -rest : rest) >= d ? truncated + (n < 0n ? -1n : 1n) : truncated
}
