/** Paragraphs with their figures: what one sum or product may speak about. */
import type { Quantity } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import type { Line } from '../text/lines.ts'

/** So many figures before one may be what it adds up: further back nobody can follow a sum, and time stays linear. */
export const LOOK_BACK = 48

/** A figure and the words around it, up to the figures beside it. */
export interface Mention {
  readonly quantity: Quantity
  readonly ahead: string
  readonly behind: string
  /** How many brackets are open around it. */
  readonly depth: number
  /** Sentences and halves of sentences (ended by a semicolon) before it in the paragraph. */
  readonly sentence: number
  readonly segment: number
}

export interface Block {
  readonly from: number
  readonly to: number
  readonly text: string
  /** The innermost item that it belongs to; undefined above the first. */
  readonly item: number | undefined
  readonly mentions: readonly Mention[]
}

/** Lines that end in a colon go on in the next: 其中: and the list below it are one paragraph. */
export function blocksOf(
  lines: readonly Line[],
  folded: string,
  items: readonly Item[],
  quantities: readonly Quantity[],
): Block[] {
  const blocks: Block[] = []
  let item = -1
  let next = 0
  for (let at = 0; at < lines.length; at += 1) {
    const from = lines[at]!.from
    while (item + 1 < items.length && items[item + 1]!.heading[0] <= from) item += 1
    while (at + 1 < lines.length && goesOn(lines[at]!) && !beginsItem(items, item, lines[at + 1]!)) at += 1
    const to = lines[at]!.to
    const own: Quantity[] = []
    while (next < quantities.length && quantities[next]!.range[0] < to) {
      if (quantities[next]!.range[0] >= from) own.push(quantities[next]!)
      next += 1
    }
    const text = folded.slice(from, to)
    blocks.push({ from, to, text, item: item < 0 ? undefined : item, mentions: mentionsOf(text, from, own) })
  }
  return blocks
}

function goesOn({ text }: Line): boolean {
  return /[:,;、]$/.test(text)
}

function beginsItem(items: readonly Item[], item: number, line: Line): boolean {
  return items[item + 1]?.heading[0] === line.from
}

function mentionsOf(text: string, from: number, quantities: readonly Quantity[]): Mention[] {
  let depth = 0
  let sentence = 0
  let segment = 0
  let at = 0
  return quantities.map((quantity, index) => {
    const [begins, ends] = [quantity.range[0] - from, quantity.range[1] - from]
    for (; at < begins; at += 1) {
      const character = text[at]!
      if (character === '(') depth += 1
      else if (character === ')') depth = Math.max(0, depth - 1)
      else if (character === '。') [sentence, segment] = [sentence + 1, segment + 1]
      else if (character === ';') segment += 1
    }
    const before = quantities[index - 1]
    const after = quantities[index + 1]
    return {
      quantity,
      ahead: text.slice(Math.max(before ? before.range[1] - from : 0, begins - 60), begins),
      behind: text.slice(ends, Math.min(after ? after.range[0] - from : text.length, ends + 60)),
      depth,
      sentence,
      segment,
    }
  })
}
