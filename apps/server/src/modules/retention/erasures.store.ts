/** The only SQL of erasure, but for the job's own. */
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

export interface ErasureRow {
  readonly id: string
  readonly countyCode: string
  readonly subjectKind: 'household' | 'person'
  readonly subjectId: string
  readonly regionCode: string
  readonly because: 'period' | 'request'
  readonly endedOn: string
  readonly dueOn: string
  readonly firstBy: string | null
  readonly firstName: string | null
  readonly firstStaff: string | null
  readonly firstAt: string | null
  readonly secondBy: string | null
  readonly secondName: string | null
  readonly secondAt: string | null
  readonly heldBy: string | null
  readonly heldName: string | null
  readonly heldAt: string | null
  readonly heldBecause: string | null
  readonly doneAt: string | null
  readonly erasedRows: number | null
  readonly householdNumber: string | null
}

const SELECT = `select e.id, e.county_code as "countyCode", e.subject_kind as "subjectKind", e.subject_id as "subjectId",
  e.region_code as "regionCode", e.because, e.ended_on as "endedOn", e.due_on as "dueOn",
  e.first_by as "firstBy", f.display_name as "firstName", f.staff_id as "firstStaff", e.first_at as "firstAt",
  e.second_by as "secondBy", s.display_name as "secondName", e.second_at as "secondAt",
  e.held_by as "heldBy", h.display_name as "heldName", e.held_at as "heldAt", e.held_because as "heldBecause",
  e.done_at as "doneAt", e.erased_rows as "erasedRows", hh.number as "householdNumber"
  from erasure e left join account f on f.id = e.first_by left join account s on s.id = e.second_by
  left join account h on h.id = e.held_by
  left join lateral (select p.household_id from person_snapshot p where e.subject_kind = 'person'
    and p.county_code = e.county_code and p.person_id = e.subject_id and p.household_id is not null
    order by p.valid_from desc limit 1) m on true
  left join household hh on hh.county_code = e.county_code
    and hh.id = case when e.subject_kind = 'household' then e.subject_id else m.household_id end`

/** SQL: in which state an erasure is, from the last to the first that holds. */
const STATE = `case when e.done_at is not null then 'done' when e.held_at is not null then 'held'
  when e.second_by is not null then 'signed' when e.first_by is not null then 'signedOnce' else 'proposed' end`

export interface Range {
  readonly lo: string
  readonly hi: string
}

const IN_RANGES = `exists (select from unnest($1::text[], $2::text[]) as r (lo, hi)
  where e.region_code collate "C" >= r.lo and e.region_code collate "C" < r.hi)`

const ends = (ranges: readonly Range[]) => [ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi)]

export async function listErasureRows(
  runner: Runner,
  ranges: readonly Range[],
  asked: { readonly state?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await runner.query<ErasureRow>(
    `${SELECT} where ${IN_RANGES} and ($3::text is null or ${STATE} = $3) and ($4::uuid is null or e.id > $4)
     order by e.id limit $5`,
    [...ends(ranges), asked.state ?? null, asked.after ?? null, asked.limit],
  )
  return rows
}

export async function countErasures(
  runner: Runner,
  ranges: readonly Range[],
): Promise<Record<string, number>> {
  const { rows } = await runner.query<{ state: string; count: number }>(
    `select ${STATE} as state, count(*)::int as count from erasure e where ${IN_RANGES} group by 1`,
    ends(ranges),
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Locked, in one order for everybody. */
export async function lockErasures(
  runner: Runner,
  ranges: readonly Range[],
  ids: readonly string[],
): Promise<ErasureRow[]> {
  const { rows } = await runner.query<ErasureRow>(
    `${SELECT} where ${IN_RANGES} and e.id = any($3::uuid[]) order by e.id for update of e`,
    [...ends(ranges), ids],
  )
  return rows
}

export async function findErasureOf(
  runner: Runner,
  countyCode: string,
  subjectId: string,
): Promise<ErasureRow | undefined> {
  const { rows } = await runner.query<ErasureRow>(
    `${SELECT} where e.county_code = $1 and e.subject_id = $2`,
    [countyCode, subjectId],
  )
  return rows[0]
}

export async function signRows(
  runner: Runner,
  place: 'first' | 'second',
  ids: readonly string[],
  by: string,
  at: string,
): Promise<void> {
  await runner.query(`update erasure set ${place}_by = $2, ${place}_at = $3 where id = any($1::uuid[])`, [
    ids,
    by,
    at,
  ])
}

export async function holdRow(
  runner: Runner,
  id: string,
  held: { readonly by: string; readonly at: string; readonly because: string },
): Promise<void> {
  await runner.query('update erasure set held_by = $2, held_at = $3, held_because = $4 where id = $1', [
    id,
    held.by,
    held.at,
    held.because,
  ])
}

/** What was signed before it was held is signed anew: whoever held it may have been right. */
export async function releaseRow(runner: Runner, id: string): Promise<void> {
  await runner.query(
    `update erasure set held_by = null, held_at = null, held_because = null,
       first_by = null, first_at = null, second_by = null, second_at = null where id = $1`,
    [id],
  )
}

/** Whose account it is; the account itself where nobody is named. */
export async function findStaff(runner: Runner, accountId: string): Promise<string> {
  const { rows } = await runner.query<{ staff: string }>(
    'select coalesce(staff_id, id) as staff from account where id = $1',
    [accountId],
  )
  return rows[0]?.staff ?? accountId
}
