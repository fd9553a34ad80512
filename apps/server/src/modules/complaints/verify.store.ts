/** What verifying reads of complaints, of their entries, and of the audit journal that saw both arrive. */
import type { ComplaintAct, ComplaintState } from '@lika/contract'
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

/** Complaints of one statement: each is opened. */
const PORTION = 500

export interface ArrivedRow {
  readonly id: string
  readonly kind: string
  readonly channel: string
  readonly about: string
  readonly regionCode: string
  readonly accusedRegion: string | null
  readonly accusedUnit: string | null
  readonly secret: Buffer
  readonly digest: string
  readonly anonymous: boolean
  readonly receivedOn: string
  readonly receivedBy: string | null
  readonly acceptDue: string | null
  readonly answerDue: string | null
  readonly state: ComplaintState
  readonly acceptedOn: string | null
  readonly answeredOn: string | null
  readonly passedRegion: string | null
  readonly passedUnit: string | null
  readonly caseId: string | null
  readonly lastId: string
}

export async function listArrived(runner: Runner, after: string): Promise<ArrivedRow[]> {
  const { rows } = await runner.query<ArrivedRow>(
    `select c.id, c.kind, c.channel, c.about, c.region_code as "regionCode", c.accused_region as "accusedRegion",
       c.accused_unit as "accusedUnit", c.secret, c.digest, c.anonymous, c.received_on as "receivedOn",
       c.received_by as "receivedBy", c.accept_due as "acceptDue", c.answer_due as "answerDue", c.state,
       c.accepted_on as "acceptedOn", c.answered_on as "answeredOn", c.passed_region as "passedRegion",
       c.passed_unit as "passedUnit", c.case_id as "caseId", c.last_id as "lastId"
     from complaint c where c.id > $1 order by c.id limit ${PORTION}`,
    [after],
  )
  return rows
}

export interface DoneRow {
  readonly id: string
  readonly complaintId: string
  readonly act: ComplaintAct
  readonly on: string
  readonly authorId: string
  readonly toRegion: string | null
  readonly toUnit: string | null
  readonly caseId: string | null
  readonly secret: Buffer
  readonly digest: string
}

/** In the order in which they were made. */
export async function listDone(runner: Runner, complaints: readonly string[]): Promise<DoneRow[]> {
  const { rows } = await runner.query<DoneRow>(
    `select e.id, e.complaint_id as "complaintId", e.act, e.made_on as "on", e.author_id as "authorId", e.to_region as "toRegion",
       e.to_unit as "toUnit", e.case_id as "caseId", e.secret, e.digest
     from complaint c join complaint_entry e on e.county_code = c.county_code and e.complaint_id = c.id
     where c.id = any($1::uuid[]) order by e.made_at, e.id`,
    [complaints],
  )
  return rows
}

export interface EventRow {
  readonly complaintId: string
  /** Null of an arrival. */
  readonly entry: string | null
  readonly accountId: string | null
  readonly detail: Readonly<{
    digest?: string
    on?: string
    acceptDue?: string | null
    answerDue?: string | null
    to?: string | null
  }>
}

/** Stands in a digest of the journal where a run of digits looked like somebody's number. */
const REMOVED = '[removed]'

const OF_COMPLAINTS = `a.subject_kind = 'complaint' and a.kind = 'change' and a.result = 'done' and a.detail ? 'digest'`

export async function listEvents(runner: Runner, complaints: readonly string[]): Promise<EventRow[]> {
  const { rows } = await runner.query<EventRow>(
    `select a.subject_id as "complaintId", a.detail ->> 'entry' as entry, a.account_id as "accountId", a.detail
     from audit_event a where ${OF_COMPLAINTS} and a.subject_id = any($1::uuid[])`,
    [complaints],
  )
  return rows
}

/** Of some digests of links, as the journal keeps them, those that a case was opened with: its event bears them. */
export async function listLinked(runner: Runner, digests: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set()
  const { rows } = await runner.query<{ digest: string }>(
    `select told.digest from unnest($1::text[]) as told (digest)
     where exists (select from audit_event a where a.detail ? 'links' and a.detail -> 'links' ? told.digest and a.result = 'done')`,
    [digests],
  )
  return new Set(rows.map(({ digest }) => digest))
}

/** What the journal saw arrive and no table has: how many, and the first of them. */
export async function listGone(
  runner: Runner,
): Promise<{ fold: 'complaint' | 'complaint_entry'; n: number; examples: string[] }[]> {
  const { rows } = await runner.query<{
    fold: 'complaint' | 'complaint_entry'
    n: number
    examples: string[]
  }>(
    `with told as (
       select a.subject_id as complaint_id, (a.detail ->> 'entry')::uuid as entry_id from audit_event a where ${OF_COMPLAINTS}
     ), linked as (
       select distinct l.digest, l.digest like '%${REMOVED}%' as is_cut
       from audit_event a, jsonb_array_elements_text(a.detail -> 'links') as l (digest)
       where a.detail ? 'links' and a.result = 'done'
     ), gone as (
       select distinct 'complaint' as fold, t.complaint_id::text as id from told t
       left join complaint c on c.id = t.complaint_id where c.id is null
       union all
       select distinct 'complaint_entry', t.entry_id::text from told t
       left join complaint_entry e on e.id = t.entry_id where t.entry_id is not null and e.id is null
       union all
       select 'complaint_entry', l.digest from linked l
       left join complaint_entry e on e.digest = l.digest where not l.is_cut and e.id is null
       union all
       select 'complaint_entry', l.digest from linked l
       where l.is_cut and not exists (select from complaint_entry e where e.digest like replace(l.digest, '${REMOVED}', '%'))
     )
     select fold, count(*)::integer as n, (array_agg(id order by id))[1:3] as examples from gone group by fold`,
  )
  return rows
}
