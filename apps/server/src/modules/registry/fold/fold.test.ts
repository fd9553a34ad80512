// The fold, against a naive one in JavaScript that follows architecture.md word by word: per fact, the latest day wins,
// then the latest arrival, then the id.
import fc from 'fast-check'
import { type Db, withTransaction } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { county, expect, group, test, village } from '../../../testing.ts'
import { insertDecision, insertHousehold, insertPersons } from '../operations/operations.store.ts'
import { insertRecords, type RecordRow } from '../records/records.store.ts'
import type { Catalogue } from './columns.ts'
import { asKnownOn } from './known-on.sql.ts'
import { refoldHouseholds, refoldPersons } from './refold.store.ts'
import { verifyFolds } from './verify.ts'

const days = Array.from({ length: 10 }, (_, index) => `2017-01-${String(index + 1).padStart(2, '0')}`)
const lastDay = days.length - 1
const instant = (day: number, second: number) => `${days[day]}T02:00:0${second}.000Z`
const number = (key: number, of: readonly string[]) => of[key % of.length]!

type Draft = {
  readonly who: number
  readonly day: number
  readonly received: number
  readonly second: number
  readonly facts: Record<string, unknown>
  readonly period?: RecordRow['period']
  /** Which earlier entry about the same subject this one takes out of the fold. */
  readonly corrects?: number
}

const when = {
  day: fc.nat({ max: lastDay }),
  received: fc.nat({ max: lastDay }),
  // Few instants, so that some are the same and the id decides.
  second: fc.nat({ max: 1 }),
}
const maybe = <T>(values: readonly T[]) => fc.constantFrom<(T | null)[]>(...values, null)
const some = { requiredKeys: [] as [] }

const householdDraft: fc.Arbitrary<Draft> = fc.record(
  {
    ...when,
    who: fc.nat({ max: 1 }),
    facts: fc.record(
      { waterMinutes: maybe([0, 20, 30]), houseGrade: maybe(['A', 'D']), cause: maybe(['illness']) },
      some,
    ),
    corrects: fc.nat({ max: 20 }),
  },
  { requiredKeys: ['who', 'day', 'received', 'second', 'facts'] },
)
const periods = [
  { from: '2016-01-01', to: '2017-01-01' },
  { from: '2016-01-01', to: '2016-02-01' },
]
const incomeDraft: fc.Arbitrary<Draft> = fc.record({
  ...when,
  who: fc.nat({ max: 1 }),
  facts: fc.record({ wageIncome: maybe(['1.00', '2.50']), incomeComplete: maybe([true, false]) }, some),
  period: fc.constantFrom(...periods),
})
const personDraft: fc.Arbitrary<Draft> = fc.record(
  {
    ...when,
    who: fc.nat({ max: 3 }),
    facts: fc.record(
      {
        name: fc.constantFrom('王甲', '李乙', '陈丙'),
        relation: maybe(['head', 'son']),
        insured: maybe([true, false]),
        household: fc.nat({ max: 2 }),
      },
      some,
    ),
    corrects: fc.nat({ max: 20 }),
  },
  { requiredKeys: ['who', 'day', 'received', 'second', 'facts'] },
)
const decisionDraft: fc.Arbitrary<Draft> = fc.record({
  ...when,
  who: fc.nat({ max: 1 }),
  facts: fc.record({ status: fc.constantFrom('poor', 'expected', 'exited') }),
})

