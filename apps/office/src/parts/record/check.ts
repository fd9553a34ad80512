import type { CatalogueFact, FactValue, NewRecord } from '@lika/contract'
import type { T } from '../../words/index.ts'
import { grouped } from '../numbers.ts'
import type { Draft } from './draft.ts'
import { periodOf } from './months.ts'

export type Faults = { readonly [field in 'fact' | 'value' | 'observedOn' | 'period']?: string }

/** What is wrong with a draft, in the words to show beside each field. The server checks again, and exactly. */
export function findFaults(t: T, draft: Draft, fact: CatalogueFact | undefined, today: string): Faults {
  if (!fact) return { fact: t('record.needFact') }
  const value = draft.unknown ? undefined : valueFault(t, draft.value, fact)
  return {
    ...(value ? { value } : {}),
    ...dayFault(t, draft.observedOn, today),
    ...(fact.flow && !(draft.monthFrom && draft.monthFrom <= draft.monthTo)
      ? { period: t('record.needPeriod') }
      : {}),
  }
}

export function dayFault(t: T, day: string, today: string): Faults {
  if (day === '') return { observedOn: t('record.needDay') }
  return day > today ? { observedOn: t('record.needDayPast', { today }) } : {}
}

export function valueFault(t: T, value: string, fact: CatalogueFact): string | undefined {
  if (value.trim() === '') return t('record.needValue')
  if (!isNumber(fact)) return undefined
  const text = plainNumber(value)
  if (fact.type === 'integer' && !/^-?\d+$/.test(text)) return t('record.needInteger')
  if (!new RegExp(`^-?\\d+(\\.\\d{1,${Math.max(fact.scale, 1)}})?$`).test(text)) {
    return t('record.needDecimal', { scale: fact.scale })
  }
  const [min, max] = [Number(fact.min ?? '-Infinity'), Number(fact.max ?? 'Infinity')]
  if (Number(text) >= min && Number(text) <= max) return undefined
  return t('record.outOfRange', { min: grouped(fact.min ?? ''), max: grouped(fact.max ?? '') })
}

export function isNumber(fact: CatalogueFact): boolean {
  return fact.type === 'integer' || fact.type === 'decimal' || fact.type === 'money'
}

/** People type 1,200 and １２００; the record holds 1200. */
function plainNumber(value: string): string {
  return value.normalize('NFKC').replaceAll(/[,\s]/g, '')
}

/** What a field holds, as a record says it; unknown on purpose is null. */
export function factValueOf(draft: Pick<Draft, 'value' | 'unknown'>, fact: CatalogueFact): FactValue {
  if (draft.unknown) return null
  switch (fact.type) {
    case 'boolean':
      return draft.value === 'true'
    case 'integer':
      return Number(plainNumber(draft.value))
    case 'decimal':
    case 'money':
      return plainNumber(draft.value)
    case 'codes':
      return draft.value.split(',')
    default:
      return draft.value.trim()
  }
}

/** The record that a checked draft stands for. */
export function recordOf(draft: Draft, fact: CatalogueFact, kind: NewRecord['subjectKind']): NewRecord {
  const reason = draft.reason.trim()
  return {
    id: draft.id,
    subjectKind: kind,
    subjectId: draft.subject,
    observedOn: draft.observedOn,
    facts: { [fact.id]: factValueOf(draft, fact) },
    ...(fact.flow ? { period: periodOf({ from: draft.monthFrom, to: draft.monthTo }) } : {}),
    ...(reason ? { reason } : {}),
    ...(draft.evidence.length > 0 ? { evidence: draft.evidence.map(({ sha256 }) => sha256) } : {}),
  }
}
