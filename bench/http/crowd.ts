/** Users who ask one question after another: each waits for an answer and asks again, at once or after a pause. */
import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../stopwatch.ts'
import type { Request, Server } from './server.ts'

export interface Crowd {
  readonly users: number
  readonly requests: number
  /** It ends then at the latest. */
  readonly seconds: number
  /** Seconds between an answer and the next question, on the average; none otherwise. */
  readonly pause?: number
  /** The n-th request. */
  readonly next: (n: number) => Request
}

export interface Felt {
  readonly p50: number
  readonly p95: number
  readonly perSecond: number
  readonly requests: number
}

export async function crowd(
  server: Server,
  { users, requests, seconds, pause = 0, next }: Crowd,
): Promise<Felt> {
  const warmUp = Math.min(users * 2, requests)
  await ask(server, { users, count: warmUp, pause: 0, until: performance.now() + seconds * 1000, next })
  const began = performance.now()
  const taken = await ask(server, {
    users,
    count: requests,
    pause,
    until: began + seconds * 1000,
    next: (n) => next(n + warmUp),
  })
  const took = performance.now() - began
  return {
    p50: quantile(taken, 0.5),
    p95: quantile(taken, 0.95),
    perSecond: (taken.length / took) * 1000,
    requests: taken.length,
  }
}

async function ask(
  server: Server,
  {
    users,
    count,
    pause,
    until,
    next,
  }: { users: number; count: number; pause: number; until: number; next: Crowd['next'] },
): Promise<number[]> {
  const taken: number[] = []
  let n = 0
  const user = async () => {
    while (n < count && (performance.now() < until || taken.length === 0)) {
      if (pause > 0) await sleep(pause * 1000 * (0.5 + Math.random()))
      const request = next(n++)
      const began = performance.now()
      const { status, body } = await server.send(request)
      taken.push(performance.now() - began)
      if (status !== 200) throw new Error(`${request.path}: ${status} ${body}`)
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  return taken
}
