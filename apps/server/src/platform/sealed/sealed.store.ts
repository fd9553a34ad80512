/** The only SQL of sealed_value, but for the import, which pours its own in. */
import type pg from 'pg'
import type { LivingKeyring } from '../crypto/index.ts'
import { openValue, type SealedValue } from './seal.ts'

type Client = Pick<pg.Pool, 'query'>

/** A value that is there already stays as it is. In one order, so that two writers never wait for each other. */
export async function insertSealed(client: Client, values: readonly SealedValue[]): Promise<void> {
  if (values.length === 0) return
  const rows = [...new Map(values.map((value) => [value.token, value])).values()].sort((a, b) =>
    a.token < b.token ? -1 : 1,
  )
  await client.query(
    `insert into sealed_value (token, kind, key_id, sealed)
     select * from unnest($1::text[], $2::text[], $3::int[], $4::bytea[]) on conflict (token) do nothing`,
    [
      rows.map(({ token }) => token),
      rows.map(({ kind }) => kind),
      rows.map(({ keyId }) => keyId),
      rows.map(({ sealed }) => sealed),
    ],
  )
}

export interface OpenedValue {
  readonly kind: string
  readonly value: string
}

/** Opens what is there; a stand-in that nobody knows is left out. */
export async function openTokens(
  client: Client,
  keyring: LivingKeyring,
  tokens: readonly string[],
): Promise<Map<string, OpenedValue>> {
  if (tokens.length === 0) return new Map()
  const { rows } = await client.query<{ token: string; kind: string; keyId: number; sealed: Buffer }>(
    `select token, kind, key_id as "keyId", sealed from sealed_value where token = any($1::text[])`,
    [[...new Set(tokens)]],
  )
  // Another process may have made the key a moment ago.
  if (rows.some(({ keyId }) => !keyring.has(keyId))) await keyring.refresh()
  return new Map(rows.map((row) => [row.token, { kind: row.kind, value: openValue(keyring, row) }]))
}
