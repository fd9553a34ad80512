/** Subjects for the closures, read from the relations that packs are compiled against. */
import { parseDay, type Subject, type Truth } from '@lika/policy'
import type pg from 'pg'
import { prepared } from '../../platform/prepared.ts'
import { factColumns, factsTaken, flowFacts, type SubjectKind } from '../registry/index.ts'
import { bindingAt, holdsAt, type RelationOptions } from './relations.sql.ts'

/** A subject with what the verdict table needs to know of it. */
export interface PlacedSubject {
  readonly countyCode: string
  readonly id: string
  readonly regionCode: string
  readonly status: string | null
  readonly persons: number
  readonly subject: Subject
  /** Ids of the subjects in its list, in their order there: members of a household, households of a village. */
  readonly within: readonly string[]
}

type Row = Readonly<Record<string, unknown>>
export type Runner = Pick<pg.Pool, 'query'>

/** The facts of a kind that the relations give on a day, as select items named by position (f0, f1, …). */
function factSelection(
  { catalogue, needed }: RelationOptions,
  kind: SubjectKind,
  fact: (id: string, alias: string) => string,
) {
  const ids = [
    ...factColumns(catalogue, kind).map((column) => column.fact),
    ...factsTaken(catalogue, kind),
    ...factsTaken(catalogue, kind),
    ...(kind === 'household' ? flowFacts(catalogue).filter(({ id }) => needed.has(id)) : []),
  ]
  return { facts: ids, sql: ids.map(({ id }, index) => `${fact(id, 's')} as f${index}`).join(', ') }
}

/** Today's statements are the same all day and stay prepared; those of another day or state of knowledge do not. */
function asking(runner: Runner, options: { readonly isNow: boolean }, values: unknown[], prelude = '') {
  return (text: string) =>
    options.isNow && prelude === ''
      ? runner.query<Row>(prepared(text, values))
      : runner.query<Row>(`${prelude} ${text}`, values)
}

function factsOf(row: Row, facts: readonly { id: string; type: string }[]): Subject['facts'] {
  const result: Record<string, boolean | number | string | readonly string[] | null> = {}
  facts.forEach(({ id, type }, index) => {
    const value = row[`f${index}`] as boolean | number | string | readonly string[] | null
    if (value === null) return
    result[id] = type === 'date' ? parseDay(value as string)! : value
  })
  return result
}

/** Households with their members. `prelude` may put other relations in the place of the snapshots (see asKnownOn). */
export async function findHouseholdSubjects(
  runner: Runner,
  options: RelationOptions,
  keys: { readonly counties: readonly string[]; readonly ids: readonly string[] },
  prelude = '',
): Promise<{ households: PlacedSubject[]; persons: PlacedSubject[] }> {
  const scoped: RelationOptions = {
    ...options,
    householdsWhere: '(s.county_code, s.household_id) in (select * from unnest($1::text[], $2::uuid[]))',
    personsWhere: '(s.county_code, s.household_id) in (select * from unnest($1::text[], $2::uuid[]))',
  }
  const binding = bindingAt(scoped)
  const household = binding.subjects.household!
  const person = binding.subjects.person!
  const householdFacts = factSelection(scoped, 'household', household.fact)
  const personFacts = factSelection(scoped, 'person', person.fact)
  const values = [keys.counties, keys.ids]
  const ask = asking(runner, options, values, prelude)
  const householdRows = await ask(
    `select s.county_code, s.household_id, s.region_code, s.status, s.household_size, s.head_name, ${householdFacts.sql} from ${household.from} s`,
  )
  const personRows = await ask(
    `select s.county_code, s.person_id, s.household_id, s.region_code, s.name as person_name, ${personFacts.sql} from ${person.from} s order by s.person_id`,
  )
  const persons = personRows.rows.map((row) => ({
    ...placed(row, 'person_id', row.person_name, factsOf(row, personFacts.facts), 1),
    householdId: row.household_id as string,
  }))
  const members = Map.groupBy(persons, (member) => member.householdId)
  const households = householdRows.rows.map((row) =>
    placed(
      row,
      'household_id',
      row.head_name,
      factsOf(row, householdFacts.facts),
      row.household_size as number,
      { members: members.get(row.household_id as string) ?? [] },
    ),
  )
  return { households, persons }
}

