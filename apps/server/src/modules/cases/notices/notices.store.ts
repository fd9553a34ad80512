/** The only SQL of notice. */
import type pg from 'pg'
import type { NoticeContent } from './content.ts'

export type Runner = Pick<pg.Pool, 'query'>

export interface NoticeRow {
  readonly countyCode: string
  readonly id: string
  readonly number: string
  readonly regionCode: string
  readonly kind: 'notice' | 'announcement'
  readonly procedure: string
  readonly step: string
  readonly content: NoticeContent
  readonly sha256: string
  readonly from: string
  readonly until: string
  readonly days: number
  readonly by: string
  readonly at: string
  readonly downOn: string | null
  readonly downBy: string | null
  readonly downById: string | null
  readonly reason: string | null
}

/** As lists have it: without what it lists, which is up to 500 rows. */
export type ListedNotice = Omit<NoticeRow, 'content'> & {
  readonly content: Omit<NoticeContent, (typeof leftOut)[number]>
}
const leftOut = ['rows', 'text', 'columns', 'places'] as const

const listedContent = `n.content - '{${leftOut.join(',')}}'::text[]`
const columnsWith = (
  content: string,
) => `n.county_code as "countyCode", n.id, n.number, n.region_code as "regionCode", n.kind, n.procedure, n.step, ${content} as content,
  n.sha256, n.hangs_from as "from", n.hangs_until as until, n.days, coalesce(a.display_name, '') as by, n.made_at as at,
  n.taken_down_on as "downOn", d.display_name as "downBy", n.taken_down_by as "downById", n.reason`
const columns = columnsWith('n.content')
const from = `from notice n left join account a on a.id = n.made_by left join account d on d.id = n.taken_down_by`

/** `countyCode` makes it one look-up; without it, whichever county has it. */
export async function findNotice(
  runner: Runner,
  id: string,
  countyCode?: string,
): Promise<NoticeRow | undefined> {
  const { rows } = await runner.query<NoticeRow>(
    `select ${columns} ${from} where n.id = $1${countyCode === undefined ? '' : ' and n.county_code = $2'}`,
    countyCode === undefined ? [id] : [id, countyCode],
  )
  return rows[0]
}

/** By its number, which bears its county. */
export async function findNumbered(runner: Runner, number: string): Promise<NoticeRow | undefined> {
  const countyCode = /\d{6}(?=-)/.exec(number)?.[0]
  const { rows } = await runner.query<NoticeRow>(
    `select ${columns} ${from} where n.county_code = $1 and n.number = $2`,
    [countyCode ?? '', number],
  )
  return rows[0]
}

export interface NewNotice {
  readonly countyCode: string
  readonly id: string
  readonly regionCode: string
  readonly content: NoticeContent
  readonly sha256: string
}

/** False when its id or its number is taken. */
export async function insertNotice(
  runner: Runner,
  { countyCode, id, regionCode, content, sha256 }: NewNotice,
  posted: { readonly by: string; readonly at: string },
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into notice (county_code, id, number, region_code, kind, procedure, step, content, sha256, hangs_from, hangs_until, days,
       made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      countyCode,
      id,
      content.number,
      regionCode,
      content.kind,
      content.procedure.id,
      content.step.id,
      JSON.stringify(content),
      sha256,
      content.from,
      content.until,
      content.days,
      posted.by,
      posted.at,
    ],
  )
  return rowCount === 1
}

export interface NoticesAsked {
  /** On the notice `n`. */
  readonly where: readonly string[]
  readonly values: readonly unknown[]
  readonly after: { readonly until: string; readonly id: string } | undefined
  readonly limit: number
}

/** Those that hang longest first. */
export async function listNoticeRows(runner: Runner, asked: NoticesAsked): Promise<ListedNotice[]> {
  const values = [...asked.values]
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [...asked.where]
  if (asked.after)
    where.push(`(n.hangs_until, n.id) < (${bind(asked.after.until)}::date, ${bind(asked.after.id)}::uuid)`)
  const { rows } = await runner.query<ListedNotice>(
    `select ${columnsWith(listedContent)} ${from} where ${where.join(' and ')} order by n.hangs_until desc, n.id desc limit ${bind(asked.limit)}`,
    values,
  )
  return rows
}

/** Which of some cases the asker sees. */
export async function listSeenCases(
  runner: Runner,
  asked: {
    readonly countyCode: string
    readonly cases: readonly string[]
    readonly ranges: readonly { readonly lo: string; readonly hi: string }[]
  },
): Promise<Set<string>> {
  const { rows } = await runner.query<{ id: string }>(
    `select f.id from case_file f where f.county_code = $1 and f.id = any($2::uuid[])
       and exists (select from unnest($3::text[], $4::text[]) as g (lo, hi)
         where f.region_code >= g.lo collate "C" and f.region_code < g.hi collate "C")`,
    [asked.countyCode, asked.cases, asked.ranges.map(({ lo }) => lo), asked.ranges.map(({ hi }) => hi)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** False when somebody took it down before. */
export async function takeDown(
  runner: Runner,
  notice: { readonly countyCode: string; readonly id: string },
  down: { readonly on: string; readonly by: string; readonly at: string; readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `update notice set taken_down_on = $3, taken_down_by = $4, taken_down_at = $5, reason = $6
     where county_code = $1 and id = $2 and taken_down_on is null`,
    [notice.countyCode, notice.id, down.on, down.by, down.at, down.reason],
  )
  return rowCount === 1
}
