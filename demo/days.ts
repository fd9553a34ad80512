/** Days as whole numbers since 1970-01-01, and as the journals write them. */
export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000
}

const texts = new Map<number, string>()

export function dayText(day: number): string {
  let text = texts.get(day)
  if (text === undefined) {
    text = new Date(day * 86_400_000).toISOString().slice(0, 10)
    texts.set(day, text)
  }
  return text
}

/** Whole years between a birth day and a day. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return birth.slice(5) > day.slice(5) ? years - 1 : years
}