const history = fc.record({
  registered: fc.array(fc.nat({ max: 3 }), { minLength: 6, maxLength: 6 }),
  livesIn: fc.array(fc.nat({ max: 1 }), { minLength: 4, maxLength: 4 }),
  households: fc.array(householdDraft, { maxLength: 10 }),
  incomes: fc.array(incomeDraft, { maxLength: 6 }),
  persons: fc.array(personDraft, { maxLength: 14 }),
  decisions: fc.array(decisionDraft, { maxLength: 4 }),
  knownOn: fc.nat({ max: lastDay }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

interface Entry {
  readonly id: string
  readonly kind: 'household' | 'person'
  readonly subject: string
  readonly day: string
  readonly received: string
  readonly isDecision: boolean
  readonly facts: Record<string, unknown>
  readonly period?: RecordRow['period']
  readonly corrects?: string
}

/** What the journals hold, with ids of its own so that histories do not meet. */
function entriesOf(story: History) {
  const households = [uuidv7(), uuidv7()]
  const persons = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const entries: Entry[] = []
  const add = (kind: Entry['kind'], subject: string, draft: Draft, isDecision = false) => {
    const earlier = entries.filter((entry) => entry.subject === subject && !entry.isDecision)
    // The registration stays: whoever is not registered is nobody.
    const corrected = draft.corrects === undefined ? undefined : earlier.slice(1)[draft.corrects]
    entries.push({
      id: uuidv7(),
      kind,
      subject,
      day: days[draft.day]!,
      received: instant(draft.received, draft.second),
      isDecision,
      facts: draft.facts,
      ...(draft.period ? { period: draft.period } : {}),
      ...(corrected && !('householdId' in corrected.facts) ? { corrects: corrected.id } : {}),
    })
  }
  const first = { received: 0, second: 0 }
  households.forEach((id, index) => {
    const facts = { regionCode: group(village(50), 1 + index), householdNumber: id.slice(-12) }
    add('household', id, { ...first, who: index, day: story.registered[index]!, facts })
  })
  persons.forEach((id, index) => {
    const householdId = households[story.livesIn[index]!]!
    const facts = {
      regionCode: village(50),
      householdId,
      name: '某某',
      relation: index === 0 ? 'head' : 'son',
    }
    add('person', id, { ...first, who: index, day: story.registered[index + 2]!, facts })
  })
  for (const draft of [...story.households, ...story.incomes])
    add('household', number(draft.who, households), draft)
  for (const draft of story.decisions) add('household', number(draft.who, households), draft, true)
  for (const draft of story.persons) {
    const { household, ...facts } = draft.facts as { household?: number }
    const lives = household === undefined ? {} : { householdId: households[household] ?? null }
    add('person', number(draft.who, persons), { ...draft, facts: { ...facts, ...lives } })
  }
  return { households, persons, entries }
}

/** Entries that are known by the end of a day and that no known entry takes back. */
function liveOn(entries: readonly Entry[], knownOn: string): Entry[] {
  // The day of the business time zone ends at 16:00 of the universal one; all our instants lie before.
  const known = entries.filter(({ received }) => received.slice(0, 10) <= knownOn)
  const taken = new Set(known.map(({ corrects }) => corrects))
  return known.filter(({ id }) => !taken.has(id))
}

const inOrder = (a: Entry, b: Entry) =>
  compare([a.day, a.isDecision, a.received, a.id], [b.day, b.isDecision, b.received, b.id])

function compare(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((each, index) => each !== b[index])
  return at < 0 ? 0 : (a[at] as string) < (b[at] as string) ? -1 : 1
}

function stateOf(live: readonly Entry[], subject: string, day: string): Record<string, unknown> {
  const seen = live.filter((entry) => entry.subject === subject && entry.day <= day).sort(inOrder)
  return Object.assign({}, ...seen.map(({ facts }) => facts))
}

/** Everything about a household on a day that the snapshot must say, by going through the days one by one. */
function householdOn(live: readonly Entry[], persons: readonly string[], id: string, day: string) {
  const facts = stateOf(live, id, day)
  if (!('householdNumber' in facts)) return undefined
  const inIt = (person: string, on: string) => {
    const state = stateOf(live, person, on)
    return 'regionCode' in state && state.householdId === id
  }
  const isHead = (person: string, on: string) =>
    inIt(person, on) && stateOf(live, person, on).relation === 'head'
  const members = persons.filter((person) => inIt(person, day))
  const heads = members
    .filter((person) => isHead(person, day))
    .map((person) => {
      const before = days.filter((each) => each <= day && !isHead(person, each)).at(-1)
      return { person, since: days.filter((each) => before === undefined || each > before)[0]! }
    })
    .sort((a, b) => compare([a.since, a.person], [b.since, b.person]))
  const head = heads.at(-1)?.person
  return {
    region: facts.regionCode,
    status: facts.status ?? null,
    water: facts.waterMinutes ?? null,
    grade: facts.houseGrade ?? null,
    size: members.length,
    head: head ?? null,
    headName: head === undefined ? null : (stateOf(live, head, day).name ?? null),
  }
}

/** Whoever was moved out on the very day of joining is not in the past of the household any more: see asKnownOn. */
function everMembers(live: readonly Entry[], persons: readonly string[], id: string): string[] {
  return persons.filter((person) =>
    days.some((day) => {
      const state = stateOf(live, person, day)
      return 'regionCode' in state && state.householdId === id
    }),
  )
}

const snapshotSelection = `household_id as id, valid_from, valid_to, region_code as region, status,
  water_minutes as water, house_grade as grade, household_size as size, head_id as head, head_name as "headName"`

type SnapshotRow = { id: string; valid_from: string; valid_to: string; [column: string]: unknown }

function rowOn(rows: readonly SnapshotRow[], id: string, day: string) {
  const found = rows.filter((row) => row.id === id && row.valid_from <= day && day < row.valid_to)
  expect(found.length).toBeLessThanOrEqual(1)
  if (!found[0]) return undefined
  const { id: _, valid_from: __, valid_to: ___, ...row } = found[0]
  return row
}

async function plant(
  db: Db,
  catalogue: Catalogue,
  { households, persons, entries }: ReturnType<typeof entriesOf>,
) {
  const rowOf = (entry: Entry): RecordRow => ({
    countyCode: county,
    id: entry.id,
    subjectKind: entry.kind,
    subjectId: entry.subject,
    regionCode: village(50),
    observedOn: entry.day,
    receivedAt: entry.received,
    authorId: entry.subject,
    source: 'form',
    facts: entry.facts,
    period: entry.period,
    corrects: entry.corrects,
  })
  const keys = (ids: readonly string[]) => ids.map((id) => ({ countyCode: county, id }))
  await withTransaction(db, async (tx) => {
    for (const id of households) await insertHousehold(tx, county, id, id.slice(-12))
    await insertPersons(tx, county, persons)
    await insertRecords(tx, entries.filter(({ isDecision }) => !isDecision).map(rowOf))
    for (const { id, subject, day, received, facts } of entries.filter(({ isDecision }) => isDecision)) {
      const place = { countyCode: county, regionCode: village(50), authorId: subject }
      await insertDecision(tx, {
        ...place,
        id,
        subjectId: subject,
        kind: 'takeover',
        decidedOn: day,
        receivedAt: received,
        facts,
        reason: '接收',
      })
    }
    await refoldPersons(tx, catalogue, keys(persons))
    await refoldHouseholds(tx, catalogue, keys(households))
  })
}

/** The facts of these histories alone: the fold of 200 columns does the same to each. */
const wanted = [
  'waterMinutes',
  'houseGrade',
  'cause',
  'wageIncome',
  'incomeComplete',
  'name',
  'relation',
  'insured',
]
const reduced = (catalogue: Catalogue): Catalogue => ({
  household: catalogue.household.filter(({ id }) => wanted.includes(id)),
  person: catalogue.person.filter(({ id }) => wanted.includes(id)),
  village: catalogue.village.slice(0, 1),
})

test('whatever arrives in whatever order, every day is as the journals say, and as they said on an earlier day', async ({
  db,
  installation,
}) => {
  const catalogue = reduced(installation.policies.catalogue)
  await fc.assert(
    fc.asyncProperty(history, async (story) => {
      const planted = entriesOf(story)
      const { households, persons, entries } = planted
      await plant(db, catalogue, planted)
      const live = liveOn(entries, days[lastDay]!)
      const { rows } = await db.pool.query<SnapshotRow>(
        `select ${snapshotSelection} from household_snapshot where household_id = any($1)`,
        [households],
      )
      for (const id of households)
        for (const day of days) {
          expect(rowOn(rows, id, day), `${id} on ${day}`).toEqual(householdOn(live, persons, id, day))
        }
      const people = await db.pool.query<SnapshotRow>(
        `select person_id as id, valid_from, valid_to, household_id as "householdId", name, relation, insured
         from person_snapshot where person_id = any($1)`,
        [persons],
      )
      for (const id of persons)
        for (const day of days) {
          const facts = stateOf(live, id, day)
          const { householdId = null, name = null, relation = null, insured = null } = facts
          const right = 'regionCode' in facts ? { householdId, name, relation, insured } : undefined
          expect(rowOn(people.rows, id, day), `${id} on ${day}`).toEqual(right)
        }

      const knownOn = days[story.knownOn]!
      const then = liveOn(entries, knownOn)
      for (const id of households) {
        const household = `select '${county}' as county_code, '${id}'::uuid as subject_id`
        const past = await db.pool.query<SnapshotRow>(
          `${asKnownOn(catalogue, household, knownOn)} select ${snapshotSelection} from household_snapshot`,
        )
        for (const day of days) {
          const right = householdOn(then, everMembers(live, persons, id), id, day)
          expect(rowOn(past.rows, id, day), `${id} on ${day} as known on ${knownOn}`).toEqual(right)
        }
      }
    }),
    { numRuns: 30 },
  )
}, 300_000)

test('the income book holds the latest word on each item and period, and contradictions of one day are named', async ({
  db,
  installation,
}) => {
  const catalogue = reduced(installation.policies.catalogue)
  await fc.assert(
    fc.asyncProperty(history, async (story) => {
      const planted = entriesOf(story)
      await plant(db, catalogue, planted)
      const live = liveOn(planted.entries, days[lastDay]!).sort(inOrder)
      const book = new Map<string, string | number | null>()
      for (const { subject, facts, period } of live) {
        if (!period) continue
        for (const [item, value] of Object.entries(facts)) {
          const amount =
            value === null ? null : typeof value === 'boolean' ? Number(value) : Number(value) * 100
          book.set([subject, item, period.from, period.to].join(), amount)
        }
      }
      const income = await db.pool.query(
        'select household_id, item, period_from, period_to, amount from income_entry where household_id = any($1)',
        [planted.households],
      )
      const kept = income.rows.map((row) => [
        [row.household_id, row.item, row.period_from, row.period_to].join(),
        row.amount,
      ])
      expect(kept.sort()).toEqual([...book].sort())

      const said = new Map<string, Set<string>>()
      for (const { subject, day, facts, period, isDecision } of live) {
        if (isDecision) continue
        for (const [fact, value] of Object.entries(facts)) {
          if (['householdId', 'regionCode', 'householdNumber'].includes(fact)) continue
          const key = [subject, fact, day, period?.from, period?.to].join()
          said.set(key, (said.get(key) ?? new Set()).add(JSON.stringify(value)))
        }
      }
      const right = new Set(
        [...said].filter(([, values]) => values.size > 1).map(([key]) => key.split(',').slice(0, 3).join()),
      )
      const found = await db.pool.query(
        'select subject_id, fact, observed_on from contradiction where subject_id = any($1)',
        [[...planted.households, ...planted.persons]],
      )
      expect(found.rows.map((row) => [row.subject_id, row.fact, row.observed_on].join()).sort()).toEqual(
        [...right].sort(),
      )
    }),
    { numRuns: 25 },
  )
}, 300_000)

test('folding everything at once gives what folding one by one gave, and a second time changes nothing', async ({
  db,
  installation,
}) => {
  const catalogue = reduced(installation.policies.catalogue)
  const differences = await withTransaction(db, async (tx) => {
    const before = await verifyFolds(tx, catalogue)
    for (let turn = 0; turn < 2; turn++) {
      await refoldPersons(tx, catalogue, { query: 'select county_code, id as subject_id from person' })
      await refoldHouseholds(tx, catalogue, { query: 'select county_code, id as subject_id from household' })
    }
    return [...before, ...(await verifyFolds(tx, catalogue))]
  })
  expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
  const { rows } = await db.pool.query('select count(*) as n from household_snapshot')
  expect(rows[0].n).toBeGreaterThan(50)
})
