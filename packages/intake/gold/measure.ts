/**
 * How well the reader reads, against what a person annotated by hand. Precision: how much of what it read is right. Recall: how
 * much of what is there it read. Right is only what is right in all that a line names.
 */
import BigNumber from 'bignumber.js'
import type { Range } from '../src/model.ts'
import type { ReadDocument, ReadText } from '../src/read.ts'
import { fold } from '../src/text/fold.ts'
import type { Gold, GoldDocument, GoldFinding, GoldQuantity } from './format.ts'

export const KINDS = [
  'documents',
  'outline',
  'quantities',
  'duties',
  'fundLines',
  'fundSources',
  'errorsAndWarnings',
  'notes',
] as const
export type Kind = (typeof KINDS)[number]

export interface Score {
  /** In the annotation, in what was read, and in both. */
  readonly wanted: number
  readonly read: number
  readonly right: number
  readonly missed: readonly Told[]
  readonly wrong: readonly Told[]
}

export interface Told {
  readonly what: string
  readonly range: Range
}

export type Scores = Readonly<Record<Kind, Score>>

export function measure(gold: Gold, read: ReadText): Scores {
  if (read.text.length !== gold.characters)
    throw new Error(
      `${gold.name}: ${gold.characters} characters were annotated, ${read.text.length} were read.`,
    )
  const wanted = gold.documents
  const { documents, text } = read
  return {
    documents: exactly(wanted.map(documentWanted), documents.map(documentRead)),
    outline: exactly(
      wanted.flatMap(({ outline }) =>
        outline.map(({ number, level, at }) =>
          itemTold(number, level, [at, at + Math.max(number.length, 1)]),
        ),
      ),
      documents.flatMap(({ outline }) =>
        outline.map(({ number, level, heading: [from] }) =>
          itemTold(number, level, [from, from + Math.max(number.length, 1)]),
        ),
      ),
    ),
    quantities: quantitiesScore(wanted, documents, text),
    duties: exactly(wanted.flatMap(dutiesWanted), documents.flatMap(dutiesRead)),
    fundLines: exactly(
      wanted.flatMap(({ fundLines }) =>
        fundLines.map(({ item, amount, unit, range }) => amountTold(item, amount, unit, range)),
      ),
      documents.flatMap(({ fundLines, outline }) =>
        fundLines.map(({ item, total }) =>
          amountTold(startOf(outline, item), total.value, total.unit, total.range),
        ),
      ),
    ),
    fundSources: exactly(
      wanted.flatMap(({ fundSources }) =>
        fundSources.map(({ amount, unit, range }) => amountTold(null, amount, unit, range)),
      ),
      documents.flatMap(({ fundTotals }) =>
        fundTotals.flatMap(({ sources }) =>
          sources.map(({ amount }) => amountTold(null, amount.value, amount.unit, amount.range)),
        ),
      ),
    ),
    errorsAndWarnings: findingsScore(wanted, documents, (grade) => grade !== 'note'),
    notes: findingsScore(wanted, documents, (grade) => grade === 'note'),
  }
}

export const precision = ({ right, read }: Score) => (read === 0 ? 1 : right / read)
export const recall = ({ right, wanted }: Score) => (wanted === 0 ? 1 : right / wanted)

/** Several texts as one. */
export function together(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0)
  return {
    wanted: sum(({ wanted }) => wanted),
    read: sum(({ read }) => read),
    right: sum(({ right }) => right),
    missed: scores.flatMap(({ missed }) => missed),
    wrong: scores.flatMap(({ wrong }) => wrong),
  }
}

/** Both sides told in the same words at the same place are right; one that comes twice counts twice. */
function exactly(wanted: readonly Told[], read: readonly Told[]): Score {
  const key = ({ what, range }: Told) => `${range.join('-')} ${what}`
  const left = Map.groupBy(read, key)
  const missed = wanted.filter((each) => left.get(key(each))?.pop() === undefined)
  const wrong = [...left.values()].flat()
  return { wanted: wanted.length, read: read.length, right: wanted.length - missed.length, missed, wrong }
}

function documentWanted({ number, title, range }: GoldDocument): Told {
  return { what: `${number ? fold(number) : 'without a number'}, title ${title.join('-')}`, range }
}

function documentRead({ number, titleRange, range }: ReadDocument): Told {
  return { what: `${number ? fold(number) : 'without a number'}, title ${titleRange.join('-')}`, range }
}

