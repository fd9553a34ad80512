/**
 * The text of a document as paragraphs in blocks. A block is what the browser may leave undrawn while it is out of
 * sight, and what is drawn again when something in it lights up: a document of a million characters stays quick.
 */
import type { PlanPart, TextRange } from '@lika/contract'
import { headingsOf } from './headings.ts'

export type Paragraph = {
  readonly range: TextRange
  /** 0 for the title, 1… for a heading of the outline, undefined for running text. */
  readonly level: number | undefined
  /** Tabs mark the columns of a table. */
  readonly isTable: boolean
}
export type Block = {
  readonly range: TextRange
  readonly paragraphs: readonly Paragraph[]
}

/** About so many characters a block. */
const BLOCK = 2500
/** The title stands within the first lines. */
const TITLE_LINES = 12
const DEEPEST = 4

export function blocksOf(part: Pick<PlanPart, 'text' | 'range' | 'outline' | 'title'>): readonly Block[] {
  const blocks: Block[] = []
  let paragraphs: Paragraph[] = []
  const close = () => {
    const [first, last] = [paragraphs[0], paragraphs.at(-1)]
    if (first && last) blocks.push({ range: [first.range[0], last.range[1]], paragraphs })
    paragraphs = []
  }
  for (const paragraph of paragraphsOf(part)) {
    paragraphs.push(paragraph)
    if (paragraph.range[1] - paragraphs[0]!.range[0] > BLOCK) close()
  }
  close()
  return blocks
}

function* paragraphsOf(part: Parameters<typeof blocksOf>[0]): Generator<Paragraph> {
  const { text } = part
  const headings = headingsOf(part)
  const start = part.range[0]
  const title = part.title.replaceAll(/\s/g, '')
  let next = 0
  let line = 0
  for (const [from, to] of linesOf(text)) {
    const range: TextRange = [start + from, start + to]
    while (next < headings.length && headings[next]!.range[0] < range[0]) next++
    const heading = headings[next]
    const words = text.slice(from, to)
    // A heading that runs on into its sentence is no line of its own.
    const isHeading = heading !== undefined && heading.range[0] < range[1] && heading.range[1] >= range[1]
    const isTitle = line < TITLE_LINES && title.length > 0 && title.includes(words.replaceAll(/\s/g, ''))
    yield {
      range,
      level: isTitle ? 0 : isHeading ? Math.min(Math.max(heading.level, 1), DEEPEST) : undefined,
      isTable: words.includes('\t'),
    }
    line++
  }
}

/** Lines that hold something, without the blanks around them. */
function* linesOf(text: string): Generator<[number, number]> {
  let from = 0
  while (from <= text.length) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    const words = text.slice(from, to)
    const trimmed = words.trim()
    if (trimmed !== '') {
      const left = from + words.indexOf(trimmed)
      yield [left, left + trimmed.length]
    }
    if (end === -1) return
    from = end + 1
  }
}
