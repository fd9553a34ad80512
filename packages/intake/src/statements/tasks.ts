/**
 * What somebody has to do: an item, or the part of it that a duty stands behind, with its units and with the deadline and the
 * cycle that its own words name.
 */
import type { Range } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import { within } from '../text/ranged.ts'
import type { Sentences } from '../text/sentences.ts'
import { findAnswering, regionItems } from './answering.ts'
import type { Cycle, Every } from './cycles.ts'
import type { NamedTime } from './days.ts'
import type { Duty } from './duties.ts'
import { chainOf, innermost } from './innermost.ts'
import { type Period, periodOf, type Years } from './periods.ts'

export interface Task {
  readonly item: number | undefined
  readonly clause: string
  /** The words of the task, without the bracket of units behind them. */
  readonly text: Range
  readonly lead: readonly string[]
  readonly cooperating: readonly string[]
  readonly responsible: readonly string[]
  /** By when; null where its own words do not say, or say a month of no known year. */
  readonly due: Period | null
  /** How often, by the first of `cycles` that says it. */
  readonly every: Every | null
  readonly cycles: readonly Cycle[]
  /** From its words to its units, or to its deadline behind them. */
  readonly range: Range
}

export interface TaskSource {
  readonly folded: string
  readonly text: string
  readonly range: Range
  readonly items: readonly Item[]
  readonly sentences: Sentences
  readonly duties: readonly Duty[]
  readonly times: readonly NamedTime[]
  readonly cycles: readonly Cycle[]
  readonly years: Years
}

type Named = Pick<Task, 'lead' | 'cooperating' | 'responsible'> & {
  readonly text: Range
  readonly range: Range
}

/** Tasks in the order of the text. */
export function findTasks(source: TaskSource): Task[] {
  const { duties, range } = source
  const named = duties
    .map((duty, at) => ({ duty, before: duties[at - 1] }))
    .filter(({ duty, before }) => !isClosing(source, duty, before))
    .map(({ duty, before }) => ofDuty(source, duty, before))
  for (const answering of findAnswering(
    source.folded.slice(range[0], range[1]),
    source.text.slice(...range),
  )) {
    const at = answering.range[0] + range[0]
    const sentence = source.sentences.around(at)
    if (within(duties, sentence).length > 0) continue
    const words = trimmed(source.folded, [Math.max(startOf(source, at), sentence[0]), sentence[1]])
    named.push({ ...answering, cooperating: [], text: words, range: words })
  }
  named.push(...ofRegions(source))
  return named.sort((a, b) => a.text[0] - b.text[0]).map((each) => taskOf(source, each))
}

/** 负责 in a sentence of its own, and a bracket or a line of labels behind what is to be done. */
function ofDuty(source: TaskSource, duty: Duty, before: Duty | undefined): Named {
  const { folded, sentences } = source
  const [from, to] = duty.range
  const begins = Math.min(
    from,
    Math.max(startOf(source, from), before && before.range[1] <= from ? before.range[1] : 0),
  )
  const row = rowAround(source, duty)
  if (row) return { ...duty, ...row }
  if (!isProse(folded, duty)) return { ...duty, text: trimmed(folded, [begins, from]), range: [begins, to] }
  const sentence = sentences.around(from)
  const own: Range = [Math.max(begins, sentence[0]), Math.max(to, sentence[1])]
  const rest = folded.slice(own[0], Math.max(own[0], from)) + folded.slice(to, own[1])
  // 由县卫健局牵头,县医保局配合。 says who; what is to be done stands before it.
  if (rest.replaceAll(/[\s,。;:、]/g, '').length >= 6 || sentence[0] <= begins)
    return { ...duty, text: trimmed(folded, own), range: own }
  return { ...duty, text: trimmed(folded, [begins, sentence[0]]), range: [begins, own[1]] }
}

/** In a row of a table the longest of the other cells says what is to be done. */
function rowAround({ text, folded, sentences }: TaskSource, { range: [from, to] }: Duty) {
  const [begins] = sentences.line(from)
  const [, ends] = sentences.line(to)
  if (ends - begins > 2000 || !text.slice(begins, ends).includes('\t')) return undefined
  const cells = [...text.slice(begins, ends).matchAll(/[^\t]+/g)]
    .map((cell): Range => [begins + cell.index, begins + cell.index + cell[0].length])
    .filter((cell) => cell[1] <= from || cell[0] >= to)
    .map((cell) => trimmed(folded, cell))
    .sort((a, b) => b[1] - b[0] - (a[1] - a[0]))
    // Numbers, figures and times are no task, however long they are.
    .sort((a, b) => Number(/^\d/.test(folded.slice(...a))) - Number(/^\d/.test(folded.slice(...b))))
  return cells[0] && { text: cells[0], range: [begins, ends] as const }
}

/** Neither a bracket nor a line of labels. */
function isProse(folded: string, { range: [from] }: Duty): boolean {
  return (
    !'([【'.includes(folded[from]!) &&
    !/^(?:牵头|主办|配合|协|参|主体|责任|落实|实施|承办|主管|完成|督|总牵头)[^,。;]{0,8}[:]/.test(
      folded.slice(from, from + 16),
    )
  )
}

/** 各区县、各部门要抓好落实 in a paragraph behind the last item of a list closes the list: no part of that item. */
function isClosing({ folded, items }: TaskSource, duty: Duty, before: Duty | undefined): boolean {
  if (!before || isProse(folded, before) || !isProse(folded, duty)) return false
  if (/牵头|负责|承担|负.{0,4}责/.test(folded.slice(...duty.range))) return false
  const isBehind = folded.slice(before.range[1], Math.max(before.range[1], duty.range[0])).includes('\n')
  return isBehind && innermost(items, before.range[0]) === innermost(items, duty.range[0])
}

