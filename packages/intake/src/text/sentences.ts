/** Sentences of a text, by where they end: 。 ! ? and the end of a line. */
import type { Range } from '../model.ts'

export interface Sentences {
  /** The sentence around a place, without the blanks before it; its mark at the end belongs to it. */
  around(at: number): Range
  /** The line around a place, without its end. */
  line(at: number): Range
}

/** Finds every end once, so that asking takes a few steps however long the text is. */
export function sentencesOf(folded: string): Sentences {
  const ends: number[] = []
  for (const { index } of folded.matchAll(/[。!?\n]/g)) ends.push(index + 1)
  const breaks = ends.filter((end) => folded[end - 1] === '\n')
  return {
    line(at) {
      const next = firstAbove(breaks, at)
      const end = breaks[next]
      return [next === 0 ? 0 : breaks[next - 1]!, end === undefined ? folded.length : end - 1]
    },
    around(at) {
      const next = firstAbove(ends, at)
      const begins = next === 0 ? 0 : ends[next - 1]!
      const ended = ends[next] ?? folded.length
      const to = folded[ended - 1] === '\n' ? ended - 1 : ended
      let from = begins
      while (from < at && /\s/.test(folded[from]!)) from += 1
      return [from, Math.max(from, to)]
    },
  }
}

function firstAbove(ends: readonly number[], at: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}
