/** What entries of cases, notices and the objections to them say of somebody who is erased by law (PIPL 47). */
import type pg from 'pg'

/** Stands in the place of what was said. */
export const ERASED = '（已删除）'

/** SQL: the facts of an entry without anybody's name. How many were at a meeting stays: a majority is counted of them. */
export const namelessEntry = (facts: string) => `case when ${facts} ? 'meeting'
  then jsonb_set(${facts} - 'name', '{meeting}', jsonb_build_object(
    'place', '${ERASED}', 'chair', '${ERASED}', 'recorder', '${ERASED}', 'minutes', '${ERASED}',
    'present', (select coalesce(jsonb_agg('${ERASED}'::text), '[]') from jsonb_array_elements(${facts} #> '{meeting,present}'))))
  else ${facts} - 'name' end`

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
  await forgetHeads(client)
}

/**
 * A head who is erased alone: where a row of a household in which he or she lived names whom the journal ever named so.
 * Whoever was head after or before is named otherwise and stays.
 */
async function forgetHeads(client: Pick<pg.PoolClient, 'query'>): Promise<void> {
  await client.query(
    `with named as (
       select distinct e.county_code, (m.facts ->> 'householdId')::uuid as household_id, r.facts ->> 'name' as name
       from erasing e
       join record m on m.county_code = e.county_code and m.subject_kind = 'person' and m.subject_id = e.subject_id
       join record r on r.county_code = e.county_code and r.subject_kind = 'person' and r.subject_id = e.subject_id
       where e.subject_kind = 'person' and m.facts ->> 'householdId' is not null and r.facts ->> 'name' <> ''
     ), gone as (
       select d.county_code, (d.facts ->> 'notice')::uuid as notice, array_agg(distinct (d.facts ->> 'case') || ' ' || m.name) as heads
       from named m join decision d on d.county_code = m.county_code and d.subject_kind = 'household' and d.subject_id = m.household_id
       where d.kind = 'casePosted' group by 1, 2
     ), written as (
       select g.county_code, g.notice, bool_or(c.is_gone) as is_gone, jsonb_agg(jsonb_set(r, '{cells}', c.cells) order by at) as rows
       from gone g join notice n on n.county_code = g.county_code and n.id = g.notice,
         jsonb_array_elements(n.content -> 'rows') with ordinality as t (r, at), lateral (
           select coalesce(bool_or(hit), false) as is_gone,
             coalesce(jsonb_agg(case when hit then to_jsonb($1::text) else to_jsonb(cell) end order by place), '[]') as cells
           from (select cell, place, n.content -> 'columns' -> (place::int - 1) ->> 'id' = 'headName'
               and (r ->> 'case') || ' ' || cell = any(g.heads) as hit
             from jsonb_array_elements_text(r -> 'cells') with ordinality as cells (cell, place)) as each
         ) c
       group by 1, 2
     )
     update notice n set content = n.content || jsonb_build_object('erased', true, 'rows', w.rows)
     from written w where w.is_gone and w.county_code = n.county_code and w.notice = n.id`,
    [ERASED],
  )
}
