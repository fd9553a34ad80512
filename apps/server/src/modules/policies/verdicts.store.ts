/** The only SQL that writes verdicts and their receipts. */
import type { PackRef } from '@lika/policy'
import type { Tx } from '../../platform/db.ts'
import { prepared } from '../../platform/prepared.ts'

export interface VerdictRow {
  readonly countyCode: string
  readonly subjectId: string
  readonly setId: string
  readonly subjectKind: string
  readonly regionCode: string
  readonly outcome: number
  readonly codes: bigint
  readonly criteria: number
  readonly status: string | null
  readonly persons: number
  readonly receiptId: number
}

/** Writes those that are new or differ; a verdict that stays as it was is not touched. */
export async function upsertVerdicts(tx: Tx, asOf: string, rows: readonly VerdictRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = <K extends keyof VerdictRow>(key: K) => rows.map((row) => row[key])
  const text = `insert into verdict as v (county_code, subject_id, set_id, subject_kind, region_code, as_of, outcome, codes, criteria, status, persons, receipt_id)
     select county_code, subject_id, set_id, subject_kind, region_code, $12::date, outcome, codes, criteria, status, persons, receipt_id
     from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::smallint[], $9::text[], $10::int[], $11::bigint[])
       as r (county_code, subject_id, set_id, subject_kind, region_code, outcome, codes, criteria, status, persons, receipt_id)
     ${onConflict}`
  const values = [
    column('countyCode'),
    column('subjectId'),
    column('setId'),
    column('subjectKind'),
    column('regionCode'),
    column('outcome'),
    column('codes').map(String),
    column('criteria'),
    column('status'),
    column('persons'),
    column('receiptId'),
    asOf,
  ]
  await tx.client.query(prepared(text, values))
}

const onConflict = `on conflict (county_code, subject_id, set_id) do update set
  region_code = excluded.region_code, as_of = excluded.as_of, outcome = excluded.outcome, codes = excluded.codes, criteria = excluded.criteria,
  status = excluded.status, persons = excluded.persons, receipt_id = excluded.receipt_id, judged_at = now()
  where (v.region_code, v.outcome, v.codes, v.criteria, v.status, v.persons, v.receipt_id)
    is distinct from (excluded.region_code, excluded.outcome, excluded.codes, excluded.criteria, excluded.status, excluded.persons, excluded.receipt_id)`

/** Judges many subjects in one statement. `judged` selects the key, `codes` and `overall` as `compileSql` does. */
export async function insertJudged(
  tx: Tx,
  input: {
    readonly kind: 'household' | 'person' | 'village'
    readonly judged: string
    readonly setId: string
    readonly criteria: number
    readonly asOf: string
    readonly receiptId: number
    readonly range: { readonly lo: string; readonly hi: string }
  },
): Promise<number> {
  const placeColumns = {
    household: 's.status, s.household_size',
    person: 'null::text, 1',
    village: 's.status, 0',
  }
  const { rowCount } = await tx.client.query(
    `insert into verdict as v (county_code, subject_id, set_id, subject_kind, region_code, as_of, outcome, codes, criteria, status, persons, receipt_id)
     select s.county_code, s.${input.kind}_id, $1, $2, s.region_code, $3::date, j.overall, j.codes, $4::smallint, ${placeColumns[input.kind]}, $5::bigint
     from (${input.judged}) j
     join ${input.kind}_snapshot s on s.county_code = j.county_code and s.${input.kind}_id = j.${input.kind}_id and s.valid_to = 'infinity'
     where s.region_code >= $6 and s.region_code < $7
     ${onConflict}`,
    [input.setId, input.kind, input.asOf, input.criteria, input.receiptId, input.range.lo, input.range.hi],
  )
  return rowCount ?? 0
}

/**
 * Verdicts of sets that are no longer in force, or of subjects that are no longer there. `area` is a condition on the
 * alias `s` of a verdict: what deeper jurisdictions judge is theirs.
 */
