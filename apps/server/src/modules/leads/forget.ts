/** What goes when its time is over, and what goes with a household or a person that is erased. Of the system alone. */
import type pg from 'pg'

type Client = Pick<pg.PoolClient, 'query'>

/**
 * Of lists whose time is over: rows about nobody go, of the others what they say and of whom, with the reasons of what was done;
 * of the list its name, its unknown headers and why it was taken back.
 * That there was a lead about the household, and what became of it, stays. Answers how many rows were emptied or went.
 */
export async function forgetOldLeads(client: Client, today: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `update lead_list set emptied_on = coalesce(emptied_on, $1), file_name = '', unread = '{}', withdrawn_secret = null
     where (emptied_on is null or withdrawn_secret is not null) and kept_until < $1::date returning id`,
    [today],
  )
  if (rows.length === 0) return 0
  const ids = [rows.map(({ id }) => id)]
  const gone = await client.query(
    `delete from lead where list_id = any($1::uuid[]) and outcome <> 'matched'`,
    ids,
  )
  const emptied = await client.query(
    `update lead set secret = null, person_id = null where list_id = any($1::uuid[])`,
    ids,
  )
  await client.query(
    `update lead_entry e set secret = null from lead l
     where l.list_id = any($1::uuid[]) and e.county_code = l.county_code and e.lead_id = l.id and e.secret is not null`,
    ids,
  )
  return (gone.rowCount ?? 0) + (emptied.rowCount ?? 0)
}

/** Subjects are those of the table `erasing` of the caller's transaction. Their leads stay, emptied. */
export async function forgetInLeads(client: Client): Promise<void> {
  // Each by its own index: what is asked by household or person at once reads every lead for every subject.
  await client.query(
    `with recursive about as materialized (
       select l.county_code, l.id from erasing e join lead l on l.county_code = e.county_code and l.household_id = e.subject_id
       where e.subject_kind = 'household' and l.outcome = 'matched'
       union
       select l.county_code, l.id from erasing e join lead l on l.county_code = e.county_code and l.person_id = e.subject_id
       where e.subject_kind = 'person'),
     emptied as (
       update lead l set secret = null, person_id = null from about a where a.county_code = l.county_code and a.id = l.id
       returning l.county_code, l.id, l.list_id, l.line),
     double as (
       select d.county_code, d.id, d.list_id, d.line from emptied m join lead d on d.list_id = m.list_id and d.double_of = m.line
       union
       select d.county_code, d.id, d.list_id, d.line from double b join lead d on d.list_id = b.list_id and d.double_of = b.line),
     doubles as (
       update lead l set secret = null from double d where d.county_code = l.county_code and d.id = l.id)
     update lead_entry n set secret = null from emptied m
     where n.county_code = m.county_code and n.lead_id = m.id and n.secret is not null`,
  )
}
