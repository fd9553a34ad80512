// Verdicts that were kept live by closures, one change at a time, against compiled SQL over everybody; and the counts
// that grow with them against counting anew.
import type { Operation } from '@lika/contract'
import type { Fact } from '@lika/policy'
import fc from 'fast-check'
import type { Opened } from '../../open.ts'
import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Api, expect, goodMembers, group, test } from '../../testing.ts'
import { judgeRegion } from './judging.ts'
import { verifyVerdicts } from './verify.ts'

/** What differs between what is kept and what is judged or counted anew. */
async function differencesOf({ db, judging }: Opened): Promise<string[]> {
  const all = await withTransaction(db, (tx) => verifyVerdicts(tx, judging(), 'all'), { readOnly: true })
  return all
    .filter(({ missing, extra }) => missing + extra > 0)
    .map(({ fold, missing, extra, examples }) => `${fold} -${missing} +${extra} ${examples.join(' ')}`)
}

type Value = string | number | boolean | string[] | null

/** Any value of a fact that a form would accept, unknown now and then. */
function aValue({ codeLists }: Opened['policies'], fact: Fact): fc.Arbitrary<Value> {
  const scaled = (value: number) => (value / 10 ** fact.scale).toFixed(fact.scale)
  const { min = 0n, max = 1000n } = fact.range ?? {}
  const numbers = fc.integer({ min: Number(min), max: Math.min(Number(max), 6000) })
  const codes = () => codeLists[fact.codes!]!.values.map(({ code }) => code)
  const known = (): fc.Arbitrary<Value> => {
    switch (fact.type) {
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return numbers
      case 'decimal':
      case 'money':
        return numbers.map(scaled)
      case 'code':
        return fc.constantFrom(...codes())
      case 'codes':
        return fc.uniqueArray(fc.constantFrom(...codes()), { minLength: fact.least ?? 0, maxLength: 2 })
      case 'date':
        return fc.constantFrom('2016-12-31', '2017-01-01', '2017-03-31', '2008-02-29')
      case 'text':
        return fc.constantFrom('13800138000', '1380013800', '某')
    }
  }
  return fc.oneof({ weight: 4, arbitrary: known() }, { weight: 1, arbitrary: fc.constant(null) })
}

function factsOf(policies: Opened['policies'], kind: 'household' | 'person' | 'village') {
  const open = policies.catalogue[kind].filter(
    ({ flow, system, id }) => !flow && !system && !['householdNumber', 'idNumber', 'relation'].includes(id),
  )
  return fc
    .uniqueArray(fc.constantFrom(...open), { minLength: 5, maxLength: 40 })
    .chain((facts) => fc.record(Object.fromEntries(facts.map((fact) => [fact.id, aValue(policies, fact)]))))
}

interface World {
  readonly api: Api
  readonly villages: { readonly id: string; readonly code: string }[]
  /** Members by household. */
  readonly households: Map<string, string[]>
}
type Step = (world: World) => Promise<void>

