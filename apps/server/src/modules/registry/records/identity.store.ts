/** The only SQL of person_identity. */
import type { Tx } from '../../../platform/db.ts'

/** Id numbers that somebody else bears already. */
export async function insertIdentities(
  tx: Tx,
  rows: readonly { readonly hash: Buffer; readonly countyCode: string; readonly personId: string }[],
): Promise<string[]> {
  if (rows.length === 0) return []
  await tx.client.query(
    `insert into person_identity (id_hash, county_code, person_id)
     select * from unnest($1::bytea[], $2::text[], $3::uuid[]) on conflict (id_hash) do nothing`,
    [rows.map((row) => row.hash), rows.map((row) => row.countyCode), rows.map((row) => row.personId)],
  )
  const { rows: taken } = await tx.client.query<{ person_id: string }>(
    `select r.person_id from unnest($1::bytea[], $2::uuid[]) as r (id_hash, person_id)
     join person_identity i on i.id_hash = r.id_hash where i.person_id <> r.person_id`,
    [rows.map((row) => row.hash), rows.map((row) => row.personId)],
  )
  return taken.map((row) => row.person_id)
}

/** A person's id numbers but the one that counts; all when there is none. */
export async function deleteOtherIdentities(
  tx: Tx,
  countyCode: string,
  personId: string,
  hash: Buffer | undefined,
): Promise<void> {
  await tx.client.query(
    'delete from person_identity where county_code = $1 and person_id = $2 and id_hash is distinct from $3::bytea',
    [countyCode, personId, hash ?? null],
  )
}
