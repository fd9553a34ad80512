/** What the reader read out of a document, as it is kept and answered. Pure. */
import type { FundSide, PlanPart, ReadFundLine, ReadTarget, ReadTask, TextRange } from '@lika/contract'
import type { FundLine, FundSource, Quantity, Range, ReadDocument, Target } from '@lika/intake'
import { spanOf } from './spans.ts'

type Named = 'lead' | 'cooperating' | 'responsible'
/** Units as the document names them; which ones of the register they are is looked up when somebody asks. */
export type KeptTask = Omit<ReadTask, Named> & Readonly<Record<Named, readonly string[]>>
/** Likewise without the code of its region and the indicator that fits it. */
export type KeptTarget = Omit<ReadTarget, 'regionCode' | 'indicator'>

export interface KeptRead
  extends Pick<PlanPart, 'outline' | 'quantities' | 'times' | 'cycles' | 'fundLines' | 'findings'> {
  readonly targets: readonly KeptTarget[]
  readonly tasks: readonly KeptTask[]
}

export interface ReadPart {
  readonly title: string
  readonly number: string | null
  readonly range: TextRange
  readonly errors: number
  readonly warnings: number
  readonly proposals: number
  readonly read: KeptRead
}

export function partOf(document: ReadDocument, text: string): ReadPart {
  const { outline, quantities, times, findings } = document
  const targets = targetsOf(document)
  const tasks = document.tasks.map(
    ({ clause, text: words, lead, cooperating, responsible, due, every, range }): KeptTask => ({
      clause,
      text: text
        .slice(...words)
        .replaceAll(/\s+/g, ' ')
        .trim(),
      lead,
      cooperating,
      responsible,
      due: due && { from: due.from, to: due.to },
      every,
      range: placeOf(range),
    }),
  )
  const fundLines = [
    ...document.fundLines.map(useOf),
    ...document.fundTotals.flatMap(({ item, sources }) =>
      sources.map((source) => sourceOf(source, item === undefined ? '' : (outline[item]?.clause ?? ''))),
    ),
  ]
  return wellFormed({
    title: document.title,
    number: document.number,
    range: placeOf(document.range),
    errors: findings.filter(({ grade }) => grade === 'error').length,
    warnings: findings.filter(({ grade }) => grade === 'warning').length,
    proposals: targets.length + tasks.length + fundLines.length,
    read: {
      outline: outline.map(({ number, title, level, clause, heading, range }) => ({
        number,
        title,
        level,
        clause,
        heading: placeOf(heading),
        range: placeOf(range),
      })),
      quantities: quantities.map(({ text: words, value, upTo, unit, measure, bound, range }) => ({
        text: words,
        value,
        ...(upTo === undefined ? {} : { upTo }),
        unit,
        measure,
        bound,
        range: placeOf(range),
      })),
      times: times.map((time) => ({ text: time.text, ...spanOf(time), range: placeOf(time.range) })),
      cycles: document.cycles.map(({ text: words, every, least, range }) => ({
        text: words,
        every,
        times: least === null ? null : String(least),
        range: placeOf(range),
      })),
      targets,
      tasks,
      fundLines,
      findings: findings.map((finding) => ({ ...finding, ranges: finding.ranges.map(placeOf) })),
    },
  })
}

/** What is said twice is proposed once. */
function targetsOf({ targets }: ReadDocument): KeptTarget[] {
  const indexes = new Map<number, number>()
  const kept = targets.filter(({ sameAs }, at) => {
    if (sameAs === undefined) indexes.set(at, indexes.size)
    return sameAs === undefined
  })
  const indexOf = (at: number | undefined): number | null =>
    at === undefined ? null : (indexes.get(targets[at]?.sameAs ?? at) ?? null)
  return kept.map((target) => ({
    subject: aimOf(target),
    value: target.value,
    ...(target.upTo === undefined ? {} : { upTo: target.upTo }),
    unit: target.unit,
    bound: target.bound,
    region: target.region,
    from: target.period?.from ?? null,
    to: target.period?.to ?? null,
    clause: target.clause,
    partOf: indexOf(target.partOf),
    range: placeOf(target.range),
    sentence: placeOf(target.sentence),
  }))
}

/** 贫困人口脱贫, 培训村干部: what is counted with what is to become of it, unless its own words say that. */
function aimOf({ subject, action, measure, unit }: Target): string {
  if (action === null || subject.includes(action) || action.includes(subject)) return subject
  if (!leaves.test(action)) return /就业|达标|入学|清零/.test(action) ? subject + action : action + subject
  // 脱贫 beside 11个公共服务中心 is said of the village that they stand in.
  const isOfPeople = ['persons', 'households', 'villages'].includes(measure) || /[县区乡镇]$/.test(unit)
  return isOfPeople ? subject + action : subject
}
const leaves = /脱贫|摘帽|退出|出列|减贫/

function useOf({ clause, title, total, operands, nature }: FundLine): ReadFundLine {
  const ranges = [total.range, ...operands.map(({ quantity }) => quantity.range)]
  return fundLineOf(total, {
    clause,
    title,
    side: 'use',
    nature,
    terms: operands.map(({ quantity, role }) => ({
      role,
      text: quantity.text,
      value: quantity.value,
      unit: quantity.unit,
      range: placeOf(quantity.range),
    })),
    range: [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))],
  })
}

function sourceOf({ label, amount, nature }: FundSource, clause: string): ReadFundLine {
  return fundLineOf(amount, {
    clause,
    title: label,
    side: 'source',
    nature,
    terms: [],
    range: placeOf(amount.range),
  })
}

function fundLineOf(
  amount: Quantity,
  line: Omit<ReadFundLine, 'amount' | 'unit' | 'yuan' | 'bound'> & { readonly side: FundSide },
): ReadFundLine {
  return { ...line, amount: amount.value, unit: amount.unit, yuan: yuanOf(amount), bound: amount.bound }
}

/** Null where it is masked, or beyond what a fund line holds. */
function yuanOf({ exact, measure, per }: Quantity): string | null {
  const isFigure = exact !== null && /^-?(0|[1-9]\d{0,17})(\.\d{1,8})?$/.test(exact)
  return isFigure && measure === 'money' && per.length === 0 ? exact : null
}

function placeOf([from, to]: Range): TextRange {
  return [from, to]
}

/** Half of a rare character, where a range parts it, is no text for the database. */
function wellFormed<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'string' ? each.toWellFormed() : each)),
  )
}
