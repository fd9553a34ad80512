/** The only SQL of lead_list, and of the rows that a list yields. */
import type { LeadFigures, LeadRowOutcome, LeadState } from '@lika/contract'
import type pg from 'pg'
import { inRanges, type Range } from '../registry/index.ts'
import { joinCases, STATE, type StateValues } from './states.sql.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface ListRow {
  readonly id: string
  readonly regionCode: string
  readonly kind: string
  readonly unitId: string | null
  readonly unitName: string | null
  readonly heardOn: string
  readonly fileName: string
  readonly digest: string
  readonly figures: LeadFigures
  readonly unread: readonly string[]
  readonly uploadedBy: string
  readonly uploader: string
  readonly uploadedAt: string
  readonly withdrawnOn: string | null
  readonly withdrawer: string | null
  readonly withdrawnSecret: Buffer | null
  readonly keptUntil: string
}

export interface NewList {
  readonly id: string
  readonly regionCode: string
  readonly kind: string
  readonly unitId: string | null
  readonly heardOn: string
  readonly fileHash: Buffer
  readonly fileName: string
  readonly digest: string
  readonly uploadedBy: string
  readonly uploadedOn: string
  readonly uploadedAt: string
  readonly keptUntil: string
}

const SELECT = `select l.id, l.region_code as "regionCode", l.kind, l.unit_id as "unitId", u.name as "unitName", l.heard_on as "heardOn",
  l.file_name as "fileName", l.digest, l.figures, l.unread, l.uploaded_by as "uploadedBy", a.display_name as uploader,
  l.uploaded_at as "uploadedAt", l.withdrawn_on as "withdrawnOn", w.display_name as withdrawer,
  l.withdrawn_secret as "withdrawnSecret", l.kept_until as "keptUntil"
from lead_list l left join unit u on u.id = l.unit_id left join account a on a.id = l.uploaded_by
  left join account w on w.id = l.withdrawn_by`

