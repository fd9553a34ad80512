/**
 * Secrets of accounts, and what people confide: each lies sealed in a column of its own row, bound to the row's id. A rotation
 * brings them under the key of today in batches, like everything else.
 */
import { type Keyring, keyIdOf } from '../crypto/index.ts'
import { type Db, withTransaction } from '../db.ts'

/** Tables with a column `secret` and a uuid `id`; a test looks for others. */
export const secretTables = [
  'account_totp',
  'complaint',
  'complaint_entry',
  'lead',
  'lead_entry',
  'objection',
  'sign_in_challenge',
] as const

/** SQL: the key that sealed it, which its bytes name (keyring.ts). */
const keyIdSql = `('x' || encode(substring(secret from 2 for 4), 'hex'))::bit(32)::int`

export async function countSecrets(db: Db): Promise<Map<number, number>> {
  const each = secretTables.map(
    (table) => `select ${keyIdSql} as key_id from ${table} where secret is not null`,
  )
  const { rows } = await db.pool.query<{ keyId: number; uses: number }>(
    `select key_id as "keyId", count(*)::int as uses from (${each.join(' union all ')}) secrets group by 1`,
  )
  return new Map(rows.map((row) => [row.keyId, row.uses]))
}

export interface Resealing {
  readonly db: Db
  readonly keyring: Keyring
  readonly batch: number
  readonly onBatch?: (done: number) => Promise<void> | void
}

/** Answers how many were sealed anew. */
export async function resealSecrets({ db, keyring, batch, onBatch }: Resealing): Promise<number> {
  const active = keyring.activeKey('secret')
  let done = 0
  for (const table of secretTables) {
    for (;;) {
      const taken = await withTransaction(db, async ({ client }) => {
        const { rows } = await client.query<{ id: string; secret: Buffer }>(
          `select id::text, secret from ${table} where secret is not null and ${keyIdSql} <> $1 order by id limit $2
           for no key update`,
          [active, batch],
        )
        const anew = rows.map(({ id, secret }) =>
          keyring.seal('secret', keyring.open('secret', secret, id), id),
        )
        if (anew.some((secret) => keyIdOf(secret) !== active))
          throw new Error('the key was replaced meanwhile')
        await client.query(
          `update ${table} s set secret = n.secret from unnest($1::uuid[], $2::bytea[]) n (id, secret) where s.id = n.id`,
          [rows.map(({ id }) => id), anew],
        )
        return rows.length
      })
      if (taken === 0) break
      done += taken
      await onBatch?.(done)
    }
  }
  return done
}
