/** The SQL of imports themselves; rows and journals have files of their own. */
import type { ImportCounts, ImportOptions } from '@lika/contract'
import type { Tx } from '../../platform/db.ts'
import type { Message } from '../../platform/errors.ts'
import type { ImportKindName } from './deps.ts'
import type { MappedColumn } from './layout/mapping.ts'

export type Runner = { query: Tx['client']['query'] }

export type StateName =
  | 'uploaded'
  | 'staging'
  | 'checking'
  | 'ready'
  | 'committing'
  | 'committed'
  | 'undoing'
  | 'undone'
  | 'failed'
  | 'cancelled'

/** What is kept with the import besides what its uploader chose. */
export interface StoredOptions extends ImportOptions {
  readonly sheet?: string
  readonly headerLine?: number
  readonly leaveOutErrors?: boolean
  /** What the file holds, for choosing again. */
  readonly sheets?: readonly { readonly name: string; readonly hidden: boolean }[]
  readonly foundHeaderLine?: number
  /** Corrected cells, in a file of their own. */
  readonly repairs?: StoredRepairs
}

export interface StoredRepairs {
  readonly sha256: string
  readonly rows: number
}

export interface StoredUndo {
  readonly batchId: string
  readonly reason: string
  readonly leaveChanged: boolean
  readonly accountId: string
  readonly taken?: number
  readonly left?: number
  readonly numbers?: readonly string[]
}

export interface ImportRecord {
  readonly id: string
  readonly kind: ImportKindName
  readonly region_code: string
  readonly file_name: string
  readonly sha256: string
  readonly state: StateName
  readonly mapping: readonly MappedColumn[]
  readonly options: StoredOptions
  readonly counts: ImportCounts | null
  readonly job_id: string | null
  readonly made_by: string
  readonly made_by_name: string | null
  readonly region_name: string | null
  readonly made_at: string
  readonly committed_at: string | null
  readonly undo: StoredUndo | null
  readonly problem: { readonly code: string; readonly message: Message; readonly value?: unknown } | null
  readonly job: {
    readonly id: string
    readonly state: string
    readonly done: number
    readonly total: number | null
    readonly message: Message | null
  } | null
  readonly same_file: readonly { readonly id: string; readonly committedAt: string }[]
}

const select = `
select i.id, i.kind, i.region_code, i.file_name, encode(i.file_sha256, 'hex') as sha256, i.state, i.mapping, i.options, i.counts,
  i.job_id, i.made_by, a.display_name as made_by_name,
  (select r.name from region r where r.code = i.region_code order by r.valid_from desc limit 1) as region_name, i.made_at, i.committed_at, i.undo, i.problem,
  case when j.id is not null then jsonb_build_object('id', j.id, 'state', j.state, 'done', j.done, 'total', j.total, 'message', j.message) end as job,
  coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'committedAt', o.committed_at) order by o.committed_at desc)
    from import o where o.file_sha256 = i.file_sha256 and o.id <> i.id and o.kind = i.kind and o.state = 'committed'), '[]') as same_file
from import i left join account a on a.id = i.made_by left join job_progress j on j.id = i.job_id`

export async function findImport(runner: Runner, id: string): Promise<ImportRecord | undefined> {
  const { rows } = await runner.query<ImportRecord>(`${select} where i.kind <> 'assignment' and i.id = $1`, [
    id,
  ])
  return rows[0]
}

/** The row is the caller's until its transaction ends: for changes that people ask for. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  await tx.client.query('select 1 from import where id = $1 for no key update', [id])
  return findImport(tx.client, id)
}

/** Only one worker at a time; people may still ask to cancel meanwhile. */
export async function claimImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`lika import ${id}`])
  return findImport(tx.client, id)
}

export async function listImportRecords(
  runner: Runner,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
  before: string | undefined,
  limit: number,
): Promise<ImportRecord[]> {
  const { rows } = await runner.query<ImportRecord>(
    `${select} where i.kind <> 'assignment' and exists (select from unnest($1::text[], $2::text[]) r (lo, hi) where i.region_code >= r.lo and i.region_code < r.hi)
     and ($3::uuid is null or i.id < $3) order by i.id desc limit $4`,
    [ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), before ?? null, limit],
  )
  return rows
}

