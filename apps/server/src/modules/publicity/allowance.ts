/** How often an address may do something: kept in memory alone, so that no list of visitors comes into being. */
import { AppError } from '../../platform/errors.ts'

export interface Allowance {
  /** False when it has been done too often; otherwise it is counted. */
  readonly take: (key: string, at: number) => boolean
}

/** Two half windows: what was done in the one before counts for the part of it that still lies within. */
export function allowance(most: number, windowMs: number, keys = 20_000): Allowance {
  let now = new Map<string, number>()
  let before = new Map<string, number>()
  let start = 0
  return {
    take: (key, at) => {
      if (at - start >= windowMs) {
        before = at - start < 2 * windowMs ? now : new Map()
        now = new Map()
        start = at - (at % windowMs)
      }
      const weight = 1 - Math.max(0, at - start) / windowMs
      const used = (now.get(key) ?? 0) + (before.get(key) ?? 0) * weight
      if (used >= most) return false
      // Whoever asks from very many addresses only forgets the oldest of them.
      if (now.size >= keys) now.delete(now.keys().next().value!)
      now.set(key, (now.get(key) ?? 0) + 1)
      return true
    },
  }
}

const MINUTE = 60_000

export interface Allowances {
  readonly pages: Allowance
  readonly sendings: Allowance
  readonly lookUps: Allowance
  /** Of one address about one notice. */
  readonly objections: Allowance
}

/** Whole villages share an address with their telephone company, so that these are far above what one person does. */
export const allowances = (): Allowances => ({
  pages: allowance(1_200, 10 * MINUTE),
  sendings: allowance(30, 60 * MINUTE),
  lookUps: allowance(60, 10 * MINUTE),
  objections: allowance(10, 60 * MINUTE),
})

export const TOO_MANY = {
  zh: '从您这个网络发来的请求太多，请过一会儿再试；急事请拨打 12317。',
  en: 'Too much has come from your network; try again in a while, or call 12317.',
}

export function tooMany(): AppError {
  return new AppError('page.tooMany', 429, TOO_MANY, { retryAfter: 600 })
}
