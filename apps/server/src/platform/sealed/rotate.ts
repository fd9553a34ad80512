/**
 * New keys, and everything that can be sealed anew brought under them: values and secrets in batches, then files. It may be
 * killed at any point and begun again: what bears a key of yesterday is found and taken on, and opens all the while.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LivingKeyring } from '../crypto/index.ts'
import { listDataKeys, type Purpose, purposes, replaceKey } from '../crypto/index.ts'
import { type Db, withTransaction } from '../db.ts'
import { type FileStore, keyOfFile, resealFile } from '../files.ts'
import { openValue, type SealedValue, sealValue } from './seal.ts'
import { countSecrets, resealSecrets } from './secrets.ts'

export interface Rotation {
  readonly db: Db
  readonly root: Buffer
  readonly keyring: LivingKeyring
  readonly files: FileStore
  /** Rows in one transaction. */
  readonly batch?: number
  readonly onProgress?: (done: number, total: number) => Promise<void> | void
}

export interface Rotated {
  /** False when an earlier rotation was gone on with. */
  readonly newKeys: boolean
  readonly values: number
  readonly secrets: number
  readonly files: number
}

/** Goes on with a rotation that was cut short; otherwise makes new keys for all that seals and signs. */
export async function rotateKeys(rotation: Rotation): Promise<Rotated> {
  const { db, root, keyring, files } = rotation
  const isUnfinished = await hasOld(rotation)
  if (!isUnfinished) {
    await withTransaction(db, async (tx) => {
      for (const purpose of Object.keys(purposes) as Purpose[]) {
        if (purposes[purpose] !== 'hash') await replaceKey(tx.client, root, keyring.suite, purpose)
      }
    })
    await keyring.refresh()
  }
  const values = await resealValues(rotation)
  const secrets = await resealSecrets({ db, keyring, batch: rotation.batch ?? BATCH })
  return { newKeys: !isUnfinished, values, secrets, files: await resealFiles(files) }
}

const BATCH = 2_000

export interface KeyUse {
  readonly id: number
  readonly suite: string
  readonly purpose: string
  readonly madeAt: string
  readonly retiredAt: string | null
  /** Values, secrets and files that it sealed; null for keys that seal nothing. */
  readonly uses: number | null
}

export async function listKeys({
  db,
  files,
}: {
  readonly db: Db
  readonly files: FileStore
}): Promise<KeyUse[]> {
  const { rows } = await db.pool.query<{ keyId: number; uses: number }>(
    'select key_id as "keyId", count(*)::int as uses from sealed_value group by 1',
  )
  const uses = new Map([...rows.map((row) => [row.keyId, row.uses] as const), ...(await countSecrets(db))])
  for (const sha256 of await keptFiles(files.filesFolder)) {
    const key = await keyOfFile(files.filesFolder, sha256)
    if (key !== undefined) uses.set(key, (uses.get(key) ?? 0) + 1)
  }
  return (await listDataKeys(db.pool)).map(({ id, suite, purpose, madeAt, retiredAt }) => ({
    id,
    suite,
    purpose,
    madeAt,
    retiredAt,
    uses: purposes[purpose as Purpose] === 'seal' ? (uses.get(id) ?? 0) : null,
  }))
}

/** Files that lie in clear from before are sealed, those under an older key anew. Answers how many. */
export async function resealFiles(files: FileStore): Promise<number> {
  const active = files.keyring.activeKey('file')
  let done = 0
  for (const sha256 of await keptFiles(files.filesFolder)) {
    if ((await keyOfFile(files.filesFolder, sha256)) === active) continue
    await resealFile(files, sha256)
    done += 1
  }
  return done
}

async function hasOld({ db, keyring, files }: Rotation): Promise<boolean> {
  const { rows } = await db.pool.query<{ old: boolean }>(
    'select exists (select from sealed_value where key_id <> $1) as old',
    [keyring.activeKey('fact')],
  )
  if (rows[0]!.old) return true
  const secret = keyring.activeKey('secret')
  if ([...(await countSecrets(db)).keys()].some((key) => key !== secret)) return true
  const active = files.keyring.activeKey('file')
  for (const sha256 of await keptFiles(files.filesFolder)) {
    if ((await keyOfFile(files.filesFolder, sha256)) !== active) return true
  }
  return false
}

type Row = Pick<SealedValue, 'token' | 'kind' | 'sealed'>

async function resealValues({ db, keyring, batch = BATCH, onProgress }: Rotation): Promise<number> {
  const active = keyring.activeKey('fact')
  const { rows } = await db.pool.query<{ total: number }>(
    'select count(*)::int as total from sealed_value where key_id <> $1',
    [active],
  )
  const total = rows[0]!.total
  let done = 0
  for (let after = ''; ; ) {
    const taken = await withTransaction(db, async (tx) => {
      const { rows: old } = await tx.client.query<Row>(
        `select token, kind, sealed from sealed_value where token > $1 and key_id <> $2 order by token limit $3
         for no key update`,
        [after, active, batch],
      )
      const anew = old.map((row) => sealValue(keyring, row.kind, openValue(keyring, row)))
      await tx.client.query(
        `update sealed_value v set key_id = n.key_id, sealed = n.sealed
         from unnest($1::text[], $2::int[], $3::bytea[]) n (token, key_id, sealed) where v.token = n.token`,
        [old.map(({ token }) => token), anew.map(({ keyId }) => keyId), anew.map(({ sealed }) => sealed)],
      )
      return old
    })
    if (taken.length === 0) return done
    done += taken.length
    after = taken.at(-1)!.token
    await onProgress?.(done, total)
  }
}

/** Digests of all kept files. */
async function keptFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const inside = await Promise.all(
    names.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => readdir(join(folder, name))),
  )
  return inside.flat().filter((name) => /^[0-9a-f]{64}$/.test(name))
}