/** Where the words of the innermost item begin, or the paragraph where there is none. */
function startOf({ folded, items, range, sentences }: TaskSource, at: number): number {
  const index = innermost(items, at)
  if (index !== undefined) {
    const { heading, marker } = items[index]!
    const isTitle =
      heading[1] <= at &&
      heading[1] - heading[0] <= 60 &&
      !/[。;]/.test(folded.slice(...heading)) &&
      /\S/.test(folded.slice(heading[1], at))
    return marker && !isTitle ? heading[0] + marker.length : Math.min(at, heading[1])
  }
  const [line] = sentences.line(at)
  if (/\S/.test(folded.slice(line, at))) return Math.max(range[0], line)
  // A line of labels belongs to the paragraph above it.
  let above = line
  while (above > range[0] && /\s/.test(folded[above - 1]!)) above -= 1
  return above <= range[0] ? range[0] : Math.max(range[0], sentences.line(above - 1)[0])
}

function trimmed(folded: string, [from, to]: Range): Range {
  let [first, last] = [from, to]
  while (first < last && /[\s。;,、:)]/.test(folded[first]!)) first += 1
  while (last > first && /\s/.test(folded[last - 1]!)) last -= 1
  return [first, last]
}

const isOfTasks = /任务|分工|目标|责任|指标/

/** (一)耀州区 below 区县任务: what stands below the name is the task of that region. */
function ofRegions({ folded, text, items, duties }: TaskSource): Named[] {
  return [...regionItems(items)].flatMap((index) => {
    const { title, heading, range } = items[index]!
    if (!chainOf(items, items[index]!.parent).some((above) => isOfTasks.test(above.title))) return []
    if (within(duties, range).length > 0) return []
    const words = trimmed(folded, [heading[1], range[1]])
    if (words[0] === words[1]) return []
    const at = text.indexOf(title, heading[0])
    return [
      {
        lead: [],
        cooperating: [],
        responsible: [text.slice(at, at + title.length)],
        text: words,
        range: [heading[0], words[1]],
      },
    ]
  })
}

function taskOf(source: TaskSource, named: Named): Task {
  const { items, cycles } = source
  const item = innermost(items, named.text[0] < named.text[1] ? named.text[0] : named.range[0])
  const own = within(cycles, named.range)
  const due = dueOf(source, named, item, own)
  return {
    item,
    clause: item === undefined ? '' : items[item]!.clause,
    text: named.text,
    lead: named.lead,
    cooperating: named.cooperating,
    responsible: named.responsible,
    due: due ?? null,
    every: own.find(({ every }) => every !== null)?.every ?? null,
    cycles: own,
    range:
      due && due.range[1] > named.range[1] && due.yearFrom !== 'heading'
        ? [named.range[0], due.range[1]]
        : named.range,
  }
}

function isIn([from, to]: Range, [begins, ends]: Range): boolean {
  return from >= begins && to <= ends
}

const labelled = /(?:时限|时间|期限|时间节点|日期|时间要求|进度要求)(?:要求)?\s?[:为]\s?$/
const doing =
  /^(?:内|度)?,?(?:完成|实现|出台|制定|制订|建成|对|全面|基本|全部|启动|开工|新建|实施|落实|建立|脱贫|计划|力争|确保|开展|组织|编制|解决|建设|改造|退出)/
/** How far behind its units a deadline may stand: 责任单位:…\n完成时限:10月底. */
const BEHIND = 160

function dueOf(
  source: TaskSource,
  named: Named,
  item: number | undefined,
  own: readonly Cycle[],
): Period | undefined {
  const { folded, text, times, years, items } = source
  const ends = Math.min(
    named.range[1] + BEHIND,
    item === undefined ? named.range[1] + BEHIND : items[item]!.range[1],
  )
  const near = within(times, [named.range[0], ends]).filter(
    ({ range }) => !own.some((cycle) => range[0] < cycle.range[1] && cycle.range[0] < range[1]),
  )
  const said = near.find(({ range }) => labelled.test(folded.slice(Math.max(0, range[0] - 10), range[0])))
  if (said) return periodOf(said, folded, item, years)
  const periods = near
    .filter((time) => isIn(time.range, named.range) && (isDue(folded, time) || isCell(text, time)))
    .map((time) => periodOf(time, folded, item, years))
    .filter((period) => period !== undefined)
    .filter(({ to }) => to !== null && (years.own === undefined || Number(to.slice(0, 4)) >= years.own))
  // Of several steps the last is when all of it is done.
  return periods.sort((a, b) => a.to!.localeCompare(b.to!)).at(-1)
}

/** 10月 alone in a cell of a table is when it is due. */
function isCell(text: string, { range }: NamedTime): boolean {
  return (
    /\t *$/.test(text.slice(range[0] - 3, range[0])) &&
    /^(?:之?前)?(?:完成)? *(?:[\t\n]|$)/.test(text.slice(range[1], range[1] + 8))
  )
}

function isDue(folded: string, { range, isDeadline, until }: NamedTime): boolean {
  const ahead = folded.slice(Math.max(0, range[0] - 4), range[0])
  const behind = folded.slice(range[1], range[1] + 8)
  if (/(?:从|自|自从)$/.test(ahead) || /^(?:起|开始|以来|已|建档|的)/.test(behind)) return false
  if (isDeadline) return true
  return until === undefined && /(?:^|[\s。;,:、)])$/.test(ahead) && doing.test(behind)
}
