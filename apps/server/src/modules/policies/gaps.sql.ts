/**
 * Gaps of data: which facts the sets in force read, and for whom they are known, too old or missing. Judging takes what
 * is too old as unknown, so both are read from the same expressions as verdicts are.
 */
import { type CriteriaSet, compileSql, type EffectivePolicy, type SqlBinding } from '@lika/policy'
import { factColumns, factsTaken, flowFacts, type SubjectKind, subjectKinds } from '../registry/index.ts'
import { areaCondition, type JudgingContext, relationsAt } from './judging.ts'
import type { Area } from './policies.ts'
import { bindingAt, holdsAt, householdRelation, personRelation, villageRelation } from './relations.sql.ts'

export type GapKind = 'stale' | 'missing'

/** A fact as it is named from a household: `waterMinutes`, or `members.enrolled` for one of its members. */
export interface NamedFact {
  readonly subject: SubjectKind
  readonly fact: string
}

const read = new WeakMap<CriteriaSet, readonly NamedFact[]>()

/** Facts that the criteria of a set read, of whichever subject. */
export function factsRead(
  context: JudgingContext,
  policy: EffectivePolicy,
  set: CriteriaSet,
): readonly NamedFact[] {
  // Counties and the like are judged by figures that nobody records of a household.
  if (!subjectKinds.some((kind) => kind === set.subject)) return []
  const known = read.get(set)
  if (known) return known
  const seen = new Map<string, NamedFact>()
  const watch = (relation: SqlBinding['subjects'][string], subject: SubjectKind): typeof relation => ({
    ...relation,
    fact: (fact, alias) => {
      seen.set(`${subject}.${fact}`, { subject, fact })
      return relation.fact(fact, alias)
    },
    lists: Object.fromEntries(
      Object.entries(relation.lists).map(([name, list]) => [
        name,
        { ...watch({ ...list, key: [] }, name === 'members' ? 'person' : 'household'), join: list.join },
      ]),
    ),
  })
  const binding = bindingAt({ ...relationsAt(context, policy, context.today), needed: new Set() })
  const subjects = Object.fromEntries(
    subjectKinds.map((kind) => [kind, watch(binding.subjects[kind]!, kind)]),
  )
  compileSql(set, { ...binding, subjects })
  const facts = [...seen.values()].filter(({ subject, fact }) => isKept(context, subject, fact))
  read.set(set, facts)
  return facts
}

/** Whether it is a fact of the catalogue that somebody records of that very subject. */
function isKept({ policies }: JudgingContext, subject: SubjectKind, fact: string): boolean {
  const taken = factsTaken(policies.catalogue, subject).some(({ id }) => id === fact)
  return !taken && policies.catalogue[subject].some(({ id }) => id === fact)
}

/** SQL conditions on a row of the relation of the subject under `alias`. */
function statesOf(context: JudgingContext, asOf: string, { subject, fact }: NamedFact, alias: string) {
  const { catalogue } = context.policies
  const binding = bindingAt({ ...daysOf(context, asOf), catalogue, needed: new Set() })
  const value = binding.subjects[subject]!.fact(fact, alias)
  const column = factColumns(catalogue, subject).find((each) => each.fact.id === fact)
  const fresh = `(${value}) is not null`
  // An observation that says "unknown" has a day and no value: that is missing, not old.
  const stale = column?.observedColumn
    ? `(${alias}.${column.column} is not null and (${value}) is null)`
    : 'false'
  return { fresh, stale, missing: `(not (${fresh}) and not ${stale})` }
}

function daysOf(context: JudgingContext, asOf: string) {
  return { asOf, isNow: asOf === context.today, window: { from: asOf, to: asOf } }
}

/** Areas of a region whose catalogue has the fact. */
function areasOf(context: JudgingContext, region: string, asOf: string, { subject, fact }: NamedFact) {
  return context.policies
    .areas(region)
    .map((area) => ({ area, policy: context.policies.at(area.region, asOf) }))
    .filter(({ policy }) => policy.facts[subject]?.[fact] !== undefined)
}

/** Condition on the snapshot `s` of a household or village: the fact is missing, or too old, of it or of a member. */
export function gapCondition(
  context: JudgingContext,
  query: {
    readonly region: string
    readonly asOf: string
    readonly kind: GapKind
    readonly named: NamedFact
  },
): string {
  const { named, asOf, kind } = query
  const parts = areasOf(context, query.region, asOf, named).map(({ area, policy }) => {
    const inside = areaCondition(area)
    if (named.subject === 'person') {
      const state = statesOf(context, asOf, named, 'm')[kind]
      return `(${inside} and exists (select from person_snapshot m where m.county_code = s.county_code
        and m.household_id = s.household_id and ${holdsAt('m', daysOf(context, asOf))} and ${state}))`
    }
    const isFlow = flowFacts(context.policies.catalogue).some(({ id }) => id === named.fact)
    if (!isFlow || named.subject !== 'household') {
      return `(${inside} and ${statesOf(context, asOf, named, 's')[kind]})`
    }
    // An item of the income book is known when the book fills the months that count.
    const relation = householdRelation({
      ...relationsAt(context, policy, asOf),
      needed: new Set([named.fact]),
      householdsWhere: inside,
    })
    return `(s.county_code, s.household_id) in (select x.county_code, x.household_id from ${relation} x where ${statesOf(context, asOf, named, 'x')[kind]})`
  })
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
}

/**
 * A SELECT that counts the gaps of an area, of those with a status of `$1` or of all: `n` subjects and, for the fact at
 * place i, `f<i>` fresh and `s<i>` stale ones; of persons also the households `hs<i>` and `hm<i>` in which somebody's is
 * stale or missing.
 */
export function countGapsSql(
  context: JudgingContext,
  query: { readonly asOf: string; readonly area: Area; readonly policy: EffectivePolicy },
  subject: SubjectKind,
  facts: readonly string[],
): string {
  const { asOf, policy } = query
  const counts = facts.map((fact, i) => {
    const { fresh, stale } = statesOf(context, asOf, { subject, fact }, 's')
    return `, count(*) filter (where ${fresh}) as f${i}, count(*) filter (where ${stale}) as s${i}`
  })
  const where = areaCondition(query.area)
  const ofStatus = (alias: string) => `($1::text[] is null or ${alias}.status = any($1))`
  const options = { ...relationsAt(context, policy, asOf), needed: new Set(facts) }
  if (subject !== 'person') {
    const chosen = `${where} and ${ofStatus('s')}`
    const relation =
      subject === 'village'
        ? villageRelation({ ...options, villagesWhere: chosen })
        : householdRelation({ ...options, householdsWhere: chosen })
    return `select count(*) as n${counts.join('')} from ${relation} s`
  }
  const sums = facts.map(
    (_, i) => `, coalesce(sum(f${i}), 0)::bigint as f${i}, coalesce(sum(s${i}), 0)::bigint as s${i}
      , count(*) filter (where s${i} > 0) as hs${i}, count(*) filter (where n > f${i} + s${i}) as hm${i}`,
  )
  // One pass over the persons, gathered by household.
  return `select coalesce(sum(n), 0)::bigint as n${sums.join('')} from (
    select count(*) as n${counts.join('')} from ${personRelation({ ...options, personsWhere: where })} s
    join household_snapshot h on h.county_code = s.county_code and h.household_id = s.household_id
      and ${holdsAt('h', daysOf(context, asOf))} and h.ended_because is null and ${ofStatus('h')}
    group by s.county_code, s.household_id) g`
}
