/** The title of a document: the lines above its body that name what it is. */
import { findMarker } from '../outline/markers.ts'
import type { Line } from '../text/lines.ts'
import { isNavigationAhead } from './navigation.ts'

/** Kinds of official papers, by the word that their titles end in. */
const KINDS =
  '意见|通知|方案|要点|计划|规划|报告|办法|决定|决议|规定|细则|规则|条例|制度|清单|总结|纪要|公告|通告|公报|通报|请示|批复|函|责任书|安排|措施|标准|预案|指南|讲话|汇编|工作|纲要|建议|说明|指导意见'
const isKind = new RegExp(`(?:${KINDS})(?:\\([^)]{1,20}\\))?[》”]?$`)
const DAY = /^\(?\s?(?:\d{4}|[二一][〇○O零一二三四五六七八九]{3})\s?年.{0,12}[日月]\s?\)?$/
/** To whom it is sent: 各区县委、政府,市委各部门: */
const salutation = /^(?:各|市|县|省|区)[^。]{2,120}:$/

export interface TitleLines {
  readonly first: number
  readonly last: number
}

/** The first and last line of the title, or nothing where no line looks like one. */
export function findTitle(lines: readonly Line[], numberAt: number | undefined): TitleLines | undefined {
  if (numberAt === undefined) return titleBehind(lines, 0).any
  const { named, any } = titleBehind(lines, numberAt + 1)
  return named ?? titleAhead(lines, numberAt) ?? any
}

/** Titles between a line and the body behind it. `named` says what kind of paper it is. */
export function titleBehind(
  lines: readonly Line[],
  from: number,
): { readonly named: TitleLines | undefined; readonly any: TitleLines | undefined } {
  const candidates = titlesIn(lines, from, firstOfBody(lines, from))
  // Of several, the one right above the body: a web copy repeats its own name higher up.
  const named = candidates.findLast(({ kind }) => kind)
  return { named, any: named ?? candidates.at(-1) }
}

/** So many lines a title may be broken into. */
const TITLE_LINES = 6

/** The title right above a number: many papers bear their number below the title. */
export function titleAhead(lines: readonly Line[], numberAt: number): TitleLines | undefined {
  const above = titlesIn(lines, Math.max(0, numberAt - TITLE_LINES), numberAt).at(-1)
  return above?.kind && above.last === numberAt - 1 ? above : undefined
}

/** The first line that is an item, a full sentence, or a salutation. */
function firstOfBody(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    const { text } = lines[at]!
    if (isNavigationAhead(text)) continue
    const marker = findMarker(text)
    // A file that holds an attachment alone: 附件2 stands above its title.
    if (marker?.style === 'attachment' && marker.length === text.length && at === from) continue
    if (marker || salutation.test(text)) return at
    if (/[。;:]$/.test(text) && text.length > 25) return at
  }
  return lines.length
}

function titlesIn(lines: readonly Line[], from: number, to: number) {
  const groups: { first: number; last: number; kind: boolean }[] = []
  let open: { first: number; last: number } | undefined
  const close = () => {
    if (open) groups.push({ ...open, kind: isKind.test(lines[open.last]!.text) })
    open = undefined
  }
  for (let at = from; at < to; at += 1) {
    const { text } = lines[at]!
    if (!couldBeTitle(text)) {
      close()
      continue
    }
    // A line that ends a title and one that begins another: they are two.
    if (open && isKind.test(lines[open.last]!.text) && !/^\(/.test(text)) close()
    open = { first: open?.first ?? at, last: at }
  }
  close()
  return groups
}

function couldBeTitle(line: string): boolean {
  if (line.length > 60 || DAY.test(line) || isNavigationAhead(line) || /^附\s?[件表]/.test(line)) return false
  return !/[。;!?]$/.test(line) && /[\u4e00-\u9fff]/.test(line)
}
