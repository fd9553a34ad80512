/** Questions that are open for some minutes and can be answered once. */
import type { Keyring } from '../../../platform/crypto/index.ts'
import { refused } from '../../../platform/errors.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Runner } from '../accounts.store.ts'

export type ChallengeKind = 'passkey' | 'newPasskey' | 'totp' | 'oidc'

const MINUTES = 10

export interface Challenge {
  readonly kind: ChallengeKind
  /** Who may answer; undefined for anybody. */
  readonly accountId: string | undefined
  readonly data: Readonly<Record<string, unknown>>
  /** Kept sealed. */
  readonly secret?: Buffer
}

export async function ask(
  runner: Runner,
  keyring: Keyring,
  challenge: Challenge,
  now: string,
): Promise<string> {
  const id = uuidv7()
  await runner.query(
    'insert into sign_in_challenge (id, kind, account_id, data, secret, valid_until) values ($1, $2, $3, $4, $5, $6)',
    [
      id,
      challenge.kind,
      challenge.accountId ?? null,
      JSON.stringify(challenge.data),
      challenge.secret ? keyring.seal('secret', challenge.secret, id) : null,
      new Date(Date.parse(now) + MINUTES * 60_000).toISOString(),
    ],
  )
  return id
}

/** Takes the question away, so that it is answered once, and refuses with 422 where there is none. */
export async function takeChallenge(
  runner: Runner,
  keyring: Keyring,
  wanted: { readonly id: string; readonly kind: ChallengeKind; readonly accountId: string | undefined },
  now: string,
): Promise<Challenge> {
  const { rows } = await runner.query<{
    account_id: string | null
    data: Record<string, unknown>
    secret: Buffer | null
  }>(
    `delete from sign_in_challenge where id = $1 and kind = $2 and valid_until > $3 and (account_id is null or account_id = $4)
     returning account_id, data, secret`,
    [wanted.id, wanted.kind, now, wanted.accountId ?? null],
  )
  const [row] = rows
  if (!row) {
    throw refused('session.challengeGone', {
      zh: '验证已过期或已用过，请重新开始。',
      en: 'What was asked is too old or was answered already; begin again.',
    })
  }
  return {
    kind: wanted.kind,
    accountId: row.account_id ?? undefined,
    data: row.data,
    ...(row.secret ? { secret: keyring.open('secret', row.secret, wanted.id) } : {}),
  }
}
