/** The only SQL of plan_reading. */
import type pg from 'pg'
import type { ReadPart } from './read-part.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface PartRow {
  readonly part: number
  readonly title: string
  readonly number: string | null
  readonly rangeFrom: number
  readonly rangeTo: number
  readonly errors: number
  readonly warnings: number
  readonly proposals: number
}

const PART = `r.part, r.title, r.number, r.range_from as "rangeFrom", r.range_to as "rangeTo", r.errors, r.warnings, r.proposals`

export async function storeReading(
  runner: Runner,
  place: { readonly plan: string; readonly version: number },
  { reader, parts }: { readonly reader: string; readonly parts: readonly ReadPart[] },
): Promise<void> {
  const rows = parts.map((part, index) => ({
    part: index,
    title: part.title,
    number: part.number,
    range_from: part.range[0],
    range_to: part.range[1],
    errors: part.errors,
    warnings: part.warnings,
    proposals: part.proposals,
    read: part.read,
  }))
  await runner.query('delete from plan_reading where plan_id = $1 and version = $2', [
    place.plan,
    place.version,
  ])
  await runner.query(
    `insert into plan_reading (plan_id, version, reader, part, title, number, range_from, range_to, errors, warnings, proposals, read)
     select $1, $2, $3, part, title, number, range_from, range_to, errors, warnings, proposals, read
     from jsonb_to_recordset($4::jsonb) as r (part integer, title text, number text, range_from integer, range_to integer,
       errors integer, warnings integer, proposals integer, read jsonb)
     on conflict do nothing`,
    [place.plan, place.version, reader, JSON.stringify(rows)],
  )
}

/** Whether a version was read, and by this reader. */
export async function isReadBy(
  runner: Runner,
  place: { readonly plan: string; readonly version: number },
  reader: string,
): Promise<boolean> {
  const { rows } = await runner.query<{ isRead: boolean }>(
    `select exists (select from plan_reading where plan_id = $1 and version = $2 and reader = $3) as "isRead"`,
    [place.plan, place.version, reader],
  )
  return rows[0]!.isRead
}

export async function listParts(
  runner: Runner,
  place: { readonly plan: string; readonly version: number },
): Promise<PartRow[]> {
  const { rows } = await runner.query<PartRow>(
    `select ${PART} from plan_reading r where r.plan_id = $1 and r.version = $2 order by r.part`,
    [place.plan, place.version],
  )
  return rows
}

/** Parts of the newest version of each plan. */
export async function listNewestParts(
  runner: Runner,
  plans: readonly string[],
): Promise<(PartRow & { readonly plan: string })[]> {
  const { rows } = await runner.query<PartRow & { readonly plan: string }>(
    `select r.plan_id as plan, ${PART} from plan_reading r
     where r.plan_id = any($1::uuid[]) and r.version = (select max(v.version) from plan_version v where v.plan_id = r.plan_id)
     order by r.plan_id, r.part`,
    [plans],
  )
  return rows
}

export async function findPart(
  runner: Runner,
  place: { readonly plan: string; readonly version: number; readonly part: number },
): Promise<(PartRow & { readonly read: ReadPart['read'] }) | undefined> {
  const { rows } = await runner.query<PartRow & { readonly read: ReadPart['read'] }>(
    `select ${PART}, r.read from plan_reading r where r.plan_id = $1 and r.version = $2 and r.part = $3`,
    [place.plan, place.version, place.part],
  )
  return rows[0]
}
