import type { Tx } from '../../../platform/db.ts'

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

/** Members of a household now. Lock the household before, so that two operations do not cross. */
export async function listMemberIds(tx: Tx, countyCode: string, householdId: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ person_id: string }>(
    `select person_id from person_snapshot where county_code = $1 and household_id = $2 and valid_to = 'infinity' order by person_id`,
    [countyCode, householdId],
  )
  return rows.map((row) => row.person_id)
}

/** The latest day after `day` on which the journal says where one of the subjects is, or how it is related. */
export async function findLaterPlacing(
  tx: Tx,
  countyCode: string,
  subjectIds: readonly string[],
  day: string,
): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ day: string | null }>(
    `select max(observed_on) as day from record r
     where county_code = $1 and subject_id = any($2::uuid[]) and observed_on > $3::date
       and facts ?| array['regionCode', 'householdId', 'endedBecause', 'relation']
       and not exists (select from record c where c.county_code = r.county_code and c.corrects = r.id)`,
    [countyCode, subjectIds, day],
  )
  return rows[0]?.day ?? undefined
}

/** False when the number is taken by another household of the county, or the id by another of the country. */
export async function insertHousehold(
  tx: Tx,
  countyCode: string,
  id: string,
  number: string,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into household (county_code, id, number) select $1, $2::uuid, $3
     where not exists (select from household where id = $2) on conflict do nothing`,
    [countyCode, id, number],
  )
  return rowCount === 1
}

/** False when one of the ids is somebody's already, or stands there twice. */
export async function insertPersons(tx: Tx, countyCode: string, ids: readonly string[]): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into person (county_code, id) select $1, id from unnest($2::uuid[]) as new (id)
     where not exists (select from person p where p.id = new.id) on conflict do nothing`,
    [countyCode, ids],
  )
  return rowCount === ids.length
}

/** Whether a subject was registered by a request with this body. */
export async function isRegisteredBy(
  tx: Tx,
  countyCode: string,
  subjectId: string,
  bodySha256: Buffer,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'select 1 from record where county_code = $1 and subject_id = $2 and body_sha256 = $3 limit 1',
    [countyCode, subjectId, bodySha256],
  )
  return rowCount === 1
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
  range: { readonly lo: string; readonly hi: string; readonly asOf?: string | undefined },
  after:
    | { readonly region: string; readonly id: string; readonly fact: string; readonly day: string }
    | undefined,
  limit: number,
): Promise<ContradictionListRow[]> {
  const { rows } = await tx.query<ContradictionListRow>(
    `select c.subject_kind, c.subject_id, c.region_code, c.fact, c.observed_on, c.record_ids,
       case c.subject_kind when 'household' then c.subject_id else p.household_id end as household_id,
       coalesce(p.name, h.head_name) as name
     from contradiction c
     left join person_snapshot p on p.county_code = c.county_code and p.person_id = c.subject_id and p.valid_to = 'infinity'
     left join household_snapshot h on h.county_code = c.county_code and h.household_id = c.subject_id and h.valid_to = 'infinity'
     where c.region_code >= $1 and c.region_code < $2 and ($3::text is null or (c.region_code, c.subject_id, c.fact, c.observed_on) > ($3, $4::uuid, $5, $6::date))
       and ($8::date is null or c.observed_on <= $8::date)
     order by c.region_code, c.subject_id, c.fact, c.observed_on limit $7`,
    [
      range.lo,
      range.hi,
      after?.region ?? null,
      after?.id ?? null,
      after?.fact ?? null,
      after?.day ?? null,
      limit,
      range.asOf ?? null,
    ],
  )
  return rows
}
