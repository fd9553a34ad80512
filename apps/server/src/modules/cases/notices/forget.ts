/** What a notice and the objections to it say of somebody who is erased by law (PIPL 47). */
import type pg from 'pg'

/** Stands in the place of what was said. */
export const ERASED = '（已删除）'

/**
 * Subjects are those of the table `erasing` of the caller's transaction. The rows of the notices stay, emptied; their
 * digest stays what was published, as the sealed entries have it.
 */
export async function forgetInNotices(client: Pick<pg.PoolClient, 'query'>): Promise<void> {
  await client.query(
    `update objection o set secret = null from erasing e
     where e.subject_kind = 'household' and e.county_code = o.county_code and e.subject_id = o.subject_id`,
  )
  await client.query(
    `with gone as (
       select d.county_code, (d.facts ->> 'notice')::uuid as notice, array_agg(distinct d.facts ->> 'case') as cases
       from decision d join erasing e on e.subject_kind = 'household' and e.county_code = d.county_code and e.subject_id = d.subject_id
       where d.kind = 'casePosted' group by 1, 2)
     update notice n set content = n.content || jsonb_build_object('erased', true, 'rows', (
       select jsonb_agg(case when r ->> 'case' = any(g.cases)
           then jsonb_set(r, '{cells}', (select coalesce(jsonb_agg($1::text), '[]') from jsonb_array_elements(r -> 'cells')))
           else r end order by at)
       from jsonb_array_elements(n.content -> 'rows') with ordinality as t (r, at)))
     from gone g where g.county_code = n.county_code and g.notice = n.id`,
    [ERASED],
  )
}
