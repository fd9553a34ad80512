/** The only SQL of accounts and of what they are granted. */
import type pg from 'pg'
import type { Message } from '../../platform/errors.ts'

export type Runner = Pick<pg.Pool, 'query'>

export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly display_name: string
  /** Of the first grant that holds; empty without one. */
  readonly role: string | null
  readonly role_label: Message | null
  readonly region_code: string
  readonly demo: boolean
  readonly state: 'active' | 'disabled'
}

const selectAccount = `
  select a.id, a.name, a.display_name, a.demo, a.state, g.role, r.label as role_label, coalesce(g.region_code, a.region_code) as region_code
  from account a
  left join lateral (select role, region_code from role_grant g where g.account_id = a.id and g.revoked_at is null
    and g.valid_from <= $1::date and $1::date < g.valid_to order by g.granted_at, g.id limit 1) g on true
  left join role r on r.key = g.role`

/** `today` decides which grants hold. */
export async function listDemoAccounts(runner: Runner, today: string): Promise<AccountRow[]> {
  const { rows } = await runner.query<AccountRow>(
    `${selectAccount} where a.demo order by length(a.region_code), a.region_code, g.role not like '%Office', a.name`,
    [today],
  )
  return rows
}

export async function findAccount(
  runner: Runner,
  by: { readonly id: string } | { readonly name: string },
  today: string,
): Promise<AccountRow | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name]
  const { rows } = await runner.query<AccountRow>(`${selectAccount} where a.${column} = $2`, [today, value])
  return rows[0]
}

export interface GrantRow {
  /** The role itself, or the one that a county's own is made from. */
  readonly acts_as: string
  readonly role: string
  readonly region_code: string
  readonly permissions: readonly string[]
}

/** What an account is granted on a day. */
export async function listGrants(runner: Runner, accountId: string, today: string): Promise<GrantRow[]> {
  const { rows } = await runner.query<GrantRow>(
    `select g.role, g.region_code, coalesce(r.based_on, g.role) as acts_as, coalesce(r.permissions, '{}') as permissions
     from role_grant g left join role r on r.key = g.role
     where g.account_id = $1 and g.revoked_at is null and g.valid_from <= $2::date and $2::date < g.valid_to
     order by g.granted_at, g.id`,
    [accountId, today],
  )
  return rows
}

export interface World {
  readonly name: string
  readonly today: string
}

/** The demo world that this database holds, if any. */
export async function findWorld(runner: Runner): Promise<World | undefined> {
  const { rows } = await runner.query<{ value: World }>(`select value from setting where key = 'world'`)
  return rows[0]?.value
}
