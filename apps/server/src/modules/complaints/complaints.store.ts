/** The only SQL of complaint and complaint_entry. */
import type {
  ComplaintAbout,
  ComplaintAct,
  ComplaintChannel,
  ComplaintKind,
  ComplaintState,
} from '@lika/contract'
import type pg from 'pg'
import { type Sight, seenSql, seenValues } from './sight.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface ComplaintRow {
  readonly countyCode: string
  readonly id: string
  readonly kind: ComplaintKind
  readonly channel: ComplaintChannel
  readonly about: ComplaintAbout
  readonly regionCode: string
  readonly accusedRegion: string | null
  readonly accusedUnit: string | null
  readonly accusedUnitName: string | null
  readonly accusedUnitRegion: string | null
  readonly secret: Buffer
  readonly digest: string
  readonly anonymous: boolean
  readonly receivedOn: string
  readonly receivedBy: string | null
  readonly state: ComplaintState
  readonly acceptDue: string | null
  readonly answerDue: string | null
  /** The day that is waited for now. */
  readonly due: string | null
  readonly caseId: string | null
  readonly lastId: string
}

const DUE = `case c.state when 'received' then coalesce(c.accept_due, c.answer_due)
  when 'accepted' then c.answer_due when 'passed' then c.answer_due end`
const OPEN = `c.state in ('received', 'accepted', 'passed')`

const SELECT = `select c.county_code as "countyCode", c.id, c.kind, c.channel, c.about, c.region_code as "regionCode",
  c.accused_region as "accusedRegion", c.accused_unit as "accusedUnit", u.name as "accusedUnitName",
  u.region_code as "accusedUnitRegion", c.secret, c.digest, c.anonymous, c.received_on as "receivedOn",
  a.display_name as "receivedBy", c.state, c.accept_due as "acceptDue", c.answer_due as "answerDue", ${DUE} as due, c.case_id as "caseId", c.last_id as "lastId"
from complaint c left join unit u on u.id = c.accused_unit left join account a on a.id = c.received_by`

export interface NewComplaint {
  readonly countyCode: string
  readonly id: string
  readonly numberHash: Buffer
  readonly kind: ComplaintKind
  readonly channel: ComplaintChannel
  readonly about: ComplaintAbout
  readonly regionCode: string
  readonly accusedRegion: string | null
  readonly accusedUnit: string | null
  readonly secret: Buffer
  readonly digest: string
  readonly anonymous: boolean
  readonly receivedOn: string
  readonly receivedAt: string
  readonly receivedBy: string | null
  readonly acceptDue: string | null
  readonly answerDue: string | null
}

