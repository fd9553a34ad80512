/** Two texts, piece by piece: what both have, what only the old one has, what only the new one has. */
export interface Piece {
  readonly text: string
  readonly kind: 'same' | 'old' | 'new'
}

/** Beyond so many comparisons a text counts as another one altogether. */
const MOST = 1_000_000

/** A Chinese character is a piece, and so are a word, a number and a line end. */
export function diffTexts(before: string, after: string): Piece[] {
  const [a, b] = [piecesOf(before), piecesOf(after)]
  if (a.length * b.length > MOST) return joined([...a.map(old), ...b.map(added)])
  const lengths = commonLengths(a, b)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ text: a[i]!, kind: 'same' })
      i++
      j++
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      pieces.push(old(a[i++]!))
    } else pieces.push(added(b[j++]!))
  }
  return joined(pieces)
}

const old = (text: string): Piece => ({ text, kind: 'old' })
const added = (text: string): Piece => ({ text, kind: 'new' })

function piecesOf(text: string): string[] {
  return text.match(/\p{Script=Han}|[\p{L}\p{M}_]+|\d[\d,.]*|\s+|./gsu) ?? []
}

/** The longest common sequence of what is left from each pair of places. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  return lengths
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.kind === piece.kind) result[result.length - 1] = { ...last, text: last.text + piece.text }
    else result.push(piece)
  }
  return result
}
