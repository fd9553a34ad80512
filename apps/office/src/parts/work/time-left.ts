// How long work may still take, by how far it came while somebody looked. Parts of it are not alike, so each begins anew.

export type Pace = {
  /** The part of the work: its message, its total. */
  readonly part: string
  readonly since: number
  readonly from: number
  readonly done: number
  readonly at: number
}

export type Seen = { readonly part: string; readonly done: number; readonly total: number | null }

export function observe(before: Pace | undefined, seen: Seen, now: number): Pace {
  if (!before || before.part !== seen.part || seen.done < before.done) {
    return { part: seen.part, since: now, from: seen.done, done: seen.done, at: now }
  }
  // Between two answers of the server nothing is known to have moved.
  return seen.done === before.done ? before : { ...before, done: seen.done, at: now }
}

const SURE_AFTER_MS = 3_000

/** Seconds, or undefined as long as it would be a guess. */
export function secondsLeft(pace: Pace | undefined, total: number | null, now: number): number | undefined {
  if (!pace || total === null || pace.done >= total) return undefined
  const moved = pace.done - pace.from
  const took = pace.at - pace.since
  if (moved <= 0 || took < SURE_AFTER_MS) return undefined
  const left = ((total - pace.done) * took) / moved - (now - pace.at)
  return Math.max(1, Math.ceil(left / 1000))
}
