/**
 * Who leads, who cooperates, who answers for it: (牵头单位:A;配合单位:B、C), (A牵头,B、C等单位配合), (市农业局), 由A负责, lines such as
 * 责任单位:A、B, and tables with a column for them. A unit that is only mentioned has no duty.
 */
import type { Range } from '../model.ts'
import { findSentenceDuties } from './duties-in-sentences.ts'
import { findTableDuties } from './duties-in-tables.ts'
import { type Duty, dutyOf, LABELS, namesIn, type Role, type Roles, roleOfLabel, VERBS } from './duty.ts'
import { isOfficeList } from './units-named.ts'

export type { Duty, Role } from './duty.ts'

const words = LABELS.map(([, each]) => each).join('|')
/** 责任单位:A, 责任单位为A, 【责任单位】A. */
const labelled = new RegExp(`(?:${words})\\s?(?:[:为]|[】\\]]\\s?:?)`, 'g')
const endsInVerb = new RegExp(VERBS.map(([, pattern]) => pattern.source).join('|'))
const begins = new RegExp(`(?:^|[\\n。; ])[ \\t]*(?=[【[]?(?:${words})\\s?[:为】\\]])`, 'g')

/** (县水利局,2018年6月底前): by when, behind the units. */
const untilWhen =
  /[,;、]\s*(?:\d{4}年|\d{1,2}月|[上下]半年|[一二三四]季度|全年|年底|年内|长期|常年|持续|每[年月季])[^,;、]{0,16}$/

/** 牵头单位(县住建局). */
const endsInLabel = new RegExp(`(?:${words})$`)

/** Brackets without brackets of their kind inside, up to a length that no list of units exceeds. */
const bracket = /\(([^()]{2,400}(?:\([^()]{1,30}\)[^()]{0,400}){0,4})\)|[[【]([^[\]【】]{2,400})[\]】]/g

/** Duties of a folded text, in order. */
export function findDuties(folded: string, text: string): Duty[] {
  const listed: Duty[] = []
  for (const match of folded.matchAll(bracket)) {
    const list = match[1] ?? match[2]!
    const range: Range = [match.index, match.index + match[0].length]
    const duty = readList(list, match.index + 1, folded, text, range)
    if (duty) listed.push(duty)
  }
  const inBrackets = coveredBy(listed.map(({ range }) => range))
  for (const line of labelledLines(folded)) {
    if (inBrackets(line.from)) continue
    const duty = readLabelled(line.text, line.from, text, [line.from, line.to])
    if (duty) listed.push(duty)
  }
  listed.push(...findTableDuties(folded, text))
  listed.sort(inOrder)
  const isListed = coveredBy(listed.map(({ range }) => range))
  const said = findSentenceDuties(folded, text, listed).filter(({ range }) => !isListed(range[0]))
  return [...listed, ...said].sort(inOrder)
}

const inOrder = (a: Duty, b: Duty) => a.range[0] - b.range[0]

/** Whether a place lies in one of the ranges, asked for in order. */
function coveredBy(ranges: readonly Range[]): (at: number) => boolean {
  let next = 0
  return (at) => {
    while (next < ranges.length && ranges[next]![1] <= at) next += 1
    return next < ranges.length && ranges[next]![0] <= at
  }
}

function labelledLines(folded: string): { from: number; to: number; text: string }[] {
  const lines: { from: number; to: number; text: string }[] = []
  for (const match of folded.matchAll(begins)) {
    const from = match.index + match[0].length
    if (from < (lines.at(-1)?.to ?? 0)) continue
    const end = folded.slice(from, from + 600).search(/[\n。]/)
    const to = end < 0 ? Math.min(folded.length, from + 600) : from + end
    lines.push({ from, to, text: folded.slice(from, to) })
  }
  return lines
}

/** What stands in brackets: with labels, with verbs, or nothing but units. */
function readList(whole: string, at: number, folded: string, text: string, range: Range): Duty | undefined {
  const list = whole.replace(untilWhen, '')
  if (list.search(labelled) >= 0) return readLabelled(list, at, text, range)
  if (hasVerbs(list)) return readVerbs(list, at, text, range)
  if (list.length > 120 || !isOfficeList(list)) return undefined
  const label = endsInLabel.exec(folded.slice(Math.max(0, range[0] - 12), range[0]))?.[0]
  if (label) return dutyOf({ [roleOfLabel(label)]: namesIn(list, at, text) }, range)
  if (!endsASentence(folded, range)) return undefined
  return dutyOf({ responsible: namesIn(list, at, text) }, range)
}

function hasVerbs(list: string): boolean {
  return list.split(/[,;。]/).some((stretch) => endsInVerb.test(stretch.trimEnd()))
}

/** Units alone are a duty where they end a sentence; 三靠近(城镇、园区、中心村) and 县扶贫办(县乡村振兴局) give none. */
function endsASentence(folded: string, [from, to]: Range): boolean {
  const ahead = folded.slice(Math.max(0, from - 12), from).trimEnd()
  if (/[。;!?”]$/.test(ahead)) return true
  if (!/^\s*(?:[。;\n]|$)/.test(folded.slice(to, to + 3))) return false
  const word = /[\u4e00-\u9fff]{2,12}$/.exec(ahead)?.[0] ?? ''
  return !isOfficeList(word)
}

function readLabelled(list: string, at: number, text: string, range: Range): Duty | undefined {
  const roles: Roles = {}
  const labels = [...list.matchAll(labelled)]
  for (const [index, match] of labels.entries()) {
    const from = match.index + match[0].length
    const to = from + endOfUnits(list.slice(from, labels[index + 1]?.index ?? list.length))
    const units = list.slice(from, to)
    // 责任单位:县扶贫办牵头,县财政局配合.
    const said = hasVerbs(units) ? readVerbs(units, at + from, text, range) : undefined
    const role = roleOfLabel(match[0])
    const own = said ?? { [role]: namesIn(units, at + from, text) }
    for (const [given, names] of Object.entries(own)) {
      if (given === 'range') continue
      roles[given as Role] = [...(roles[given as Role] ?? []), ...(names as string[])]
    }
  }
  return dutyOf(roles, range)
}

/** Units end where another label begins: 责任单位:县教育局 责任人:某某 完成时限:6月底. */
function endOfUnits(list: string): number {
  const other = /(?:^|[\s,;。])[\u4e00-\u9fff]{2,8}:/.exec(list)
  return other ? other.index : list.length
}

/** A、B牵头,C、D等单位配合: each stretch ends in its verb; one without a verb belongs to the next. */
function readVerbs(list: string, at: number, text: string, range: Range): Duty | undefined {
  const roles: Roles = {}
  let from = 0
  let to = 0
  for (const stretch of list.split(/(?<=[,;。])/)) {
    to += stretch.length
    const said = stretch.replace(/[,;。]$/, '').trimEnd()
    const verb = VERBS.find(([, pattern]) => pattern.test(said))
    if (!verb) continue
    const [role, pattern] = verb
    const units = list
      .slice(from, to)
      .replace(/[,;。]$/, '')
      .trimEnd()
      .replace(pattern, '')
    const by = /^\s*(?:由|会同|商)/.exec(units)?.[0].length ?? 0
    roles[role] = [...(roles[role] ?? []), ...namesIn(units.slice(by), at + from + by, text)]
    from = to
  }
  return dutyOf(roles, range)
}
