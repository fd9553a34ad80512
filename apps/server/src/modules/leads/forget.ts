/** What goes when its time is over, and what goes with a household or a person that is erased. Of the system alone. */
import type pg from 'pg'

type Client = Pick<pg.PoolClient, 'query'>

/**
 * Of lists whose time is over: rows about nobody go, of the others what they say and of whom, with the reasons of what was done.
 * That there was a lead about the household, and what became of it, stays. Answers how many rows were emptied or went.
 */
export async function forgetOldLeads(client: Client, today: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    'update lead_list set emptied_on = $1 where emptied_on is null and kept_until < $1::date returning id',
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
  await client.query(
    `with emptied as (
       update lead l set secret = null, person_id = null from erasing e
       where e.county_code = l.county_code and l.outcome = 'matched'
         and (e.subject_kind = 'household' and e.subject_id = l.household_id
           or e.subject_kind = 'person' and e.subject_id = l.person_id)
       returning l.county_code, l.id, l.list_id, l.line),
     doubles as (
       update lead d set secret = null from emptied m where d.list_id = m.list_id and d.double_of = m.line and d.outcome = 'double')
     update lead_entry n set secret = null from emptied m
     where n.county_code = m.county_code and n.lead_id = m.id and n.secret is not null`,
  )
}
