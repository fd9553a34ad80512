import type { Tx } from '../../platform/db.ts'

export interface OperationRow {
  readonly countyCode: string
  readonly id: string
  readonly kind: string
  readonly detail: unknown
  readonly reason: string
  readonly effectiveOn: string
  readonly madeBy: string
}

/** False when the same operation is there already; the caller compares what it said. */
export async function insertOperation(tx: Tx, row: OperationRow): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into operation (county_code, id, kind, detail, reason, effective_on, made_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (county_code, id) do nothing`,
    [row.countyCode, row.id, row.kind, JSON.stringify(row.detail), row.reason, row.effectiveOn, row.madeBy],
  )
  return rowCount === 1
}

export async function isSameOperation(tx: Tx, row: OperationRow): Promise<boolean> {
  const { rows } = await tx.client.query<{ same: boolean }>(
    `select kind = $3 and detail = $4::jsonb and reason = $5 and effective_on = $6::date as same
     from operation where county_code = $1 and id = $2`,
    [row.countyCode, row.id, row.kind, JSON.stringify(row.detail), row.reason, row.effectiveOn],
  )
  return rows[0]?.same ?? false
}

export interface MemberNow {
  readonly personId: string
  readonly since: string
}

/** Members of a household now, and since when; locked so that two operations do not cross. */
export async function lockMembers(tx: Tx, countyCode: string, householdId: string): Promise<MemberNow[]> {
  await tx.client.query('select 1 from household where county_code = $1 and id = $2 for update', [
    countyCode,
    householdId,
  ])
  const { rows } = await tx.client.query<{ person_id: string; valid_from: string }>(
    `select person_id, valid_from from person_snapshot where county_code = $1 and household_id = $2 and valid_to = 'infinity' order by person_id`,
    [countyCode, householdId],
  )
  return rows.map((row) => ({ personId: row.person_id, since: row.valid_from }))
}

/** False when the number is taken by another household of the county. */
export async function insertHousehold(
  tx: Tx,
  countyCode: string,
  id: string,
  number: string,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into household (county_code, id, number) values ($1, $2, $3) on conflict do nothing',
    [countyCode, id, number],
  )
  return rowCount === 1
}

export async function insertPersons(tx: Tx, countyCode: string, ids: readonly string[]): Promise<void> {
  await tx.client.query(
    'insert into person (county_code, id) select $1, unnest($2::uuid[]) on conflict do nothing',
    [countyCode, ids],
  )
}

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

export async function findStatus(tx: Tx, countyCode: string, householdId: string): Promise<string | null> {
  const { rows } = await tx.client.query<{ status: string | null }>(
    `select status from household_snapshot where county_code = $1 and household_id = $2 and valid_to = 'infinity'`,
    [countyCode, householdId],
  )
  return rows[0]?.status ?? null
}

export async function insertDecision(
  tx: Tx,
  row: {
    readonly countyCode: string
    readonly id: string
    readonly subjectId: string
    readonly regionCode: string
    readonly kind: string
    readonly decidedOn: string
    readonly receivedAt: string
    readonly authorId: string
    readonly facts: Readonly<Record<string, unknown>>
    readonly reason: string
  },
): Promise<void> {
  await tx.client.query(
    `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason)
     values ($1, $2, 'household', $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      row.countyCode,
      row.id,
      row.subjectId,
      row.regionCode,
      row.kind,
      row.decidedOn,
      row.receivedAt,
      row.authorId,
      row.facts,
      row.reason,
    ],
  )
}

export async function regionExists(tx: Tx, code: string, on: string): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'select 1 from region where code = $1 and valid_from <= $2::date and $2::date < valid_to',
    [code, on],
  )
  return rowCount === 1
}

export interface ContradictionListRow {
  readonly subject_kind: string
  readonly subject_id: string
  readonly household_id: string | null
  readonly name: string | null
  readonly region_code: string
  readonly fact: string
  readonly observed_on: string
  readonly record_ids: string[]
}

export async function listContradictionRows(
  tx: { query: Tx['client']['query'] },
  range: { readonly lo: string; readonly hi: string },
  after: { readonly region: string; readonly id: string } | undefined,
  limit: number,
): Promise<ContradictionListRow[]> {
  const { rows } = await tx.query<ContradictionListRow>(
    `select c.subject_kind, c.subject_id, c.region_code, c.fact, c.observed_on, c.record_ids,
       case c.subject_kind when 'household' then c.subject_id else p.household_id end as household_id,
       coalesce(p.name, h.head_name) as name
     from contradiction c
     left join person_snapshot p on p.county_code = c.county_code and p.person_id = c.subject_id and p.valid_to = 'infinity'
     left join household_snapshot h on h.county_code = c.county_code and h.household_id = c.subject_id and h.valid_to = 'infinity'
     where c.region_code >= $1 and c.region_code < $2 and ($3::text is null or (c.region_code, c.subject_id) > ($3, $4::uuid))
     order by c.region_code, c.subject_id, c.fact limit $5`,
    [range.lo, range.hi, after?.region ?? null, after?.id ?? null, limit],
  )
  return rows
}
