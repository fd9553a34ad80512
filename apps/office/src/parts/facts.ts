import { type CatalogueFact, type FactValue, HIDDEN } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../api/queries.ts'
import { useWords } from '../words/index.ts'
import { grouped } from './numbers.ts'
import { useUnit } from './unit.ts'

/** The fact catalogue: labels, and values as people read them. */
export function useFacts() {
  const { data: catalogue } = useQuery(catalogueQuery())
  const { t, say } = useWords()
  const unit = useUnit()

  const find = (id: string, subject?: string): CatalogueFact | undefined =>
    catalogue?.facts.find((fact) => fact.id === id && (subject === undefined || fact.subject === subject))

  const codeLabel = (list: string | undefined, code: string): string => {
    const value = list && catalogue?.codeLists[list]?.values.find((each) => each.code === code)
    return value ? say(value.label) : code
  }

  const show = (fact: CatalogueFact | undefined, value: FactValue): string => {
    if (value === null) return t('household.unknown')
    if (value === HIDDEN) return HIDDEN
    if (typeof value === 'boolean') return value ? t('record.yes') : t('record.no')
    if (Array.isArray(value)) {
      return value.map((code) => codeLabel(fact?.codes, code)).join(t('record.listSeparator'))
    }
    if (fact?.type === 'code') return codeLabel(fact.codes, String(value))
    const isNumber = fact?.type === 'money' || fact?.type === 'decimal' || fact?.type === 'integer'
    if (!isNumber) return String(value)
    // A year of a calendar is a name, not an amount.
    if (fact.type === 'integer' && fact.unit === 'year' && Number(value) > 1000) return String(value)
    const name = fact.unit ?? (fact.type === 'money' ? 'yuan' : '')
    return `${grouped(value)} ${unit(name)}`.trim()
  }

  return {
    catalogue,
    find,
    show,
    label: (id: string, subject?: string) => {
      const fact = find(id, subject)
      return fact ? say(fact.label) : id
    },
    unitOf: (fact: CatalogueFact) => unit(fact.unit ?? (fact.type === 'money' ? 'yuan' : '')),
  }
}

export type Facts = ReturnType<typeof useFacts>