/** False when a row of that id was there. */
export async function insertComplaint(runner: Runner, row: NewComplaint): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into complaint (county_code, id, number_hash, kind, channel, about, region_code, accused_region, accused_unit,
       secret, digest, anonymous, received_on, received_at, received_by, state, accept_due, answer_due, last_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'received', $16, $17, $2)
     on conflict (id) do nothing`,
    [
      row.countyCode,
      row.id,
      row.numberHash,
      row.kind,
      row.channel,
      row.about,
      row.regionCode,
      row.accusedRegion,
      row.accusedUnit,
      row.secret,
      row.digest,
      row.anonymous,
      row.receivedOn,
      row.receivedAt,
      row.receivedBy,
      row.acceptDue,
      row.answerDue,
    ],
  )
  return rowCount === 1
}

/** What was received under an id, to tell the same again from another: only with the system's eyes. */
export async function findReceived(
  runner: Runner,
  id: string,
): Promise<
  | {
      digest: string
      receivedBy: string | null
      receivedOn: string
      acceptDue: string | null
      answerDue: string | null
    }
  | undefined
> {
  const { rows } = await runner.query(
    `select digest, received_by as "receivedBy", received_on as "receivedOn", accept_due as "acceptDue", answer_due as "answerDue" from complaint where id = $1`,
    [id],
  )
  return rows[0]
}

export interface ListFilter {
  readonly sight: Sight
  readonly kind: string | null
  /** Empty for every state. */
  readonly states: readonly string[]
  /** Only what is due before this day. */
  readonly dueBefore: string | null
  readonly dueFrom: string | null
  readonly after: { readonly day: string; readonly id: string } | undefined
  readonly limit: number
}

/** What is due first comes first; what nothing is waited for comes last. */
export async function listComplaintRows(runner: Runner, filter: ListFilter): Promise<ComplaintRow[]> {
  const { rows } = await runner.query<ComplaintRow>(
    `${SELECT} where ${seenSql(1)}
       and ($6::text is null or c.kind = $6) and (cardinality($7::text[]) = 0 or c.state = any($7))
       and ($8::date is null or ${DUE} < $8::date) and ($9::date is null or ${DUE} >= $9::date)
       and ($10::date is null or (coalesce(${DUE}, date '9999-12-31'), c.id) > ($10::date, $11::uuid))
     order by coalesce(${DUE}, date '9999-12-31'), c.id limit $12`,
    [
      ...seenValues(filter.sight),
      filter.kind,
      filter.states,
      filter.dueBefore,
      filter.dueFrom,
      filter.after?.day ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
  return rows
}

export async function countRows(
  runner: Runner,
  sight: Sight,
  today: string,
): Promise<{ state: ComplaintState; kind: ComplaintKind; count: number; late: number; week: number }[]> {
  const { rows } = await runner.query(
    `select c.state, c.kind, count(*)::int as count,
       (count(*) filter (where ${OPEN} and ${DUE} < $6::date))::int as late,
       (count(*) filter (where ${OPEN} and ${DUE} >= $6::date and ${DUE} < $6::date + 7))::int as week
     from complaint c where ${seenSql(1)} group by 1, 2 order by 1, 2`,
    [...seenValues(sight), today],
  )
  return rows
}

export async function findComplaint(
  runner: Runner,
  sight: Sight,
  id: string,
): Promise<ComplaintRow | undefined> {
  const { rows } = await runner.query<ComplaintRow>(`${SELECT} where c.id = $6 and ${seenSql(1)}`, [
    ...seenValues(sight),
    id,
  ])
  return rows[0]
}

/** Some of them at once, held for an act. Everybody locks in the order of ids. */
export async function lockComplaints(
  runner: Runner,
  sight: Sight,
  ids: readonly string[],
): Promise<Map<string, ComplaintRow>> {
  await runner.query('select from complaint where id = any($1::uuid[]) order by id for no key update', [ids])
  const { rows } = await runner.query<ComplaintRow>(
    `${SELECT} where c.id = any($6::uuid[]) and ${seenSql(1)}`,
    [...seenValues(sight), ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Links of some complaints, appended and where they stand after it, in one statement each. */
export async function insertLinks(runner: Runner, entries: readonly NewEntry[]): Promise<void> {
  const column = <K extends keyof NewEntry>(key: K) => entries.map((entry) => entry[key])
  const values = [column('countyCode'), column('id'), column('complaintId'), column('caseId')]
  await runner.query(
    `insert into complaint_entry (county_code, id, complaint_id, act, made_on, made_at, author_id, case_id, secret, digest)
     select e.county_code, e.id, e.complaint_id, 'link', e.made_on, e.made_at, e.author_id, e.case_id, e.secret, e.digest
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::timestamptz[], $7::uuid[], $8::bytea[], $9::text[])
       as e (county_code, id, complaint_id, case_id, made_on, made_at, author_id, secret, digest)`,
    [...values, column('on'), column('at'), column('authorId'), column('secret'), column('digest')],
  )
  await runner.query(
    `update complaint c set last_id = e.id, case_id = e.case_id
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[]) as e (county_code, id, complaint_id, case_id)
     where c.county_code = e.county_code and c.id = e.complaint_id`,
    values,
  )
}

/** Holds it for an act. */
export async function lockComplaint(runner: Runner, countyCode: string, id: string): Promise<void> {
  await runner.query('select from complaint where county_code = $1 and id = $2 for no key update', [
    countyCode,
    id,
  ])
}

export interface EntryRow {
  readonly id: string
  readonly act: ComplaintAct
  readonly on: string
  readonly at: string
  readonly by: string
  readonly toRegion: string | null
  readonly toUnit: string | null
  readonly toUnitName: string | null
  readonly caseId: string | null
  readonly secret: Buffer
  readonly digest: string
}

export async function listEntries(runner: Runner, countyCode: string, id: string): Promise<EntryRow[]> {
  const { rows } = await runner.query<EntryRow>(
    `select e.id, e.act, e.made_on as "on", e.made_at as at, a.display_name as by, e.to_region as "toRegion",
       e.to_unit as "toUnit", u.name as "toUnitName", e.case_id as "caseId", e.secret, e.digest
     from complaint_entry e join account a on a.id = e.author_id left join unit u on u.id = e.to_unit
     where e.county_code = $1 and e.complaint_id = $2 order by e.made_at, e.id`,
    [countyCode, id],
  )
  return rows
}

export interface NewEntry {
  readonly countyCode: string
  readonly id: string
  readonly complaintId: string
  readonly act: ComplaintAct
  readonly on: string
  readonly at: string
  readonly authorId: string
  readonly toRegion: string | null
  readonly toUnit: string | null
  readonly caseId: string | null
  readonly secret: Buffer
  readonly digest: string
}

export async function insertEntry(runner: Runner, entry: NewEntry): Promise<void> {
  await runner.query(
    `insert into complaint_entry (county_code, id, complaint_id, act, made_on, made_at, author_id, to_region, to_unit, case_id,
       secret, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      entry.countyCode,
      entry.id,
      entry.complaintId,
      entry.act,
      entry.on,
      entry.at,
      entry.authorId,
      entry.toRegion,
      entry.toUnit,
      entry.caseId,
      entry.secret,
      entry.digest,
    ],
  )
}

