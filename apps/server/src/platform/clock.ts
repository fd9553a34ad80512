/** The only source of time: passed to whoever needs it, so that tests and replays can say what day it is. */
export type Clock = {
  /** The instant, as an ISO string in UTC. */
  now(): string
  /** The day in the business time zone, YYYY-MM-DD. */
  today(): string
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
