/** The SQL of accounts as administrators see them. */
import type { AccountChoice } from '@lika/contract'
import type { Message } from '../../../platform/errors.ts'
import type { Runner } from '../accounts.store.ts'
import type { Place } from './cursor.ts'
import { inRanges, type Ranges } from './scope.ts'

export interface ListedAccount {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly region_code: string
  readonly demo: boolean
  readonly state: 'active' | 'disabled'
  readonly last_used_at: string | null
  readonly position: string | null
  readonly unit_id: string | null
  readonly unit_name: string | null
  readonly holds: readonly { role: string; label: Message | null; region: string }[]
  readonly exception: boolean
}

export interface AccountQuery {
  readonly ranges: Ranges
  readonly today: string
  readonly now: string
  readonly search?: string | undefined
  readonly role?: string | undefined
  readonly unit?: string | undefined
  readonly choice?: AccountChoice | undefined
  /** The sheet that they were made from. */
  readonly import?: string | undefined
}

/** So long somebody may stay away before the lists point at the account; it stops after ninety days. */
export const UNUSED_DAYS = 60
/** Grants that end so soon are pointed at. */
export const ENDING_DAYS = 30

const choices: Readonly<Record<AccountChoice, string>> = {
  active: `state = 'active'`,
  disabled: `state = 'disabled'`,
  neverUsed: `state = 'active' and last_used_at is null`,
  unused: `state = 'active' and last_used_at < $4::timestamptz - interval '${UNUSED_DAYS} days'`,
  ending: `state = 'active' and ending`,
  withoutGrant: `state = 'active' and not granted`,
  exception: 'exception',
}

/** Accounts at home in the ranges or granted something there, with what they hold there today. */
function seen(query: AccountQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [query.ranges.lo, query.ranges.hi, query.today, query.now]
  const conditions: string[] = []
  const add = (value: unknown) => `$${values.push(value)}`
  if (query.search) {
    const like = add(`%${query.search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`)
    conditions.push(
      `(a.name like ${like} or lower(a.display_name) like ${like} or lower(u.name) like ${like})`,
    )
  }
  if (query.unit) conditions.push(`s.unit_id = ${add(query.unit)}`)
  if (query.import) conditions.push(`a.import_id = ${add(query.import)}`)
  const text = `seen as (
    select a.id, a.name, a.display_name, a.region_code, a.demo, a.state, a.last_used_at, s.position, u.id as unit_id, u.name as unit_name,
      coalesce(g.holds, '[]') as holds, coalesce(g.roles, '{}') as roles, g.account_id is not null as granted,
      coalesce(g.exception, false) as exception, coalesce(g.ending, false) as ending
    from account a
    left join staff s on s.id = a.staff_id
    left join unit u on u.id = s.unit_id
    left join (
      select g.account_id,
        jsonb_agg(jsonb_build_object('role', g.role, 'label', r.label, 'region', g.region_code) order by g.granted_at, g.id) as holds,
        array_agg(distinct g.role) as roles,
        bool_or(g.exception_reason is not null) as exception,
        bool_or(g.valid_to <= $3::date + ${ENDING_DAYS}) as ending
      from role_grant g left join role r on r.key = g.role
      where g.revoked_at is null and g.valid_from <= $3::date and $3::date < g.valid_to and ${inRanges('g.region_code', '$1', '$2')}
      group by g.account_id
    ) g on g.account_id = a.id
    where (${inRanges('a.region_code', '$1', '$2')}
      or exists (select from role_grant e where e.account_id = a.id and ${inRanges('e.region_code', '$1', '$2')}))
      ${conditions.map((each) => `and ${each}`).join(' ')})`
  return { text, values }
}

export async function listAccountRows(
  runner: Runner,
  query: AccountQuery,
  after: Place | undefined,
  limit: number,
): Promise<ListedAccount[]> {
  const { text, values } = seen(query)
  const add = (value: unknown) => `$${values.push(value)}`
  const conditions = ['true']
  if (query.role) conditions.push(`${add(query.role)} = any (roles)`)
  if (query.choice) conditions.push(choices[query.choice])
  if (after) conditions.push(`(region_code, name) > (${add(after.region)} collate "C", ${add(after.name)})`)
  const { rows } = await runner.query<ListedAccount>(
    `with ${text} select * from seen where $4::timestamptz is not null and ${conditions.join(' and ')}
     order by region_code, name limit ${add(limit)}`,
    values,
  )
  return rows
}

