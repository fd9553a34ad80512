import type { CatalogueFact, NewHousehold } from '@lika/contract'
import { useFacts } from '../../../parts/facts.ts'
import { factValueOf } from '../../../parts/record/check.ts'
import { faultOf, type Typed } from '../../../parts/record/fact-fields.tsx'
import type { T } from '../../../words/index.ts'

export interface PersonDraft {
  readonly id: string
  readonly typed: Typed
}

export const emptyPerson = (id: string, relation?: string): PersonDraft => ({
  id,
  typed: relation ? { relation: { value: relation, unknown: false } } : {},
})

/** What is asked of everybody at once; the rest comes in steps once they are registered. */
const asked = ['name', 'relation', 'sex', 'birthDate', 'idNumber', 'ethnicGroup', 'phone'] as const
export const neededOfPersons = ['name', 'relation', 'sex', 'birthDate'] as const

export function usePersonFacts(): readonly CatalogueFact[] {
  const facts = useFacts()
  return asked.flatMap((id) => facts.find(id, 'person') ?? [])
}

export function factsOf(
  { typed }: Pick<PersonDraft, 'typed'>,
  list: readonly CatalogueFact[],
): NewHousehold['facts'] {
  return Object.fromEntries(
    list.flatMap((fact) => {
      const held = typed[fact.id]
      return held ? [[fact.id, factValueOf(held, fact)] as const] : []
    }),
  )
}

export function isWholePerson(t: T, person: PersonDraft, list: readonly CatalogueFact[]): boolean {
  const needed: readonly string[] = neededOfPersons
  return list.every((fact) => faultOf(t, fact, person.typed[fact.id], needed.includes(fact.id)) === undefined)
}
