/** The journals' only writers. Rows are appended, never changed. */
import type { Tx } from '../../../platform/db.ts'
import { prepared } from '../../../platform/prepared.ts'
import type { SubjectKind } from '../fold/columns.ts'

export interface RecordRow<Kind = SubjectKind> {
  readonly countyCode: string
  readonly id: string
  readonly subjectKind: Kind
  readonly subjectId: string
  readonly regionCode: string
  readonly observedOn: string
  readonly receivedAt: string
  readonly authorId: string
  readonly source: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly period?: { readonly from: string; readonly to: string } | undefined
  readonly evidence?: readonly string[] | undefined
  readonly reason?: string | undefined
  readonly corrects?: string | undefined
  readonly batchId?: string | undefined
  readonly operationId?: string | undefined
  readonly bodySha256?: Buffer | undefined
}

// The database adds which transaction wrote it.
const COLUMNS = `county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts,
  period_from, period_to, evidence, reason, corrects, batch_id, operation_id, body_sha256`

/** Appends in one statement. Ids that are there already are left alone and not returned. Of a task a record is a report. */
export async function insertRecords(
  tx: Tx,
  rows: readonly RecordRow<SubjectKind | 'task'>[],
): Promise<string[]> {
  const list = JSON.stringify(
    rows.map((row) => ({
      county_code: row.countyCode,
      id: row.id,
      subject_kind: row.subjectKind,
      subject_id: row.subjectId,
      region_code: row.regionCode,
      observed_on: row.observedOn,
      received_at: row.receivedAt,
      author_id: row.authorId,
      source: row.source,
      facts: row.facts,
      period_from: row.period?.from ?? null,
      period_to: row.period?.to ?? null,
      evidence: row.evidence ?? [],
      reason: row.reason ?? null,
      corrects: row.corrects ?? null,
      batch_id: row.batchId ?? null,
      operation_id: row.operationId ?? null,
      body_sha256: row.bodySha256 ? `\\x${row.bodySha256.toString('hex')}` : null,
    })),
  )
  const { rows: inserted } = await tx.client.query<{ id: string }>(
    `insert into record (${COLUMNS}) select ${COLUMNS} from jsonb_populate_recordset(null::public.record, $1::jsonb)
     on conflict (county_code, id) do nothing returning id`,
    [list],
  )
  return inserted.map((row) => row.id)
}

export interface StoredRecord {
  readonly id: string
  readonly subjectId: string
  readonly observedOn: string
  readonly source: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly bodySha256: Buffer | null
}

export async function findRecord(tx: Tx, countyCode: string, id: string): Promise<StoredRecord | undefined> {
  const { rows } = await tx.client.query<StoredRecord>(
    prepared(
      `select id, subject_id as "subjectId", observed_on as "observedOn", source, facts, body_sha256 as "bodySha256"
       from record where county_code = $1 and id = $2`,
      [countyCode, id],
    ),
  )
  return rows[0]
}

/**
 * A period of the same item that overlaps another but is not the same would be counted twice. A record that is being
 * corrected no longer counts.
 */
export async function findOverlappingPeriods(
  tx: Tx,
  countyCode: string,
  householdId: string,
  items: readonly string[],
  period: { readonly from: string; readonly to: string },
  corrected: string | undefined,
): Promise<{ item: string; from: string; to: string }[]> {
  const { rows } = await tx.client.query<{ item: string; from: string; to: string }>(
    `select item, period_from as "from", period_to as "to" from income_entry
     where county_code = $1 and household_id = $2 and item = any($3)
       and period_from < $5 and $4 < period_to and (period_from, period_to) <> ($4, $5)
       and record_id is distinct from $6::uuid`,
    [countyCode, householdId, items, period.from, period.to, corrected ?? null],
  )
  return rows
}

export interface SubjectPlace {
  readonly countyCode: string
  readonly regionCode: string
  readonly householdId: string | null
  readonly villageId: string | null
  /** Why it is no longer in the registry; null while it is. */
  readonly endedBecause: string | null
}

const placeQueries: Readonly<Record<SubjectKind, string>> = {
  household: `select s.county_code, s.region_code, s.household_id, s.ended_because, v.id as village_id from household_snapshot s
    left join village v on v.county_code = s.county_code and v.code = left(s.region_code, 12)
    where s.household_id = $1 and s.valid_to = 'infinity'`,
  person: `select s.county_code, s.region_code, s.household_id, s.ended_because, v.id as village_id from person_snapshot s
    left join village v on v.county_code = s.county_code and v.code = left(s.region_code, 12)
    where s.person_id = $1 and s.valid_to = 'infinity'`,
  village: `select s.county_code, s.region_code, null::uuid as household_id, s.ended_because, s.village_id from village_snapshot s
    where s.village_id = $1 and s.valid_to = 'infinity'`,
}

const lockQueries: Readonly<Record<SubjectKind, string>> = {
  household: 'select id from household where id = $1 for no key update',
  person: `select h.id from household h
    where (h.county_code, h.id) in (select county_code, household_id from person_snapshot where person_id = $1)
    order by h.id for no key update`,
  village: 'select id from village where id = $1 for no key update',
}

/**
 * One writer at a time for a household, or for a village: two folds of one journal would each insert their rows.
 * Answers what is locked: of a person every household that he or she ever was in, since an old observation changes
 * the household of its time.
 */
export async function lockSubject(tx: Tx, kind: SubjectKind, id: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>(prepared(lockQueries[kind], [id]))
  return rows.map((row) => row.id)
}

/** The same for households by their ids, in one order for everybody. */
export async function lockHouseholds(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.client.query('select id from household where id = any($1::uuid[]) order by id for no key update', [
    ids,
  ])
}

/** Where a subject is now, or undefined when nobody is known by that id. */
export async function findPlace(tx: Tx, kind: SubjectKind, id: string): Promise<SubjectPlace | undefined> {
  const { rows } = await tx.client.query(prepared(placeQueries[kind], [id]))
  const row = rows[0]
  return (
    row && {
      countyCode: row.county_code,
      regionCode: row.region_code,
      householdId: row.household_id,
      villageId: row.village_id,
      endedBecause: row.ended_because,
    }
  )
}
