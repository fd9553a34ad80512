/** Whether what is given lies within what the giver holds. Codes are prefixes; `all` is the whole country. */
import { isWithin } from '@lika/codes'

/** A grant lies within the regions of whoever gives it. */
export function isWithinOwn(region: string, own: readonly string[]): boolean {
  return own.some((each) => isWithin(region, each))
}

/** Two regions have a place in common: one lies within the other. */
export function regionsMeet(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a)
}
