/** Whether the facts that stand as given by cases are those that their entries gave and no reopening withdrew. Reads only. */
import type { Tx } from '../../platform/db.ts'
import type { FoldDifference } from '../registry/index.ts'

export async function verifyGiven(tx: Tx): Promise<FoldDifference[]> {
  const { rows } = await tx.client.query<{ side: string; n: number; examples: string[] }>(
    `with gave as (
       select d.county_code, d.id, d.facts -> 'gives' as facts from decision d
       where d.kind = 'caseDecided' and d.facts ? 'gives' and not exists (
         select from decision o where o.county_code = d.county_code and o.subject_kind = d.subject_kind
           and o.subject_id = d.subject_id and o.kind = 'caseReopened' and o.facts ->> 'case' = d.facts ->> 'case'
           and (o.received_at, o.id) > (d.received_at, d.id))
     ), stands as (
       select r.county_code, r.operation_id, r.facts from record r
       where r.source = 'case' and r.corrects is null and not exists (
         select from record c where c.county_code = r.county_code and c.corrects = r.id)
     ), other as (
       select 'missing' as side, d.id from (select * from gave except all select * from stands) d
       union all
       select 'extra', d.operation_id from (select * from stands except all select * from gave) d)
     select side, count(*)::integer as n, (array_agg(id::text order by id))[1:3] as examples from other group by side`,
  )
  const of = (side: string) => rows.find((row) => row.side === side)?.n ?? 0
  const examples = rows.flatMap((row) => row.examples).slice(0, 3)
  return [{ fold: 'facts of cases', missing: of('missing'), extra: of('extra'), examples }]
}
