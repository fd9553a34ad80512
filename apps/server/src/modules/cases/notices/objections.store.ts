/** The only SQL of objection. What an answer says, and whether there is one, is read from the journal. */
import type { Runner } from './notices.store.ts'

export interface NewObjection {
  readonly countyCode: string
  /** Of the entry in the journal. */
  readonly id: string
  readonly sending: string
  readonly case: string
  readonly subjectId: string
  readonly regionCode: string
  readonly step: string
  readonly notice: string | null
  readonly channel: 'site' | 'office'
  readonly secret: Buffer
  readonly numberHash: Buffer | null
  readonly on: string
}

export interface ObjectionRow {
  readonly countyCode: string
  readonly id: string
  readonly case: string
  readonly step: string
  readonly notice: string | null
  /** Null once it was erased. */
  readonly secret: Buffer | null
  readonly on: string
  readonly upheld: boolean | null
  readonly answer: string | null
  readonly answeredOn: string | null
  /** The case was sent back or ended since, so that nobody answers any more. */
  readonly isPast: boolean
}

export async function insertObjections(
  runner: Runner,
  objections: readonly NewObjection[],
  at: string,
): Promise<void> {
  await runner.query(
    `insert into objection (county_code, id, sending_id, case_id, subject_id, region_code, step, notice_id, channel, secret,
       number_hash, made_on, made_at)
     select o.*, $13::timestamptz from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
       $8::uuid[], $9::text[], $10::bytea[], $11::bytea[], $12::date[]) as o`,
    [
      objections.map(({ countyCode }) => countyCode),
      objections.map(({ id }) => id),
      objections.map(({ sending }) => sending),
      objections.map((each) => each.case),
      objections.map(({ subjectId }) => subjectId),
      objections.map(({ regionCode }) => regionCode),
      objections.map(({ step }) => step),
      objections.map(({ notice }) => notice),
      objections.map(({ channel }) => channel),
      objections.map(({ secret }) => secret),
      objections.map(({ numberHash }) => numberHash),
      objections.map(({ on }) => on),
      at,
    ],
  )
}

/** What was confided with some of them; null once it was erased. */
export async function listSecrets(
  runner: Runner,
  counties: readonly string[],
  ids: readonly string[],
): Promise<{ id: string; secret: Buffer | null }[]> {
  const { rows } = await runner.query<{ id: string; secret: Buffer | null }>(
    'select o.id, o.secret from objection o where o.county_code = any($1) and o.id = any($2::uuid[])',
    [[...new Set(counties)], ids],
  )
  return rows
}

/** A form that is sent twice at once waits for itself. */
export async function lockSending(runner: Runner, sending: string): Promise<void> {
  await runner.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`lika objection ${sending}`])
}

/** The answer that holds of the objection `o`, as `a`; and whether the case has gone elsewhere since, as `p`. */
export const answers = `left join lateral (
    select (d.facts ->> 'upheld')::boolean as upheld, d.reason, d.decided_on from decision d
    where d.county_code = o.county_code and d.subject_id = o.subject_id and d.kind = 'caseAnswered'
      and d.facts ->> 'objection' = o.id::text
      and not exists (select from decision b where b.county_code = d.county_code and b.subject_id = d.subject_id
        and b.kind = 'caseTakenBack' and b.facts ->> 'entry' = d.id::text)
    order by d.received_at desc, d.id desc limit 1) a on true
  cross join lateral (
    select exists (select from decision d where d.county_code = o.county_code and d.subject_id = o.subject_id
      and d.facts ->> 'case' = o.case_id::text and d.received_at > o.made_at
      and (d.kind = 'caseWithdrawn' or (d.kind = 'caseDecided' and d.facts ->> 'step' = o.step))) as past) p`

const columns = `o.county_code as "countyCode", o.id, o.case_id as "case", o.step, o.notice_id as notice, o.secret, o.made_on as "on",
  a.upheld, a.reason as answer, a.decided_on as "answeredOn", p.past as "isPast"`

/** Of a case, in the order in which they came. */
export async function listOfCase(runner: Runner, id: string): Promise<ObjectionRow[]> {
  const { rows } = await runner.query<ObjectionRow>(
    `select ${columns} from objection o ${answers} where o.case_id = $1 order by o.made_at, o.id`,
    [id],
  )
  return rows
}

/** Those of one sending, by the hash of its number. */
export async function listByNumber(runner: Runner, numberHash: Buffer): Promise<ObjectionRow[]> {
  const { rows } = await runner.query<ObjectionRow>(
    `select ${columns} from objection o ${answers} where o.number_hash = $1 order by o.made_at, o.id`,
    [numberHash],
  )
  return rows
}

export async function listOfSending(runner: Runner, sending: string): Promise<ObjectionRow[]> {
  const { rows } = await runner.query<ObjectionRow>(
    `select ${columns} from objection o ${answers} where o.sending_id = $1 order by o.id`,
    [sending],
  )
  return rows
}

/** How many of a notice wait for an answer, and how many have one. */
export async function countOfNotices(
  runner: Runner,
  notices: readonly { readonly countyCode: string; readonly id: string }[],
): Promise<Map<string, { open: number; answered: number }>> {
  if (notices.length === 0) return new Map()
  const { rows } = await runner.query<{ id: string; open: number; answered: number }>(
    `select o.notice_id as id, count(*) filter (where a.upheld is null and not p.past)::integer as open,
       count(*) filter (where a.upheld is not null)::integer as answered
     from objection o ${answers}
     where (o.county_code, o.notice_id) in (select * from unnest($1::text[], $2::uuid[])) group by 1`,
    [notices.map(({ countyCode }) => countyCode), notices.map(({ id }) => id)],
  )
  return new Map(rows.map(({ id, open, answered }) => [id, { open, answered }]))
}

/** The notice that each case was posted on last at a step, if any. */
export async function findPostedNotices(
  runner: Runner,
  step: string,
  cases: readonly {
    readonly countyCode: string
    readonly subjectId: string
    readonly case: string
  }[],
): Promise<Map<string, string>> {
  const { rows } = await runner.query<{ case: string; notice: string }>(
    `select distinct on (c.id) c.id as "case", d.facts ->> 'notice' as notice
     from unnest($1::text[], $2::uuid[], $3::text[]) as c (county_code, subject_id, id)
     join decision d on d.county_code = c.county_code and d.subject_id = c.subject_id and d.kind = 'casePosted'
       and d.facts ->> 'case' = c.id and d.facts ->> 'step' = $4
     order by c.id, d.received_at desc, d.id desc`,
    [
      cases.map(({ countyCode }) => countyCode),
      cases.map(({ subjectId }) => subjectId),
      cases.map((each) => each.case),
      step,
    ],
  )
  return new Map(rows.map((row) => [row.case, row.notice]))
}
