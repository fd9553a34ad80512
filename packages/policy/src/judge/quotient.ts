import type { Rounding } from '../expression/decimal.ts'

/**
 * Exact integer quotient of two integers within 2^52; NaN, our unknown, when one is NaN or the divisor is zero.
 * The float division is at most one off, and the remainder, which is exact, puts it right. Generated code
 * contains this function's own text.
 */
export function quotient(numerator: number, denominator: number, rounding: Rounding): number {
  if (denominator === 0) return Number.NaN
  const n = denominator < 0 ? -numerator : numerator
  const d = denominator < 0 ? -denominator : denominator
  let q = Math.floor(n / d)
  let r = n - q * d
  if (r < 0) {
    q -= 1
    r += d
  } else if (r >= d) {
    q += 1
    r -= d
  }
  if (rounding === 'floor') return q
  if (rounding === 'ceil') return r > 0 ? q + 1 : q
  // Half away from zero: below zero the half already lies on the floor.
  return (n < 0 ? 2 * r > d : 2 * r >= d) ? q + 1 : q
}
