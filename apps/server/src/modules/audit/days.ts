/** Days of the business time zone as instants: China keeps one time, so an offset is enough. */
const OFFSET = '+08:00'

export function beginOf(day: string): string {
  return new Date(`${day}T00:00:00${OFFSET}`).toISOString()
}

export function dayAfter(day: string, days = 1): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + days)
  return next.toISOString().slice(0, 10)
}

/** The day on which an instant fell. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}
