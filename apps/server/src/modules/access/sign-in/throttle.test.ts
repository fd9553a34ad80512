import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkOf, oneMoreTry, patience, secondsLeft, type Tries, waitSeconds } from './throttle.ts'

const start = Date.parse('2017-03-31T02:00:00Z')

test('five wrong tries cost nothing, then each waits twice as long, up to a quarter of an hour', () => {
  const waits = Array.from({ length: 20 }, (_, index) => waitSeconds(index + 1, patience.account))
  expect(waits.slice(0, 9)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16])
  expect(waits.at(-1)).toBe(900)
  expect(waitSeconds(10 ** 9, patience.account)).toBe(900)
})

test('a try that comes too early is not judged, and does not make the wait longer', () => {
  let tries: Tries | undefined
  for (let count = 0; count < 6; count++) {
    tries = oneMoreTry(tries, patience.account, new Date(Math.max(start, tries?.waitUntil.getTime() ?? 0)))
  }
  const early = new Date(tries!.waitUntil.getTime() - 1)
  expect(oneMoreTry(tries, patience.account, early)).toBeUndefined()
  expect(secondsLeft(tries!.waitUntil, early)).toBe(1)
  expect(oneMoreTry(tries, patience.account, tries!.waitUntil)).toMatchObject({ failures: 7 })
})

test('whatever a stranger does, the owner waits at most a quarter of an hour, and a day later not at all', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_600_000 }), { maxLength: 300 }), (pauses) => {
      let tries: Tries | undefined
      let now = start
      for (const pause of pauses) {
        now += pause
        const next = oneMoreTry(tries, patience.account, new Date(now))
        if (next) tries = next
      }
      if (!tries) return
      expect(tries.waitUntil.getTime() - now).toBeLessThanOrEqual(900_000)
      const dayLater = new Date(tries.lastAt.getTime() + 24 * 3_600_000 + 1)
      expect(oneMoreTry(tries, patience.account, dayLater)).toMatchObject({ failures: 1 })
    }),
  )
})

test('guessing at an account gets fewer than 120 tries in a day', () => {
  let tries: Tries | undefined
  let judged = 0
  for (let now = start; now < start + 86_400_000; now += 250) {
    const next = oneMoreTry(tries, patience.account, new Date(now))
    if (next) {
      judged += 1
      tries = next
    }
  }
  expect(judged).toBeLessThan(120)
})

test('an address is one trier, and so is the whole network that IPv6 gives to one customer', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff:1:2:3', '2001:db8:1:2::']) {
    expect(networkOf(address), address).toBe('2001:db8:1:2')
  }
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(networkOf('::1')).toBe('0:0:0:0')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0')
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
})
