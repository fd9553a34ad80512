// database/schema.sql: the schema as a person reads it, the same bytes for the same database.

import type { Catalogue, Column, Grant, Relation } from './catalogue.ts'

const HEADER = `-- The schema after all migrations. Generated from the database's catalogue: npm run schema\n`

export function dumpSchema(catalogue: Catalogue): string {
  const tables = catalogue.relations.filter((relation) => !relation.kind.includes('view'))
  const views = catalogue.relations.filter((relation) => relation.kind.includes('view'))
  const blocks = [
    catalogue.extensions.map((name) => `create extension ${name};`).join('\n'),
    ...catalogue.types.map((type) =>
      [`${type.definition};`, comment('type', type.name, type.comment)].flat().join('\n'),
    ),
    ...catalogue.sequences.map((sequence) => `create sequence ${sequence.name};`),
    ...catalogue.functions.map((fn) =>
      [
        '',
        `${fn.definition};`,
        ...comment('function', fn.signature, fn.comment),
        ...grantLines(`function ${fn.signature}`, fn.grants),
      ].join('\n'),
    ),
    ...tables.map(tableBlock),
    ...views.map(viewBlock),
  ]
  return `${[HEADER, ...blocks.filter((block) => block !== '')].join('\n')}\n`
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n\n\n+/g, '\n\n')
}

function tableBlock(table: Relation): string {
  return [
    '',
    createTable(table),
    ...table.indexes.map((index) => `${index.definition};`),
    ...table.triggers.map((trigger) => `${trigger.definition};`),
    ...(table.rowSecurity ? [`alter table ${table.name} enable row level security;`] : []),
    ...(table.forceRowSecurity ? [`alter table ${table.name} force row level security;`] : []),
    ...table.policies.map((policy) => policyLine(table.name, policy)),
    ...grantLines(table.name, table.grants),
    ...comment('table', table.name, table.comment),
    ...columnComments(table),
    ...table.constraints.flatMap((c) => comment('constraint', `${c.name} on ${table.name}`, c.comment)),
    ...table.indexes.flatMap((index) => comment('index', index.name, index.comment)),
  ].join('\n')
}

function createTable(table: Relation): string {
  const head = `create ${table.unlogged ? 'unlogged ' : ''}table ${table.name}`
  const partitionBy = table.partitionKey ? ` partition by ${table.partitionKey.toLowerCase()}` : ''
  if (table.kind === 'partition')
    return `${head} partition of ${table.parent} ${table.partitionBound}${partitionBy};`
  const lines = [
    ...table.columns.map(columnLine),
    ...table.constraints.map((constraint) => `constraint ${constraint.name} ${constraint.definition}`),
  ]
  const storage = table.options ? ` with (${table.options.join(', ')})` : ''
  return `${head} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${partitionBy}${storage};`
}

function columnLine(column: Column): string {
  const parts = [column.quotedName, column.type]
  if (column.collation) parts.push(`collate ${column.collation}`)
  if (column.made === 'stored') parts.push(`generated always as (${column.default}) stored`)
  else if (column.made) parts.push(`generated ${column.made} as identity`)
  else if (column.default !== null) parts.push(`default ${column.default}`)
  if (column.notNull) parts.push('not null')
  return parts.join(' ')
}

function viewBlock(view: Relation): string {
  const options = view.options ? ` with (${view.options.join(', ')})` : ''
  return [
    '',
    `create ${view.kind} ${view.name}${options} as\n${view.definition}`,
    ...view.indexes.map((index) => `${index.definition};`),
    ...view.triggers.map((trigger) => `${trigger.definition};`),
    ...grantLines(view.name, view.grants),
    ...comment(view.kind, view.name, view.comment),
    ...columnComments(view),
  ].join('\n')
}

function columnComments(relation: Relation): string[] {
  return relation.columns.flatMap((column) =>
    comment('column', `${relation.name}.${column.quotedName}`, column.comment),
  )
}

function policyLine(table: string, policy: Relation['policies'][number]): string {
  const parts = [`create policy ${policy.name} on ${table}`]
  if (!policy.permissive) parts.push('as restrictive')
  parts.push(`for ${policy.command} to ${policy.roles.join(', ')}`)
  if (policy.using) parts.push(`using (${policy.using})`)
  if (policy.check) parts.push(`with check (${policy.check})`)
  return `${parts.join(' ')};`
}

function grantLines(target: string, grants: readonly Grant[]): string[] {
  return grants.map((grant) => `grant ${grant.privileges.join(', ')} on ${target} to ${grant.grantee};`)
}

function comment(kind: string, name: string, text: string | null): string[] {
  return text === null ? [] : [`comment on ${kind} ${name} is '${text.replaceAll("'", "''")}';`]
}
