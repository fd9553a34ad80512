/**
 * A text that was pasted without its line breaks: 一、…。二、…。 stand in one line. Items of the outer styles begin a line of their
 * own in every document, so where a line holds several of them it is parted again, at its inner items too. A list within a
 * paragraph stays in it, and with it the units that the paragraph ends in.
 */
import type { Line } from '../text/lines.ts'
import { findMarker, type Style } from './markers.ts'

/** Styles that never stand within a paragraph. */
const OUTER: ReadonlySet<Style> = new Set(['part', 'chapter', 'section', 'article', 'chinese'])
/** Shorter than any two items. */
const SHORTEST = 12
const boundary = /(?<=^|[。;:!?)\]】] ?|[ ])(?=[\d一二三四五六七八九十(第①⑴⒈㈠])|(?=[②-⑳⑵-⒇⒉-⒛㈡-㈩])/g
/** No marker with the blanks behind it is longer. */
const LONGEST_MARKER = 20

export function withLostLines(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => (line.text.length < SHORTEST ? [line] : parted(line)))
}

interface Chain {
  value: number
  readonly places: number[]
}

/** Places where numbers of one style run on from 1: what is numbered once only is no list. */
function parted(line: Line): Line[] {
  const open = new Map<Style, Chain>()
  const places = new Set<number>()
  let isOuter = false
  const close = (style: Style, chain: Chain | undefined) => {
    if (!chain || chain.places.length < 2) return
    // A line that begins with its first item is a list: 1.…;2.…;3.….
    if (OUTER.has(style) || chain.places[0] === 0) isOuter = true
    for (const place of chain.places) places.add(place)
  }
  for (const { index } of line.text.matchAll(boundary)) {
    const marker = findMarker(line.text.slice(index, index + LONGEST_MARKER))
    if (!marker) continue
    const chain = open.get(marker.style)
    if (marker.value === 1) {
      close(marker.style, chain)
      open.set(marker.style, { value: 1, places: [index] })
    } else if (chain && marker.value === chain.value + 1) {
      chain.value = marker.value
      chain.places.push(index)
    }
  }
  for (const [style, chain] of open) close(style, chain)
  if (!isOuter) return [line]
  places.delete(0)
  const starts = [0, ...[...places].sort((a, b) => a - b)]
  return starts.flatMap((start, at) => {
    const raw = line.text.slice(start, starts[at + 1])
    const text = raw.trimEnd()
    return text === '' ? [] : [{ from: line.from + start, to: line.from + start + text.length, text }]
  })
}
