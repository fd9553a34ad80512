/** Facts as somebody sends them: checked against the catalogue, refused by name, stored in one way of writing. */
import { type CodeList, checkFactValue, type Fact, nearest, toJson } from '@lika/policy'
import { AppError } from '../../../platform/errors.ts'
import type { Catalogue, SubjectKind } from '../fold/columns.ts'
import { maskFact } from '../mask.ts'

export interface FactContext {
  readonly catalogue: Catalogue
  readonly codeLists: Readonly<Record<string, CodeList>>
}

/** What only registration and operations may say, and what a correction of theirs must therefore say on. */
export const placingFacts = ['regionCode', 'householdId', 'householdNumber', 'endedBecause']

/** Every fact that is wrong is named, under the path of the facts in the body. */
export function factErrors(
  context: FactContext,
  kind: SubjectKind,
  values: Readonly<Record<string, unknown>>,
  path = 'facts',
) {
  const facts = new Map(context.catalogue[kind].map((fact) => [fact.id, fact]))
  return Object.entries(values).flatMap(([id, value]) => {
    const fact = facts.get(id)
    if (!fact || fact.system || placingFacts.includes(id))
      return [unknownFact(`${path}.${id}`, id, fact, kind, facts)]
    const checked = checkFactValue(fact, context.codeLists, value)
    return 'problem' in checked
      ? [
          {
            field: `${path}.${id}`,
            value: maskFact(id, value),
            message: checked.problem.message,
            expected: checked.problem.nearest,
          },
        ]
      : []
  })
}

export function wrongFacts(errors: ReturnType<typeof factErrors>): AppError {
  return new AppError('record.facts', 422, errors[0]!.message, { ...errors[0], errors })
}

function unknownFact(
  field: string,
  id: string,
  fact: Fact | undefined,
  kind: SubjectKind,
  facts: ReadonlyMap<string, Fact>,
) {
  const message = fact
    ? {
        zh: `“${fact.label.zh}”由系统得出，不能填写。`,
        en: `${id} is worked out by the registry and cannot be entered.`,
      }
    : { zh: `事实目录里没有 ${id}。`, en: `The catalogue of ${kind} has no fact ${id}.` }
  const near = fact ? undefined : nearest(id, facts.keys())
  return { field, value: id, message, expected: near }
}

/** Checked facts as they are stored: money with two decimals, decimals with theirs. */
export function canonicalFacts(
  context: FactContext,
  kind: SubjectKind,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const facts = new Map(context.catalogue[kind].map((fact) => [fact.id, fact]))
  const entries = Object.entries(values).map(([id, value]) => {
    const fact = facts.get(id)!
    const checked = checkFactValue(fact, context.codeLists, value)
    return [id, 'value' in checked ? toJson(fact, checked.value) : value] as const
  })
  return Object.fromEntries(entries)
}
