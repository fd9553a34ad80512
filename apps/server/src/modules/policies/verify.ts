/** Counts and live verdicts against what they are made of. */

import { regionRange } from '@lika/codes'
import type { Tx } from '../../platform/db.ts'
import { sqlText } from '../registry/index.ts'
import { areaCondition, type JudgingContext, judgedSql, relationsNow, setsFor } from './judging.ts'

export interface VerdictDifference {
  readonly fold: string
  readonly missing: number
  readonly extra: number
  readonly examples: readonly string[]
}

/** Judges everybody again with compiled SQL and compares with the live verdicts, and the counts with both. */
export async function verifyVerdicts(
  tx: Tx,
  context: JudgingContext,
  region: string,
): Promise<VerdictDifference[]> {
  const differences: VerdictDifference[] = []
  for (const area of context.policies.areas(region)) {
    const policy = context.policies.at(area.region, context.today)
    for (const kind of ['household', 'person', 'village'] as const) {
      for (const set of setsFor(policy, kind)) {
        const condition = areaCondition(area)
        const judged = `select j.county_code, j.${kind}_id as subject_id, codes, overall::smallint as outcome, s.region_code, ${counted[kind]}
          from (${judgedSql(set, relationsNow(context, policy), condition)}) j
          join ${kind}_snapshot s on s.county_code = j.county_code and s.${kind}_id = j.${kind}_id and s.valid_to = 'infinity'`
        const kept = `select county_code, subject_id, codes, outcome, region_code, status, persons from verdict s where set_id = '${set.id}' and ${condition}`
        differences.push(
          await differenceOf(tx, `verdict ${set.id}${area.region ? ` ${area.region}` : ''}`, judged, kept),
        )
      }
    }
  }
  const known = context.policies.areas(region).map((area) => {
    const sets = Object.keys(context.policies.at(area.region, context.today).sets).map(sqlText)
    return `(${areaCondition(area)} and set_id in (${sets.join(', ')}))`
  })
  const verdict = 'select county_code, subject_id, set_id from verdict s'
  differences.push(
    await differenceOf(
      tx,
      'verdict',
      `${verdict} where ${known.join(' or ')}`,
      `${verdict} where ${within(region)}`,
    ),
  )
  differences.push(await differenceOf(tx, 'verdict_count', countedVerdicts, keptVerdictCounts))
  differences.push(await differenceOf(tx, 'household_count', countedHouseholds, keptHouseholdCounts))
  return differences
}

function within(region: string): string {
  const { lo, hi } = regionRange(region === '' ? 'all' : region)
  return `s.region_code >= ${sqlText(lo)} and s.region_code < ${sqlText(hi)}`
}

/** What a verdict carries of its subject, for counting. */
const counted = {
  household: 's.status, s.household_size as persons',
  person: 'null::text as status, 1 as persons',
  village: 's.status, 0 as persons',
}

async function differenceOf(tx: Tx, fold: string, made: string, kept: string): Promise<VerdictDifference> {
  const { rows } = await tx.client.query<{ side: string; rows: number; examples: string[] }>(
    `with made as materialized (${made}), kept as materialized (${kept}),
     difference as (
       select 'missing' as side, d::text as example from (select * from made except all select * from kept) d
       union all select 'extra', d::text from (select * from kept except all select * from made) d)
     select side, count(*) as rows, (array_agg(left(example, 120)))[1:3] as examples from difference group by side`,
  )
  const count = (side: string) => rows.find((row) => row.side === side)?.rows ?? 0
  return {
    fold,
    missing: count('missing'),
    extra: count('extra'),
    examples: rows.flatMap((row) => row.examples).slice(0, 3),
  }
}

const countedVerdicts = `
  select county_code, left(region_code, digits) as region_code, set_id, coalesce(status, '') as status, n::smallint as criterion,
    (case when n < 0 then outcome else (codes >> (2 * n)) & 3 end)::smallint as found, count(*)::numeric as subjects, sum(persons)::numeric as persons
  from verdict, lateral generate_series(-1, criteria - 1) n, (values (6), (9), (12)) as level (digits) group by 1, 2, 3, 4, 5, 6`

const keptVerdictCounts = `
  select county_code, region_code, set_id, status, criterion, outcome, sum(subjects) as subjects, sum(persons) as persons from (
    select county_code, region_code, set_id, status, criterion, outcome, subjects, persons from verdict_count
    union all select county_code, left(village_code, digits), set_id, status, criterion, outcome, subjects, persons
    from verdict_change, (values (6), (9), (12)) as level (digits)) c
  group by 1, 2, 3, 4, 5, 6 having sum(subjects) <> 0 or sum(persons) <> 0`

const countedHouseholds = `
  select county_code, left(region_code, digits) as region_code, coalesce(status, '') as status, coalesce(cause, '') as cause,
    count(*)::numeric as households, sum(household_size)::numeric as persons
  from household_snapshot, (values (6), (9), (12)) as level (digits)
  where valid_to = 'infinity' and ended_because is null group by 1, 2, 3, 4`

const keptHouseholdCounts = `
  select county_code, region_code, status, cause, sum(households) as households, sum(persons) as persons from (
    select county_code, region_code, status, cause, households, persons from household_count
    union all select county_code, left(village_code, digits), status, cause, households, persons
    from household_change, (values (6), (9), (12)) as level (digits)) c
  group by 1, 2, 3, 4 having sum(households) <> 0 or sum(persons) <> 0`