/** One thing that somebody does, on whoever is at that place of the lists. */
function stepsOf(policies: Opened['policies']): fc.Arbitrary<Step> {
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!
  const place = fc.nat({ max: 1000 })
  const day = fc.constantFrom('2016-11-05', '2017-02-03', '2017-03-31')
  const record = (subjectKind: 'household' | 'person' | 'village') =>
    fc.tuple(place, place, day, factsOf(policies, subjectKind)).map(
      ([at, within, observedOn, facts]): Step =>
        async ({ api, villages, households }) => {
          const [id, members] = pick([...households], at)
          const subjectId = { household: id, person: pick(members, within), village: pick(villages, at).id }[
            subjectKind
          ]
          await api.appendRecord({ body: { id: uuidv7(), subjectKind, subjectId, observedOn, facts } })
        },
    )
  const income = fc.tuple(place, fc.constantFrom('1000.00', '11808.00', '11808.04'), fc.boolean()).map(
    ([at, wageIncome, incomeComplete]): Step =>
      async ({ api, households }) => {
        const [subjectId] = pick([...households], at)
        const period = { from: '2016-01-01', to: '2017-01-01' }
        const body = {
          id: uuidv7(),
          subjectKind: 'household' as const,
          subjectId,
          observedOn: '2017-02-01',
          facts: { wageIncome, incomeComplete },
          period,
        }
        await api.appendRecord({ body })
      },
  )
  const operation = fc.tuple(place, place, fc.constantFrom('move', 'end', 'split', 'merge', 'add')).map(
    ([at, other, what]): Step =>
      async (world) => {
        const { api, households } = world
        const [id, members] = pick([...households], at)
        const [into, present] = pick([...households], other)
        const common = { id: uuidv7(), effectiveOn: '2017-03-31', reason: '试验' }
        const apply = async (operation: Operation) => void (await api.applyOperation({ body: operation }))
        if (what === 'add') {
          const person = { id: uuidv7(), facts: { ...goodMembers(3)[2]! } }
          await api.addMember({
            params: { id },
            body: { ...person, observedOn: '2017-03-31', reason: '出生' },
          })
          members.push(person.id)
        } else if (what === 'move') {
          const toRegion = group(pick(world.villages, other).code, 2)
          await apply({ ...common, kind: 'moveHousehold', householdId: id, toRegion })
        } else if (members.length > 2 && what === 'end') {
          await apply({ ...common, kind: 'endPerson', personId: members.pop()!, because: 'death' })
        } else if (members.length > 2 && what === 'split') {
          const leaving = members.pop()!
          const split = { householdId: id, newHouseholdId: uuidv7(), newNumber: uuidv7().slice(-12) }
          await apply({
            ...common,
            kind: 'splitHousehold',
            ...split,
            members: [{ personId: leaving, relation: 'head' }],
          })
          households.set(split.newHouseholdId, [leaving])
        } else if (what === 'merge' && id !== into && households.size > 3) {
          const joining = members.map((personId) => ({ personId, relation: 'son' }))
          await apply({ ...common, kind: 'mergeHouseholds', fromId: id, intoId: into, members: joining })
          households.delete(id)
          present.push(...members)
        }
      },
  )
  return fc.oneof(
    { weight: 5, arbitrary: record('household') },
    { weight: 2, arbitrary: record('person') },
    { weight: 2, arbitrary: record('village') },
    { weight: 2, arbitrary: income },
    { weight: 4, arbitrary: operation },
  )
}

test('after any changes the live verdicts are those of the compiled packs, and the counts are those of a recount', async ({
  installation,
  api,
  db,
  aVillage,
  aHousehold,
}) => {
  const world: World = { api, villages: [], households: new Map() }
  for (const status of ['expected', 'poor']) world.villages.push(await aVillage({ status }))
  for (const [index, status] of ['poor', 'expected', 'exited', 'relapsed', null].entries()) {
    const region = world.villages[index % 2]!.code
    const { id, members } = await aHousehold({ region, members: 1 + (index % 4), status })
    world.households.set(id, [...members])
  }
  const steps = fc.array(stepsOf(installation.policies), { minLength: 14, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(steps, async (changes) => {
      for (const change of changes) await change(world)
      expect(await differencesOf(installation)).toEqual([])
    }),
    { numRuns: 3, endOnFailure: true },
  )
  await db.pool.query('select fold_counts()')
  expect(await differencesOf(installation)).toEqual([])
  const changed = await withTransaction(db, (tx) => judgeRegion(tx, installation.judging(), 'all'))
  expect(changed).toBe(0)
  expect(await differencesOf(installation)).toEqual([])
  await db.pool.query('select fold_counts()')
  expect(await differencesOf(installation)).toEqual([])
}, 300_000)

const planted: readonly [what: string, sql: string, fold: string][] = [
  [
    'an outcome',
    `update verdict set outcome = (outcome + 1) % 3 where set_id = 'household-exit'`,
    'verdict household-exit',
  ],
  [
    'the codes of criteria',
    `update verdict set codes = codes # 1 where set_id = 'village-exit'`,
    'verdict village-exit',
  ],
  [
    'the status under which it is counted',
    `update verdict set status = 'exited' where set_id = 'household-exit'`,
    'verdict household-exit',
  ],
  [
    'a verdict under a set that is not in force',
    `update verdict set set_id = 'household-exit-1986' where set_id = 'household-exit'`,
    'verdict',
  ],
  ['a count of verdicts', 'update verdict_count set subjects = subjects + 1', 'verdict_count'],
  ['a count of households', 'update household_count set persons = persons + 1', 'household_count'],
]
for (const [what, sql, fold] of planted) {
  test(`${what}, changed in the table alone, is found`, async ({ db, installation }) => {
    const ROLL_BACK = new Error('the test is over')
    const found: string[] = []
    const trial = withTransaction(db, async (tx) => {
      await tx.client.query(sql)
      const all = await verifyVerdicts(tx, installation.judging(), 'all')
      found.push(...all.filter(({ missing, extra }) => missing + extra > 0).map((each) => each.fold))
      throw ROLL_BACK
    })
    await expect(trial).rejects.toBe(ROLL_BACK)
    expect(found.some((each) => each === fold || each.startsWith(`${fold} `))).toBe(true)
  })
}
