/** Everything that is kept, by name, and what it means. */
import { type DataDictionary, type DictionaryFact, routes } from '@lika/contract'
import { type CodeList, type EffectivePolicy, type Fact, formatDecimal } from '@lika/policy'
import type pg from 'pg'
import { type HandledRoute, handle } from '../../platform/http.ts'
import type { JudgingContext } from '../policies/index.ts'
import { subjectKinds } from '../registry/index.ts'
import { readersOf } from './readers.ts'
import { factPlaces, listTables } from './tables.ts'

export interface DictionaryDeps {
  readonly runner: Pick<pg.Pool, 'query'>
  readonly judging: () => JudgingContext
}

export interface DictionaryQuery {
  readonly region: string
  readonly asOf?: string | undefined
}

export function dictionaryRoutes(deps: DictionaryDeps): HandledRoute[] {
  return [handle(routes.dictionary.getDictionary, ({ query }) => readDictionary(deps, query))]
}

export async function readDictionary(deps: DictionaryDeps, query: DictionaryQuery): Promise<DataDictionary> {
  const { policies, today } = deps.judging()
  const { catalogue, codeLists } = policies
  const asOf = query.asOf ?? today
  const inForce = policies.areas(query.region).map((area) => policies.at(area.region, asOf))
  const readers = readersOf(inForce)
  const places = new Map([...factPlaces(catalogue)].map(([column, fact]) => [fact, column]))
  const facts = subjectKinds.flatMap((kind) => catalogue[kind])
  return {
    subjects: subjectKinds.map((id) => ({ id, label: labelOfSubject(inForce, id) })),
    facts: facts.map((fact) => {
      const key = `${fact.subject}.${fact.id}`
      const column = fact.flow ? 'income_entry.amount' : places.get(key)
      return describeFact(fact, column, [...(readers.get(key) ?? [])])
    }),
    codeLists: Object.values(codeLists).map((list) => describeList(list, facts)),
    tables: await listTables(deps.runner, catalogue),
  }
}

function labelOfSubject(policies: readonly EffectivePolicy[], id: string) {
  return (
    policies.map(({ subjects }) => subjects[id]?.label).find((label) => label !== undefined) ?? {
      zh: id,
      en: id,
    }
  )
}

function describeFact(
  fact: Fact,
  column: string | undefined,
  readBy: DictionaryFact['readBy'],
): DictionaryFact {
  const range = fact.range && {
    min: formatDecimal(fact.range.min, fact.scale),
    max: formatDecimal(fact.range.max, fact.scale),
  }
  return {
    id: fact.id,
    subject: fact.subject,
    type: fact.type,
    label: fact.label,
    scale: fact.scale,
    class: fact.class,
    flow: fact.flow,
    system: fact.system,
    source: fact.source,
    confirmed: fact.confirmed,
    ...(fact.question ? { question: fact.question } : {}),
    ...(fact.unitText ? { unit: fact.unitText } : {}),
    ...range,
    ...(fact.codes ? { codes: fact.codes } : {}),
    ...(fact.validForMonths ? { validForMonths: fact.validForMonths } : {}),
    ...(fact.group ? { group: fact.group } : {}),
    ...(fact.parent ? { parent: fact.parent } : {}),
    ...(column === undefined ? {} : { column }),
    pack: fact.origin.pack,
    readBy,
  }
}

function describeList(list: CodeList, facts: readonly Fact[]): DataDictionary['codeLists'][number] {
  return {
    id: list.id,
    label: list.label,
    source: list.source,
    confirmed: list.confirmed,
    values: list.values.map(({ code, label, national }) => ({
      code,
      label,
      ...(national === undefined ? {} : { national }),
    })),
    usedBy: facts.filter(({ codes }) => codes === list.id).map(({ subject, id }) => `${subject}.${id}`),
  }
}
