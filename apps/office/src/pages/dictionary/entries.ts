/** An entry of the dictionary has a name: `fact:household.waterMinutes`, `codes:cause`, `table:record`. */
import type { DataDictionary, DictionaryCodeList, DictionaryFact, DictionaryTable } from '@lika/contract'

export type Part = 'facts' | 'codes' | 'tables'
export const parts = ['facts', 'codes', 'tables'] as const satisfies readonly Part[]

export type Entry =
  | { readonly part: 'facts'; readonly fact: DictionaryFact }
  | { readonly part: 'codes'; readonly list: DictionaryCodeList }
  | { readonly part: 'tables'; readonly table: DictionaryTable }

export const factEntry = (key: string) => `fact:${key}`
export const codesEntry = (id: string) => `codes:${id}`
export const tableEntry = (name: string) => `table:${name}`

/** The part that an entry's name speaks of. */
export function partOfEntry(entry: string | undefined): Part | undefined {
  return ({ fact: 'facts', codes: 'codes', table: 'tables' } as const)[entry?.split(':')[0] as 'fact']
}

export function findEntry(dictionary: DataDictionary, entry: string): Entry | undefined {
  const [kind, name = ''] = entry.split(':')
  if (kind === 'fact') {
    const fact = dictionary.facts.find((each) => `${each.subject}.${each.id}` === name)
    return fact && { part: 'facts', fact }
  }
  if (kind === 'codes') {
    const list = dictionary.codeLists.find((each) => each.id === name)
    return list && { part: 'codes', list }
  }
  const table = kind === 'table' ? dictionary.tables.find((each) => each.name === name) : undefined
  return table && { part: 'tables', table }
}

export interface Filter {
  readonly find?: string | undefined
  readonly subject?: string | undefined
  readonly group?: string | undefined
  readonly class?: string | undefined
  readonly read?: string | undefined
}

export function filterFacts(facts: readonly DictionaryFact[], filter: Filter): DictionaryFact[] {
  const wanted = (filter.find ?? '').toLowerCase()
  return facts.filter(
    (fact) =>
      (!filter.subject || fact.subject === filter.subject) &&
      (!filter.group || (fact.group ?? '') === filter.group) &&
      (!filter.class || fact.class === filter.class) &&
      (!filter.read || fact.readBy.length > 0) &&
      (wanted === '' ||
        [
          fact.label.zh,
          fact.label.en,
          fact.id,
          fact.question?.zh,
          fact.question?.en,
          fact.source.title,
          fact.source.clause,
          fact.column,
          ...fact.readBy.map(({ label }) => label.zh),
        ].some((text) => text?.toLowerCase().includes(wanted))),
  )
}

export function filterLists(
  lists: readonly DictionaryCodeList[],
  find: string | undefined,
): DictionaryCodeList[] {
  const wanted = (find ?? '').toLowerCase()
  return lists.filter(({ id, label, values }) =>
    [id, label.zh, label.en, ...values.flatMap((value) => [value.code, value.label.zh, value.label.en])].some(
      (text) => text.toLowerCase().includes(wanted),
    ),
  )
}

export function filterTables(
  tables: readonly DictionaryTable[],
  find: string | undefined,
): DictionaryTable[] {
  const wanted = (find ?? '').toLowerCase()
  return tables.filter(({ name, comment, columns }) =>
    [name, comment, ...columns.flatMap((column) => [column.name, column.comment])].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  )
}
