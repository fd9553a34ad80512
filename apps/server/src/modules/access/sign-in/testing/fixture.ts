// The fixture of the tests of sign-in: the whole server, with a clock that goes on when it is told to.
import { test as base } from '../../../../testing.ts'
import type { World } from './people.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function movingClock() {
  let instant = Date.parse('2017-03-31T02:00:00Z')
  return {
    now: () => new Date(instant++).toISOString(),
    today: () => new Date(instant + 8 * HOUR).toISOString().slice(0, 10),
    learnOn: (day: string) => {
      instant = Date.parse(`${day}T02:00:00Z`)
    },
    forward: (ms: number) => {
      instant += ms
    },
  }
}

/** `world.clock.forward(ms)` lets time pass for the whole server. */
export const test = base
  .extend('clock', { scope: 'file' }, () => movingClock())
  .extend(
    'world',
    { scope: 'file' },
    ({ app, db, clock }): World & { clock: ReturnType<typeof movingClock> } => ({
      app: () => app,
      db,
      clock,
      wait: () => clock.forward(31_000),
    }),
  )
