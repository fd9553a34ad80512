/** The made households as two plain tables with one typed column a fact, and how packs are compiled against them. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { SqlBinding } from '@lika/policy'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ASKED_ON, type Household } from './households.ts'

const CODES = ['dibaoClass', 'waterSource', 'houseGrade', 'relocation', 'naturalVillageRoad']
const PERSON_CODES = ['labourSkill', 'education']

/** waterMinutes → water_minutes */
const snake = (fact: string) => fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

type Column = { readonly fact: string; readonly type: string }

/** The type of a column from what the facts hold: the first household that knows it says so. */
function columnsOf(
  samples: readonly Readonly<Record<string, unknown>>[],
  codes: readonly string[],
): Column[] {
  return Object.keys(samples[0]!).map((fact) => {
    const value = samples.map((facts) => facts[fact]).find((each) => each !== null)
    if (fact === 'birthDate') return { fact, type: 'date' }
    if (Array.isArray(value)) return { fact, type: 'text[]' }
    if (codes.includes(fact)) return { fact, type: 'text' }
    return { fact, type: typeof value === 'boolean' ? 'boolean' : 'bigint' }
  })
}

/** Makes and fills `household` and `person`. Persons of a household lie together, as in the registry. */
export async function fillTables(client: pg.ClientBase, households: readonly Household[]): Promise<void> {
  const samples = households.slice(0, 1000)
  const household = columnsOf(
    samples.map(({ facts }) => facts),
    CODES,
  )
  const person = columnsOf(
    samples.flatMap(({ lists }) => lists.members.map(({ facts }) => facts)),
    PERSON_CODES,
  )
  const list = (columns: readonly Column[]) =>
    columns.map(({ fact, type }) => `${snake(fact)} ${type}`).join(', ')
  await client.query(`create unlogged table household (id int not null, ${list(household)})`)
  await client.query(`create unlogged table person (household_id int not null, ${list(person)})`)
  const write = async (table: string, columns: readonly Column[], rows: Iterable<string>) => {
    const names = columns.map(({ fact }) => snake(fact)).join(', ')
    const key = table === 'household' ? 'id' : 'household_id'
    const sink = client.query(copyFrom(`copy ${table} (${key}, ${names}) from stdin`))
    await pipeline(Readable.from(blocks(rows)), sink)
  }
  await write('household', household, householdLines(households, household))
  await write('person', person, personLines(households, person))
  await client.query('alter table household add primary key (id)')
  await client.query('create index on person (household_id)')
  await client.query('vacuum analyze household, person')
}

function* householdLines(households: readonly Household[], columns: readonly Column[]): Generator<string> {
  for (let i = 0; i < households.length; i++) yield line(i, households[i]!.facts, columns)
}

function* personLines(households: readonly Household[], columns: readonly Column[]): Generator<string> {
  for (let i = 0; i < households.length; i++) {
    for (const member of households[i]!.lists.members) yield line(i, member.facts, columns)
  }
}

function line(key: number, facts: Readonly<Record<string, unknown>>, columns: readonly Column[]): string {
  let text = String(key)
  for (const { fact, type } of columns) {
    const value = facts[fact]
    if (value === null) text += '\t\\N'
    else if (type === 'date')
      text += `\t${new Date((value as number) * 86_400_000).toISOString().slice(0, 10)}`
    else if (type === 'text[]') text += `\t{${(value as string[]).join(',')}}`
    else text += `\t${value}`
  }
  return `${text}\n`
}

function* blocks(lines: Iterable<string>): Generator<string> {
  let block = ''
  for (const each of lines) {
    block += each
    if (block.length < 262_144) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

const fact = (id: string, alias: string) => `${alias}.${snake(id)}`

export const BINDING: SqlBinding = {
  asOf: `date '${ASKED_ON}'`,
  subjects: {
    household: {
      from: 'household',
      key: ['id'],
      fact,
      lists: {
        members: { from: 'person', fact, lists: {}, join: [{ child: 'household_id', parent: 'id' }] },
      },
    },
  },
}
