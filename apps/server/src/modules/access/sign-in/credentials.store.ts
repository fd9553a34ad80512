/** The only SQL of passwords, second factors and links to the single sign-on. */
import type { Runner } from '../accounts.store.ts'

export interface SigningAccount {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly state: 'active' | 'disabled'
  readonly demo: boolean
  readonly hash: string | null
  readonly password_set_at: string | null
  /** The last sign of life: used, made or enabled again. */
  readonly alive_at: string
}

const selectSigning = `
  select a.id, a.name, a.display_name, a.state, a.demo, p.hash, p.set_at as password_set_at,
    greatest(a.last_used_at, a.enabled_at, a.created_at) as alive_at
  from account a left join account_password p on p.account_id = a.id`

/** Names are told apart as people read them: small letters, half width. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

export async function findByName(runner: Runner, name: string): Promise<SigningAccount | undefined> {
  const { rows } = await runner.query<SigningAccount>(`${selectSigning} where a.name = $1`, [foldName(name)])
  return rows[0]
}

export async function getSigning(runner: Runner, id: string): Promise<SigningAccount> {
  const { rows } = await runner.query<SigningAccount>(`${selectSigning} where a.id = $1`, [id])
  if (!rows[0]) throw new Error(`there is no account ${id}`)
  return rows[0]
}

export async function savePassword(
  runner: Runner,
  accountId: string,
  hash: string,
  setAt: string,
): Promise<void> {
  await runner.query(
    `insert into account_password (account_id, hash, set_at) values ($1, $2, $3)
     on conflict (account_id) do update set hash = excluded.hash, set_at = excluded.set_at`,
    [accountId, hash, setAt],
  )
}

/** The same password, hashed with today's cost. */
export async function replaceHash(
  runner: Runner,
  accountId: string,
  old: string,
  hash: string,
): Promise<void> {
  await runner.query('update account_password set hash = $3 where account_id = $1 and hash = $2', [
    accountId,
    old,
    hash,
  ])
}

export interface FactorRow {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly label: string
  readonly added_at: string
  readonly last_used_at: string | null
}

export async function listFactors(runner: Runner, accountId: string): Promise<FactorRow[]> {
  const { rows } = await runner.query<FactorRow>(
    `select id, 'totp' as kind, label, added_at, last_used_at from account_totp where account_id = $1
     union all select id, 'passkey', label, added_at, last_used_at from account_passkey where account_id = $1
     order by added_at, id`,
    [accountId],
  )
  return rows
}

/** Whether it was there. */
export async function deleteFactor(runner: Runner, accountId: string, id: string): Promise<boolean> {
  const { rows } = await runner.query(
    `with totp as (delete from account_totp where account_id = $1 and id = $2 returning id),
      passkey as (delete from account_passkey where account_id = $1 and id = $2 returning id)
     select from totp union all select from passkey`,
    [accountId, id],
  )
  return rows.length > 0
}

/** Everything that the account was entered with until now. */
export async function deleteCredentials(runner: Runner, accountId: string): Promise<void> {
  for (const table of [
    'account_password',
    'account_totp',
    'account_passkey',
    'account_link',
    'known_device',
  ]) {
    await runner.query(`delete from ${table} where account_id = $1`, [accountId])
  }
}

export interface TotpRow {
  readonly id: string
  readonly secret: Buffer
  readonly last_step: string
}

export async function listTotp(runner: Runner, accountId: string): Promise<TotpRow[]> {
  const { rows } = await runner.query<TotpRow>(
    'select id, secret, last_step from account_totp where account_id = $1 order by added_at',
    [accountId],
  )
  return rows
}

export async function insertTotp(
  runner: Runner,
  totp: {
    readonly id: string
    readonly accountId: string
    readonly secret: Buffer
    readonly label: string
    readonly step: number
    readonly now: string
  },
): Promise<void> {
  await runner.query(
    `insert into account_totp (id, account_id, secret, label, last_step, added_at, last_used_at) values ($1, $2, $3, $4, $5, $6, $6)`,
    [totp.id, totp.accountId, totp.secret, totp.label, totp.step, totp.now],
  )
}

