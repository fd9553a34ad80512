/** A text becomes documents with outline, statements and findings. Pure: the same text gives the same answer. */

import { titlesOfContents } from './documents/contents.ts'
import { splitDocuments } from './documents/split.ts'
import { arithmeticFindings, overlapFindings } from './findings/arithmetic.ts'
import { attachmentFindings, titleFindings, unitFindings } from './findings/documents.ts'
import type { Finding } from './findings/finding.ts'
import { fundFindings, rateNotes } from './findings/funds.ts'
import { listFindings, numberingFindings } from './findings/numbering.ts'
import { plausibilityFindings, timeFindings } from './findings/plausibility.ts'
import { sameQuantityFindings } from './findings/same-quantity.ts'
import type { Quantity, Range } from './model.ts'
import { findNumberingFaults } from './outline/numbering.ts'
import { type Item, outlineOf } from './outline/outline.ts'
import { findCountsBelow, findSumsBelow } from './relations/below.ts'
import { type Block, blocksOf, type Mention } from './relations/blocks.ts'
import { findProducts } from './relations/products.ts'
import { findDifferences, findRatios } from './relations/ratios.ts'
import type { Relation } from './relations/relation.ts'
import { findRegionalSums, findRepeatedSums, wholesIn } from './relations/repeated.ts'
import { findOverlaps, findParts, findSums } from './relations/sums.ts'
import { findTimes, type NamedTime } from './statements/days.ts'
import { type Duty, findDuties } from './statements/duties.ts'
import { type FundLine, type FundTotal, findFunds } from './statements/funds.ts'
import { type AnnouncedList, findAnnouncedLists } from './statements/lists.ts'
import { findQuantities } from './statements/quantities.ts'
import { fold } from './text/fold.ts'
import { linesOf } from './text/lines.ts'

export interface ReadDuty extends Duty {
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
  const lines = linesOf(folded)
  const parts = splitDocuments(lines, text)
  const statements = statementsOf(folded, text)
  let wholes: Mention[] = []
  const documents = parts.map((part) => {
    const items = outlineOf(part.lines, text, part.range[1], part.titleRange)
    const own = within(statements, part.range, items)
    const blocks = blocksOf(part.lines, folded, items, own.quantities)
    wholes = [...wholesIn(blocks), ...wholes]
    const found = relationsOf(blocks, items, wholes)
    const lists = [...own.lists, ...findCountsBelow(blocks, items)]
    const funds = findFunds(blocks, items, found.byBlock)
    const findings = [
      ...arithmeticFindings(found.all),
      ...overlapFindings(blocks.flatMap(findOverlaps)),
      ...sameQuantityFindings(blocks),
      ...fundFindings(funds.lines, funds.totals),
      ...rateNotes(funds.lines),
      ...numberingFindings(findNumberingFaults(items)),
      ...listFindings(lists),
      ...plausibilityFindings(blocks),
      ...timeFindings(own.times, dayOf(own.times)),
      ...attachmentFindings(folded, ...part.range),
      ...unitFindings(folded, ...part.range, own.duties),
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
  readonly lists: readonly AnnouncedList[]
}

function statementsOf(folded: string, text: string): Statements {
  const times = findTimes(folded, text)
  return {
    quantities: findQuantities(folded, text, insideOf(times.map(({ range }) => range))),
    times,
    duties: findDuties(folded, text),
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

function within(statements: Statements, [from, to]: Range, items: readonly Item[]): Statements {
  const numbers = new Set(items.filter(({ marker }) => marker).map(({ heading }) => heading[0]))
  const inside = <T extends { readonly range: Range }>(each: readonly T[]) =>
    each.filter(({ range }) => range[0] >= from && range[1] <= to)
  return {
    quantities: inside(statements.quantities).filter(({ range }) => !numbers.has(range[0])),
    times: inside(statements.times).filter(({ range }) => !numbers.has(range[0])),
    duties: inside(statements.duties),
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
  return found.filter(({ holds, result }) => holds || !right.has(result))
}

function placed(duty: Duty, items: readonly Item[]): ReadDuty {
  const item = innermost(items, duty.range[0])
  return { ...duty, item, clause: item === undefined ? '' : items[item]!.clause }
}

/** The innermost item around a place. Items are in order, so the last that begins before it and ends behind it. */
function innermost(items: readonly Item[], at: number): number | undefined {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (items[middle]!.range[0] <= at) low = middle + 1
    else high = middle
  }
  let index: number | undefined = low - 1
  while (index !== undefined && index >= 0 && items[index]!.range[1] <= at) index = items[index]!.parent
  return index === undefined || index < 0 ? undefined : index
}

/** The day of the document: the last that is named whole, which stands under the signature as a rule. */
function dayOf(times: readonly NamedTime[]): NamedTime | undefined {
  return times.findLast(({ year, month, day }) => year !== null && month !== null && day !== null)
}
