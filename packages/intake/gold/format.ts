/** What a gold annotation holds: facts and ranges of a document, no sentence of it. README.md says what was annotated. */
import type { Range } from '../src/model.ts'

export interface Gold {
  readonly name: string
  /** Of the bytes of the file, which is not in the repository. */
  readonly sha256: string
  /** UTF-16 units of the decoded text. */
  readonly characters: number
  readonly documents: readonly GoldDocument[]
}

export interface GoldDocument {
  readonly number: string | null
  readonly title: Range
  readonly range: Range
  readonly outline: readonly GoldItem[]
  readonly quantities: readonly GoldQuantity[]
  readonly duties: readonly GoldDuty[]
  readonly fundLines: readonly GoldAmount[]
  readonly fundSources: readonly Omit<GoldAmount, 'item'>[]
  readonly findings: readonly GoldFinding[]
}

export interface GoldItem {
  /** As written; empty for a heading without a number. */
  readonly number: string
  readonly level: number
  readonly at: number
}

export interface GoldQuantity {
  readonly value: string
  readonly upTo?: string
  readonly unit: string
  readonly bound: string
  readonly range: Range
  /** Where the noun behind 个 ends, when it says what is counted: 46个 of 46个贫困村. */
  readonly nounTo?: number
}

export interface GoldDuty {
  /** Where the innermost item around it begins. */
  readonly item: number | null
  readonly lead: readonly string[]
  readonly cooperating: readonly string[]
  readonly responsible: readonly string[]
  readonly range: Range
}

export interface GoldAmount {
  readonly item: number
  readonly amount: string
  readonly unit: string
  readonly range: Range
}

export interface GoldFinding {
  /** In words of our own. */
  readonly what: string
  readonly grade: 'error' | 'warning' | 'note'
  /** Of the reader, or a name for what no rule of it looks for yet. */
  readonly rule: string
  readonly stated?: string
  readonly computed?: string
  readonly ranges: readonly Range[]
}

export const BOUNDS = ['exact', 'about', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'between']

/** What is wrong with an annotation, each with its place and what would be right. */
export function faultsOf(gold: Gold): string[] {
  const faults: string[] = []
  const say = (where: string, fault: string) => faults.push(`${where}: ${fault}`)
  const range = (where: string, [from, to]: Range, within: Range) => {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from < to))
      say(where, `${from}-${to} is no range; it takes two whole numbers, the smaller one first`)
    else if (from < within[0] || to > within[1])
      say(where, `${from}-${to} lies outside ${within[0]}-${within[1]}`)
  }
  const decimal = (where: string, value: string) => {
    if (!/^\d+(\.\d+)?$/.test(value)) say(where, `${value} is no decimal number such as 12.5`)
  }
  const all: Range = [0, gold.characters]
  if (!/^[0-9a-f]{64}$/.test(gold.sha256))
    say('sha256', `${gold.sha256} is no SHA-256 of 64 hexadecimal digits`)
  for (const [index, document] of gold.documents.entries()) {
    const here = `documents[${index}]`
    range(here, document.range, all)
    range(`${here}.title`, document.title, document.range)
    let above = 0
    let before = -1
    for (const [at, item] of document.outline.entries()) {
      const where = `${here}.outline[${at}]`
      range(where, [item.at, item.at + 1], document.range)
      if (item.level < 1 || item.level > above + 1)
        say(where, `level ${item.level} below level ${above}; it is at most one more`)
      if (item.at <= before) say(where, `${item.at} does not come behind ${before}`)
      above = item.level
      before = item.at
    }
    for (const [at, quantity] of document.quantities.entries()) {
      const where = `${here}.quantities[${at}]`
      range(where, quantity.range, document.range)
      decimal(where, quantity.value)
      if (quantity.upTo !== undefined) decimal(where, quantity.upTo)
      if (!BOUNDS.includes(quantity.bound)) say(where, `${quantity.bound} is none of ${BOUNDS.join(', ')}`)
    }
    for (const [at, duty] of document.duties.entries()) {
      const where = `${here}.duties[${at}]`
      range(where, duty.range, document.range)
      if (duty.item !== null && !document.outline.some((item) => item.at === duty.item))
        say(where, `no item begins at ${duty.item}`)
      if (duty.lead.length + duty.cooperating.length + duty.responsible.length === 0)
        say(where, 'it names no unit')
    }
    for (const [at, line] of [...document.fundLines, ...document.fundSources].entries()) {
      const where = `${here}.fundLines and fundSources[${at}]`
      range(where, line.range, document.range)
      decimal(where, line.amount)
    }
    for (const [at, finding] of document.findings.entries()) {
      const where = `${here}.findings[${at}]`
      if (finding.ranges.length === 0) say(where, 'it has no place')
      // A table of contents, or the paper of the level above, lies outside the document.
      for (const place of finding.ranges) range(where, place, all)
    }
  }
  return faults
}
