/** Facts that open steps ask: which of them are known of each subject today, and what they are called. */
import { type CaseState, heresOf, type Text } from '@lika/policy'
import { factColumns, type RegistryDeps, type SubjectKind, sqlText } from '../registry/index.ts'
import type { CaseFile, Runner } from './case-files.store.ts'

export type KnownOf = (subject: string) => readonly string[]

/** A fact whose time has passed is no longer known, as when it is judged. Nothing is known of a county by itself. */
export async function knownFacts(
  { catalogue, clock }: Pick<RegistryDeps, 'catalogue' | 'clock'>,
  runner: Runner,
  files: readonly CaseFile[],
  stateOf: (id: string) => CaseState,
): Promise<KnownOf> {
  const found = new Map<string, readonly string[]>()
  for (const kind of ['household', 'village'] as const) {
    const open = files.filter(({ subjectKind, state }) => subjectKind === kind && state === 'open')
    const asked = new Set(open.flatMap(({ id }) => heresOf(stateOf(id)).flatMap(({ step }) => step.facts)))
    const columns = factColumns(catalogue, kind).filter(({ fact }) => asked.has(fact.id))
    if (columns.length === 0) continue
    const known = columns.map(({ fact, column, observedColumn }) => {
      const isFresh =
        observedColumn === undefined
          ? ''
          : ` and (s.${observedColumn} + interval '${fact.validForMonths} months')::date >= $3::date`
      return `case when s.${column} is not null${isFresh} then ${sqlText(fact.id)} end`
    })
    const { rows } = await runner.query<{ id: string; known: string[] }>(
      `select s.${kind}_id as id, array_remove(array[${known.join(', ')}], null) as known from ${kind}_snapshot s
       where s.county_code = any($1) and s.${kind}_id = any($2::uuid[]) and s.valid_to = 'infinity' and $3::date is not null`,
      [
        [...new Set(open.map(({ countyCode }) => countyCode))],
        open.map(({ subjectId }) => subjectId),
        clock.today(),
      ],
    )
    for (const { id, known: facts } of rows) found.set(id, facts)
  }
  return (subject) => found.get(subject) ?? []
}

/** What a fact of a subject is called; its id where the catalogue has it no more. */
export function factLabel({ catalogue }: Pick<RegistryDeps, 'catalogue'>, subject: string, id: string): Text {
  const facts = Object.hasOwn(catalogue, subject) ? catalogue[subject as SubjectKind] : []
  return facts.find((fact) => fact.id === id)?.label ?? { zh: id, en: id }
}
