// What would be accepted of a statement as it was read: nothing is added that the document does not say.

import type {
  FundLineContent,
  PlanPart,
  ReadFinding,
  ReadFundLine,
  ReadTarget,
  ReadTask,
  Statement,
  TargetContent,
  TaskContent,
} from '@lika/contract'
import { isFigure } from '../../../parts/figures.ts'

export type Content = Partial<Pick<Statement, 'target' | 'task' | 'fundLine' | 'finding'>>

/** Without the zeros and the thousands separators that the contract does not take; undefined when it is no figure. */
export function figureOf(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replaceAll(/[\s,]/g, '')
  const [, sign = '', whole = '', decimals] = /^(-?)0*(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  const figure = `${sign}${whole}${decimals ? `.${decimals}` : ''}`
  return isFigure(figure) ? figure : undefined
}

const clauseOf = (clause: string) => clause.slice(0, 120)

/** What a region above sets for one below is handed down (下达数); the rest is its own plan (计划数). */
export function contentOfTarget(read: ReadTarget, region: string): TargetContent {
  const of = read.regionCode ?? (read.region === null ? region : '')
  return {
    label: read.subject.trim().slice(0, 300),
    indicator: read.indicator,
    region: of,
    from: read.from,
    to: read.to,
    kind: of === region || of === '' ? 'plan' : 'assigned',
    bound: read.bound,
    value: read.value ?? '',
    ...(read.bound === 'between' ? { upTo: read.upTo ?? '' } : {}),
    unit: read.unit.slice(0, 30),
    clause: clauseOf(read.clause),
  }
}

export function contentOfTask(read: ReadTask): TaskContent {
  const names = (units: ReadTask['lead']) => units.map(({ name }) => ({ name }))
  return {
    text: read.text.trim().slice(0, 4000),
    lead: names(read.lead),
    cooperating: names(read.cooperating),
    responsible: names(read.responsible),
    from: read.due?.from ?? null,
    to: read.due?.to ?? null,
    every: read.every,
    clause: clauseOf(read.clause),
  }
}

export function contentOfFundLine(read: ReadFundLine): FundLineContent {
  return {
    title: read.title.trim().slice(0, 300),
    side: read.side,
    nature: read.nature,
    yuan: read.yuan ?? '',
    bound: read.bound,
    terms: read.terms.map(({ role, text, value, unit }) => ({
      role: role.slice(0, 30),
      text: text.slice(0, 100),
      value: value !== null && isFigure(value) ? value : null,
      unit: unit.slice(0, 30),
    })),
    clause: clauseOf(read.clause),
  }
}

export function contentOfFinding(read: ReadFinding): NonNullable<Content['finding']> {
  return { rule: read.rule, stated: read.stated?.slice(0, 200) ?? null }
}

/** What the document says, by its kind. */
export type Read = {
  readonly [K in 'target' | 'task' | 'fundLine' | 'finding']?: PlanPart[`${K}s`][number]
}
