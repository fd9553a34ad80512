/**
 * The ways in. A password opens a session that sees nothing and may only give or add the second factor; a passkey is
 * both factors at once. Whatever was wrong, the answer is the same, and for a name that is none the same work is done.
 *
 *   password ─→ giveSecondFactor ─→ (changePassword) ─→ signed in
 *   code     ─→ addSecondFactor  ─────────────────────→ signed in
 *   passkey  ─────────────────────────────────────────→ signed in
 */
import { createHash, randomBytes } from 'node:crypto'
import type { PasskeyAnswer, PasskeyRequest } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Runner } from '../accounts.store.ts'
import type { AccessDeps, Entered, Visitor } from '../deps.ts'
import { openSession } from '../open-session.ts'
import { endSessions } from '../sessions.store.ts'
import { ask, takeChallenge } from './challenges.ts'
import {
  findByName,
  findPasskey,
  foldName,
  getSigning,
  listFactors,
  listPasskeys,
  listTotp,
  replaceHash,
  type SigningAccount,
  takeStep,
  usePasskey,
} from './credentials.store.ts'
import {
  counterOfAnswer,
  newChallenge,
  passkeyRequest,
  type RelyingParty,
  relyingPartyOf,
} from './passkey.ts'
import { hashPassword, isOutdated, isPassword } from './password-hash.ts'
import { mustBeAsked } from './pending.ts'
import { networkOf } from './throttle.ts'
import { stepOfCode } from './totp.ts'
import { countTry, forgiveTry, type Trier, trier } from './tries.ts'
import { isUnused, stopUnused } from './unused.ts'

const DAY = 86_400_000
const DEVICE_DAYS = 90

/** The first step: name and password. */
export async function enterWithPassword(
  deps: AccessDeps,
  given: { readonly name: string; readonly password: string },
  visitor: Visitor,
): Promise<Entered> {
  const { pool } = deps.system
  const now = deps.clock.now()
  const account = await findByName(pool, given.name)
  // A name that is none is not written down: people type their password there.
  if (account) noteAudit({ accountId: account.id, account: account.name })
  const triers = await triersOf(deps, 'account', foldName(given.name), account?.id, visitor)
  await countTry(deps.system, triers, now)
  const isRight = await isPassword(given.password, account?.hash ?? undefined)
  if (!account || !isRight) throw refusal()
  await mustBeUsable(deps, account, now)
  await forgiveTry(pool, triers, now)
  if (isOutdated(account.hash!))
    await replaceHash(pool, account.id, account.hash!, await hashPassword(given.password))
  const factors = await listFactors(pool, account.id)
  const pending = factors.length > 0 ? ('giveSecondFactor' as const) : ('addSecondFactor' as const)
  const wish = { accountId: account.id, factors: ['password'], pending, visitor }
  return withTransaction(deps.system, async ({ client }) => ({
    token: await openSession(deps, client, wish),
  }))
}

/** The second step: a code of the authenticator. */
export async function giveTotp(
  deps: AccessDeps,
  actor: Actor,
  code: string,
  visitor: Visitor,
): Promise<Entered> {
  const accountId = mustBeAsked(actor, 'giveSecondFactor')
  await mustBeCode(deps, accountId, code, visitor)
  const factors = [...actor.session!.factors, 'totp']
  return enterWholly(deps, { accountId, factors, visitor, before: actor })
}

/** Refuses a wrong code, one that was taken before, and one too many. */
export async function mustBeCode(
  deps: AccessDeps,
  accountId: string,
  code: string,
  visitor: Visitor,
): Promise<void> {
  const { pool } = deps.system
  const now = deps.clock.now()
  const triers = await triersOf(deps, 'factor', accountId, accountId, visitor)
  await countTry(deps.system, triers, now)
  for (const totp of await listTotp(pool, accountId)) {
    const secret = deps.keyring.open('secret', totp.secret, totp.id)
    const step = stepOfCode(secret, code, new Date(now), Number(totp.last_step))
    if (step !== undefined && (await takeStep(pool, totp.id, step, now))) {
      return forgiveTry(pool, triers, now)
    }
  }
  throw refusal()
}

/** What a passkey is asked to sign. For whoever has begun with a password the account's passkeys are named. */
export async function askForPasskey(
  deps: AccessDeps,
  actor: Actor | undefined,
  visitor: Visitor,
): Promise<PasskeyRequest> {
  const party = mustHaveParty(visitor)
  const now = deps.clock.now()
  await countTry(deps.system, [trier(deps.keyring, 'address', networkOf(visitor.address))], now)
  const known = actor ? await listPasskeys(deps.system.pool, actor.accountId) : []
  const challenge = newChallenge()
  const accountId = actor?.accountId
  const challengeId = await ask(
    deps.system.pool,
    deps.keyring,
    { kind: 'passkey', accountId, data: { challenge, origin: party.origin } },
    now,
  )
  return { challengeId, options: passkeyRequest(party, challenge, known.map(passkeyOf)) }
}

export interface GivenPasskey {
  readonly challengeId: string
  readonly answer: PasskeyAnswer
}

/** As the only step, or as the second after the password of the same account. */
export async function enterWithPasskey(
  deps: AccessDeps,
  actor: Actor | undefined,
  given: GivenPasskey,
  visitor: Visitor,
): Promise<Entered> {
  const accountId = await mustBePasskey(deps, actor, given, visitor)
  await mustBeUsable(deps, await getSigning(deps.system.pool, accountId), deps.clock.now())
  const shown = actor?.session?.pending === 'giveSecondFactor' ? actor.session.factors : []
  return enterWholly(deps, { accountId, factors: [...shown, 'passkey'], visitor, before: actor })
}

