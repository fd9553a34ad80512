/**
 * Gaps of data: which facts the sets in force read, and for whom they are known, too old or missing. Judging takes what
 * is too old as unknown, so both are read from the same expressions as verdicts are.
 */
import { type CriteriaSet, compileSql, type EffectivePolicy, type SqlBinding } from '@lika/policy'
import { factColumns, factsTaken, flowFacts, type SubjectKind, subjectKinds } from '../registry/index.ts'
import { isIndicatorSet } from './indicators.ts'
import { areaCondition, type JudgingContext, relationsAt } from './judging.ts'
import { outcomesAt } from './outcomes.sql.ts'
import type { Area } from './policies.ts'
import { bindingAt, holdsAt, householdRelation, personRelation, villageRelation } from './relations.sql.ts'

/** `needed`: stale or missing, and a criterion that reads the fact cannot be told. */
export type GapKind = 'stale' | 'missing' | 'notFresh' | 'needed'

/** A fact as it is named from a household: `waterMinutes`, or `members.enrolled` for one of its members. */
export interface NamedFact {
  readonly subject: SubjectKind
  readonly fact: string
}

/** With the places of the criteria of the set that read it. */
export interface ReadFact extends NamedFact {
  readonly criteria: readonly number[]
}

/** Packs on the quality of data bear this in their topic; their criteria are met where data are in order. */
export function isQualitySet(id: string): boolean {
  return id.startsWith('data-quality-')
}

const read = new WeakMap<CriteriaSet, readonly ReadFact[]>()

/** Facts that the criteria of a set read, of whichever subject. */
export function factsRead(
  context: JudgingContext,
  policy: EffectivePolicy,
  set: CriteriaSet,
): readonly ReadFact[] {
  // Counties and the like are judged by figures that nobody records of a household.
  if (!subjectKinds.some((kind) => kind === set.subject)) return []
  const known = read.get(set)
  if (known) return known
  const seen = new Map<string, { subject: SubjectKind; fact: string; criteria: number[] }>()
  let criterion = 0
  const watch = (relation: SqlBinding['subjects'][string], subject: SubjectKind): typeof relation => ({
    ...relation,
    fact: (fact, alias) => {
      const known = seen.get(`${subject}.${fact}`) ?? { subject, fact, criteria: [] }
      if (!known.criteria.includes(criterion)) known.criteria.push(criterion)
      seen.set(`${subject}.${fact}`, known)
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
  for (; criterion < set.criteria.length; criterion++) {
    const alone = { ...set, criteria: [set.criteria[criterion]!], verdict: { criterion: 0 } }
    compileSql(alone, { ...binding, subjects })
  }
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
  return {
    fresh,
    stale,
    missing: `(not (${fresh}) and not ${stale})`,
    notFresh: `not (${fresh})`,
    needed: `not (${fresh})`,
  }
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

/** Sets about a kind of subject of whose criteria some read the fact, with the condition that one of those cannot be told. */
function readersOf(
  context: JudgingContext,
  query: { readonly region: string; readonly asOf: string },
  policy: EffectivePolicy,
  { subject, fact }: NamedFact,
) {
  const judged = subject === 'person' ? 'household' : subject
  return Object.values(policy.sets)
    .filter((set) => set.subject === judged && !isIndicatorSet(set.id) && !isQualitySet(set.id))
    .flatMap((set) => {
      const reads = factsRead(context, policy, set).find(
        (each) => each.subject === subject && each.fact === fact,
      )
      const open = (alias: string) =>
        `(${reads!.criteria.map((at) => `((${alias}.codes >> ${2 * at}) & 3) = 1`).join(' or ')})`
      return reads ? [{ set: set.id, from: outcomesAt(context, query.region, query.asOf, set.id), open }] : []
    })
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
    const readers = readersOf(context, query, policy, named).map(
      ({ from, open }) => `exists (select from ${from} v where v.county_code = s.county_code
        and v.subject_id = s.${named.subject === 'village' ? 'village' : 'household'}_id and ${open('v')})`,
    )
    const isOpen = kind !== 'needed' ? [] : [readers.length === 0 ? 'false' : `(${readers.join(' or ')})`]
    const inside = [areaCondition(area), ...isOpen].join(' and ')
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
      householdsWhere: areaCondition(area),
    })
    return `(${inside} and (s.county_code, s.household_id) in (select x.county_code, x.household_id from ${relation} x where ${statesOf(context, asOf, named, 'x')[kind]}))`
  })
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
}