/** Whether the step was still to be had: of two that send one code at once, one has it. */
export async function takeStep(runner: Runner, id: string, step: number, now: string): Promise<boolean> {
  const { rowCount } = await runner.query(
    'update account_totp set last_step = $2, last_used_at = $3 where id = $1 and last_step < $2',
    [id, step, now],
  )
  return rowCount === 1
}

export interface PasskeyRow {
  readonly id: string
  readonly account_id: string
  readonly credential_id: string
  readonly public_key: Buffer
  readonly counter: string
  readonly transports: readonly string[]
}

const selectPasskey =
  'select id, account_id, credential_id, public_key, counter, transports from account_passkey'

export async function findPasskey(runner: Runner, credentialId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await runner.query<PasskeyRow>(`${selectPasskey} where credential_id = $1`, [credentialId])
  return rows[0]
}

export async function listPasskeys(runner: Runner, accountId: string): Promise<PasskeyRow[]> {
  const { rows } = await runner.query<PasskeyRow>(
    `${selectPasskey} where account_id = $1 order by added_at`,
    [accountId],
  )
  return rows
}

export async function insertPasskey(
  runner: Runner,
  passkey: {
    readonly id: string
    readonly accountId: string
    readonly credentialId: string
    readonly publicKey: Buffer
    readonly counter: number
    readonly transports: readonly string[]
    readonly label: string
    readonly now: string
  },
): Promise<void> {
  await runner.query(
    `insert into account_passkey (id, account_id, credential_id, public_key, counter, transports, label, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      passkey.id,
      passkey.accountId,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.label,
      passkey.now,
    ],
  )
}

export async function usePasskey(runner: Runner, id: string, counter: number, now: string): Promise<void> {
  await runner.query('update account_passkey set counter = $2, last_used_at = $3 where id = $1', [
    id,
    counter,
    now,
  ])
}

export interface LinkRow {
  readonly id: string
  readonly issuer: string
  readonly subject: string
  readonly linked_at: string
}

export async function listLinks(runner: Runner, accountId: string): Promise<LinkRow[]> {
  const { rows } = await runner.query<LinkRow>(
    'select id, issuer, subject, linked_at from account_link where account_id = $1 order by linked_at',
    [accountId],
  )
  return rows
}

export async function findLinked(
  runner: Runner,
  issuer: string,
  subject: string,
): Promise<string | undefined> {
  const { rows } = await runner.query<{ account_id: string }>(
    'select account_id from account_link where issuer = $1 and subject = $2',
    [issuer, subject],
  )
  return rows[0]?.account_id
}

/** Whose the link is after it; somebody else's stays theirs. */
export async function insertLink(
  runner: Runner,
  link: {
    readonly id: string
    readonly accountId: string
    readonly issuer: string
    readonly subject: string
    readonly now: string
  },
): Promise<string> {
  await runner.query(
    `insert into account_link (id, account_id, issuer, subject, linked_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [link.id, link.accountId, link.issuer, link.subject, link.now],
  )
  return (await findLinked(runner, link.issuer, link.subject))!
}

export async function deleteLink(runner: Runner, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await runner.query('delete from account_link where account_id = $1 and id = $2', [
    accountId,
    id,
  ])
  return rowCount === 1
}

/** Units, region and names that a password of the account must not rest on. */
export async function listWords(runner: Runner, accountId: string): Promise<string[]> {
  const { rows } = await runner.query<{ words: (string | null)[] }>(
    `select array[a.name, a.display_name, s.name, u.name] || array(
       select r.name from region r where r.valid_to = 'infinity' and (r.code = a.region_code or r.code in (
         select g.region_code from role_grant g where g.account_id = a.id and g.revoked_at is null))) as words
     from account a left join staff s on s.id = a.staff_id left join unit u on u.id = s.unit_id where a.id = $1`,
    [accountId],
  )
  return (rows[0]?.words ?? []).filter((word): word is string => word !== null)
}