/** False when a list of that id is there, or the same file of that kind and region. */
export async function insertList(runner: Runner, list: NewList): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into lead_list (id, region_code, kind, unit_id, heard_on, file_hash, file_name, digest, figures, unread,
       uploaded_by, uploaded_on, uploaded_at, kept_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '{}', '{}', $9, $10, $11, $12) on conflict do nothing`,
    [
      list.id,
      list.regionCode,
      list.kind,
      list.unitId,
      list.heardOn,
      list.fileHash,
      list.fileName,
      list.digest,
      list.uploadedBy,
      list.uploadedOn,
      list.uploadedAt,
      list.keptUntil,
    ],
  )
  return rowCount === 1
}

export async function fillFigures(
  runner: Runner,
  id: string,
  figures: LeadFigures,
  unread: readonly string[],
): Promise<void> {
  await runner.query('update lead_list set figures = $2, unread = $3 where id = $1', [id, figures, unread])
}

export async function findList(runner: Runner, id: string): Promise<ListRow | undefined> {
  const { rows } = await runner.query<ListRow>(`${SELECT} where l.id = $1`, [id])
  return rows[0]
}

export async function lockList(runner: Runner, id: string): Promise<void> {
  await runner.query('select from lead_list where id = $1 for no key update', [id])
}

/** Whoever acts on one of them at this moment is waited for. */
export async function lockRows(runner: Runner, id: string): Promise<void> {
  await runner.query('select from lead where list_id = $1 order by id for update', [id])
}

export interface ListsAsked {
  readonly ranges: readonly Range[]
  /** Where every list is seen; elsewhere those that the account uploaded. */
  readonly whole: readonly Range[]
  readonly accountId: string
  readonly kind: string | undefined
  readonly after: { readonly receivedAt: string; readonly id: string } | undefined
  readonly limit: number
}

/** The last first. */
export async function findLists(runner: Runner, asked: ListsAsked): Promise<ListRow[]> {
  const values: unknown[] = [asked.accountId]
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [
    inRanges('l.region_code', asked.ranges, bind),
    `(l.uploaded_by = $1 or ${inRanges('l.region_code', asked.whole, bind)})`,
    ...(asked.kind === undefined ? [] : [`l.kind = ${bind(asked.kind)}`]),
    ...(asked.after === undefined
      ? []
      : [
          `(l.uploaded_at, l.id) < (${bind(asked.after.receivedAt)}::timestamptz, ${bind(asked.after.id)}::uuid)`,
        ]),
  ]
  const { rows } = await runner.query<ListRow>(
    `${SELECT} where ${where.join(' and ')} order by l.uploaded_at desc, l.id desc limit ${bind(asked.limit)}`,
    values,
  )
  return rows
}

/** Leads of a list by what has become of them. */
export async function countStates(
  runner: Runner,
  id: string,
  of: StateValues,
): Promise<{ state: LeadState; count: number; acted: number }[]> {
  const values: unknown[] = [id]
  const cases = joinCases(of, (value) => `$${values.push(value)}`)
  const { rows } = await runner.query(
    `select ${STATE} as state, count(*)::int as count,
       (count(*) filter (where l.last_id <> l.id))::int as acted
     from lead l ${cases} where l.list_id = $1 and l.outcome = 'matched' group by 1`,
    values,
  )
  return rows
}

export interface NewLead {
  readonly id: string
  readonly line: number
  readonly outcome: LeadRowOutcome
  readonly doubleOf: number | null
  readonly problemField: string | null
  readonly problemCode: string | null
  readonly regionCode: string
  readonly householdId: string | null
  readonly personId: string | null
  readonly matchedBy: 'number' | 'name' | null
  readonly otherName: boolean
  readonly secret: Buffer
}

/** In one statement, however many. */
export async function insertLeads(
  runner: Runner,
  list: Pick<NewList, 'id' | 'kind' | 'unitId' | 'heardOn'>,
  leads: readonly NewLead[],
): Promise<void> {
  const column = <K extends keyof NewLead>(key: K) => leads.map((lead) => lead[key])
  await runner.query(
    `insert into lead (county_code, id, list_id, kind, unit_id, heard_on, line, outcome, double_of, problem_field, problem_code,
       region_code, household_id, person_id, matched_by, other_name, last_id, secret)
     select left(n.region_code, 6), n.id, $1, $2, $3, $4, n.line, n.outcome, n.double_of, n.problem_field, n.problem_code,
       n.region_code, n.household_id, n.person_id, n.matched_by, n.other_name, n.id, n.secret
     from unnest($5::uuid[], $6::int[], $7::text[], $8::int[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::uuid[],
       $14::text[], $15::boolean[], $16::bytea[])
       as n (id, line, outcome, double_of, problem_field, problem_code, region_code, household_id, person_id, matched_by, other_name, secret)`,
    [
      list.id,
      list.kind,
      list.unitId,
      list.heardOn,
      column('id'),
      column('line'),
      column('outcome'),
      column('doubleOf'),
      column('problemField'),
      column('problemCode'),
      column('regionCode'),
      column('householdId'),
      column('personId'),
      column('matchedBy'),
      column('otherName'),
      column('secret'),
    ],
  )
}

export interface ListedRow {
  readonly id: string
  readonly line: number
  readonly outcome: LeadRowOutcome
  readonly doubleOf: number | null
  readonly problemField: string | null
  readonly problemCode: string | null
  readonly regionCode: string
  readonly secret: Buffer | null
  readonly householdId: string | null
  readonly number: string | null
  readonly headName: string | null
  readonly state: LeadState | null
  readonly matchedBy: 'number' | 'name' | null
  readonly otherName: boolean
}

/** In the order of the sheet. */
export async function findRows(
  runner: Runner,
  asked: {
    readonly list: string
    readonly outcome: LeadRowOutcome | undefined
    readonly after: number
    readonly limit: number
    readonly of: StateValues
  },
): Promise<ListedRow[]> {
  const values: unknown[] = [asked.list, asked.after, asked.limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const outcome = asked.outcome === undefined ? '' : ` and l.outcome = ${bind(asked.outcome)}`
  const { rows } = await runner.query<ListedRow>(
    `select l.id, l.line, l.outcome, l.double_of as "doubleOf", l.problem_field as "problemField", l.problem_code as "problemCode",
       coalesce(s.region_code, l.region_code) as "regionCode", l.secret, s.household_id as "householdId", s.number,
       s.head_name as "headName", case when l.outcome = 'matched' then ${STATE} end as state,
       l.matched_by as "matchedBy", l.other_name as "otherName"
     from lead l left join household_snapshot s on s.county_code = l.county_code and s.household_id = l.household_id
       and s.valid_to = 'infinity' ${joinCases(asked.of, bind)}
     where l.list_id = $1 and l.line > $2${outcome} order by l.line limit $3`,
    values,
  )
  return rows
}

export async function takeBack(
  runner: Runner,
  list: { readonly id: string; readonly on: string; readonly by: string; readonly secret: Buffer },
): Promise<void> {
  await runner.query('delete from lead where list_id = $1', [list.id])
  await runner.query(
    'update lead_list set withdrawn_on = $2, withdrawn_by = $3, withdrawn_secret = $4 where id = $1',
    [list.id, list.on, list.by, list.secret],
  )
}

/** Units that a list may come from: of the places on the way down to a region. */
export async function findUnits(
  runner: Runner,
  codes: readonly string[],
): Promise<{ id: string; name: string; regionCode: string }[]> {
  const { rows } = await runner.query(
    `select id, name, region_code as "regionCode" from unit where region_code = any($1::text[]) and closed_at is null
     order by region_code desc, name limit 500`,
    [codes],
  )
  return rows
}

export async function isUnitAt(runner: Runner, id: string, codes: readonly string[]): Promise<boolean> {
  const { rowCount } = await runner.query(
    'select from unit where id = $1 and region_code = any($2::text[]) and closed_at is null',
    [id, codes],
  )
  return rowCount === 1
}
