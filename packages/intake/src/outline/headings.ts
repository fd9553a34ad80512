/** Headings without a number, and lines that look like items and are none. */
import { isUnit } from '../statements/units-named.ts'
import type { Line } from '../text/lines.ts'
import { findMarker } from './markers.ts'

/** Words of a heading that stand alone and end in no mark, such as 责任清单 or 附件. */
const list =
  /^(?:附\s?[件表录]|[\u4e00-\u9fff]{2,12}(?:清单|目录|一览表|统计表|计划表|分解表|任务表|细则|说明))$/
const words = /^[\u4e00-\u9fff、“”()和与]{2,20}$/

/** A list, a table or an attachment that bears its own name. */
export function isNamedList(lines: readonly Line[], at: number, isInside: boolean): boolean {
  return list.test(lines[at]!.text) && (isInside || lines[at + 1] !== undefined)
}

/** A paragraph is at least this long. */
const PARAGRAPH = 24

/** A few words between paragraphs: what stands below them is headed by them. A signature stands above a day. */
export function isBareHeading(lines: readonly Line[], at: number): boolean {
  const { text } = lines[at]!
  const above = lines[at - 1]?.text
  const below = lines[at + 1]?.text
  if (!words.test(text) || below === undefined || isUnit(text)) return false
  const isBelow = findMarker(below) !== undefined || (below.length >= PARAGRAPH && /[。;:]$/.test(below))
  return isBelow && (above === undefined || /[。;!:”)]$/.test(above) || !/[,、]/.test(above))
}

const note = /^附\s?件\s?:\s*\S/
const entry = /^\d{1,2}\s?[、.]/

/** 附件:1.… and the entries below it say what is attached; they are no items of the document. */
export function linesOfNotes(lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const [at, { text }] of lines.entries()) {
    if (!note.test(text)) continue
    let last = at
    found.add(at)
    while (last + 1 < lines.length && last - at < 40 && entry.test(lines[last + 1]!.text)) {
      last += 1
      found.add(last)
    }
  }
  return found
}
