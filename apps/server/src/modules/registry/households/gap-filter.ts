/** Filters of lists that look at the data themselves: who lacks a fact, and who has exited within a year. */
import { nearest } from '@lika/policy'
import { invalid } from '../../../platform/errors.ts'
import type { RegistryDeps } from '../deps.ts'
import { type Catalogue, factColumns, type SubjectKind, sqlText } from '../fold/columns.ts'

export interface GapQuery {
  /** A fact: `waterMinutes`, or `members.enrolled` for the households in which somebody's is meant. */
  readonly gap?: string | undefined
  readonly gapKind?: 'stale' | 'missing' | 'notFresh' | 'needed' | undefined
  readonly exitedIn?: string | undefined
}

/** Conditions on the snapshot `s` of a household or village. */
export function gapConditions(
  deps: RegistryDeps,
  query: GapQuery,
  asked: { readonly region: string; readonly asOf: string },
  subject: 'household' | 'village',
): string[] {
  const conditions: string[] = []
  if (query.gap === undefined && query.gapKind !== undefined) throw kindAlone(query.gapKind)
  if (query.gap !== undefined) {
    const named = readFact(deps.catalogue, query.gap, subject)
    conditions.push(deps.verdicts.gapCondition({ ...asked, named, kind: query.gapKind ?? 'missing' }))
  }
  if (query.exitedIn !== undefined) {
    conditions.push(exitedInCondition(deps.catalogue, subject, query.exitedIn, asked.asOf))
  }
  return conditions
}

function readFact(catalogue: Catalogue, gap: string, subject: 'household' | 'village') {
  const [owner, member] = gap.split('.', 2) as [string, string?]
  const kind: SubjectKind = subject === 'household' && owner === 'members' && member ? 'person' : subject
  const fact = kind === 'person' ? member! : gap
  if (catalogue[kind].some(({ id }) => id === fact)) return { subject: kind, fact }
  const near = nearest(
    fact,
    catalogue[kind].map(({ id }) => id),
  )
  throw invalid(
    'households.unknownFact',
    {
      zh: `事实目录里没有 ${gap}，不能按它筛选缺项。`,
      en: `The catalogue has no fact ${gap}, so nobody can be found by lacking it.`,
    },
    { field: 'gap', value: gap, ...(near ? { expected: near } : {}) },
  )
}

function kindAlone(kind: string) {
  return invalid(
    'households.gapKindAlone',
    {
      zh: '按缺项筛选时须写明是哪个事实（gap）。',
      en: 'A kind of gap needs the fact that is meant, in gap.',
    },
    { field: 'gapKind', value: kind },
  )
}

/**
 * Condition on the snapshot `s`: exited, and in this year. The day of the exit says so where it is known; otherwise
 * whoever was registered under another status on the last day of the year before, and had exited by the year's end.
 */
export function exitedInCondition(
  catalogue: Catalogue,
  subject: 'household' | 'village',
  year: string,
  asOf: string,
): string {
  const end = `${year}-12-31`
  const before = `date ${sqlText(`${Number(year) - 1}-12-31`)}`
  const last = `date ${sqlText(end < asOf ? end : asOf)}`
  const statusOn = (day: string, condition: string) => `exists (select from ${subject}_snapshot b
    where b.county_code = s.county_code and b.${subject}_id = s.${subject}_id
      and b.valid_from <= ${day} and ${day} < b.valid_to and b.ended_because is null and b.status ${condition})`
  const changed = `(${statusOn(before, "is distinct from 'exited'")} and ${statusOn(last, "= 'exited'")})`
  const day = factColumns(catalogue, subject).find(({ fact }) => fact.id === 'exitedOn')?.column
  const inYear = day
    ? `case when s.${day} is null then ${changed} else s.${day} > ${before} and s.${day} <= ${last} end`
    : changed
  return `(s.status = 'exited' and ${inYear})`
}
