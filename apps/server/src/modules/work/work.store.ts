/** Reads the progress that the platform writes. */
import type { Tx } from '../../platform/db.ts'
import type { Message } from '../../platform/errors.ts'

export type Runner = { query: Tx['client']['query'] }

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly message: Message | null
  readonly result: unknown
  readonly error: { readonly code: string; readonly message: Message } | null
  readonly cancel_requested: boolean
  readonly made_by: string | null
  readonly made_by_name: string | null
  readonly region_code: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly seen_at: string | null
}

const select = `
select j.id, j.kind, j.state, j.done, j.total, j.message, j.result, j.error, j.cancel_requested, j.made_by,
  a.display_name as made_by_name, coalesce(j.result->>'region', a.region_code) as region_code, j.created_at, j.updated_at, j.seen_at
from job_progress j left join account a on a.id = j.made_by`

export async function findJob(runner: Runner, id: string): Promise<JobRow | undefined> {
  const { rows } = await runner.query<JobRow>(`${select} where j.id = $1`, [id])
  return rows[0]
}

/** Unfinished work, and what ended lately; `ranges` are the regions whose work is asked for, none for one's own. */
export async function listJobRows(
  runner: Runner,
  accountId: string,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
  limit: number,
): Promise<JobRow[]> {
  const { rows } = await runner.query<JobRow>(
    `${select} where (j.state in ('waiting', 'running') or j.updated_at > now() - interval '3 days')
     and (j.made_by = $1 or exists (select from unnest($2::text[], $3::text[]) r (lo, hi)
       where coalesce(j.result->>'region', a.region_code) >= r.lo and coalesce(j.result->>'region', a.region_code) < r.hi))
     order by j.created_at desc, j.id desc limit $4`,
    [accountId, ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), limit],
  )
  return rows
}

/** The ids among them that are one's own and have ended. */
export async function markSeen(runner: Runner, accountId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await runner.query<{ id: string }>(
    `update job_progress set seen_at = coalesce(seen_at, now())
     where id = any($1::uuid[]) and made_by = $2 and state not in ('waiting', 'running') returning id`,
    [ids, accountId],
  )
  return rows.map(({ id }) => id)
}
