/** Counts tries in the database, so that neither a restart nor many at once is a way around the waiting. */
import type { Keyring } from '../../../platform/crypto/index.ts'
import { type Db, withTransaction } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import { besideRequest } from '../../../platform/request.ts'
import type { Runner } from '../accounts.store.ts'
import { oneMoreTry, patience, secondsLeft, type Tries, type TriesOf } from './throttle.ts'

/** Who tries: a name as it was typed, whether there is such an account or not. */
export interface Trier {
  readonly of: TriesOf
  readonly key: Buffer
}

export function trier(keyring: Keyring, of: TriesOf, who: string): Trier {
  return { of, key: keyring.hash('lookup', `sign-in ${of} ${who}`) }
}

type TriesRow = { key: Buffer; failures: number; last_at: string; wait_until: string }

/** Counts one more try of each; refuses with 429 and judges nothing while any of them has to wait. */
export async function countTry(db: Db, triers: readonly Trier[], at: string): Promise<void> {
  const waitUntil = await besideRequest(() => mayTry(db, triers, at))
  if (waitUntil) throw mustWait(secondsLeft(waitUntil, new Date(at)))
}

/** Undefined when all of them may; until when the one that waits longest has to. */
function mayTry(db: Db, triers: readonly Trier[], at: string): Promise<Date | undefined> {
  const now = new Date(at)
  return withTransaction(db, async ({ client }) => {
    const keys = triers.map(({ key }) => key).sort(Buffer.compare)
    const kinds = keys.map((key) => triers.find((each) => each.key.equals(key))!.of)
    // One order for everybody, so that two that share an address do not wait for each other.
    await client.query(
      `insert into sign_in_tries (key, of, failures, last_at, wait_until)
       select *, 0, $3, $3 from unnest($1::bytea[], $2::text[]) on conflict do nothing`,
      [keys, kinds, at],
    )
    const { rows } = await client.query<TriesRow>(
      'select key, failures, last_at, wait_until from sign_in_tries where key = any($1) order by key for update',
      [keys],
    )
    const next = rows.map((row, index) => oneMoreTry(triesOf(row), patience[kinds[index]!], now))
    if (next.includes(undefined)) {
      return new Date(Math.max(...rows.map(({ wait_until }) => Date.parse(wait_until))))
    }
    await client.query(
      `update sign_in_tries t set failures = n.failures, last_at = $4, wait_until = n.wait_until
       from unnest($1::bytea[], $2::int[], $3::timestamptz[]) as n (key, failures, wait_until) where t.key = n.key`,
      [
        rows.map(({ key }) => key),
        next.map((each) => each!.failures),
        next.map((each) => each!.waitUntil.toISOString()),
        at,
      ],
    )
    return undefined
  })
}

function triesOf(row: TriesRow): Tries | undefined {
  if (row.failures === 0) return undefined
  return { failures: row.failures, lastAt: new Date(row.last_at), waitUntil: new Date(row.wait_until) }
}

/**
 * The try was right. What was counted for the account is forgotten; of an address only this one try, since somebody
 * with an account of one's own must not clear the guesses at others.
 */
export async function forgiveTry(runner: Runner, triers: readonly Trier[], at: string): Promise<void> {
  await runner.query(
    `update sign_in_tries set failures = case when of = 'address' then greatest(failures - 1, 0) else 0 end, wait_until = $2
     where key = any($1)`,
    [triers.map(({ key }) => key), at],
  )
}

export function mustWait(seconds: number): AppError {
  return new AppError(
    'session.wait',
    429,
    {
      zh: `尝试次数过多，请 ${seconds} 秒后再试。`,
      en: `Too many tries; wait ${seconds} seconds.`,
    },
    { value: seconds, retryAfter: seconds },
  )
}
