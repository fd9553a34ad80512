/** The items of a document as a tree that is written as a list: number, title, level, and the range of each. */
import type { Range } from '../model.ts'
import type { Line } from '../text/lines.ts'
import { findMarker, type Marker, STYLES } from './markers.ts'

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
  for (const [at, line] of lines.entries()) {
    if (line.from >= titleRange[0] && line.to <= titleRange[1]) continue
    const marker = findMarker(line.text)
    const rank = marker
      ? STYLES.indexOf(marker.style)
      : isBareHeading(lines, at, items.length > 0)
        ? -1
        : undefined
    if (rank === undefined) continue
    close(levelsAbove(open, marker?.style ?? '', rank), line.from)
    const parent = open.at(-1)
    const level = open.length + 1
    const number = marker?.number ?? ''
    const above = parent ? items[parent.index]!.clause : ''
    const title = titleOf(line, marker, text)
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

/** Words of a heading that stand alone and end in no mark, such as 责任清单 or 附件. */
const bare =
  /^(?:附\s?[件表录]|[\u4e00-\u9fff]{2,12}(?:清单|目录|一览表|统计表|计划表|分解表|任务表|细则|说明))$/

function isBareHeading(lines: readonly Line[], at: number, isInside: boolean): boolean {
  const line = lines[at]!
  return bare.test(line.text) && (isInside || lines[at + 1] !== undefined)
}

/** The words behind the number up to the first full stop; of a long sentence, up to where it breaks. */
function titleOf(line: Line, marker: Marker | undefined, text: string): string {
  const from = line.from + (marker?.length ?? 0)
  const said = text.slice(from, line.to)
  const stop = /[。;；:：]|(?<=[\u4e00-\u9fff])[.](?=\s|$)/.exec(said)
  const sentence = stop ? said.slice(0, stop.index) : said
  return sentence.trim()
}
