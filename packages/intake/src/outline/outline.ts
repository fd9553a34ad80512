/** The items of a document as a tree that is written as a list: number, title, level, and the range of each. */
import type { Range } from '../model.ts'
import type { Line } from '../text/lines.ts'
import { isBareHeading, isNamedList, linesOfNotes } from './headings.ts'
import { findMarker, findWholeMarker, type Marker, STYLES } from './markers.ts'

export interface Item {
  /** As written: 一, (二), 3, 4), 第五条; empty for a heading without a number. */
  readonly number: string
  readonly title: string
  /** 1 for the outermost items of the document. */
  readonly level: number
  /** Numbers from the outermost item to this one, joined: 四/1/3). */
  readonly clause: string
  /** The line with the number. */
  readonly heading: Range
  /** From its number to the next item of its level or above, so with everything below it. */
  readonly range: Range
  readonly marker?: Marker
  /** Index of the item above it in the list. */
  readonly parent?: number
}

interface Open {
  readonly index: number
  readonly style: string
  readonly rank: number
  readonly level: number
}

/** Items of the lines of one document, in order; `end` is where the document ends. */
export function outlineOf(
  lines: readonly Line[],
  text: string,
  end: number,
  titleRange: Range = [0, 0],
): Item[] {
  const items: (Omit<Item, 'range'> & { range: [number, number] })[] = []
  const open: Open[] = []
  const close = (count: number, at: number) => {
    while (open.length > count) items[open.pop()!.index]!.range[1] = at
  }
  const notes = linesOfNotes(lines)
  const hasDecimals = lines.some(({ text: said }) => findMarker(said)?.style === 'decimal2')
  for (const [at, line] of lines.entries()) {
    // 附件2 above the title of a file that is an attachment holds all of it.
    if (line.to <= titleRange[1] && (line.from >= titleRange[0] || at === 0)) continue
    if (notes.has(at) || isTitleOfAttachment(lines, at)) continue
    const marker = findMarker(line.text) ?? (hasDecimals ? findWholeMarker(line.text) : undefined)
    const isHeading =
      !marker &&
      (isNamedList(lines, at, items.length > 0) || (open.every(isOutside) && isBareHeading(lines, at)))
    if (!marker && !isHeading) continue
    const rank = rankOf(marker)
    close(levelsAbove(open, marker?.style ?? '', rank), line.from)
    const parent = open.at(-1)
    const level = open.length + 1
    const number = marker?.number ?? ''
    const above = parent ? items[parent.index]!.clause : ''
    const title = titleOf(line, marker, text) || titleBelow(lines, at, marker, text)
    items.push({
      number,
      title,
      level,
      clause: [above, number || title].filter(Boolean).join('/'),
      heading: [line.from, line.to],
      range: [line.from, end],
      ...(marker ? { marker } : {}),
      ...(parent ? { parent: parent.index } : {}),
    })
    open.push({ index: items.length - 1, style: marker?.style ?? '', rank, level })
  }
  return items
}

/** How many of the open items stay open above one of this style: those outside it. */
function levelsAbove(open: readonly Open[], style: string, rank: number): number {
  const same = open.findIndex((each) => each.style === style)
  if (same >= 0) return same
  const inner = open.findIndex((each) => each.rank > rank)
  return inner >= 0 ? inner : open.length
}

/** Attachments end whatever is open, and so do headings without a number, but for the attachment that they stand in. */
function rankOf(marker: Marker | undefined): number {
  if (!marker) return -1
  return marker.style === 'attachment' ? -2 : STYLES.indexOf(marker.style)
}

/** A few words make a heading only where no numbered item is open that would hold them. */
function isOutside({ rank }: Open): boolean {
  return rank < 0 || rank > STYLES.indexOf('chineseBracket')
}

/** 附件1 alone on its line is named by the line below it. */
function isTitleOfAttachment(lines: readonly Line[], at: number): boolean {
  const above = at > 0 ? findMarker(lines[at - 1]!.text) : undefined
  return (
    above?.style === 'attachment' && above.length === lines[at - 1]!.text.length && couldName(lines[at]!.text)
  )
}

function titleBelow(lines: readonly Line[], at: number, marker: Marker | undefined, text: string): string {
  const below = lines[at + 1]
  if (marker?.style !== 'attachment' || !below || !couldName(below.text)) return ''
  return text.slice(below.from, below.to)
}

function couldName(line: string): boolean {
  return line.length <= 40 && !findMarker(line) && !/[。;:,]$/.test(line)
}

/** The words behind the number up to the first full stop; of a long sentence, up to where it breaks. */
function titleOf(line: Line, marker: Marker | undefined, text: string): string {
  const from = line.from + (marker?.length ?? 0)
  const said = text.slice(from, line.to)
  const stop = /[。;；:：]|(?<=[\u4e00-\u9fff])[.](?=\s|$)/.exec(said)
  const sentence = stop ? said.slice(0, stop.index) : said
  return sentence.trim()
}
