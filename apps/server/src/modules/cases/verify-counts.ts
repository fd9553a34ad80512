/** Whether the counts that are kept of cases are those of the cases themselves. Reads only. */
import type { Tx } from '../../platform/db.ts'
import type { FoldDifference } from '../registry/index.ts'

const KEY = 'county_code, level, region_code, procedure, digest, state, steps, outcome'
const LEVELS = '(values (6), (9), (12)) as levels (level)'

export async function verifyCaseCounts(tx: Tx): Promise<FoldDifference[]> {
  const { rows } = await tx.client.query<{ side: string; n: number; examples: string[] }>(
    `with made as (
       select county_code, level, left(region_code, level) as region_code, procedure, digest, state, steps, coalesce(outcome, '') as outcome,
         count(*)::numeric as cases from case_file, ${LEVELS} group by 1, 2, 3, 4, 5, 6, 7, 8
     ), kept as (
       select ${KEY}, sum(cases)::numeric as cases from (
         select ${KEY}, cases from case_count
         union all
         select county_code, level, left(region_code, level), procedure, digest, state, steps, outcome, cases from case_change, ${LEVELS}) c
       group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(cases) <> 0
     ), other as (
       select 'missing' as side, d::text as example from (select * from made except all select * from kept) d
       union all
       select 'extra', d::text from (select * from kept except all select * from made) d)
     select side, count(*)::integer as n, (array_agg(left(example, 120)))[1:3] as examples from other group by side`,
  )
  const of = (side: string) => rows.find((row) => row.side === side)?.n ?? 0
  return [
    {
      fold: 'case_count',
      missing: of('missing'),
      extra: of('extra'),
      examples: rows.flatMap(({ examples }) => examples).slice(0, 3),
    },
  ]
}
