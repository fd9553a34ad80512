/**
 * Wrong tries make the next ones wait, longer each time, up to a bound: guessing stops, and no stranger can lock
 * anybody out for good. A try is counted before it is judged, so many at once are no way around it.
 */

export interface Tries {
  readonly failures: number
  readonly lastAt: Date
  /** Before this instant nothing is tried. */
  readonly waitUntil: Date
}

export interface Patience {
  /** So many wrong tries cost nothing but the first seconds of thinking. */
  readonly free: number
  readonly mostSeconds: number
  /** Wrong tries are forgotten after so long without another. */
  readonly forgetSeconds: number
}

const HOUR = 3600

/**
 * `device` is a browser from which the account was entered before: strangers' tries at the account do not make it
 * wait, and its own make only itself wait. `factor` is the second step of one account. An address may be a whole
 * township office behind one router.
 */
export const patience: Readonly<Record<'account' | 'address' | 'device' | 'factor', Patience>> = {
  account: { free: 5, mostSeconds: HOUR / 4, forgetSeconds: 24 * HOUR },
  device: { free: 5, mostSeconds: HOUR / 4, forgetSeconds: 24 * HOUR },
  factor: { free: 5, mostSeconds: HOUR / 4, forgetSeconds: 24 * HOUR },
  address: { free: 30, mostSeconds: HOUR / 12, forgetSeconds: HOUR },
}
export type TriesOf = keyof typeof patience

/** What stands after one more try; undefined when it comes too early and is not judged at all. */
export function oneMoreTry(before: Tries | undefined, of: Patience, now: Date): Tries | undefined {
  // Of two at once the earlier may come second: nobody waits before the free tries are over.
  if (before && before.failures >= of.free && now < before.waitUntil) return undefined
  const isForgotten = !before || now.getTime() - before.lastAt.getTime() > of.forgetSeconds * 1000
  const failures = isForgotten ? 1 : before.failures + 1
  return { failures, lastAt: now, waitUntil: new Date(now.getTime() + waitSeconds(failures, of) * 1000) }
}

/** Nothing for the free ones, then 1, 2, 4, 8 … seconds. */
export function waitSeconds(failures: number, { free, mostSeconds }: Patience): number {
  if (failures < free) return 0
  return Math.min(mostSeconds, 2 ** Math.min(failures - free, 30))
}

/** Whole seconds until the next try, at least one. */
export function secondsLeft(waitUntil: Date, now: Date): number {
  return Math.max(1, Math.ceil((waitUntil.getTime() - now.getTime()) / 1000))
}

/** IPv6 is given out by networks of 2^64 addresses: one of them is one trier. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - groups.length - after.length)).fill('0')
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}