function itemTold(number: string, level: number, range: Range): Told {
  return { what: `item ${fold(number) || 'without a number'} of level ${level}`, range }
}

function amountTold(item: number | null, amount: string | null, unit: string, range: Range): Told {
  return { what: `${plain(amount)} ${unit}${item === null ? '' : ` of the item at ${item}`}`, range }
}

function plain(value: string | null): string {
  return value === null ? 'unknown' : new BigNumber(value).toFixed()
}

function startOf(outline: ReadDocument['outline'], item: number | undefined): number | null {
  return item === undefined ? null : (outline[item]?.heading[0] ?? null)
}

const ROLES = ['lead', 'cooperating', 'responsible'] as const

/** Every unit with its role and the item that gives it: the place of a name is that of the item. */
function dutiesWanted({ duties }: GoldDocument): Told[] {
  return duties.flatMap((duty) => dutyTold(duty, duty.item))
}

function dutiesRead({ duties, outline }: ReadDocument): Told[] {
  return duties.flatMap((duty) => dutyTold(duty, startOf(outline, duty.item)))
}

function dutyTold(duty: Readonly<Record<(typeof ROLES)[number], readonly string[]>>, item: number | null) {
  const at = item ?? 0
  return ROLES.flatMap((role) =>
    duty[role].map((unit): Told => ({ what: `${role} ${fold(unit)}`, range: [at, at + 1] })),
  )
}

function quantitiesScore(
  wanted: readonly GoldDocument[],
  read: readonly ReadDocument[],
  text: string,
): Score {
  const left = new Map(
    read.flatMap(({ quantities }) => quantities).map((each) => [each.range[0], each] as const),
  )
  const all = wanted.flatMap(({ quantities }) => quantities)
  const missed = all.filter((gold) => {
    const found = left.get(gold.range[0])
    if (!found || !agrees(gold, found, text)) return true
    left.delete(gold.range[0])
    return false
  })
  const told = (each: {
    value: string | null
    upTo?: string
    unit: string
    bound: string
    range: Range
  }) => ({
    what: `${each.bound} ${plain(each.value)}${each.upTo ? ` to ${plain(each.upTo)}` : ''} ${each.unit}`,
    range: each.range,
  })
  return {
    wanted: all.length,
    read: read.reduce((sum, { quantities }) => sum + quantities.length, 0),
    right: all.length - missed.length,
    missed: missed.map(told),
    wrong: [...left.values()].map(told),
  }
}

/** The range ends behind the unit, or behind the noun that 个 counts. */
function agrees(gold: GoldQuantity, read: ReadDocument['quantities'][number], text: string): boolean {
  const noun = gold.nounTo !== undefined && read.range[1] === gold.nounTo
  const unit = noun ? gold.unit + text.slice(gold.range[1], gold.nounTo) : gold.unit
  return (
    (noun || read.range[1] === gold.range[1]) &&
    (read.unit === unit || read.unit === gold.unit) &&
    read.bound === gold.bound &&
    plain(read.value) === plain(gold.value) &&
    plain(read.upTo ?? null) === plain(gold.upTo ?? null)
  )
}

/** The same rule, and at least half of the annotated places are among those that it shows. */
function findingsScore(
  wanted: readonly GoldDocument[],
  read: readonly ReadDocument[],
  counts: (grade: string) => boolean,
): Score {
  const all = wanted.flatMap(({ findings }) => findings).filter(({ grade }) => counts(grade))
  const found = read.flatMap(({ findings }) => findings).filter(({ grade }) => counts(grade))
  const left = new Set(found)
  const missed = all.filter((gold) => {
    const same = [...left].find(({ rule, ranges }) => rule === gold.rule && areAmong(gold, ranges))
    if (same) left.delete(same)
    return same === undefined
  })
  const first = (ranges: readonly Range[]): Range => ranges[0] ?? [0, 0]
  return {
    wanted: all.length,
    read: found.length,
    right: all.length - missed.length,
    missed: missed.map(({ rule, what, ranges }) => ({ what: `${rule}: ${what}`, range: first(ranges) })),
    wrong: [...left].map(({ rule, message, ranges }) => ({
      what: `${rule}: ${message.en}`,
      range: first(ranges),
    })),
  }
}

function areAmong({ ranges }: GoldFinding, shown: readonly Range[]): boolean {
  const met = ranges.filter(([from, to]) => shown.some((range) => range[0] < to && range[1] > from))
  return met.length * 2 >= ranges.length
}
