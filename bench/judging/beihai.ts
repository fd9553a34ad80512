/** Households of the Beihai demo world as subjects, folded from their journals in memory. */
import { type EffectivePolicy, type Fact, type Subject, toInternal } from '@lika/policy'
import { villageIdOf } from '../../apps/server/src/modules/registry/index.ts'
import { generateWorld } from '../../demo/generate.ts'
import type { HouseholdHistory } from '../../demo/household.ts'
import type { RecordEntry } from '../../demo/journal.ts'
import { beihaiPlan } from '../../demo/plan.ts'

export function beihaiHouseholds(policy: EffectivePolicy, count: number): Subject[] {
  const subjects: Subject[] = []
  for (const village of generateWorld(beihaiPlan(), villageIdOf)) {
    for (const household of village.households) {
      subjects.push(subjectOf(policy, household))
      if (subjects.length === count) return subjects
    }
  }
  return subjects
}

function subjectOf(policy: EffectivePolicy, household: HouseholdHistory): Subject {
  const facts = { ...policy.facts.household!, ...policy.facts.person! }
  const members = household.people.map(({ id, name }) => ({
    facts: fold(policy, policy.facts.person!, recordsOf(household, id)),
    name,
  }))
  return {
    facts: fold(policy, facts, recordsOf(household, household.id)),
    lists: { members },
    name: household.people[0]!.name,
  }
}

const recordsOf = ({ records }: HouseholdHistory, subject: string) =>
  records
    .filter(({ subjectId }) => subjectId === subject)
    .sort((a, b) => (a.observedOn < b.observedOn ? -1 : 1))

/** The latest value of each fact; amounts of a period also count for the items above theirs. */
function fold(
  policy: EffectivePolicy,
  facts: Readonly<Record<string, Fact>>,
  records: readonly RecordEntry[],
): Subject['facts'] {
  const values: Record<string, ReturnType<typeof toInternal>> = {}
  for (const record of records) {
    for (const [id, json] of Object.entries(record.facts)) {
      const fact = facts[id]
      if (!fact) continue
      const value = toInternal(fact, policy.codeLists, json)
      values[id] = value
      if (record.period === undefined || typeof value !== 'number') continue
      for (let above = facts[fact.parent ?? '']; above; above = facts[above.parent ?? '']) {
        values[above.id] = Number(values[above.id] ?? 0) + value
      }
    }
  }
  // An item of a complete book that is not in it is nothing.
  for (const fact of Object.values(facts)) if (fact.flow && fact.type === 'money') values[fact.id] ??= 0
  return values
}
