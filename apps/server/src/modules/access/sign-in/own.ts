/** What belongs to one's own account: password, factors, sessions, the link to the single sign-on. */
import type { NewPasskey, OwnAccount, PasskeyCreation } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { AccessDeps, Entered, Visitor } from '../deps.ts'
import { later, refresh } from '../open-session.ts'
import { endSessions, listSessions } from '../sessions.store.ts'
import { ask, takeChallenge } from './challenges.ts'
import {
  deleteFactor,
  deleteLink,
  getSigning,
  insertPasskey,
  insertTotp,
  listFactors,
  listLinks,
  listPasskeys,
  listWords,
  savePassword,
} from './credentials.store.ts'
import { mustBeOnesOwn } from './demo.ts'
import { enterWithin, type GivenPasskey, mustBeCode, mustBePasskey, mustHaveParty, refusal } from './enter.ts'
import { newChallenge, passkeyCreation, readNewPasskey } from './passkey.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { mustBeGoodPassword } from './password-rules.ts'
import { mustBeAsked } from './pending.ts'
import { newTotp, stepOfCode } from './totp.ts'
import { countTry, forgiveTry, trier } from './tries.ts'

const DAY = 86_400_000

export async function getOwnAccount(deps: AccessDeps, actor: Actor): Promise<OwnAccount> {
  const { pool } = deps.system
  const { accountId } = actor
  const [account, factors, links, sessions] = await Promise.all([
    getSigning(pool, accountId),
    listFactors(pool, accountId),
    listLinks(pool, accountId),
    listSessions(pool, accountId, deps.clock.now()),
  ])
  const { passwordDays } = deps.profile
  const setAt = account.password_set_at
  return {
    name: account.name,
    displayName: account.display_name,
    password: setAt
      ? { changedAt: setAt, mustChangeBy: passwordDays === null ? null : later(setAt, passwordDays * DAY) }
      : null,
    factors: factors.map(({ id, kind, label, added_at, last_used_at }) => ({
      id,
      kind,
      label,
      addedAt: added_at,
      lastUsedAt: last_used_at,
    })),
    links: links.map(({ id, issuer, subject, linked_at }) => ({ id, issuer, subject, linkedAt: linked_at })),
    sessions: sessions.map((session) => ({ ...session, isThis: session.id === actor.session?.id })),
  }
}

/** A factor given again: what asks for a fresh one is open for ten minutes, under a new token. */
export async function confirmFactor(
  deps: AccessDeps,
  actor: Actor,
  given: { readonly code: string } | GivenPasskey,
  visitor: Visitor,
): Promise<Entered> {
  if ('code' in given) await mustBeCode(deps, actor.accountId, given.code, visitor)
  else await mustBePasskey(deps, actor, given, visitor)
  return { token: await refresh(deps, deps.system.pool, actor.session!.id) }
}

/** Knows the current password, chooses another; every other session of the account ends. */
export async function changePassword(
  deps: AccessDeps,
  actor: Actor,
  given: { readonly current: string; readonly password: string },
  visitor: Visitor,
): Promise<Entered> {
  const { pool } = deps.system
  const { accountId, session } = actor
  mustBeOnesOwn(actor)
  if (session?.pending) mustBeAsked(actor, 'changePassword')
  const now = deps.clock.now()
  const account = await getSigning(pool, accountId)
  const triers = [trier(deps.keyring, 'factor', `password ${accountId}`)]
  await countTry(deps.system, triers, now)
  if (!(await isPassword(given.current, account.hash ?? undefined))) throw refusal()
  await forgiveTry(pool, triers, now)
  if (given.current.normalize('NFC') === given.password.normalize('NFC')) {
    throw conflict(
      'session.samePassword',
      { zh: '新密码与现在的密码相同。', en: 'That is the password you have.' },
      { field: 'password' },
    )
  }
  await mustBeGoodPassword(given.password, deps.profile, await listWords(pool, accountId))
  const hash = await hashPassword(given.password)
  return withTransaction(deps.system, async (tx) => {
    await savePassword(tx.client, accountId, hash, now)
    await endSessions(tx.client, { accountId, now, because: 'replaced', except: session!.id })
    if (!session?.pending) return { token: await refresh(deps, tx.client, session!.id) }
    return enterWithin(deps, tx, { accountId, factors: session.factors, visitor, before: actor })
  })
}

export async function startTotp(deps: AccessDeps, actor: Actor) {
  mustBeAbleToAdd(actor)
  const account = await getSigning(deps.system.pool, actor.accountId)
  const { secret, text, uri } = newTotp(account.name)
  const challengeId = await ask(
    deps.system.pool,
    deps.keyring,
    { kind: 'totp', accountId: actor.accountId, data: {}, secret },
    deps.clock.now(),
  )
  return { challengeId, secret: text, uri }
}

