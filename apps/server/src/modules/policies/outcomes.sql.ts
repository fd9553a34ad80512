/** Outcomes of a set for the households of a region on a day, as relations and conditions for lists and counts. */
import type { EffectivePolicy } from '@lika/policy'
import { areaCondition, type JudgingContext, judgedSql, relationsAt } from './judging.ts'
import type { Area } from './policies.ts'

/**
 * FROM item `(county_code, subject_id, codes, outcome)`. On today's day it is the verdict table, else it is judged; then
 * `among`, a condition on the snapshot `s`, says whose outcomes are wanted at all.
 */
export function outcomesAt(
  context: JudgingContext,
  region: string,
  asOf: string,
  set: string,
  among = 'true',
): string {
  if (asOf === context.today) {
    return `(select county_code, subject_id, region_code, codes, outcome from verdict where set_id = '${set.replaceAll("'", "''")}')`
  }
  const judged = eachArea(context, region, asOf, set).map(({ area, policy }) => {
    const found = policy.sets[set]!
    const sql = judgedSql(found, relationsAt(context, policy, asOf), `${areaCondition(area)} and ${among}`)
    return `select county_code, ${found.subject}_id as subject_id, codes, overall as outcome from (${sql}) judged`
  })
  return judged.length === 0
    ? '(select null::text as county_code, null::uuid as subject_id, null::bigint as codes, null::smallint as outcome where false)'
    : `(${judged.join(' union all ')})`
}

/** Areas of a region in which the set is in force. Two areas may have other criteria under the same set. */
export function eachArea(
  context: JudgingContext,
  region: string,
  asOf: string,
  set: string,
): { readonly area: Area; readonly policy: EffectivePolicy }[] {
  return context.policies
    .areas(region)
    .map((area) => ({ area, policy: context.policies.at(area.region, asOf) }))
    .filter(({ policy }) => policy.sets[set] !== undefined)
}

/** Condition on the snapshot `s` and outcomes `v`: the criterion (or the whole set) has the outcome. */
export function outcomeCondition(
  context: JudgingContext,
  query: {
    readonly region: string
    readonly asOf: string
    readonly set: string
    readonly criterion?: string | undefined
    readonly outcome: 0 | 1 | 2
    /** Of the outcomes, where it is not `v`. */
    readonly alias?: string | undefined
  },
): string {
  const alias = query.alias ?? 'v'
  if (query.criterion === undefined) return `${alias}.outcome = ${query.outcome}`
  const parts = eachArea(context, query.region, query.asOf, query.set).flatMap(({ area, policy }) => {
    const index = policy.sets[query.set]!.criteria.findIndex(({ id }) => id === query.criterion)
    return index < 0
      ? []
      : [`(${areaCondition(area)} and ((${alias}.codes >> ${2 * index}) & 3) = ${query.outcome})`]
  })
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
}
