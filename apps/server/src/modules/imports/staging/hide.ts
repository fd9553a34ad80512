/** Identifiers of a staged row: sealed in its facts, masked in its problems. In the worker that reads the sheet. */
import { maskIdentifier } from '@lika/codes'
import type { Keyring } from '../../../platform/crypto/index.ts'
import { type SealedValue, sealValue } from '../../../platform/sealed/index.ts'
import type { StagedProblem } from './problem.ts'
import type { Facts, RowPlan } from './row.ts'

export interface Hiding {
  /** The facts with stand-ins; what they stand for is added to `values`. */
  readonly facts: (subject: 'household' | 'person', facts: Facts, values: SealedValue[]) => Facts
  readonly problems: (problems: readonly StagedProblem[]) => readonly StagedProblem[]
}

export function hiding(plan: RowPlan, keyring: Keyring): Hiding {
  const columns = plan.columns.flatMap(({ field }) => (field.fact?.class === 'identifier' ? [field] : []))
  const of = (subject: string) =>
    columns.flatMap((field) => (field.subject === subject ? [field.fact!.id] : []))
  const identifiers = {
    household: of(plan.kind === 'villages' ? 'village' : 'household'),
    person: of('person'),
  }
  const factOf = new Map(columns.map((field) => [field.key, field.fact!.id]))
  return {
    facts(subject, facts, values) {
      let stored: Record<string, Facts[string]> | undefined
      for (const id of identifiers[subject]) {
        const value = facts[id]
        if (typeof value !== 'string') continue
        const sealed = sealValue(keyring, id, value)
        values.push(sealed)
        stored ??= { ...facts }
        stored[id] = sealed.token
      }
      return stored ?? facts
    },
    problems: (problems) =>
      problems.map((problem) => {
        const fact = problem.field === undefined ? undefined : factOf.get(problem.field)
        if (fact === undefined || problem.value === undefined) return problem
        return { ...problem, value: maskIdentifier(fact, problem.value) }
      }),
  }
}

/** As the staging table holds them, until they are poured out of it. */
export function sealedJson(values: readonly SealedValue[]): string | null {
  if (values.length === 0) return null
  return JSON.stringify(
    values.map(({ token, kind, keyId, sealed }) => [token, kind, keyId, sealed.toString('base64')]),
  )
}
