import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AppError } from '../errors.ts'
import { createGate, type GateLimits } from './gate.ts'

const limits: GateLimits = {
  running: 3,
  runningPerAccount: 2,
  waiting: 4,
  waitingPerAccount: 3,
  waitMs: 60_000,
}
const told = (entering: Promise<unknown>) =>
  entering.then(
    () => 'in',
    (error: AppError) => error.code,
  )

test('so many run, so many wait, and the next is told when to come again', async () => {
  const gate = createGate({ ...limits, runningPerAccount: 9, waitingPerAccount: 9 })
  const inside = await Promise.all(['a', 'b', 'c'].map((account) => gate.enter(account)))
  const waiting = ['d', 'e', 'f', 'g'].map((account) => gate.enter(account))
  await expect(gate.enter('h')).rejects.toMatchObject({ status: 503, code: 'server.busy', retryAfter: 60 })
  inside[0]?.()
  inside[0]?.()
  expect([gate.running(), gate.waiting()]).toEqual([3, 3])
  ;(await waiting[0])?.()
  expect([gate.running(), gate.waiting()]).toEqual([3, 2])
})

test('one account cannot take all places: others pass it in the queue', async () => {
  const gate = createGate(limits)
  const own = await Promise.all([gate.enter('a'), gate.enter('a')])
  const third = gate.enter('a')
  expect(await told(gate.enter('b'))).toBe('in')
  expect([gate.running(), gate.waiting()]).toEqual([3, 1])
  own[0]?.()
  expect(await told(third)).toBe('in')
  const more = [gate.enter('a'), gate.enter('a'), gate.enter('a')]
  expect(await told(gate.enter('a'))).toBe('server.busy')
  expect(more.length).toBe(3)
})

test('whoever waits too long is refused, and whoever goes away leaves the queue', async () => {
  const gate = createGate({ ...limits, waitMs: 20 })
  await Promise.all([gate.enter('a'), gate.enter('a')])
  expect(await told(gate.enter('a'))).toBe('server.busy')
  const away = new AbortController()
  const left = gate.enter('a', away.signal)
  away.abort()
  expect(await told(left)).toBe('server.busy')
  expect(gate.waiting()).toBe(0)
})

test('whatever the order of coming and leaving, never more run than allowed and nobody is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 40 }),
      async (steps) => {
        const gate = createGate(limits)
        const inside: (() => void)[] = []
        const running = new Map<string, number>()
        for (const [account, leaves] of steps) {
          if (leaves) inside.shift()?.()
          else
            void gate.enter(account).then(
              (leave) => {
                running.set(account, (running.get(account) ?? 0) + 1)
                expect(running.get(account)).toBeLessThanOrEqual(2)
                inside.push(() => {
                  running.set(account, (running.get(account) ?? 0) - 1)
                  leave()
                })
              },
              () => {},
            )
          await Promise.resolve()
          expect(gate.running()).toBeLessThanOrEqual(3)
          expect(gate.waiting()).toBeLessThanOrEqual(4)
        }
        while (gate.running() > 0 || gate.waiting() > 0) {
          await new Promise(setImmediate)
          inside.shift()?.()
        }
      },
    ),
    { numRuns: 200 },
  )
})
