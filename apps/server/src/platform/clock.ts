/** The only source of time: passed to whoever needs it, so that tests and replays can say what day it is. */
export type Clock = {
  /** The instant, as an ISO string in UTC. */
  now(): string
  /** The day in the business time zone, YYYY-MM-DD. */
  today(): string
}

/** A clock whose day may be that of a demo world: it stands until somebody lets days pass. Instants go on by the clock within. */
export type WorldClock = Clock & {
  /** Nothing gives the day back to the clock within. */
  standAt(day: string | undefined): void
}

export function worldClock(within: Clock, day?: string): WorldClock {
  let standing = day
  return {
    now: () => within.now(),
    today: () => standing ?? within.today(),
    standAt: (next) => {
      standing = next
    },
  }
}

/** China keeps one time for the whole country. */
export const BUSINESS_TIME_ZONE = 'Asia/Shanghai'

export function systemClock(timeZone: string = BUSINESS_TIME_ZONE): Clock {
  return clockFrom(() => new Date(), timeZone)
}

/** A clock that stands still until it is set, for tests and demo worlds. */
export function fixedClock(
  instant: string,
  timeZone: string = BUSINESS_TIME_ZONE,
): Clock & { set(instant: string): void } {
  let current = new Date(instant)
  return {
    ...clockFrom(() => current, timeZone),
    set: (next) => {
      current = new Date(next)
    },
  }
}

function clockFrom(read: () => Date, timeZone: string): Clock {
  const dayFormat = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return {
    now: () => read().toISOString(),
    today: () => dayFormat.format(read()),
  }
}
