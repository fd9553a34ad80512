/** Dates by the platform's own calendar, so that a slip in ours would show. */
export interface Day {
  /** Days since 1970-01-01. */
  readonly day: number
}

const civil = (day: number): Date => new Date(day * 86_400_000)

export const fromText = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000

export function part(day: number, name: 'year' | 'month'): number {
  return name === 'year' ? civil(day).getUTCFullYear() : civil(day).getUTCMonth() + 1
}

export function monthsBetween(from: number, to: number): number {
  const [a, b] = [civil(from), civil(to)]
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months
}

export function plusMonths(day: number, months: number): number {
  const date = civil(day)
  const moved = new Date(0)
  moved.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const last = new Date(0)
  last.setUTCFullYear(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)
  moved.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()))
  return moved.getTime() / 86_400_000
}
