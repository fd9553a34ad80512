/** A text becomes documents with outline, statements and findings. Pure: the same text gives the same answer. */

import { titlesOfContents } from './documents/contents.ts'
import { splitDocuments } from './documents/split.ts'
import { arithmeticFindings, overlapFindings } from './findings/arithmetic.ts'
import { beyondFindings, coverageFindings } from './findings/coverage.ts'
import { attachmentFindings, titleFindings, unitFindings } from './findings/documents.ts'
import type { Finding } from './findings/finding.ts'
import { fundFindings, rateNotes } from './findings/funds.ts'
import { matchingNotes } from './findings/matching.ts'
import { misspeltFindings } from './findings/misspelt.ts'
import { listFindings, numberingFindings } from './findings/numbering.ts'
import { plausibilityFindings, timeFindings } from './findings/plausibility.ts'
import { sameQuantityFindings } from './findings/same-quantity.ts'
import type { Quantity, Range } from './model.ts'
import { withLostLines } from './outline/lost-lines.ts'
import { findNumberingFaults } from './outline/numbering.ts'
import { type Item, outlineOf } from './outline/outline.ts'
import { findCountsBelow, findSumsBelow } from './relations/below.ts'
import { type Block, blocksOf, type Mention } from './relations/blocks.ts'
import { findProducts } from './relations/products.ts'
import { findDifferences, findRatios } from './relations/ratios.ts'
import type { Relation } from './relations/relation.ts'
import { findRegionalSums, findRepeatedSums, wholesIn } from './relations/repeated.ts'
import { findOverlaps, findParts, findSums } from './relations/sums.ts'
import { isReport } from './statements/aims.ts'
import { type Cycle, findCycles } from './statements/cycles.ts'
import { findTimes, type NamedTime } from './statements/days.ts'
import { type Duty, findDuties } from './statements/duties.ts'
import { type FundLine, type FundTotal, findFunds } from './statements/funds.ts'
import { innermost } from './statements/innermost.ts'
import { type AnnouncedList, findAnnouncedLists } from './statements/lists.ts'
import { yearsOf } from './statements/periods.ts'
import { findQuantities } from './statements/quantities.ts'
import { findTargets, type Target } from './statements/targets.ts'
import { findTasks, type Task } from './statements/tasks.ts'
import { fold } from './text/fold.ts'
import { linesOf } from './text/lines.ts'
import { within as inRange } from './text/ranged.ts'
import { sentencesOf } from './text/sentences.ts'

export interface ReadDuty extends Duty {
  readonly clause: string
  readonly item: number | undefined
}

export interface ReadCycle extends Cycle {
  readonly clause: string
  readonly item: number | undefined
}

export interface ReadDocument {
  readonly title: string
  readonly titleRange: Range
  /** 陕发〔2015〕20号, where it bears one. */
  readonly number: string | null
  readonly range: Range
  readonly outline: readonly Item[]
  readonly quantities: readonly Quantity[]
  readonly times: readonly NamedTime[]
  readonly duties: readonly ReadDuty[]
  readonly targets: readonly Target[]
  readonly tasks: readonly Task[]
  readonly cycles: readonly ReadCycle[]
  readonly lists: readonly AnnouncedList[]
  readonly relations: readonly Relation[]
  readonly fundLines: readonly FundLine[]
  readonly fundTotals: readonly FundTotal[]
  readonly findings: readonly Finding[]
}

export interface ReadText {
  readonly text: string
  readonly documents: readonly ReadDocument[]
}

/** Reads a text that was decoded already; see `openFile` for files. Time and memory grow with its length. */
export function readText(text: string): ReadText {
  const folded = fold(text)
  const lines = withLostLines(linesOf(folded))
  const parts = splitDocuments(lines, text)
  const statements = statementsOf(folded, text)
  const sentences = sentencesOf(folded)
  let wholes: Mention[] = []
  const documents = parts.map((part) => {
    const items = outlineOf(part.lines, text, part.range[1], part.titleRange)
    const own = within(statements, part.range, items)
    const blocks = blocksOf(part.lines, folded, items, own.quantities)
    wholes = [...wholesIn(blocks), ...wholes]
    const found = relationsOf(blocks, items, wholes)
    const lists = [...own.lists, ...findCountsBelow(blocks, items)]
    const funds = findFunds(blocks, items, found.byBlock)
    const day = dayOf(own.times, folded)
    const years = yearsOf(items, part.titleRange, own.times, day)
    const place = { folded, text, items, sentences, times: own.times, cycles: own.cycles, years }
    const findings = [
      ...arithmeticFindings(found.all),
      ...overlapFindings(blocks.flatMap(findOverlaps)),
      ...sameQuantityFindings(blocks),
      ...fundFindings(funds.lines, funds.totals, found.all),
      ...rateNotes(funds.lines),
      ...numberingFindings(findNumberingFaults(items)),
      ...listFindings(lists),
      ...plausibilityFindings(blocks),
      ...timeFindings(folded, own.times, day, isReport(part.title)),
      ...attachmentFindings(folded, ...part.range),
      ...unitFindings(folded, ...part.range, own.duties),
      ...misspeltFindings(folded, own.duties),
      ...coverageFindings(blocks),
      ...matchingNotes(blocks, funds.totals),
      ...beyondFindings(blocks),
    ]
    return {
      title: part.title,
      titleRange: part.titleRange,
      number: part.number,
      range: part.range,
      outline: items,
      quantities: own.quantities,
      times: own.times,
      duties: own.duties.map((duty) => placed(duty, items)),
      targets: findTargets({ ...place, title: part.title, blocks, relations: found.all }),
      tasks: findTasks({ ...place, range: part.range, duties: own.duties }),
      cycles: own.cycles.map((cycle) => placed(cycle, items)),
      lists,
      relations: found.all,
      fundLines: funds.lines,
      fundTotals: funds.totals,
      findings: findings.sort((a, b) => (a.ranges[0]?.[0] ?? 0) - (b.ranges[0]?.[0] ?? 0)),
    }
  })
  const contents = titleFindings(titlesOfContents(lines, text), documents)
  return {
    text,
    documents: documents.map((document) => ({
      ...document,
      findings: [
        ...contents.filter(({ ranges }) => ranges[1]?.[0] === document.titleRange[0]),
        ...document.findings,
      ],
    })),
  }
}

