/**
 * Entering, confirming and linking by the single sign-on. The way back is good once, for the browser that was sent: its
 * cookie names the question. Whom the provider names must have been linked before, by the owner of the account.
 */
import { noteAudit } from '../../../platform/audit.ts'
import { AppError, conflict } from '../../../platform/errors.ts'
import { type Actor, mustBeFresh } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { AccessDeps, Entered, Visitor } from '../deps.ts'
import { openSession, refresh } from '../open-session.ts'
import { ask, takeChallenge } from './challenges.ts'
import { findLinked, getSigning, insertLink, listFactors } from './credentials.store.ts'
import { mustBeOnesOwn } from './demo.ts'
import { enterWholly, mustBeUsable, refusal } from './enter.ts'
import type { Oidc, OidcAttempt } from './oidc.ts'
import { networkOf } from './throttle.ts'
import { countTry, trier } from './tries.ts'

export type OidcPurpose = 'enter' | 'fresh' | 'link'

/** `question` goes into a cookie of the browser. */
export async function startOidc(
  deps: AccessDeps,
  actor: Actor | undefined,
  purpose: OidcPurpose,
  visitor: Visitor,
): Promise<{ address: string; question: string }> {
  const oidc = mustHaveOidc(deps)
  if (purpose !== 'enter') mustBeWhole(actor)
  if (purpose === 'link') {
    mustBeOnesOwn(actor!)
    mustBeFresh(actor!)
  }
  const now = deps.clock.now()
  await countTry(deps.system, [trier(deps.keyring, 'address', networkOf(visitor.address))], now)
  const redirectUri = new URL('/enter/oidc', visitor.origin).href
  const { address, attempt } = await oidc.begin(redirectUri, purpose === 'fresh')
  const accountId = purpose === 'enter' ? undefined : actor!.accountId
  const { verifier, ...open } = attempt
  const question = await ask(
    deps.system.pool,
    deps.keyring,
    { kind: 'oidc', accountId, data: { ...open, purpose }, secret: Buffer.from(verifier) },
    now,
  )
  return { address, question }
}

export async function finishOidc(
  deps: AccessDeps,
  actor: Actor | undefined,
  given: { readonly question: string | undefined; readonly search: string },
  visitor: Visitor,
): Promise<Entered> {
  const oidc = mustHaveOidc(deps)
  const { pool } = deps.system
  const now = deps.clock.now()
  if (!given.question) throw refusal()
  const wanted = { id: given.question, kind: 'oidc', accountId: actor?.accountId } as const
  const { data, secret } = await takeChallenge(pool, deps.keyring, wanted, now)
  const attempt = { ...data, verifier: String(secret) } as unknown as OidcAttempt
  const { issuer, subject, isStrong } = await oidc.finish(attempt, given.search)
  const purpose = data.purpose as OidcPurpose
  if (purpose === 'link') {
    mustBeWhole(actor)
    const owner = await insertLink(pool, { id: uuidv7(), accountId: actor!.accountId, issuer, subject, now })
    if (owner !== actor!.accountId) throw linkedElsewhere()
    return { token: await refresh(deps, pool, actor!.session!.id) }
  }
  const accountId = await findLinked(pool, issuer, subject)
  if (!accountId) throw notLinked(deps.oidc!.label)
  noteAudit({ accountId })
  if (purpose === 'fresh') {
    if (accountId !== actor?.accountId || !isStrong) throw refusal()
    return { token: await refresh(deps, pool, actor.session!.id) }
  }
  await mustBeUsable(deps, await getSigning(pool, accountId), now)
  if (isStrong) return enterWholly(deps, { accountId, factors: ['oidc'], visitor, before: actor })
  // The provider saw one factor: the second is given here.
  const factors = await listFactors(pool, accountId)
  const pending = factors.length > 0 ? ('giveSecondFactor' as const) : ('addSecondFactor' as const)
  return { token: await openSession(deps, pool, { accountId, factors: ['oidc'], pending, visitor }) }
}

function mustHaveOidc(deps: AccessDeps): Oidc {
  if (deps.oidc) return deps.oidc
  throw conflict('session.noOidc', {
    zh: '本系统没有接入统一登录。',
    en: 'No single sign-on is configured here.',
  })
}

function mustBeWhole(actor: Actor | undefined): void {
  if (actor?.session && !actor.session.pending) return
  throw new AppError('access.signInNeeded', 401, { zh: '请先登录。', en: 'Sign in first.' })
}

function notLinked(label: string): AppError {
  return new AppError('session.notLinked', 401, {
    zh: `${label}中的这个身份还没有关联立卡账号：请先用密码登录，在“我的账号”中关联。`,
    en: `Nobody here is linked to that identity of ${label}: sign in with your password and link it under My account.`,
  })
}

function linkedElsewhere(): AppError {
  return conflict('session.linkedElsewhere', {
    zh: '该统一登录身份已关联另一个账号。',
    en: 'That identity is linked to another account.',
  })
}
