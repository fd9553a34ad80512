import { checkFactValue } from '@lika/policy'
import { expect, test } from 'vitest'
import { openPolicies } from '../apps/server/src/modules/policies/index.ts'
import { villageIdOf } from '../apps/server/src/modules/registry/index.ts'
import { generateWorld } from './generate.ts'
import type { RecordEntry } from './journal.ts'
import { countyPlan } from './plan.ts'

const { catalogue, codeLists } = openPolicies(new URL('../policies', import.meta.url).pathname)
/** Keys of records that place a subject and are no facts of the catalogue. */
const placing = new Set(['householdId', 'regionCode', 'endedBecause'])

function problemsOf({ subjectKind, facts, period }: RecordEntry): string[] {
  const known = new Map(catalogue[subjectKind].map((fact) => [fact.id, fact]))
  return Object.entries(facts).flatMap(([id, value]) => {
    if (placing.has(id)) return []
    const fact = known.get(id)
    if (!fact) return [`${subjectKind} has no fact ${id}`]
    if (fact.flow !== (period !== undefined)) return [`${id} ${fact.flow ? 'needs' : 'has'} a period`]
    const checked = checkFactValue(fact, codeLists, value)
    return 'problem' in checked ? [`${id} = ${JSON.stringify(value)}: ${checked.problem.message.en}`] : []
  })
}

test('every fact of the world is in the catalogue, with a value that a form would accept', () => {
  const problems = new Set<string>()
  for (const { records, households } of generateWorld(countyPlan(1500), villageIdOf)) {
    for (const entry of [...records, ...households.flatMap((household) => household.records)]) {
      for (const problem of problemsOf(entry)) problems.add(problem)
    }
  }
  expect([...problems]).toEqual([])
})
