/** Where a place of one version stands in another. Pure. */
import type { TextRange } from '@lika/contract'
import type { TextPiece } from './compare.ts'

/** A run that both texts have: where it begins in each. */
export interface SameRun {
  readonly from: number
  readonly to: number
  readonly length: number
}

/** Two texts with what they have in common. */
export interface Move {
  readonly runs: readonly SameRun[]
  readonly before: string
  readonly after: string
}

export type Moves = Map<string, Promise<Move>>

export function sameRuns(pieces: readonly TextPiece[]): SameRun[] {
  const runs: SameRun[] = []
  let [from, to] = [0, 0]
  for (const { kind, text } of pieces) {
    if (kind === 'same') runs.push({ from, to, length: text.length })
    if (kind !== 'added') from += text.length
    if (kind !== 'removed') to += text.length
  }
  return runs
}

/** Null when a character of it was changed or left out. */
export function movedRange(runs: readonly SameRun[], [from, to]: TextRange): TextRange | null {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (runs[middle]!.from <= from) low = middle + 1
    else high = middle
  }
  const run = runs[low - 1]
  if (!run || to > run.from + run.length) return null
  return [from - run.from + run.to, to - run.from + run.to]
}
