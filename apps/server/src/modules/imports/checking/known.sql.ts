/** What the registry knows of a subject, written as facts are written in records, so that both can be compared. */
import { type FactColumn, sqlText } from '../../registry/index.ts'

/** jsonb_build_object takes a hundred arguments. */
const pairsAtOnce = 45

/** A jsonb expression over a snapshot: fact → value, null when unknown. */
export function knownFacts(columns: readonly FactColumn[], alias: string): string {
  return objectOf(columns.map((column) => [column.fact.id, factValue(column, alias)]))
}

/** A jsonb expression: fact → day of observation, for the facts that grow old. */
export function observedDays(columns: readonly FactColumn[], alias: string): string {
  return objectOf(
    columns.flatMap(({ fact, observedColumn }) =>
      observedColumn ? [[fact.id, `${alias}.${observedColumn}`] as const] : [],
    ),
  )
}

function objectOf(pairs: readonly (readonly [key: string, value: string])[]): string {
  if (pairs.length === 0) return `'{}'::jsonb`
  const parts: string[] = []
  for (let from = 0; from < pairs.length; from += pairsAtOnce) {
    const some = pairs.slice(from, from + pairsAtOnce)
    parts.push(`jsonb_build_object(${some.map(([key, value]) => `${sqlText(key)}, ${value}`).join(', ')})`)
  }
  return `(${parts.join(' || ')})`
}

/** Money and decimals lie in the snapshot as scaled integers, and in records as decimal texts. */
function factValue({ fact, column, sqlType }: FactColumn, alias: string): string {
  if (sqlType === 'bigint' && fact.scale > 0 && fact.type !== 'integer') {
    return `round(${alias}.${column} / ${10 ** fact.scale}::numeric, ${fact.scale})::text`
  }
  return `${alias}.${column}`
}

/**
 * A jsonb expression: the facts of `facts` that differ from `known`, or that are seen again on a later day and
 * grow old; null when there are none.
 */
export function differing(facts: string, known: string, seen: string, observedOn: string): string {
  return `(select jsonb_object_agg(f.key, f.value) from jsonb_each(${facts}) f
    where f.value is distinct from coalesce(${known}->f.key, 'null') or (${seen}->>f.key)::date < ${observedOn})`
}

/** Old and new value of each differing fact. */
export function changesOf(difference: string, known: string): string {
  return `(select jsonb_object_agg(d.key, jsonb_build_array(coalesce(${known}->d.key, 'null'), d.value)) from jsonb_each(${difference}) d)`
}
