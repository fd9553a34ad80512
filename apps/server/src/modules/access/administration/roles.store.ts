/** The SQL of roles. */
import type { Message } from '../../../platform/errors.ts'
import type { Runner } from '../accounts.store.ts'
import { inRanges, type Ranges } from './scope.ts'

export interface RoleRow {
  readonly key: string
  readonly label: Message
  readonly permissions: readonly string[]
  readonly built_in: boolean
  readonly based_on: string | null
  readonly retired_at: string | null
  /** Accounts that hold it on the day, within the ranges. */
  readonly accounts: number
}

const holders = `(select count(distinct g.account_id) from role_grant g join account a on a.id = g.account_id
  where g.role = role.key and g.revoked_at is null and g.valid_from <= $1::date and $1::date < g.valid_to and a.state = 'active'`

export async function listRoleRows(runner: Runner, ranges: Ranges, today: string): Promise<RoleRow[]> {
  const { rows } = await runner.query<RoleRow>(
    `select key, label, permissions, built_in, based_on, retired_at,
       ${holders} and ${inRanges('g.region_code', '$2', '$3')}) as accounts
     from role order by built_in desc, key`,
    [today, ranges.lo, ranges.hi],
  )
  return rows
}

export async function findRole(runner: Runner, key: string, today: string): Promise<RoleRow | undefined> {
  const { rows } = await runner.query<RoleRow>(
    `select key, label, permissions, built_in, based_on, retired_at, ${holders}) as accounts from role where key = $2`,
    [today, key],
  )
  return rows[0]
}

export async function insertRole(
  runner: Runner,
  role: {
    readonly key: string
    readonly label: Message
    readonly permissions: readonly string[]
    readonly basedOn: string
  },
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into role (key, label, permissions, built_in, based_on) values ($1, $2, $3, false, $4) on conflict (key) do nothing`,
    [role.key, JSON.stringify(role.label), role.permissions, role.basedOn],
  )
  return rowCount === 1
}

export async function updateRole(
  runner: Runner,
  key: string,
  role: {
    readonly label: Message
    readonly permissions: readonly string[]
    readonly retiredAt: string | null
  },
): Promise<void> {
  await runner.query('update role set label = $2, permissions = $3, retired_at = $4 where key = $1', [
    key,
    JSON.stringify(role.label),
    role.permissions,
    role.retiredAt,
  ])
}

export async function endSessionsOfRole(runner: Runner, key: string, at: string): Promise<void> {
  await runner.query(
    `update session set ended_at = $2, ended_because = 'grantsChanged'
     where ended_at is null and account_id in (select account_id from role_grant where role = $1 and revoked_at is null)`,
    [key, at],
  )
}
