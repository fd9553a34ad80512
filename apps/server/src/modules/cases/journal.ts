/** Entries of cases in the journal of decisions. They are appended, never changed. */
import type { Day, Entry, Procedure } from '@lika/policy'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'
import type { CaseFile } from './case-files.store.ts'
import { findProcedures } from './procedures.ts'

type Runner = Pick<pg.Pool, 'query'>

export type EntryKind = Entry['kind']

export interface EntryRow {
  readonly id: string
  readonly case: string
  readonly countyCode: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly regionCode: string
  readonly kind: EntryKind
  readonly on: Day
  readonly authorId: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly evidence: readonly string[]
}

export interface ReadEntry extends EntryRow {
  readonly at: string
  readonly by: string | null
}

/** What every entry of a case says of it: the subject, and where that is today. */
export function aboutCase(
  file: Pick<CaseFile, 'id' | 'countyCode' | 'subjectKind' | 'subjectId'>,
  regionCode: string,
): Pick<EntryRow, 'case' | 'countyCode' | 'subjectKind' | 'subjectId' | 'regionCode'> {
  const { id, countyCode, subjectKind, subjectId } = file
  return { case: id, countyCode, subjectKind, subjectId, regionCode }
}

/** In the journal they stand among other decisions. */
const journalKind = (kind: string) => `case${kind[0]!.toUpperCase()}${kind.slice(1)}`

const columns = `d.id, (d.facts ->> 'case')::uuid as "case", d.county_code as "countyCode", d.subject_kind as "subjectKind",
  d.subject_id as "subjectId", d.region_code as "regionCode", lower(substr(d.kind, 5, 1)) || substr(d.kind, 6) as kind,
  d.decided_on as "on", d.received_at as at, d.author_id as "authorId", a.display_name as by, d.facts, d.reason, d.evidence`

/** In the order in which they arrived, by case. */
export async function listEntries(
  runner: Runner,
  cases: readonly { readonly id: string; readonly countyCode: string; readonly subjectId: string }[],
): Promise<Map<string, ReadEntry[]>> {
  if (cases.length === 0) return new Map()
  const { rows } = await runner.query<ReadEntry>(
    `select ${columns} from decision d left join account a on a.id = d.author_id
     where d.county_code = any($1) and d.subject_id = any($2::uuid[]) and d.facts ? 'case' and d.facts ->> 'case' = any($3::text[])
     order by d.received_at, d.id`,
    [
      [...new Set(cases.map(({ countyCode }) => countyCode))],
      cases.map(({ subjectId }) => subjectId),
      cases.map(({ id }) => id),
    ],
  )
  return Map.groupBy(rows, (row) => row.case)
}

/** Entries of some cases by their ids. */
export async function findEntries(
  tx: Tx,
  ids: readonly string[],
  cases: readonly { readonly countyCode: string }[],
): Promise<Map<string, ReadEntry>> {
  const { rows } = await tx.client.query<ReadEntry>(
    `select ${columns} from decision d left join account a on a.id = d.author_id
     where d.county_code = any($2) and d.id = any($1::uuid[])`,
    [ids, [...new Set(cases.map(({ countyCode }) => countyCode))]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Ids that are taken are left alone and not returned. */
export async function insertEntries(tx: Tx, entries: readonly EntryRow[], at: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>(
    `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id,
       facts, reason, evidence)
     select e."countyCode", e.id, e."subjectKind", e."subjectId", e."regionCode", e.kind, e."on", $2, e."authorId", e.facts, e.reason, e.evidence
     from jsonb_to_recordset($1::jsonb) as e ("countyCode" text, id uuid, "subjectKind" text, "subjectId" uuid, "regionCode" text,
       kind text, "on" date, "authorId" uuid, facts jsonb, reason text, evidence text[])
     on conflict do nothing returning id`,
    [JSON.stringify(entries.map((entry) => ({ ...entry, kind: journalKind(entry.kind) }))), at],
  )
  return rows.map(({ id }) => id)
}

/** As the engine reads it. */
export function engineEntry(row: EntryRow, procedureBy: (digest: string) => Procedure): Entry {
  const { id, kind, on, facts, authorId, reason } = row
  const { case: _, digest, meeting, ...said } = facts as Record<string, unknown>
  const common = { id, kind, on, author: authorId, reason, ...said }
  if (kind === 'met') {
    const { present } = meeting as { readonly present: readonly string[] }
    return { ...common, present: present.length } as unknown as Entry
  }
  if (kind === 'opened')
    return { ...common, status: (said.before as string | null) ?? null } as unknown as Entry
  if (kind === 'moved') return { ...common, to: procedureBy(String(digest)) } as unknown as Entry
  return common as unknown as Entry
}

/** Entries of each case as the engine reads them; the procedures that they name are found first. */
export async function readEntries(
  runner: Runner,
  entries: ReadonlyMap<string, readonly EntryRow[]>,
): Promise<(id: string) => Entry[]> {
  const digests = [...entries.values()].flatMap((rows) =>
    rows.flatMap(({ facts }) => (typeof facts.digest === 'string' ? [facts.digest] : [])),
  )
  const procedures = await findProcedures(runner, digests)
  const procedureBy = (digest: string) => procedures.get(digest)!.procedure
  return (id) => (entries.get(id) ?? []).map((row) => engineEntry(row, procedureBy))
}
