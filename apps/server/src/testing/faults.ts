/**
 * The fault harness: a counter between the program and what may fail, which fails at call n. A test runs n from 1 until
 * nothing fails any more, and looks after each at what is left.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { LightMyRequestResponse } from 'fastify'
import type { Db } from '../platform/db.ts'
import type { FileCall } from '../platform/files.ts'
import type { Outbound } from '../platform/outbound.ts'

export interface Fault {
  /** Which call fails; none at 0. */
  at: number
  seen: number
}

export const noFault = (): Fault => ({ at: 0, seen: 0 })

export function arm(fault: Fault, at: number): void {
  Object.assign(fault, { at, seen: 0 })
}

export function hasFired(fault: Fault): boolean {
  return fault.at > 0 && fault.seen >= fault.at
}

function countdown(fault: Fault, error: () => Error): void {
  fault.seen += 1
  if (fault.seen === fault.at) throw error()
}

const lost = () => new Error('Connection terminated unexpectedly: a fault of the test')

/** The database, which loses the connection after the nth statement was carried out: nobody knows of a commit then. */
export function faultyDb(db: Db, fault: Fault): Db {
  const lend = async () => counted(await db.lend(), fault)
  return Object.assign(Object.create(db) as Db, { lend, pool: counted(db.pool, fault) })
}

function counted<T extends { query: unknown }>(target: T, fault: Fault): T {
  return new Proxy(target, {
    get: (of, key) => {
      const value = Reflect.get(of, key)
      if (key !== 'query') return typeof value === 'function' ? value.bind(of) : value
      return (...args: unknown[]) => {
        const ask = () => (of.query as (...args: unknown[]) => Promise<unknown>).apply(of, args)
        // A stream (COPY) is handed over at once, so the connection is lost before it.
        if (typeof (args[0] as { submit?: unknown }).submit === 'function') {
          countdown(fault, lost)
          return ask()
        }
        return ask().then((answer) => {
          countdown(fault, lost)
          return answer
        })
      }
    },
  })
}

/** The file store's `before`, which finds the disk full at the nth call. */
export function faultyFiles(fault: Fault): (call: FileCall) => void {
  return (call) =>
    countdown(fault, () => Object.assign(new Error(`a fault of the test at ${call}`), { code: 'ENOSPC' }))
}

/** The way out, which fails at the nth request after it was answered. */
export function faultyOutbound(outbound: Outbound, fault: Fault): Outbound {
  return async (url, init) => {
    const answer = await outbound(url, init)
    countdown(fault, () => Object.assign(new Error('a fault of the test'), { code: 'ECONNRESET' }))
    return answer
  }
}

/**
 * Which n to try of so many: all of few, or with LIKA_FAULTS=all; otherwise some by a seed, and the last ones, where
 * commits are.
 */
export function chosenFaults(total: number, { few = 16, seed = seedOfRun } = {}): number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1)
  if (total <= few || process.env.LIKA_FAULTS === 'all') return all
  const last = all.slice(-4)
  let state = seed
  const some = all.slice(0, -4).filter((_, index, early) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 < (few - last.length) / early.length || index === 0
  })
  return [...some, ...last]
}

/** Another each day, told with a failure: LIKA_SEED tries the same again. */
export const seedOfRun = Number(process.env.LIKA_SEED ?? Math.floor(Date.now() / 86_400_000))

/** A server on a busy machine turns a request away before it does anything; that is no fault of the test. */
export async function unhurried(ask: () => Promise<LightMyRequestResponse>): Promise<LightMyRequestResponse> {
  for (;;) {
    const answer = await ask()
    if (answer.statusCode !== 503 || answer.json().code !== 'server.overloaded') return answer
    await sleep(250)
  }
}
