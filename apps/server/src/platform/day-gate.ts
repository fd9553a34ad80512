// While days pass in a demo world no request may see figures of two days. Changes wait from the beginning, and those
// under way end first; reading goes on in the old day until everybody is judged, and waits only while the day turns.

import { busy } from './load/gate.ts'

export type DayGate = {
  /** Waits while requests of its kind are held; answers the way out, which may be called twice. */
  readonly arrive: (kind: 'change' | 'read') => Promise<() => void>
  /** Lets no more changes in, or nobody any more, and waits for those inside. Throws 503 when they take too long. */
  readonly hold: (who: 'changes' | 'all') => Promise<void>
  readonly release: () => void
}

const LONGEST_WAIT_MS = 60_000
/** Whoever reads a large file or sends one is not interrupted: days pass later. */
const DRAIN_MS = 20_000
const RETRY_AFTER_MS = 5_000

export function createDayGate(waits = { request: LONGEST_WAIT_MS, drain: DRAIN_MS }): DayGate {
  const inside = { change: 0, read: 0 }
  let held: 'nobody' | 'changes' | 'all' = 'nobody'
  let opened = Promise.withResolvers<void>()
  let left = () => {}

  const isHeld = (kind: 'change' | 'read') => held === 'all' || (held === 'changes' && kind === 'change')
  const arrive = async (kind: 'change' | 'read') => {
    const until = Date.now() + waits.request
    while (isHeld(kind)) {
      const rest = until - Date.now()
      if (rest <= 0) throw busy(RETRY_AFTER_MS)
      await within(opened.promise, rest)
    }
    inside[kind]++
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      inside[kind]--
      left()
    }
  }
  const hold = async (who: 'changes' | 'all') => {
    held = who
    const isEmpty = () => inside.change === 0 && (who === 'changes' || inside.read === 0)
    const until = Date.now() + waits.drain
    while (!isEmpty()) {
      const rest = until - Date.now()
      if (rest <= 0) throw busy(RETRY_AFTER_MS)
      const { promise, resolve } = Promise.withResolvers<void>()
      left = resolve
      await within(promise, rest)
    }
  }
  const release = () => {
    held = 'nobody'
    left = () => {}
    opened.resolve()
    opened = Promise.withResolvers<void>()
  }
  return { arrive, hold, release }
}

async function within(promise: Promise<void>, ms: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([promise, over])
  clearTimeout(timer)
}
