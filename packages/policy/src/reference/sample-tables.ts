/** The sample world as tables, with random subjects in them. */
import { formatDay } from '../expression/calendar.ts'
import type { FactValue, Subject } from '../model.ts'
import type { SqlBinding, SqlList, SqlRelation } from '../sql/binding.ts'
import { sqlIdentifier, sqlText } from '../sql/identifiers.ts'
import type { Random } from './random.ts'
import { randomSubject } from './random-subjects.ts'
import { sampleWorld } from './sample-world.ts'

const COLUMN = {
  boolean: 'boolean',
  integer: 'bigint',
  decimal: 'bigint',
  money: 'bigint',
  date: 'date',
  code: 'text',
  codes: 'text[]',
  text: 'text',
} as const

/** The verdicts that `verdict()` reads, as columns. */
const VERDICTS = { base: ['overall'], home: ['overall', 'water'], health: ['overall'] }

const world = sampleWorld()

export interface SampleTables {
  /** Creates the tables and fills them. */
  readonly script: string
  /** Subjects by kind; the place in the list is the id. */
  readonly subjects: Readonly<Record<string, readonly Subject[]>>
}

export function sampleTables(random: Random, villages: number): SampleTables {
  const subjects: Record<string, Subject[]> = { village: [], household: [], person: [] }
  const rows: Record<string, string[]> = { village: [], household: [], person: [] }

  function add(kind: string, subject: Subject, parent: string): void {
    const id = subjects[kind]!.push(subject) - 1
    const facts = Object.entries(world.facts[kind]!).map(([fact, { type }]) =>
      constant(type, subject.facts[fact]),
    )
    const verdicts = Object.entries(VERDICTS).flatMap(([set, criteria]) =>
      criteria.map((criterion) => verdictConstant(subject.verdicts?.[set]?.[criterion])),
    )
    rows[kind]!.push(`(${[id, parent, ...facts, ...verdicts].join(', ')})`)
    for (const [list, elements] of Object.entries(subject.lists ?? {})) {
      const of = world.subjects[kind]!.lists[list]!.of
      for (const element of elements) add(of, element, `${id}, ${sqlText(list)}`)
    }
  }
  for (let i = 0; i < villages; i++) add('village', randomSubject(random, 'village'), 'null, null')

  const script = Object.entries(rows).map(([kind, values]) => {
    const facts = Object.entries(world.facts[kind]!).map(
      ([id, { type }]) => `${sqlIdentifier(id)} ${COLUMN[type]}`,
    )
    const verdicts = Object.entries(VERDICTS).flatMap(([set, criteria]) =>
      criteria.map((criterion) => `${sqlIdentifier(`${set}.${criterion}`)} boolean`),
    )
    const columns = ['id int primary key', 'parent int', 'list text', ...facts, ...verdicts]
    return `create table sample_${kind} (${columns.join(', ')});\ninsert into sample_${kind} values ${values.join(',\n')};`
  })
  return { script: script.join('\n'), subjects }
}

function constant(type: keyof typeof COLUMN, value: FactValue): string {
  if (value === null || value === undefined) return 'null'
  if (type === 'date') return `date '${formatDay(Number(value))}'`
  if (Array.isArray(value)) return `array[${value.map(sqlText).join(', ')}]::text[]`
  return typeof value === 'string' ? sqlText(value) : String(value)
}

function verdictConstant(truth: number | undefined): string {
  return truth === undefined || truth === 1 ? 'null' : String(truth === 2)
}

function relation(kind: string, list?: string): SqlRelation {
  const lists = Object.entries(world.subjects[kind]!.lists).map(([name, { of }]): [string, SqlList] => [
    name,
    { ...relation(of, name), join: [{ child: 'parent', parent: 'id' }] },
  ])
  return {
    from:
      list === undefined ? `sample_${kind}` : `(select * from sample_${kind} where list = ${sqlText(list)})`,
    fact: (fact, alias) => `${alias}.${sqlIdentifier(fact)}`,
    verdict: (set, criterion, alias) => `${alias}.${sqlIdentifier(`${set}.${criterion ?? 'overall'}`)}`,
    lists: Object.fromEntries(lists),
  }
}

export function sampleBinding(asOf: string): SqlBinding {
  const kinds = Object.keys(world.subjects)
  return {
    asOf,
    subjects: Object.fromEntries(kinds.map((kind) => [kind, { ...relation(kind), key: ['id'] }])),
  }
}