/**
 * A SELECT that counts the gaps of an area, of those with a status of `$1` or of all: `n` subjects and, for the fact at
 * place i, `f<i>` fresh and `s<i>` stale ones and `o<i>` for which a criterion that reads it cannot be told; of persons
 * the households `hs<i>` and `hm<i>` in which somebody's is stale or missing, and of households `o<i>`.
 */
export function countGapsSql(
  context: JudgingContext,
  query: {
    readonly region: string
    readonly asOf: string
    readonly area: Area
    readonly policy: EffectivePolicy
  },
  subject: SubjectKind,
  facts: readonly string[],
): string {
  const { asOf, policy } = query
  const states = facts.map((fact) => statesOf(context, asOf, { subject, fact }, 's'))
  const counts = states.map(
    ({ fresh, stale }, i) =>
      `, count(*) filter (where ${fresh}) as f${i}, count(*) filter (where ${stale}) as s${i}`,
  )
  const readers = facts.map((fact) => readersOf(context, query, policy, { subject, fact }))
  const sets = [...new Map(readers.flat().map(({ set, from }) => [set, from]))]
  const joined = (alias: string, key: string) =>
    sets
      .map(
        ([, from], k) =>
          `left join ${from} v${k} on v${k}.county_code = ${alias}.county_code and v${k}.subject_id = ${alias}.${key}`,
      )
      .join(' ')
  const openOf = (i: number) => {
    const open = readers[i]!.map((each) => each.open(`v${sets.findIndex(([set]) => set === each.set)}`))
    return open.length === 0 ? 'false' : `(${open.join(' or ')})`
  }
  const where = areaCondition(query.area)
  const ofStatus = (alias: string) => `($1::text[] is null or ${alias}.status = any($1))`
  const options = { ...relationsAt(context, policy, asOf), needed: new Set(facts) }
  if (subject !== 'person') {
    const chosen = `${where} and ${ofStatus('s')}`
    const relation =
      subject === 'village'
        ? villageRelation({ ...options, villagesWhere: chosen })
        : householdRelation({ ...options, householdsWhere: chosen })
    const open = states.map(
      ({ needed }, i) => `, count(*) filter (where ${needed} and ${openOf(i)}) as o${i}`,
    )
    return `select count(*) as n${counts.join('')}${open.join('')} from ${relation} s ${joined('s', `${subject}_id`)}`
  }
  const sums = facts.map(
    (_, i) => `, coalesce(sum(f${i}), 0)::bigint as f${i}, coalesce(sum(s${i}), 0)::bigint as s${i}
      , count(*) filter (where s${i} > 0) as hs${i}, count(*) filter (where n > f${i} + s${i}) as hm${i}
      , count(*) filter (where n > f${i} and ${openOf(i)}) as o${i}`,
  )
  // One pass over the persons, gathered by household.
  return `select coalesce(sum(n), 0)::bigint as n${sums.join('')} from (
    select s.county_code, s.household_id, count(*) as n${counts.join('')}
    from ${personRelation({ ...options, personsWhere: where })} s
    join household_snapshot h on h.county_code = s.county_code and h.household_id = s.household_id
      and ${holdsAt('h', daysOf(context, asOf))} and h.ended_because is null and ${ofStatus('h')}
    group by s.county_code, s.household_id) g ${joined('g', 'household_id')}`
}
