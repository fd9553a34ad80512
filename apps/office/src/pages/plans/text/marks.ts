/** What is marked in the text, and the pieces that a paragraph falls into by it. */
import type { FindingGrade, TextRange } from '@lika/contract'

export type Mark = {
  readonly range: TextRange
  readonly look: 'open' | 'accepted' | 'corrected' | 'rejected' | 'quantity' | 'heading' | FindingGrade
}

export type Piece = {
  readonly range: TextRange
  readonly looks: readonly Mark['look'][]
  readonly isLit: boolean
}

/** The marks that meet each of several ranges, which follow one another; in one pass over the sorted marks. */
export function marksWithin(
  marks: readonly Mark[],
  ranges: readonly TextRange[],
): readonly (readonly Mark[])[] {
  const sorted = marks.toSorted((a, b) => a.range[0] - b.range[0])
  let next = 0
  let open: Mark[] = []
  return ranges.map(([from, to]) => {
    open = open.filter(({ range }) => range[1] > from)
    while (next < sorted.length && sorted[next]!.range[0] < to) {
      const mark = sorted[next]!
      if (mark.range[1] > from) open.push(mark)
      next++
    }
    return [...open]
  })
}

/** A paragraph cut wherever a mark begins or ends. */
export function piecesOf(
  paragraph: TextRange,
  marks: readonly Mark[],
  lit: readonly TextRange[],
): readonly Piece[] {
  const [from, to] = paragraph
  const within = ([a, b]: TextRange) => a < to && b > from
  const here = marks.filter(({ range }) => within(range))
  const lights = lit.filter(within)
  const cuts = new Set([from, to])
  for (const [a, b] of [...here.map(({ range }) => range), ...lights]) {
    if (a > from && a < to) cuts.add(a)
    if (b > from && b < to) cuts.add(b)
  }
  const places = [...cuts].toSorted((a, b) => a - b)
  return places.slice(0, -1).map((a, index) => {
    const b = places[index + 1]!
    const covers = ([start, end]: TextRange) => start <= a && end >= b
    return {
      range: [a, b],
      looks: [...new Set(here.filter(({ range }) => covers(range)).map(({ look }) => look))],
      isLit: lights.some(covers),
    }
  })
}
