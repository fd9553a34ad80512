// schema.gen.ts: the Kysely types of all tables and views, as column-types.ts delivers them.

import type { Catalogue, Column, Relation } from './catalogue.ts'

const HEADER = `// The tables and views after all migrations, for Kysely. Generated: npm run schema

import type { ColumnType } from 'kysely'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
/** The driver writes an array as a PostgreSQL array: give jsonb arrays as text (JSON.stringify). */
export type Json = ColumnType<JsonValue, string | { readonly [key: string]: unknown }, string | { readonly [key: string]: unknown }>
/** YYYY-MM-DD, or 'infinity'. */
export type Day = string
/** ISO instant in UTC. */
export type Instant = ColumnType<string, string | Date, string | Date>
/** Decimal string, never a float. */
export type Decimal = string
/** A number that is exact; the driver refuses what is beyond 2^53. */
export type BigInteger = ColumnType<number, number | bigint | string, number | bigint | string>
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
export type GeneratedAlways<T> = T extends ColumnType<infer S, infer _I, infer _U> ? ColumnType<S, never, never> : ColumnType<T, never, never>
`

const TYPES: Record<string, string> = {
  bigint: 'BigInteger',
  boolean: 'boolean',
  bytea: 'Buffer',
  date: 'Day',
  'double precision': 'number',
  integer: 'number',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'Decimal',
  real: 'number',
  smallint: 'number',
  'timestamp with time zone': 'Instant',
}

export function schemaTypes(catalogue: Catalogue): string {
  const relations = catalogue.relations.filter((relation) => relation.kind !== 'partition')
  const tables = relations.map(interfaceOf)
  const index = relations.map((relation) => `  ${camelCase(relation.name)}: ${pascalCase(relation.name)}`)
  return `${HEADER}\n${tables.join('\n\n')}\n\nexport interface Schema {\n${index.join('\n')}\n}\n`
}

function interfaceOf(relation: Relation): string {
  const isView = relation.kind.includes('view')
  const lines = relation.columns.map((column) => {
    const about = column.comment ? `  /** ${column.comment.replaceAll('*/', '* /')} */\n` : ''
    return `${about}  ${camelCase(column.name)}: ${columnType(column, isView)}`
  })
  const about = relation.comment ? `/** ${relation.comment.replaceAll('*/', '* /')} */\n` : ''
  return `${about}export interface ${pascalCase(relation.name)} {\n${lines.join('\n')}\n}`
}

function columnType(column: Column, isView: boolean): string {
  let type = column.labels?.map((label) => `'${label}'`).join(' | ') ?? TYPES[column.baseType] ?? 'string'
  // Inside an array every value has its plain form.
  const plain: Record<string, string> = { BigInteger: 'number', Instant: 'string', Json: 'JsonValue' }
  if (column.isArray) type = `${type.includes('|') ? `(${type})` : (plain[type] ?? type)}[]`
  if (!column.notNull && !isView) type = nullable(type)
  if (isView && !column.notNull) type = nullable(type)
  if (column.made === 'always' || column.made === 'stored') return `GeneratedAlways<${type}>`
  return column.default !== null || column.made ? `Generated<${type}>` : type
}

/** A ColumnType cannot be joined with null; its three sides can. */
function nullable(type: string): string {
  const sides: Record<string, string> = {
    BigInteger: 'ColumnType<number | null, number | bigint | string | null, number | bigint | string | null>',
    Instant: 'ColumnType<string | null, string | Date | null, string | Date | null>',
    Json: 'ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>',
  }
  return sides[type] ?? `${type} | null`
}

/** The same rule as Kysely's CamelCasePlugin: an underscore is dropped before a letter or digit, which is raised. */
function camelCase(name: string): string {
  return name
    .replaceAll(/(?<=[^_.])_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace('.', '_')
}

function pascalCase(name: string): string {
  const camel = camelCase(name)
  return camel[0]!.toUpperCase() + camel.slice(1)
}
