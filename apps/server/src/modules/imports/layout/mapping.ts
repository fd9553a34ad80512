/** Columns of a sheet to fields: what people decided for the same headers before, then labels and synonyms. */
import { createHash } from 'node:crypto'
import type { ImportColumn } from '@lika/contract'
import { invalid } from '../../../platform/errors.ts'
import type { Field, ImportKindName } from '../deps.ts'
import { type HeaderColumn, type HeaderName, headerText, mapHeaders } from '../sheet/index.ts'

export interface MappedColumn {
  readonly column: number
  readonly header: string
  readonly key: string | null
  readonly how: string
  readonly suggestions: readonly { readonly key: string; readonly score: number }[]
  /** The first values, masked where they may be personal numbers. */
  readonly samples?: readonly string[]
}

/** What the same headers share, in whatever file: the kind and the texts in order. */
export function headersDigest(kind: ImportKindName, columns: readonly HeaderColumn[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([kind, columns.map((column) => [column.column, headerText(named(column))])]))
    .digest()
}

function named({ name, group }: HeaderColumn): HeaderName {
  return group === undefined ? name : { name, group }
}

export function mapColumns(
  fields: readonly Field[],
  columns: readonly HeaderColumn[],
  saved: readonly (string | null)[] | undefined,
): MappedColumn[] {
  const keys = new Set(fields.map(({ key }) => key))
  const found = mapHeaders(columns.map(named), fields)
  return columns.map(({ column }, index) => {
    const { header, key, how, suggestions } = found[index]!
    const earlier = saved?.[index]
    if (earlier === null) return { column, header, key: null, how: 'left out', suggestions }
    if (earlier !== undefined && keys.has(earlier)) {
      return { column, header, key: earlier, how: 'saved', suggestions: [] }
    }
    return { column, header, key: key ?? null, how, suggestions }
  })
}

/** What a person chose, over what was found. Two columns may not fill one field. */
export function chooseColumns(
  fields: readonly Field[],
  before: readonly MappedColumn[],
  chosen: readonly { readonly column: number; readonly key: string | null }[],
): MappedColumn[] {
  const keys = new Set(fields.map(({ key }) => key))
  const byColumn = new Map(chosen.map(({ column, key }) => [column, key]))
  for (const { column, key } of chosen) {
    if (!before.some((each) => each.column === column)) throw unknownColumn(column)
    if (key !== null && !keys.has(key)) throw unknownField(key)
  }
  const after = before.map((column) => {
    const key = byColumn.get(column.column)
    if (key === undefined || key === column.key) return column
    return { ...column, key, how: key === null ? 'left out' : 'chosen' }
  })
  const taken = new Map<string, MappedColumn>()
  for (const column of after) {
    if (column.key === null) continue
    const other = taken.get(column.key)
    if (other) throw filledTwice(column.key, other.header, column.header)
    taken.set(column.key, column)
  }
  return after
}

/** Fields without which no row can be read. */
export function missingFields(fields: readonly Field[], columns: readonly MappedColumn[]): Field[] {
  const filled = new Set(columns.map(({ key }) => key))
  return fields.filter(
    ({ key, required }) =>
      required && !filled.has(key) && !(key === 'region.village' && filled.has('region.code')),
  )
}

export function columnAnswers(fields: readonly Field[], columns: readonly MappedColumn[]): ImportColumn[] {
  const labels = new Map(fields.map(({ key, label }) => [key, label]))
  return columns.map(({ column, header, key, how, suggestions, samples }) => {
    const label = key === null ? undefined : labels.get(key)
    return {
      column,
      header,
      key,
      how,
      ...(label ? { label } : {}),
      suggestions: suggestions.flatMap((each) => {
        const name = labels.get(each.key)
        return name ? [{ ...each, label: name }] : []
      }),
      samples: [...(samples ?? [])],
    }
  })
}

function unknownColumn(column: number) {
  return invalid(
    'import.unknownColumn',
    { zh: `表中没有第 ${column + 1} 列。`, en: `The sheet has no column ${column}.` },
    { field: 'columns', value: column },
  )
}

function unknownField(key: string) {
  return invalid(
    'import.unknownField',
    { zh: `没有字段 ${key}。`, en: `There is no field ${key}.` },
    { field: 'columns', value: key },
  )
}

function filledTwice(key: string, first: string, second: string) {
  return invalid(
    'import.fieldFilledTwice',
    {
      zh: `“${first}”和“${second}”两列对应了同一个字段，请只留一列。`,
      en: `The columns "${first}" and "${second}" fill the same field; keep one of them.`,
    },
    { field: 'columns', value: key },
  )
}