/** Whose passkey answered. A signature cannot be guessed, so no stranger makes the owner of a passkey wait. */
export async function mustBePasskey(
  deps: AccessDeps,
  actor: Actor | undefined,
  { challengeId, answer }: GivenPasskey,
  visitor: Visitor,
): Promise<string> {
  const { pool } = deps.system
  const party = mustHaveParty(visitor)
  const now = deps.clock.now()
  const accountId = actor?.accountId
  const { data } = await takeChallenge(
    pool,
    deps.keyring,
    { id: challengeId, kind: 'passkey', accountId },
    now,
  )
  const row = await findPasskey(pool, answer.id)
  if (row) noteAudit({ accountId: row.account_id })
  if (!row || (accountId !== undefined && row.account_id !== accountId)) throw refusal()
  const counter = await counterOfAnswer(party, String(data.challenge), answer, passkeyOf(row))
  if (counter === undefined) throw refusal()
  await usePasskey(pool, row.id, counter, now)
  await forgiveTry(pool, [trier(deps.keyring, 'address', networkOf(visitor.address))], now)
  return row.account_id
}

/** Opens the session for good, but for the last step where the profile finds the password too old. */
export function enterWholly(deps: AccessDeps, entrant: Entrant): Promise<Entered> {
  return withTransaction(deps.system, (tx) => enterWithin(deps, tx, entrant))
}

export interface Entrant {
  readonly accountId: string
  readonly factors: readonly string[]
  readonly visitor: Visitor
  /** Who the browser was until now: that session ends, and its token with it. */
  readonly before: Actor | undefined
}

export async function enterWithin(deps: AccessDeps, tx: Tx, entrant: Entrant): Promise<Entered> {
  const { accountId, factors, visitor, before } = entrant
  const now = deps.clock.now()
  const account = await getSigning(tx.client, accountId)
  const isOld = factors.includes('password') && isPasswordOld(deps, account, now)
  await leaveBehind(deps, tx, before)
  const pending = isOld ? ('changePassword' as const) : undefined
  const token = await openSession(deps, tx.client, { accountId, factors, pending, visitor })
  if (pending) return { token }
  return { token, device: await rememberDevice(tx.client, accountId, visitor, now) }
}

async function leaveBehind(deps: AccessDeps, tx: Tx, before: Actor | undefined): Promise<void> {
  if (!before?.session) return
  const { accountId, session } = before
  await endSessions(tx.client, { accountId, id: session.id, now: deps.clock.now(), because: 'replaced' })
}

export function isPasswordOld(deps: AccessDeps, account: SigningAccount, now: string): boolean {
  const { passwordDays } = deps.profile
  if (passwordDays === null || account.password_set_at === null) return false
  return Date.parse(now) - Date.parse(account.password_set_at) > passwordDays * DAY
}

/** The same answer as for a wrong password, but for nobody who does not know it. */
export async function mustBeUsable(deps: AccessDeps, account: SigningAccount, now: string): Promise<void> {
  if (account.state !== 'active' || account.demo) throw refusal()
  if (!isUnused(account, deps.profile, now)) return
  await stopUnused(deps, now, account.id)
  throw refusal()
}

/** The browser instead of the account where it is known: what strangers try elsewhere does not make it wait. */
async function triersOf(
  deps: AccessDeps,
  of: 'account' | 'factor',
  who: string,
  accountId: string | undefined,
  visitor: Visitor,
): Promise<Trier[]> {
  const isKnown = await isKnownDevice(deps.system.pool, visitor.device, accountId, deps.clock.now())
  const first = isKnown
    ? trier(deps.keyring, 'device', `${of} ${accountId} ${visitor.device}`)
    : trier(deps.keyring, of, who)
  return [first, trier(deps.keyring, 'address', networkOf(visitor.address))]
}

const hashOfDevice = (device: string) => createHash('sha256').update(`lika device ${device}`).digest()

async function isKnownDevice(
  runner: Runner,
  device: string | undefined,
  accountId: string | undefined,
  now: string,
): Promise<boolean> {
  const since = new Date(Date.parse(now) - DEVICE_DAYS * DAY).toISOString()
  const { rowCount } = await runner.query(
    'select from known_device where token_hash = $1 and account_id = $2 and last_used_at > $3',
    [hashOfDevice(device ?? ''), accountId ?? null, since],
  )
  return rowCount === 1
}

async function rememberDevice(
  runner: Runner,
  accountId: string,
  visitor: Visitor,
  now: string,
): Promise<string> {
  const isOurs = visitor.device !== undefined && /^[\w-]{43}$/.test(visitor.device)
  const device = isOurs ? visitor.device! : randomBytes(32).toString('base64url')
  await runner.query(
    `insert into known_device (token_hash, account_id, last_used_at) values ($1, $2, $3)
     on conflict (token_hash, account_id) do update set last_used_at = excluded.last_used_at`,
    [hashOfDevice(device), accountId, now],
  )
  return device
}

export function mustHaveParty(visitor: Visitor): RelyingParty {
  const party = relyingPartyOf(visitor.origin)
  if (party) return party
  throw new AppError('session.noPasskeysHere', 422, {
    zh: '通行密钥只能在 https 域名或 localhost 下使用。',
    en: 'Passkeys work at a name with https, or at localhost, only.',
  })
}

function passkeyOf(row: {
  credential_id: string
  public_key: Buffer
  counter: string
  transports: readonly string[]
}) {
  return {
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
  }
}

/** One answer for every reason. */
export function refusal(): AppError {
  return new AppError('session.refused', 401, {
    zh: '登录失败：账号、密码或验证码不正确，或该账号已停用。',
    en: 'Not signed in: name, password or code is wrong, or the account is stopped.',
  })
}
