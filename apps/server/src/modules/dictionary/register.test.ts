/**
 * The register of fields: what each fact and each column of personal data is for, on which legal basis it is kept, and
 * for how long. A fact or a column that nobody has registered does not come in.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openPolicies } from '../policies/index.ts'
import register from './register.json' with { type: 'json' }

interface Entry {
  readonly purpose: string
  readonly basis: string
  readonly retention: string
}
interface Table extends Entry {
  readonly personal: readonly string[]
  readonly other: readonly string[]
}

const root = new URL('../../../../../', import.meta.url)
const facts: Readonly<Record<string, Entry>> = register.facts
const tables: Readonly<Record<string, Table>> = register.tables
const { catalogue } = openPolicies(new URL('policies', root).pathname)

/** Tables and their columns as the dumped schema has them; facts are columns that the packs add, and are named by them. */
const schema = new Map(
  [
    ...readFileSync(new URL('database/schema.sql', root), 'utf8').matchAll(
      /^create (?:unlogged )?table (\w+) \(\n([\s\S]*?)^\)/gm,
    ),
  ].map(([, name, body]) => [
    name!,
    [...body!.matchAll(/^ {2}([a-z]\w*) /gm)]
      .map(([, column]) => column!)
      .filter(
        (column) => !['constraint', 'primary', 'unique', 'check', 'foreign', 'exclude'].includes(column),
      ),
  ]),
)

test('every fact of the catalogue is registered by its group', () => {
  const missing = Object.entries(catalogue).flatMap(([subject, all]) =>
    all
      .filter((fact) => !fact.system && !facts[`${subject}.${fact.group}`])
      .map((fact) => `${subject}.${fact.id} (${fact.group})`),
  )
  expect(missing).toEqual([])
})

test('every table is registered, and of those with personal data every column', () => {
  expect(schema.size).toBeGreaterThan(40)
  const known = [...Object.keys(tables), ...register.withoutPersonalData]
  expect([...schema.keys()].filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name) => !schema.has(name))).toEqual([])
  const wrong = Object.entries(tables).flatMap(([name, { personal, other }]) => {
    const columns = schema.get(name) ?? []
    const said = [...personal, ...other]
    return [
      ...columns
        .filter((column) => !said.includes(column))
        .map((column) => `${name}.${column} is not registered`),
      ...said.filter((column) => !columns.includes(column)).map((column) => `${name}.${column} is not there`),
    ]
  })
  expect(wrong).toEqual([])
})

test('every entry says purpose, legal basis and retention in words that are there', () => {
  for (const [name, entry] of [...Object.entries(facts), ...Object.entries(tables)]) {
    expect(Object.keys(register.purposes), name).toContain(entry.purpose)
    expect(Object.keys(register.bases), name).toContain(entry.basis)
    expect(Object.keys(register.retention), name).toContain(entry.retention)
  }
})

test('what is sensitive or identifies rests on the basis for sensitive data', () => {
  const classes = new Set(Object.values(catalogue).flatMap((all) => all.map((fact) => fact.class)))
  for (const name of ['sensitive', 'identifier'] as const) {
    expect(classes).toContain(name)
    expect(register.classes[name].basis).toBe('dutySensitive')
  }
})
