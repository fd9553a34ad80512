/** The SQL of grants. A grant is never deleted: it ends, or it is revoked. */
import type { Message } from '../../../platform/errors.ts'
import type { Runner } from '../accounts.store.ts'
import type { Period } from './period.ts'
import type { Duty } from './separation.ts'

export interface GrantRow {
  readonly id: string
  readonly account_id: string
  readonly role: string
  readonly label: Message | null
  readonly region_code: string
  readonly unit_id: string | null
  readonly unit_name: string | null
  readonly valid_from: string
  readonly valid_to: string
  readonly reason: string | null
  readonly granted_by: string | null
  readonly granted_by_name: string | null
  readonly granted_at: string
  readonly exception_reason: string | null
  readonly revoked_by_name: string | null
  readonly revoked_at: string | null
  readonly revoked_reason: string | null
}

const selectGrants = `
  select g.id, g.account_id, g.role, r.label, g.region_code, g.unit_id, u.name as unit_name, g.valid_from, g.valid_to, g.reason,
    g.granted_by, b.display_name as granted_by_name, g.granted_at, g.exception_reason, x.display_name as revoked_by_name,
    g.revoked_at, g.revoked_reason
  from role_grant g left join role r on r.key = g.role left join unit u on u.id = g.unit_id
  left join account b on b.id = g.granted_by left join account x on x.id = g.revoked_by`

/** All that an account was ever granted, latest first. */
export async function listGrantRows(runner: Runner, accountIds: readonly string[]): Promise<GrantRow[]> {
  const { rows } = await runner.query<GrantRow>(
    `${selectGrants} where g.account_id = any ($1) order by g.granted_at desc, g.id desc`,
    [accountIds],
  )
  return rows
}

export async function findGrantRow(runner: Runner, id: string): Promise<GrantRow | undefined> {
  const { rows } = await runner.query<GrantRow>(`${selectGrants} where g.id = $1`, [id])
  return rows[0]
}

export const periodOfRow = (row: Pick<GrantRow, 'valid_from' | 'valid_to'>): Period => ({
  from: row.valid_from,
  to: row.valid_to === 'infinity' ? null : row.valid_to,
})

export interface HeldDuty extends Duty {
  readonly id: string
  readonly account_id: string
  readonly label: Message | null
}

/** One person at a time: whoever grants to the same person waits, so that no two grants overlook each other. */
export async function lockPerson(runner: Runner, accountId: string): Promise<void> {
  await runner.query(
    `select pg_advisory_xact_lock(hashtextextended(coalesce(staff_id, id)::text, 17)) from account where id = $1`,
    [accountId],
  )
}

/** Whatever the person behind an account holds or will hold, in any account and anywhere. */
export async function listDuties(runner: Runner, accountId: string): Promise<HeldDuty[]> {
  const { rows } = await runner.query<GrantRow & { duty: string }>(
    `select g.id, g.account_id, r.label, coalesce(r.based_on, g.role) as duty, g.region_code, g.valid_from, g.valid_to
     from account me join account a on a.id = me.id or a.staff_id = me.staff_id
     join role_grant g on g.account_id = a.id left join role r on r.key = g.role
     where me.id = $1 and g.revoked_at is null`,
    [accountId],
  )
  return rows.map((row) => ({
    id: row.id,
    account_id: row.account_id,
    label: row.label,
    duty: row.duty,
    region: row.region_code,
    ...periodOfRow(row),
  }))
}

export interface NewGrantRow extends Period {
  readonly id: string
  readonly accountId: string
  readonly role: string
  readonly region: string
  readonly unitId: string | null
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly exception: string | null
}

/** False when a grant of that id is there. */
export async function insertGrant(runner: Runner, grant: NewGrantRow): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into role_grant (id, account_id, role, region_code, unit_id, valid_from, valid_to, granted_by, granted_at, reason, exception_reason)
     values ($1, $2, $3, $4, $5, $6, coalesce($7::date, 'infinity'), $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      grant.id,
      grant.accountId,
      grant.role,
      grant.region,
      grant.unitId,
      grant.from,
      grant.to,
      grant.by,
      grant.at,
      grant.reason,
      grant.exception,
    ],
  )
  return rowCount === 1
}

/** False when it was revoked before. */
export async function revokeGrantRow(
  runner: Runner,
  id: string,
  revoked: { readonly by: string; readonly at: string; readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `update role_grant set revoked_by = $2, revoked_at = $3, revoked_reason = $4 where id = $1 and revoked_at is null`,
    [id, revoked.by, revoked.at, revoked.reason],
  )
  return rowCount === 1
}