export async function deleteStaleVerdicts(tx: Tx, area: string, sets: readonly string[]): Promise<void> {
  await tx.client.query(`delete from verdict s where ${area} and set_id <> all($1::text[])`, [sets])
  for (const kind of ['household', 'person', 'village']) {
    const there = kind === 'person' ? 'n.household_id is not null' : 'n.ended_because is null'
    await tx.client.query(
      `delete from verdict s where subject_kind = $1 and ${area}
       and not exists (select from ${kind}_snapshot n where n.county_code = s.county_code and n.${kind}_id = s.subject_id
         and n.valid_to = 'infinity' and n.region_code = s.region_code and ${there})`,
      [kind],
    )
  }
}

/** Whoever was once in these households and is in none now is judged no longer. */
export async function deleteVerdictsOfFormerMembers(
  tx: Tx,
  households: { readonly counties: readonly string[]; readonly ids: readonly string[] },
): Promise<void> {
  await tx.client.query(
    prepared(
      `delete from verdict v using person_snapshot p
       where (p.county_code, p.household_id) in (select * from unnest($1::text[], $2::uuid[])) and p.valid_to <> 'infinity'
         and v.county_code = p.county_code and v.subject_id = p.person_id and v.subject_kind = 'person'
         and exists (select from person_snapshot n where n.county_code = p.county_code and n.person_id = p.person_id
           and n.valid_to = 'infinity' and n.household_id is null)`,
      [households.counties, households.ids],
    ),
  )
}

/**
 * Before villages are judged after a change: two changes in one village must each see the other's households, and a
 * region that is judged in bulk must not overwrite what it did not see.
 */
export async function lockForJudging(
  tx: Tx,
  villages: { readonly counties: readonly string[]; readonly ids: readonly string[] },
): Promise<void> {
  await tx.client.query(
    prepared(
      `with locked as materialized (
         select id from village where (county_code, id) in (select * from unnest($1::text[], $2::uuid[]))
         order by id for no key update)
       select pg_advisory_xact_lock_shared(hashtext('judging')), (select count(*) from locked)`,
      [villages.counties, villages.ids],
    ),
  )
}

/** Before a region is judged in bulk: waits for the changes under way, and lets later ones wait. */
export async function lockAgainstJudging(tx: Tx): Promise<void> {
  await tx.client.query(`select pg_advisory_xact_lock(hashtext('judging'))`)
}

/** Verdicts of subjects that were judged again but not found any more. */
export async function deleteVerdicts(
  tx: Tx,
  countyCodes: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await tx.client.query(
    'delete from verdict where (county_code, subject_id) in (select * from unnest($1::text[], $2::uuid[]))',
    [countyCodes, ids],
  )
}

export interface ReceiptKey {
  readonly setId: string
  readonly chain: readonly PackRef[]
  readonly engine: string
}

/** Receipts by what they say, once they are known to be committed. */
export type KnownReceipts = Map<string, number>

/** One row for each combination of packs that ever judged. What this transaction inserts is not remembered. */
export async function receiptFor(tx: Tx, key: ReceiptKey, known: KnownReceipts): Promise<number> {
  const name = `${key.setId} ${key.engine} ${key.chain.map(({ digest }) => digest).join(' ')}`
  const remembered = known.get(name)
  if (remembered !== undefined) return remembered
  const values = [key.setId, JSON.stringify(key.chain), key.engine]
  const found = await tx.client.query<{ id: number; committed: boolean }>(
    `select id, xmin::text <> coalesce(pg_current_xact_id_if_assigned()::xid::text, '') as committed
     from receipt where set_id = $1 and chain = $2::jsonb and engine = $3`,
    values,
  )
  const row = found.rows[0]
  if (row?.committed) known.set(name, row.id)
  if (row) return row.id
  const { rows } = await tx.client.query<{ id: number }>(
    `insert into receipt (set_id, chain, engine) values ($1, $2, $3)
     on conflict (set_id, chain, engine) do update set engine = excluded.engine returning id`,
    values,
  )
  return rows[0]!.id
}
