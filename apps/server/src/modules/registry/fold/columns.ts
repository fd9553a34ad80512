/**
 * How the facts of the catalogue lie in the snapshots: one typed column a fact, so that packs compile to plain SQL.
 */
import type { Fact } from '@lika/policy'

export type SubjectKind = 'household' | 'person' | 'village'
export const subjectKinds: readonly SubjectKind[] = ['household', 'person', 'village']

/** All facts that Lika keeps for its subjects, in the order of the catalogue. */
export type Catalogue = Readonly<Record<SubjectKind, readonly Fact[]>>

export interface FactColumn {
  readonly fact: Fact
  readonly column: string
  readonly sqlType: 'boolean' | 'bigint' | 'date' | 'text' | 'text[]'
  /** Holds the day of observation of facts that grow old; judging treats them as unknown after that. */
  readonly observedColumn?: string
}

/** Facts that the snapshots carry under a column of their own, made by the fold and not out of `facts`. */
const foldedFacts: Readonly<Record<SubjectKind, Readonly<Record<string, string>>>> = {
  household: { householdNumber: 'number', status: 'status', householdSize: 'household_size' },
  person: {},
  village: { villageStatus: 'status' },
}

/** Facts that a subject takes from another one when it is judged; they lie in no column of its own. */
const takenFacts: Readonly<Record<SubjectKind, readonly string[]>> = {
  household: ['villageStatus'],
  person: [],
  village: [],
}

const columnTypes = {
  boolean: 'boolean',
  integer: 'bigint',
  decimal: 'bigint',
  money: 'bigint',
  date: 'date',
  code: 'text',
  codes: 'text[]',
  text: 'text',
} as const

/** `waterMinutes` → `water_minutes`. */
export function snakeCase(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

type ColumnsOfKinds = { [K in SubjectKind]?: readonly FactColumn[] }

// Every statement about a subject is made out of them; a catalogue stays what it is as long as the server runs.
const columnsOf = new WeakMap<Catalogue, ColumnsOfKinds>()

/** Columns of the snapshot of a kind. Flow facts are not among them: they lie in the income book. */
export function factColumns(catalogue: Catalogue, kind: SubjectKind): readonly FactColumn[] {
  const kinds = columnsOf.get(catalogue) ?? {}
  columnsOf.set(catalogue, kinds)
  kinds[kind] ??= makeColumns(catalogue, kind)
  return kinds[kind]
}

function makeColumns(catalogue: Catalogue, kind: SubjectKind): FactColumn[] {
  return catalogue[kind]
    .filter((fact) => !fact.flow && !takenFacts[kind].includes(fact.id))
    .map((fact) => {
      const column = foldedFacts[kind][fact.id] ?? snakeCase(fact.id)
      const base = { fact, column, sqlType: columnTypes[fact.type] }
      return fact.validForMonths === undefined ? base : { ...base, observedColumn: `${column}_observed_on` }
    })
}

/** Facts of a kind that come from another subject: the status of a household's village. */
export function factsTaken(catalogue: Catalogue, kind: SubjectKind): readonly Fact[] {
  return catalogue[kind].filter((fact) => takenFacts[kind].includes(fact.id))
}

/** Columns that the fold fills out of the facts of records and decisions. */
export function recordedColumns(catalogue: Catalogue, kind: SubjectKind): FactColumn[] {
  return factColumns(catalogue, kind).filter(({ fact }) => foldedFacts[kind][fact.id] === undefined)
}

/** Items of the income tree and whatever else is entered by period. */
export function flowFacts(catalogue: Catalogue): readonly Fact[] {
  return catalogue.household.filter((fact) => fact.flow)
}

/** SQL that takes a fact out of a jsonb object, as the column holds it: scaled integers for numbers. */
export function extractFact({ fact, sqlType }: FactColumn, object: string): string {
  const key = sqlText(fact.id)
  switch (sqlType) {
    case 'boolean':
      return `(${object}->>${key})::boolean`
    case 'date':
      return `(${object}->>${key})::date`
    case 'text':
      return `${object}->>${key}`
    case 'text[]':
      return `case when jsonb_typeof(${object}->${key}) = 'array' then array(select jsonb_array_elements_text(${object}->${key})) end`
    case 'bigint':
      return fact.scale === 0
        ? `(${object}->>${key})::bigint`
        : `((${object}->>${key})::numeric * ${10 ** fact.scale})::bigint`
  }
}

/** A text constant in SQL. Only for ids and labels out of checked packs. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
