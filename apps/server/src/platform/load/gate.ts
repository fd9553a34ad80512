// A gate before work that costs much: so many run at a time, so many wait, and whoever comes then is asked to come
// again. Without it a handful of past-day summaries takes every connection of the pool, and the pages stand still.

import { AppError } from '../errors.ts'

export type GateLimits = {
  readonly running: number
  /** Of the running ones, one account's share. */
  readonly runningPerAccount: number
  readonly waiting: number
  readonly waitingPerAccount: number
  readonly waitMs: number
}

export type Gate = {
  /** Waits for its turn and answers the way out, which may be called twice. Throws 503 when there is no room. */
  readonly enter: (account: string, signal?: AbortSignal) => Promise<() => void>
  readonly running: () => number
  readonly waiting: () => number
}

type Waiting = { readonly account: string; readonly start: () => void }

export function createGate(limits: GateLimits): Gate {
  const running = new Map<string, number>()
  let total = 0
  let queue: Waiting[] = []

  const hasRoom = (account: string) =>
    total < limits.running && (running.get(account) ?? 0) < limits.runningPerAccount
  const leave = (account: string) => {
    total--
    const left = (running.get(account) ?? 1) - 1
    if (left === 0) running.delete(account)
    else running.set(account, left)
    // The first who may: somebody whose own share is used up lets others pass.
    queue.find((each) => hasRoom(each.account))?.start()
  }
  const begin = (account: string) => {
    total++
    running.set(account, (running.get(account) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      leave(account)
    }
  }

  const enter = async (account: string, signal?: AbortSignal): Promise<() => void> => {
    if (hasRoom(account)) return begin(account)
    const own = queue.filter((each) => each.account === account).length
    if (queue.length >= limits.waiting || own >= limits.waitingPerAccount) throw busy(limits.waitMs)
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const waiting: Waiting = {
      account,
      start: () => {
        settle()
        resolve(begin(account))
      },
    }
    const giveUp = () => {
      settle()
      reject(busy(limits.waitMs))
    }
    const timer = setTimeout(giveUp, limits.waitMs)
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      queue = queue.filter((each) => each !== waiting)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    queue.push(waiting)
    return promise
  }
  return { enter, running: () => total, waiting: () => queue.length }
}

export function busy(waitMs: number): AppError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000))
  return new AppError(
    'server.busy',
    503,
    {
      zh: `同类的大任务正在排队，请在 ${retryAfter} 秒后重试。`,
      en: `Work of this kind is queueing; try again in ${retryAfter} seconds.`,
    },
    { retryAfter },
  )
}