export interface AccountCounts {
  readonly total: number
  readonly choices: Readonly<Record<AccountChoice, number>>
  readonly roles: readonly { role: string; label: Message | null; accounts: number }[]
}

/** Each choice with the role that is chosen, and each role with the choice that is. */
export async function countAccountRows(runner: Runner, query: AccountQuery): Promise<AccountCounts> {
  const { text, values } = seen(query)
  const role = query.role ? `$${values.push(query.role)} = any (roles)` : 'true'
  const choice = query.choice ? choices[query.choice] : 'true'
  const counted = (Object.keys(choices) as AccountChoice[]).map(
    (each) => `'${each}', count(*) filter (where (${choices[each]}) and ${role})`,
  )
  const { rows } = await runner.query<AccountCounts>(
    `with ${text}
     select count(*) filter (where (${choice}) and ${role} and $4::timestamptz is not null) as total,
       jsonb_build_object(${counted.join(', ')}) as choices,
       (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'label', r.label, 'accounts', accounts) order by accounts desc, role), '[]')
        from (select role, count(*) as accounts from seen, unnest(roles) as role where ${choice} group by role) c
        left join role r on r.key = c.role) as roles
     from seen`,
    values,
  )
  return rows[0]!
}

export interface AccountDetail extends Omit<ListedAccount, 'holds' | 'exception'> {
  readonly staff_id: string | null
  readonly staff_name: string | null
  readonly created_at: string
  readonly disabled_at: string | null
  readonly disabled_because: string | null
}

export async function findAccountDetail(runner: Runner, id: string): Promise<AccountDetail | undefined> {
  const { rows } = await runner.query<AccountDetail>(
    `select a.id, a.name, a.display_name, a.region_code, a.demo, a.state, a.last_used_at, a.created_at, a.disabled_at, a.disabled_because,
       s.id as staff_id, s.name as staff_name, s.position, u.id as unit_id, u.name as unit_name
     from account a left join staff s on s.id = a.staff_id left join unit u on u.id = s.unit_id where a.id = $1`,
    [id],
  )
  return rows[0]
}

export interface LiveSession {
  readonly id: string
  readonly made_at: string
  readonly last_used_at: string
  readonly valid_until: string
  readonly factors: readonly string[]
  readonly address: string | null
  readonly agent: string | null
}

export async function listLiveSessions(
  runner: Runner,
  accountId: string,
  now: string,
): Promise<LiveSession[]> {
  const { rows } = await runner.query<LiveSession>(
    `select id, made_at, last_used_at, valid_until, factors, address, agent from session
     where account_id = $1 and ended_at is null and idle_until > $2 and valid_until > $2 order by made_at desc limit 100`,
    [accountId, now],
  )
  return rows
}

export interface NewAccountRow {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly regionCode: string
  readonly staffId: string
}

/** False when the name is taken. */
export async function insertAccount(runner: Runner, account: NewAccountRow): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into account (id, name, display_name, region_code, staff_id) values ($1, $2, $3, $4, $5) on conflict (name) do nothing`,
    [account.id, account.name, account.displayName, account.regionCode, account.staffId],
  )
  return rowCount === 1
}

export async function setAccountState(
  runner: Runner,
  id: string,
  change: { readonly state: 'active' | 'disabled'; readonly at: string; readonly because: string },
): Promise<void> {
  await runner.query(
    `update account set state = $2, disabled_at = case when $2 = 'disabled' then $3::timestamptz end,
       disabled_because = case when $2 = 'disabled' then $4 end,
       enabled_at = case when $2 = 'active' then $3::timestamptz else enabled_at end where id = $1`,
    [id, change.state, change.at, change.because],
  )
}

/** Every account of the person behind one, itself included. */
export async function listPersonAccounts(runner: Runner, id: string): Promise<string[]> {
  const { rows } = await runner.query<{ id: string }>(
    `select a.id from account me join account a on a.id = me.id or a.staff_id = me.staff_id where me.id = $1 order by a.id`,
    [id],
  )
  return rows.map((row) => row.id)
}
