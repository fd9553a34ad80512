/** The SQL of saved views. */
import type { Runner } from './households.store.ts'

export interface ViewRow {
  readonly id: string
  readonly account_id: string
  readonly page: 'households'
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly shared_with: string | null
  readonly owner: string
  readonly updated_at: string
}

const select = `
select v.id, v.account_id, v.page, v.name, v.search, v.shared_with, a.display_name as owner, v.updated_at
from saved_view v join account a on a.id = v.account_id`

/** One's own, and those shared with a region in which one's regions lie; one's own first, by name. */
export async function listViewRows(
  runner: Runner,
  page: string,
  accountId: string,
  regions: readonly string[],
): Promise<ViewRow[]> {
  const { rows } = await runner.query<ViewRow>(
    `${select} where v.page = $1 and (v.account_id = $2 or exists (select from unnest($3::text[]) r
       where v.shared_with = 'all' or r ^@ v.shared_with))
     order by v.account_id <> $2, v.name collate "zh-x-icu", v.id limit 300`,
    [page, accountId, regions],
  )
  return rows
}

export async function findView(runner: Runner, id: string): Promise<ViewRow | undefined> {
  const { rows } = await runner.query<ViewRow>(`${select} where v.id = $1`, [id])
  return rows[0]
}

export async function countViews(runner: Runner, accountId: string): Promise<number> {
  const { rows } = await runner.query<{ n: number }>(
    'select count(*) as n from saved_view where account_id = $1',
    [accountId],
  )
  return rows[0]!.n
}

/** False when another of the account's views bears the name, or somebody else's bears the id. */
export async function upsertView(runner: Runner, view: NewView): Promise<boolean> {
  try {
    return await upsertOnce(runner, view)
  } catch (error) {
    // Sent twice at once, the second may meet the first in the index of names before that of ids. Now it is there to be seen.
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    return upsertOnce(runner, view)
  }
}

const UNIQUE_VIOLATION = '23505'

interface NewView {
  readonly id: string
  readonly accountId: string
  readonly page: string
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly sharedWith: string | null
}

async function upsertOnce(runner: Runner, view: NewView): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into saved_view (id, account_id, page, name, search, shared_with)
     select $1, $2, $3, $4, $5, $6
     where not exists (select from saved_view o where o.account_id = $2 and o.page = $3 and o.name = $4 and o.id <> $1)
     on conflict (id) do update set name = excluded.name, search = excluded.search, shared_with = excluded.shared_with,
       updated_at = now() where saved_view.account_id = excluded.account_id`,
    [view.id, view.accountId, view.page, view.name, JSON.stringify(view.search), view.sharedWith],
  )
  return rowCount === 1
}

export async function deleteViewRow(runner: Runner, id: string): Promise<void> {
  await runner.query('delete from saved_view where id = $1', [id])
}
