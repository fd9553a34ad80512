/**
 * One-time codes. No account is there from the beginning: whoever has a shell on the machine makes a code for the first
 * administrator (`lika admin code`), whoever administers accounts invites with one. A code opens one account once, within
 * its time, and is stored hashed. Used on an account that is there, it replaces everything that one was entered with.
 */
import type { CodeUse } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { AppError, conflict, invalid } from '../../../platform/errors.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Runner } from '../accounts.store.ts'
import type { AccessDeps, Entered, Visitor } from '../deps.ts'
import { openSession } from '../open-session.ts'
import { endSessions } from '../sessions.store.ts'
import { deleteCredentials, foldName, listWords, savePassword } from './credentials.store.ts'
import { hashOfCode, newCode } from './one-time-code.ts'
import { hashPassword } from './password-hash.ts'
import { mustBeGoodPassword } from './password-rules.ts'
import { networkOf } from './throttle.ts'
import { countTry, forgiveTry, trier } from './tries.ts'

export interface NewCode {
  /** An account that waits for its owner, or a role whose account the code makes. */
  readonly for: { readonly accountId: string } | { readonly role: string; readonly regionCode: string }
  /** Account that invites; undefined for the command line. */
  readonly madeBy?: string
  readonly hours: number
}

/** The code, told once. Codes that were made for the account before open nothing any more. */
export async function makeCode(
  runner: Runner,
  wanted: NewCode,
  now: string,
): Promise<{ code: string; until: string }> {
  const code = newCode()
  const until = new Date(Date.parse(now) + wanted.hours * 3_600_000).toISOString()
  const accountId = 'accountId' in wanted.for ? wanted.for.accountId : null
  const role = 'role' in wanted.for ? wanted.for : undefined
  if (accountId) {
    await runner.query(
      'update one_time_code set valid_until = $2 where account_id = $1 and used_at is null and valid_until > $2',
      [accountId, now],
    )
  }
  await runner.query(
    `insert into one_time_code (code_hash, account_id, role, region_code, made_by, made_at, valid_until) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      hashOfCode(code),
      accountId,
      role?.role ?? null,
      role?.regionCode ?? null,
      wanted.madeBy ?? null,
      now,
      until,
    ],
  )
  return { code, until }
}

interface CodeRow {
  readonly account_id: string | null
  readonly role: string | null
  readonly region_code: string | null
  readonly valid_until: string
  readonly name: string | null
  readonly display_name: string | null
}

/** Locks the row when `forUse`. */
async function findCode(runner: Runner, code: string, now: string, forUse = false): Promise<CodeRow> {
  const { rows } = await runner.query<CodeRow>(
    `select c.account_id, c.role, c.region_code, c.valid_until, a.name, a.display_name
     from one_time_code c left join account a on a.id = c.account_id
     where c.code_hash = $1 and c.used_at is null and c.valid_until > $2 and (a.id is null or a.state = 'active')
     ${forUse ? 'for update of c' : ''}`,
    [hashOfCode(code), now],
  )
  if (!rows[0]) {
    throw new AppError(
      'session.codeSpent',
      410,
      {
        zh: '代码无效：可能已经用过、已经过期，或输入有误。',
        en: 'The code opens nothing: it was used, is too old, or was mistyped.',
      },
      { field: 'code' },
    )
  }
  return rows[0]
}

export async function lookAtCode(deps: AccessDeps, code: string, visitor: Visitor): Promise<CodeUse> {
  const { pool } = deps.system
  const now = deps.clock.now()
  const triers = [trier(deps.keyring, 'address', networkOf(visitor.address))]
  await countTry(deps.system, triers, now)
  const found = await findCode(pool, code, now)
  await forgiveTry(pool, triers, now)
  const { rows: roles } = await pool.query<{ role: string; label: CodeUse['roles'][number]['label'] }>(
    `select key as role, label from role where key = $1 or key in (
       select role from role_grant where account_id = $2 and revoked_at is null and valid_to > $3::date) order by key`,
    [found.role, found.account_id, deps.clock.today()],
  )
  return {
    kind: found.account_id ? 'invitation' : 'administrator',
    account: found.account_id ? { name: found.name!, displayName: found.display_name! } : null,
    roles,
    until: found.valid_until,
  }
}

export interface CodeInput {
  readonly code: string
  readonly password: string
  readonly name?: string
  readonly displayName?: string
}

/** Sets the password, and enters as far as the second factor. */
export async function enterWithCode(deps: AccessDeps, input: CodeInput, visitor: Visitor): Promise<Entered> {
  const now = deps.clock.now()
  const triers = [trier(deps.keyring, 'address', networkOf(visitor.address))]
  await countTry(deps.system, triers, now)
  const { account_id } = await findCode(deps.system.pool, input.code, now)
  await forgiveTry(deps.system.pool, triers, now)
  const names = mustBeNamed(input, account_id === null)
  const words = account_id ? await listWords(deps.system.pool, account_id) : [...Object.values(names ?? {})]
  await mustBeGoodPassword(input.password, deps.profile, words)
  // Before the transaction: hashing takes its time.
  const hash = await hashPassword(input.password)
  return withTransaction(deps.system, async (tx) => {
    const code = await findCode(tx.client, input.code, now, true)
    const accountId = code.account_id ?? (await makeAdministrator(tx, code, names!, now))
    await tx.client.query(
      'update one_time_code set used_at = $2, account_id = $3, role = null, region_code = null where code_hash = $1',
      [hashOfCode(input.code), now, accountId],
    )
    noteAudit({ accountId, subjectKind: 'account', subjectId: accountId })
    await deleteCredentials(tx.client, accountId)
    await endSessions(tx.client, { accountId, now, because: 'replaced' })
    await savePassword(tx.client, accountId, hash, now)
    const token = await openSession(deps, tx.client, {
      accountId,
      factors: ['code', 'password'],
      pending: 'addSecondFactor',
      visitor,
    })
    return { token }
  })
}

type Names = { readonly name: string; readonly displayName: string }

function mustBeNamed({ name, displayName }: CodeInput, isNew: boolean): Names | undefined {
  if (!isNew) {
    if (name === undefined && displayName === undefined) return undefined
    throw invalid(
      'session.accountHasName',
      { zh: '该账号已有名称，不能另取。', en: 'The account has its name already.' },
      { field: name === undefined ? 'displayName' : 'name' },
    )
  }
  if (name !== undefined && displayName !== undefined)
    return { name: foldName(name), displayName: displayName.trim() }
  throw invalid(
    'session.accountNeedsName',
    { zh: '请填写账号名和姓名。', en: 'The new account needs a name to sign in with and a name to show.' },
    { field: name === undefined ? 'name' : 'displayName' },
  )
}

async function makeAdministrator(tx: Tx, code: CodeRow, names: Names, now: string): Promise<string> {
  const id = uuidv7()
  const { rowCount } = await tx.client.query(
    `insert into account (id, name, display_name, region_code, created_at) values ($1, $2, $3, $4, $5) on conflict (name) do nothing`,
    [id, names.name, names.displayName, code.region_code, now],
  )
  if (rowCount === 0) {
    throw conflict(
      'session.nameTaken',
      { zh: `账号名 ${names.name} 已被使用。`, en: `The name ${names.name} is taken.` },
      { field: 'name', value: names.name },
    )
  }
  await tx.client.query(
    `insert into role_grant (id, account_id, role, region_code, granted_at, reason) values ($1, $2, $3, $4, $5, 'lika admin code')`,
    [uuidv7(), id, code.role, code.region_code, now],
  )
  return id
}