interface Statements {
  readonly quantities: readonly Quantity[]
  readonly times: readonly NamedTime[]
  readonly duties: readonly Duty[]
  readonly cycles: readonly Cycle[]
  readonly lists: readonly AnnouncedList[]
}

function statementsOf(folded: string, text: string): Statements {
  const times = findTimes(folded, text)
  return {
    quantities: findQuantities(folded, text, insideOf(times.map(({ range }) => range))),
    times,
    duties: findDuties(folded, text),
    cycles: findCycles(folded, text),
    lists: findAnnouncedLists(folded),
  }
}

/** Whether a place lies in one of the ranges, asked for places in order. */
function insideOf(ranges: readonly Range[]): (at: number) => boolean {
  let next = 0
  return (at) => {
    while (next < ranges.length && ranges[next]![1] <= at) next += 1
    return next < ranges.length && ranges[next]![0] <= at
  }
}

function within(statements: Statements, range: Range, items: readonly Item[]): Statements {
  const numbers = new Set(items.filter(({ marker }) => marker).map(({ heading }) => heading[0]))
  const inside = <T extends { readonly range: Range }>(each: readonly T[]) => inRange(each, range)
  return {
    quantities: inside(statements.quantities).filter(({ range }) => !numbers.has(range[0])),
    times: inside(statements.times).filter(({ range }) => !numbers.has(range[0])),
    duties: inside(statements.duties),
    cycles: inside(statements.cycles),
    lists: inside(statements.lists),
  }
}

function relationsOf(blocks: readonly Block[], items: readonly Item[], wholes: readonly Mention[]) {
  const byBlock = new Map<Block, Relation[]>()
  for (const block of blocks) {
    const found = [
      ...findProducts(block),
      ...findSums(block),
      ...findParts(block),
      ...findRepeatedSums(block),
      ...findRatios(block),
      ...findDifferences(block),
    ]
    const kept = withoutContradicted(found)
    if (kept.length > 0) byBlock.set(block, kept)
  }
  for (const { block, relation } of findSumsBelow(blocks, items))
    byBlock.set(block, [...(byBlock.get(block) ?? []), relation])
  const all = [...[...byBlock.values()].flat(), ...findRegionalSums(items, blocks, wholes)]
  return { byBlock, all }
}

/** A total that comes out in one way was not meant in another. */
function withoutContradicted(found: readonly Relation[]): Relation[] {
  const right = new Set(found.filter(({ holds }) => holds).map(({ result }) => result))
  // A count and a rate say what a total is of; what else might be added up to it is a guess.
  const products = new Set(found.filter(({ kind }) => kind === 'product').map(({ result }) => result))
  return found.filter(
    ({ holds, result, kind }) => holds || (!right.has(result) && (kind !== 'sum' || !products.has(result))),
  )
}

function placed<T extends { readonly range: Range }>(each: T, items: readonly Item[]) {
  const item = innermost(items, each.range[0])
  return { ...each, item, clause: item === undefined ? '' : items[item]!.clause }
}

/** The day of the document: the last that is named whole, which stands under the signature as a rule. */
function dayOf(times: readonly NamedTime[], folded: string): NamedTime | undefined {
  return times.findLast(
    ({ year, month, day, isDeadline, range }) =>
      year !== null && month !== null && day !== null && !isDeadline && standsAlone(folded, range),
  )
}

/** Under the signature, or in brackets below the title: nothing else is in its line but who signs. */
function standsAlone(folded: string, [from, to]: Range): boolean {
  const ahead = folded.slice(folded.lastIndexOf('\n', from - 1) + 1, from)
  const end = folded.indexOf('\n', to)
  const behind = folded.slice(to, end < 0 ? folded.length : end)
  return !/[,。;:]/.test(ahead + behind) && behind.trim().length <= 2 && ahead.trim().length <= 30
}
