/** The table of wrapped keys. The root key that opens them lies in a file outside the database. */
import type pg from 'pg'
import { startupError } from '../errors.ts'
import { type KeyMaterial, type Purpose, purposes, suites } from './keyring.ts'
import { derive, makeKey, type SuiteName } from './suite.ts'

export interface DataKey {
  readonly id: number
  readonly suite: SuiteName
  readonly purpose: string
  readonly wrapped: Buffer
  readonly publicKey: Buffer | null
  readonly madeAt: string
  readonly retiredAt: string | null
}

type Client = Pick<pg.Pool, 'query'>

export async function listDataKeys(client: Client): Promise<DataKey[]> {
  const { rows } = await client.query<DataKey>(
    `select id, suite, purpose, wrapped, public_key as "publicKey", made_at as "madeAt", retired_at as "retiredAt"
     from data_key order by id`,
  )
  return rows
}

/** Keys for the purposes that have none. Two processes at once make one: the second finds the place taken. */
export async function makeMissingKeys(client: Client, root: Buffer, suite: SuiteName): Promise<void> {
  const there = new Set(
    (await listDataKeys(client)).filter(({ retiredAt }) => !retiredAt).map((key) => key.purpose),
  )
  for (const purpose of Object.keys(purposes) as Purpose[]) {
    if (!there.has(purpose)) await insertKey(client, root, suite, purpose, firstKey(root, suite, purpose))
  }
}

/** A new key for the purpose; the one before opens what it sealed, and seals no more. Within a transaction. */
export async function replaceKey(
  client: Client,
  root: Buffer,
  suite: SuiteName,
  purpose: Purpose,
): Promise<void> {
  await client.query('lock table data_key in share row exclusive mode')
  // The root may have been replaced since this process has read it.
  for (const row of await listDataKeys(client)) openWrapped(root, row)
  await client.query(
    'update data_key set retired_at = now() where purpose = $1::text and retired_at is null',
    [purpose],
  )
  await insertKey(client, root, suite, purpose, firstKey(root, suite, purpose))
}

export function unwrap(root: Buffer, row: DataKey): KeyMaterial {
  const { id, suite, purpose } = row
  const key = openWrapped(root, row)
  // The column is a copy for other programs, in clear: whoever owns the database could write another into it. The half
  // that counts is the one that belongs to the private key, which the root has wrapped.
  const publicKey = row.publicKey ? suites[suite].publicOf(key) : null
  return { id, suite, purpose, key, publicKey, isActive: row.retiredAt === null }
}

/** Wraps every key anew, under another root. In a transaction; nobody makes keys meanwhile. */
export async function rewrapKeys(client: Client, from: Buffer, to: Buffer): Promise<number> {
  await client.query('lock table data_key in share row exclusive mode')
  const keys = await listDataKeys(client)
  const wrapped = keys.map((row) => {
    const { suite, purpose } = row
    return suites[suite].seal(wrappingKey(to, suite), openWrapped(from, row), Buffer.from(purpose))
  })
  await client.query(
    'update data_key k set wrapped = n.wrapped from unnest($1::int[], $2::bytea[]) n (id, wrapped) where k.id = n.id',
    [keys.map(({ id }) => id), wrapped],
  )
  return keys.length
}

/** Whether the root opens the keys that are there; true where there are none. */
export async function opensKeys(client: Client, root: Buffer): Promise<boolean> {
  try {
    for (const row of await listDataKeys(client)) openWrapped(root, row)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'crypto.wrongRoot') return false
    throw error
  }
}

function openWrapped(root: Buffer, { suite, purpose, wrapped }: DataKey): Buffer {
  try {
    return suites[suite].open(wrappingKey(root, suite), wrapped, Buffer.from(purpose))
  } catch (cause) {
    throw startupError(
      'crypto.wrongRoot',
      {
        zh: '密钥文件 secret.key 与这个数据库不相符：请放回与数据库一起备份的那一个。',
        en: 'The key file secret.key does not belong to this database: put back the one that was kept with it.',
      },
      { cause },
    )
  }
}

async function insertKey(
  client: Client,
  root: Buffer,
  suite: SuiteName,
  purpose: Purpose,
  made: { key: Buffer; publicKey: Buffer | null },
): Promise<void> {
  const wrapped = suites[suite].seal(wrappingKey(root, suite), made.key, Buffer.from(purpose))
  await client.query(
    `insert into data_key (suite, purpose, wrapped, public_key) values ($1, $2, $3, $4)
     on conflict (purpose) where retired_at is null do nothing`,
    [suite, purpose, wrapped, made.publicKey],
  )
}

function firstKey(root: Buffer, suite: SuiteName, purpose: Purpose) {
  if (purposes[purpose] === 'sign') {
    const { privateKey, publicKey } = suites[suite].makeKeyPair()
    return { key: privateKey, publicKey }
  }
  // Installations of before there was a table of keys have found people by this one; it goes on to find them.
  const isOld = purpose === 'identity' && suite === 'international'
  return { key: isOld ? suites[suite].hmac(root, 'lika identity') : makeKey(), publicKey: null }
}

function wrappingKey(root: Buffer, suite: SuiteName): Buffer {
  return derive(suites[suite].hash, root, `wrap ${suite}`)
}