/** False when an import of that id is there already. */
export async function insertImport(
  tx: Tx,
  row: {
    readonly id: string
    readonly kind: ImportKindName
    readonly region: string
    readonly fileName: string
    readonly sha256: string
    readonly mapping: readonly MappedColumn[]
    readonly options: StoredOptions
    readonly madeBy: string
  },
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into import (id, kind, region_code, file_name, file_sha256, state, mapping, options, made_by)
     values ($1, $2, $3, $4, decode($5, 'hex'), 'uploaded', $6, $7, $8) on conflict (id) do nothing`,
    [
      row.id,
      row.kind,
      row.region,
      row.fileName,
      row.sha256,
      JSON.stringify(row.mapping),
      JSON.stringify(row.options),
      row.madeBy,
    ],
  )
  return rowCount === 1
}

export interface ImportChange {
  readonly state?: StateName
  readonly mapping?: readonly MappedColumn[]
  readonly options?: StoredOptions
  readonly counts?: ImportCounts | null
  readonly jobId?: string
  readonly undo?: StoredUndo
  readonly problem?: ImportRecord['problem']
  readonly committedAt?: string
  readonly fileName?: string
  readonly sha256?: Buffer
}

const columnOf: Readonly<Record<keyof ImportChange, string>> = {
  state: 'state',
  mapping: 'mapping',
  options: 'options',
  counts: 'counts',
  jobId: 'job_id',
  undo: 'undo',
  problem: 'problem',
  committedAt: 'committed_at',
  fileName: 'file_name',
  sha256: 'file_sha256',
}
const asJson = new Set(['mapping', 'options', 'counts', 'undo', 'problem'])

export async function updateImport(runner: Runner, id: string, change: ImportChange): Promise<void> {
  const entries = Object.entries(change)
  const sets = entries.map(([key], index) => `${columnOf[key as keyof ImportChange]} = $${index + 2}`)
  const values = entries.map(([key, value]) =>
    asJson.has(key) && value !== null ? JSON.stringify(value) : value,
  )
  await runner.query(`update import set ${sets.join(', ')} where id = $1`, [id, ...values])
}

export async function deleteRows(runner: Runner, id: string): Promise<void> {
  for (const table of ['import_row', 'import_result', 'import_household', 'import_income']) {
    await runner.query(`delete from ${table} where import_id = $1`, [id])
  }
}

/** After a commit only the rows that were left out are kept: the rest is in the registry. */
export async function deleteCommittedRows(runner: Runner, id: string): Promise<void> {
  for (const table of ['import_row', 'import_result']) {
    await runner.query(
      `delete from ${table} r where import_id = $1 and not exists (
         select from import_result o where o.import_id = $1 and o.row_number = r.row_number and (o.outcome = 'error' or o.depends_on is not null))`,
      [id],
    )
  }
  for (const table of ['import_household', 'import_income']) {
    await runner.query(`delete from ${table} where import_id = $1`, [id])
  }
}

export async function countRows(runner: Runner, id: string): Promise<ImportCounts> {
  const { rows } = await runner.query<ImportCounts>(
    `select count(*) as total, count(*) filter (where outcome = 'new') as new, count(*) filter (where outcome = 'changed') as changed,
       count(*) filter (where outcome = 'unchanged') as unchanged, count(*) filter (where outcome = 'duplicate') as duplicate,
       count(*) filter (where outcome = 'error') as error,
       count(*) filter (where outcome <> 'error' and depends_on is not null) as dependent,
       count(*) filter (where outcome <> 'error' and problems is not null) as warning,
       count(*) filter (where outcome <> 'error' and depends_on is null and new_person) as "newPersons",
       count(*) filter (where outcome <> 'error' and not new_person and facts is not null) as "changedPersons",
       (select count(*) from import_household h where h.import_id = $1 and h.is_new
         and exists (select from import_result e where e.import_id = $1 and e.household_id = h.household_id and e.outcome <> 'error' and e.depends_on is null)) as "newHouseholds",
       (select count(*) from import_household h where h.import_id = $1 and not h.is_new and (h.facts is not null or h.status_facts is not null
         or exists (select from import_income n where n.import_id = $1 and n.county_code = h.county_code and n.number = h.number))) as "changedHouseholds"
     from import_result where import_id = $1`,
    [id],
  )
  return rows[0]!
}

export async function findSavedMapping(
  runner: Runner,
  digest: Buffer,
): Promise<(string | null)[] | undefined> {
  const { rows } = await runner.query<{ mapping: (string | null)[] }>(
    'select mapping from import_mapping where headers_sha256 = $1',
    [digest],
  )
  return rows[0]?.mapping
}

export async function saveMapping(
  runner: Runner,
  digest: Buffer,
  keys: readonly (string | null)[],
): Promise<void> {
  await runner.query(
    `insert into import_mapping (headers_sha256, mapping) values ($1, $2)
     on conflict (headers_sha256) do update set mapping = excluded.mapping, saved_at = now()`,
    [digest, JSON.stringify(keys)],
  )
}

/** Counties, towns, villages and groups of a region, and those above it, as they are on a day. */
export async function listRegions(
  runner: Runner,
  range: { readonly lo: string; readonly hi: string },
  above: readonly string[],
  on: string,
): Promise<{ code: string; name: string }[]> {
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select code, name from region where valid_from <= $3::date and $3::date < valid_to
     and ((code >= $1 and code < $2) or code = any($4)) order by code`,
    [range.lo, range.hi, on, above],
  )
  return rows
}