/** A mistyped code leaves the question open: the secret is on the phone already. */
export async function addTotp(
  deps: AccessDeps,
  actor: Actor,
  given: { readonly challengeId: string; readonly code: string; readonly label: string },
  visitor: Visitor,
): Promise<Entered> {
  mustBeAbleToAdd(actor)
  const { accountId } = actor
  const now = deps.clock.now()
  return withTransaction(deps.system, async (tx) => {
    const wanted = { id: given.challengeId, kind: 'totp', accountId } as const
    const { secret } = await takeChallenge(tx.client, deps.keyring, wanted, now)
    const step = stepOfCode(secret!, given.code, new Date(now), undefined)
    if (step === undefined) throw refusal()
    const id = uuidv7()
    const sealed = deps.keyring.seal('secret', secret!, id)
    await insertTotp(tx.client, { id, accountId, secret: sealed, label: given.label, step, now })
    return goOn(deps, tx, actor, 'totp', visitor)
  })
}

export async function startPasskey(
  deps: AccessDeps,
  actor: Actor,
  visitor: Visitor,
): Promise<PasskeyCreation> {
  mustBeAbleToAdd(actor)
  const party = mustHaveParty(visitor)
  const { pool } = deps.system
  const { accountId } = actor
  const [account, known] = await Promise.all([getSigning(pool, accountId), listPasskeys(pool, accountId)])
  const challenge = newChallenge()
  const question = { kind: 'newPasskey', accountId, data: { challenge } } as const
  const challengeId = await ask(pool, deps.keyring, question, deps.clock.now())
  const named = { id: accountId, name: account.name, displayName: account.display_name }
  const excluded = known.map((row) => ({
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
  }))
  return { challengeId, options: passkeyCreation(party, challenge, named, excluded) }
}

export async function addPasskey(
  deps: AccessDeps,
  actor: Actor,
  given: { readonly challengeId: string; readonly label: string; readonly answer: NewPasskey },
  visitor: Visitor,
): Promise<Entered> {
  mustBeAbleToAdd(actor)
  const party = mustHaveParty(visitor)
  const { pool } = deps.system
  const { accountId } = actor
  const now = deps.clock.now()
  const wanted = { id: given.challengeId, kind: 'newPasskey', accountId } as const
  const { data } = await takeChallenge(pool, deps.keyring, wanted, now)
  const passkey = await readNewPasskey(party, String(data.challenge), given.answer)
  if (!passkey) throw refusal()
  return withTransaction(deps.system, async (tx) => {
    await insertPasskey(tx.client, { id: uuidv7(), accountId, ...passkey, label: given.label, now })
    return goOn(deps, tx, actor, 'passkey', visitor)
  })
}

/** Whoever still owed a second factor is in with it. */
async function goOn(
  deps: AccessDeps,
  tx: Tx,
  actor: Actor,
  factor: 'totp' | 'passkey',
  visitor: Visitor,
): Promise<Entered> {
  const { accountId, session } = actor
  if (session?.pending) {
    // The code on paper has done its work.
    const shown = session.factors.filter((each) => each !== 'code')
    return enterWithin(deps, tx, { accountId, factors: [...shown, factor], visitor, before: actor })
  }
  return { token: await refresh(deps, tx.client, session!.id) }
}

/** With a password alone a factor is added where there is none, never beside one that was not shown. */
function mustBeAbleToAdd(actor: Actor): void {
  mustBeOnesOwn(actor)
  if (actor.session?.pending) mustBeAsked(actor, 'addSecondFactor')
}

/** One stays: without it nobody would get in again. */
export async function removeFactor(deps: AccessDeps, actor: Actor, id: string): Promise<void> {
  await withTransaction(deps.system, async ({ client }) => {
    await client.query('select from account where id = $1 for update', [actor.accountId])
    if (!(await deleteFactor(client, actor.accountId, id))) throw noSuch('session.noFactor', id)
    if ((await listFactors(client, actor.accountId)).length > 0) return
    throw conflict('session.lastFactor', {
      zh: '至少要保留一个第二因素：请先添加另一个。',
      en: 'One second factor stays: add another first.',
    })
  })
}

export async function removeLink(deps: AccessDeps, actor: Actor, id: string): Promise<void> {
  if (!(await deleteLink(deps.system.pool, actor.accountId, id))) throw noSuch('session.noLink', id)
}

export async function endOwnSession(deps: AccessDeps, actor: Actor, id: string): Promise<void> {
  const ended = { accountId: actor.accountId, id, now: deps.clock.now(), because: 'endedByOwner' } as const
  if ((await endSessions(deps.system.pool, ended)) === 0) throw noSuch('session.noSession', id)
}

export async function endOtherSessions(deps: AccessDeps, actor: Actor): Promise<void> {
  const { accountId, session } = actor
  const now = deps.clock.now()
  await endSessions(deps.system.pool, { accountId, now, because: 'endedByOwner', except: session!.id })
}

function noSuch(code: string, id: string) {
  return notFound(code, { zh: '没有这一项。', en: 'There is none.' }, { field: 'id', value: id })
}