function placed(
  row: Row,
  key: string,
  name: unknown,
  facts: Subject['facts'],
  persons: number,
  lists: Readonly<Record<string, readonly { readonly id: string; readonly subject: Subject }[]>> = {},
): PlacedSubject {
  const elements = Object.entries(lists).map(
    ([list, each]) => [list, each.map(({ subject }) => subject)] as const,
  )
  return {
    countyCode: row.county_code as string,
    id: row[key] as string,
    regionCode: row.region_code as string,
    status: (row.status as string | null | undefined) ?? null,
    persons,
    subject: {
      facts,
      ...(elements.length > 0 ? { lists: Object.fromEntries(elements) } : {}),
      ...(name ? { name: name as string } : {}),
    },
    within: Object.values(lists).flatMap((each) => each.map(({ id }) => id)),
  }
}

/** Villages with their households and the households' outcomes; nothing of the households' own facts but status and size. */
export async function findVillageSubjects(
  runner: Runner,
  options: RelationOptions,
  keys: { readonly counties: readonly string[]; readonly ids: readonly string[] },
): Promise<PlacedSubject[]> {
  const scoped: RelationOptions = {
    ...options,
    villagesWhere: '(s.county_code, s.village_id) in (select * from unnest($1::text[], $2::uuid[]))',
    householdsWhere: `(s.county_code, left(s.region_code, 12)) in (select v.county_code, v.region_code from village_snapshot v where (v.county_code, v.village_id) in (select * from unnest($1::text[], $2::uuid[])) and ${holdsAt('v', options)})`,
    needed: new Set(),
  }
  const binding = bindingAt(scoped)
  const village = binding.subjects.village!
  const list = village.lists.households!
  const facts = factSelection(scoped, 'village', village.fact)
  const ask = asking(runner, options, [keys.counties, keys.ids])
  const { rows } = await ask(
    `select s.county_code, s.village_id, s.region_code, s.status, ${facts.sql} from ${village.from} s`,
  )
  const sets = options.sets ?? []
  const outcomes = sets
    .map(
      (set) =>
        `, v_${set.replaceAll('-', '_')}_codes::text as c_${set.replaceAll('-', '_')}, v_${set.replaceAll('-', '_')}_outcome as o_${set.replaceAll('-', '_')}`,
    )
    .join('')
  const households = await ask(
    `select s.village_code, s.household_id, s.head_name, s.number, s.status, s.household_size ${outcomes} from ${list.from} s`,
  )
  const byVillage = Map.groupBy(households.rows, (row) => row.village_code as string)
  return rows.map((row) =>
    placed(row, 'village_id', undefined, factsOf(row, facts.facts), 0, {
      households: (byVillage.get(row.region_code as string) ?? []).map((household) => ({
        id: household.household_id as string,
        subject: householdOfVillage(household, sets, options),
      })),
    }),
  )
}

function householdOfVillage(row: Row, sets: readonly string[], options: RelationOptions): Subject {
  const verdicts: Record<string, Record<string, Truth>> = {}
  for (const set of sets) {
    const key = set.replaceAll('-', '_')
    const codes = row[`c_${key}`]
    if (codes === null || codes === undefined) continue
    const bits = BigInt(codes as string)
    const outcomes: Record<string, Truth> = { overall: row[`o_${key}`] as Truth }
    options.householdVerdicts!(set).criteria.forEach((criterion, index) => {
      outcomes[criterion] = Number((bits >> BigInt(2 * index)) & 3n) as Truth
    })
    verdicts[set] = outcomes
  }
  return {
    facts: { status: row.status as string | null, householdSize: row.household_size as number },
    verdicts,
    name: [row.head_name, row.number].filter(Boolean).join(' '),
  }
}
