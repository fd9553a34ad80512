import type { Range, Runner } from './summary.store.ts'

/** Pairs of persons who may be one, that nobody has decided on. */
export async function countDuplicates(runner: Runner, range: Range): Promise<number> {
  const { rows } = await runner.query<{ n: number }>(
    `select count(*) as n from duplicate where state = 'open' and region_code >= $1 and region_code < $2`,
    [range.lo, range.hi],
  )
  return rows[0]!.n
}

/** For each condition on a person `s` and its outcomes `v`: how many households have such a member. One pass. */
export async function countMembersUnmet(
  runner: Runner,
  query: {
    readonly range: Range
    readonly asOf: string
    readonly status: readonly string[] | undefined
    readonly outcomes: string
    readonly conditions: readonly string[]
  },
): Promise<number[]> {
  const { conditions } = query
  if (conditions.length === 0) return []
  const { rows } = await runner.query<Record<string, number>>(
    `select ${conditions.map((_, i) => `count(*) filter (where c${i}) as c${i}`).join(', ')} from (
       select ${conditions.map((each, i) => `bool_or(${each}) as c${i}`).join(', ')}
       from ${query.outcomes} v join person_snapshot s on s.county_code = v.county_code and s.person_id = v.subject_id
         and s.valid_from <= $3::date and $3::date < s.valid_to
       join household_snapshot h on h.county_code = s.county_code and h.household_id = s.household_id
         and h.valid_from <= $3::date and $3::date < h.valid_to and h.ended_because is null
       where (${conditions.join(' or ')}) and h.region_code >= $1 and h.region_code < $2
         and ($4::text[] is null or h.status = any($4))
       group by h.county_code, h.household_id) g`,
    [query.range.lo, query.range.hi, query.asOf, query.status ?? null],
  )
  return conditions.map((_, i) => rows[0]![`c${i}`]!)
}
