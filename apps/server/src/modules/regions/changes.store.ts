/** The only SQL for region_change. */
import type { Tx } from '../../platform/db.ts'
import { inRanges, type Range, type Runner } from './regions.store.ts'

export interface StoredChange {
  readonly kind: 'rename' | 'merge' | 'move' | 'addGroup'
  readonly from: string
  readonly to: string
  readonly name: string | null
  readonly effectiveOn: string
  readonly reason: string | null
}

export async function findChange(tx: Tx, id: string): Promise<StoredChange | undefined> {
  const { rows } = await tx.client.query<StoredChange>(
    `select kind, from_code as "from", to_code as "to", name, effective_on as "effectiveOn", reason
     from region_change where id = $1`,
    [id],
  )
  return rows[0]
}

export async function insertChange(
  tx: Tx,
  change: StoredChange & { readonly id: string; readonly madeBy: string; readonly madeAt: string },
): Promise<void> {
  await tx.client.query(
    `insert into region_change (id, kind, from_code, to_code, name, effective_on, reason, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      change.id,
      change.kind,
      change.from,
      change.to,
      change.name,
      change.effectiveOn,
      change.reason,
      change.madeBy,
      change.madeAt,
    ],
  )
}

/** Where a region that no longer holds went to, when a change says so. */
export async function findSuccessor(
  runner: Runner,
  code: string,
): Promise<{ to: string; effectiveOn: string } | undefined> {
  const { rows } = await runner.query<{ to: string; effectiveOn: string }>(
    `select to_code as "to", effective_on as "effectiveOn" from region_change
     where from_code = $1 and kind in ('merge', 'move') order by effective_on desc limit 1`,
    [code],
  )
  return rows[0]
}

export interface ChangeRow {
  readonly id: string
  readonly kind: StoredChange['kind']
  readonly from_code: string
  readonly from_name: string | null
  readonly to_code: string
  readonly to_name: string | null
  readonly effective_on: string
  readonly reason: string | null
  readonly made_by: string | null
  readonly made_at: string
}

/** Latest first. Names are those of the day before and of the day. */
export async function listChangeRows(
  runner: Runner,
  query: {
    readonly ranges: readonly Range[]
    readonly after: { readonly effectiveOn: string; readonly id: string } | undefined
    readonly limit: number
  },
): Promise<ChangeRow[]> {
  const values: unknown[] = [query.after?.effectiveOn ?? null, query.after?.id ?? null, query.limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<ChangeRow>(
    `select c.id, c.kind, c.from_code, b.name as from_name, c.to_code, a.name as to_name, c.effective_on, c.reason,
       coalesce(m.display_name, c.made_by::text) as made_by, c.made_at
     from region_change c
     left join account m on m.id = c.made_by
     left join lateral (select name from region r where r.code = c.from_code and r.valid_from < c.effective_on
       order by r.valid_from desc limit 1) b on true
     left join lateral (select name from region r where r.code = c.to_code and r.valid_from <= c.effective_on
       order by r.valid_from desc limit 1) a on true
     where (${inRanges('c.from_code', query.ranges, bind)} or ${inRanges('c.to_code', query.ranges, bind)})
       and ($1::date is null or (c.effective_on, c.id) < ($1::date, $2::uuid))
     order by c.effective_on desc, c.id desc limit $3`,
    values,
  )
  return rows
}