/** Where it stands after the entry. */
export async function moveComplaint(runner: Runner, entry: NewEntry, state: ComplaintState): Promise<void> {
  await runner.query(
    `update complaint set state = $3, last_id = $4,
       accepted_on = case when $5 = 'accept' then coalesce(accepted_on, $6::date) else accepted_on end,
       answered_on = case when $5 = 'answer' then $6::date else answered_on end,
       passed_region = coalesce($7, passed_region), passed_unit = case when $7::text is null then passed_unit else $8::uuid end,
       case_id = coalesce($9::uuid, case_id)
     where county_code = $1 and id = $2`,
    [
      entry.countyCode,
      entry.complaintId,
      state,
      entry.id,
      entry.act,
      entry.on,
      entry.toRegion,
      entry.toUnit,
      entry.caseId,
    ],
  )
}

/** What whoever has the number is told. */
export async function findByNumber(
  runner: Runner,
  numberHash: Buffer,
): Promise<
  | {
      countyCode: string
      id: string
      kind: ComplaintKind
      state: ComplaintState
      receivedOn: string
      acceptDue: string | null
      answerDue: string | null
    }
  | undefined
> {
  const { rows } = await runner.query(
    `select county_code as "countyCode", id, kind, state, received_on as "receivedOn", accept_due as "acceptDue",
       answer_due as "answerDue" from complaint where number_hash = $1`,
    [numberHash],
  )
  return rows[0]
}

/** Who looked at it: the audit journal says so. */
export async function listViews(
  runner: Runner,
  id: string,
): Promise<{ at: string; by: string; role: string }[]> {
  const { rows } = await runner.query(
    `select at, coalesce(account, '') as by, coalesce(role, '') as role from audit_event
     where subject_kind = 'complaint' and subject_id = $1::uuid and action = 'getComplaint' and result = 'done'
     order by at desc limit 100`,
    [id],
  )
  return rows
}

export async function listUnitRows(
  runner: Runner,
  codes: readonly string[],
): Promise<{ id: string; name: string; regionCode: string }[]> {
  const { rows } = await runner.query(
    `select id, name, region_code as "regionCode" from unit where region_code = any($1::text[]) order by region_code, name limit 500`,
    [codes],
  )
  return rows
}

export async function findUnit(
  runner: Runner,
  id: string,
): Promise<{ id: string; name: string; regionCode: string } | undefined> {
  const { rows } = await runner.query(
    `select id, name, region_code as "regionCode" from unit where id = $1`,
    [id],
  )
  return rows[0]
}

/** Whether a unit is another or lies below it, however deep. */
export async function isUnitWithin(runner: Runner, id: string, above: string): Promise<boolean> {
  const { rows } = await runner.query<{ found: boolean }>(
    `with recursive above as (
       select u.id, u.parent_id from unit u where u.id = $1
       union select u.id, u.parent_id from unit u join above on u.id = above.parent_id)
     select exists (select from above where id = $2) as found`,
    [id, above],
  )
  return rows[0]!.found
}

/** A case that whoever asks may see, in the same county. */
export async function isCaseThere(runner: Runner, countyCode: string, id: string): Promise<boolean> {
  const { rowCount } = await runner.query('select from case_file where county_code = $1 and id = $2', [
    countyCode,
    id,
  ])
  return rowCount === 1
}
