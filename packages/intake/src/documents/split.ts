/**
 * Where the documents of a text begin and end. A web copy has navigation around the text; a reader for a training course holds
 * several documents behind a table of contents.
 */
import type { Range } from '../model.ts'
import { findMarker } from '../outline/markers.ts'
import type { Line } from '../text/lines.ts'
import { isNavigationBehind } from './navigation.ts'
import { findTitle, titleAhead, titleBehind } from './title.ts'

export interface Part {
  readonly title: string
  /** Where the title stands; empty where none was found. */
  readonly titleRange: Range
  /** 陕发〔2015〕20号, as written. */
  readonly number: string | null
  readonly range: Range
  readonly lines: readonly Line[]
}

/** The number of a document alone on its line: 陕办字[2016]10号. */
const documentNumber = /^\(?([\u4e00-\u9fff]{1,12}\s?[[(]\d{4}[\])]\s?(?:第)?\s?\d{1,4}\s?号)\)?$/
/** The head of an official paper: 中共陕西省委文件. It belongs to what stands below it. */
const head = /^[\u4e00-\u9fff]{2,30}(?:文件|办公室|办公厅|委员会|人民政府|领导小组)$/
const contents = /^目\s*(?:录|次)$/
/** An entry of a table of contents: words, dots, a page. */
const entry = /(?:[….·]{3,}|\s{3,})\s*\d{1,4}$/

export function splitDocuments(lines: readonly Line[], text: string): Part[] {
  const listed = linesOfContents(lines)
  const starts = lines
    .map((line, at) => ({ at, number: documentNumber.exec(line.text)?.[1] }))
    .filter(({ at, number }) => number !== undefined && !listed.has(at))
    .map(({ at, number }) => ({ at: firstOfHead(lines, at), numberAt: at, number: number! }))
  if (starts.length < 2) {
    const [only] = starts
    return [partOf(lines, text, only?.numberAt, only?.number ?? null, only?.at)]
  }
  return starts.map(({ at, numberAt, number }, index) => {
    const next = starts[index + 1]?.at ?? lines.length
    const own = lines.slice(at, next)
    return partOf(own, text, numberAt - at, number)
  })
}

/** Lines from 目录 to the last entry with a page behind it. */
function linesOfContents(lines: readonly Line[]): ReadonlySet<number> {
  const begins = lines.findIndex(({ text }) => contents.test(text))
  if (begins < 0) return new Set()
  let ends = begins
  for (let at = begins + 1; at < Math.min(lines.length, begins + 400); at += 1) {
    if (entry.test(lines[at]!.text)) ends = at
    else if (at - ends > 6) break
  }
  return new Set(Array.from({ length: ends - begins + 1 }, (_, index) => begins + index))
}

function firstOfHead(lines: readonly Line[], at: number): number {
  let first = at
  while (first > 0 && at - first < 4 && head.test(lines[first - 1]!.text)) first -= 1
  if (titleBehind(lines, at + 1).named) return first
  return titleAhead(lines, at)?.first ?? first
}

/** One document: from its head or its title to its last line that is not of the page around it. */
function partOf(
  lines: readonly Line[],
  text: string,
  numberAt: number | undefined,
  number: string | null,
  headAt = 0,
): Part {
  const title = findTitle(lines, numberAt)
  const first = Math.min(numberAt ?? title?.first ?? 0, title?.first ?? numberAt ?? 0)
  const begins = numberAt === undefined ? first : Math.min(headAt, first)
  let last = lines.length - 1
  while (last > first && isNavigationBehind(lines[last]!.text)) last -= 1
  const own = lines.slice(begins, last + 1)
  const from = own[0]?.from ?? 0
  const to = own.at(-1)?.to ?? from
  return {
    title: title ? joined(lines.slice(title.first, title.last + 1), text) : '',
    titleRange: title ? [lines[title.first]!.from, lines[title.last]!.to] : [from, from],
    number,
    range: [from, to],
    lines: own,
  }
}

/** Titles are broken where the line ends, with blanks to centre them. */
function joined(lines: readonly Line[], text: string): string {
  return lines
    .map(({ from, to }) => text.slice(from, to).replaceAll(/[\s\u3000]+/g, ' '))
    .join('')
    .replaceAll(/(?<=[^\w]) (?=[^\w])/g, '')
    .trim()
}

/** Lines behind which the body of the document begins. */
export function isBody(line: Line): boolean {
  return findMarker(line.text) !== undefined || /[。;]$/.test(line.text)
}
