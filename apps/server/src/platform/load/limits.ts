import type { GateLimits } from './gate.ts'

export type LoadLimits = {
  /** Requests of the API that are in work at a time; further ones are refused before anything is done for them. */
  readonly requests: number
  readonly exports: GateLimits
  readonly heavy: GateLimits
}

/**
 * For a pool of 20 connections: exports and heavy questions together leave most of them to the pages. A page asks
 * some six questions at once, so an account may let that many wait.
 */
export const defaultLoad: LoadLimits = {
  requests: 256,
  exports: { running: 4, runningPerAccount: 2, waiting: 8, waitingPerAccount: 2, waitMs: 20_000 },
  heavy: { running: 6, runningPerAccount: 4, waiting: 48, waitingPerAccount: 12, waitMs: 20_000 },
}
