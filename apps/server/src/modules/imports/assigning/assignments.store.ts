/** Assignments lie among the imports, as batches of their own kind. */
import type { Tx } from '../../../platform/db.ts'
import type { Message } from '../../../platform/errors.ts'
import type { HouseholdFilterQuery } from '../../registry/index.ts'

export type Runner = { query: Tx['client']['query'] }
export type AssignmentState = 'committing' | 'committed' | 'undoing' | 'undone' | 'failed' | 'cancelled'

/** What was asked for, with the regions of whoever asked: the job finds the same households. */
export interface AssignmentOptions {
  readonly region: string
  readonly among:
    | { readonly households: readonly string[] }
    | { readonly filter: Omit<HouseholdFilterQuery, 'asOf' | 'region'> }
  readonly fact: string
  readonly value: unknown
  readonly observedOn: string
  readonly reason: string
  readonly changed: number
  readonly regions: readonly string[]
}

export interface AssignmentRow {
  readonly id: string
  readonly region_code: string
  readonly sha256: string
  readonly state: AssignmentState
  readonly options: AssignmentOptions
  readonly counts: { readonly total: number; readonly changed: number }
  readonly job_id: string | null
  readonly made_by: string
  readonly made_by_name: string | null
  readonly made_at: string
  readonly undo: { readonly batchId: string; readonly reason: string; readonly accountId: string } | null
  readonly problem: { readonly code: string; readonly message: Message; readonly value?: unknown } | null
  readonly job: {
    readonly id: string
    readonly state: string
    readonly done: number
    readonly total: number | null
    readonly message: Message | null
  } | null
}

const select = `
select i.id, i.region_code, encode(i.file_sha256, 'hex') as sha256, i.state, i.options, i.counts, i.job_id, i.made_by,
  a.display_name as made_by_name, i.made_at, i.undo, i.problem,
  case when j.id is not null then jsonb_build_object('id', j.id, 'state', j.state, 'done', j.done, 'total', j.total, 'message', j.message) end as job
from import i left join account a on a.id = i.made_by left join job_progress j on j.id = i.job_id
where i.kind = 'assignment'`

export async function findAssignment(runner: Runner, id: string): Promise<AssignmentRow | undefined> {
  const { rows } = await runner.query<AssignmentRow>(`${select} and i.id = $1`, [id])
  return rows[0]
}

/** The row is the caller's until its transaction ends. */
export async function lockAssignment(tx: Tx, id: string): Promise<AssignmentRow | undefined> {
  await tx.client.query('select 1 from import where id = $1 for no key update', [id])
  return findAssignment(tx.client, id)
}

/** Only one worker at a time; people may still ask to cancel meanwhile. */
export async function claimAssignment(tx: Tx, id: string): Promise<AssignmentRow | undefined> {
  await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`lika import ${id}`])
  return findAssignment(tx.client, id)
}

export async function listAssignmentRows(
  runner: Runner,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
  before: string | undefined,
  limit: number,
): Promise<AssignmentRow[]> {
  const { rows } = await runner.query<AssignmentRow>(
    `${select} and exists (select from unnest($1::text[], $2::text[]) r (lo, hi) where i.region_code >= r.lo and i.region_code < r.hi)
     and ($3::uuid is null or i.id < $3) order by i.id desc limit $4`,
    [ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), before ?? null, limit],
  )
  return rows
}

/** False when a batch of that id is there already. */
export async function insertAssignment(
  tx: Tx,
  row: {
    readonly id: string
    readonly name: string
    readonly sha256: string
    readonly options: AssignmentOptions
    readonly counts: { readonly total: number; readonly changed: number }
    readonly madeBy: string
  },
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into import (id, kind, region_code, file_name, file_sha256, state, options, counts, made_by)
     values ($1, 'assignment', $2, $3, decode($4, 'hex'), 'committing', $5, $6, $7) on conflict (id) do nothing`,
    [
      row.id,
      row.options.region,
      row.name,
      row.sha256,
      JSON.stringify(row.options),
      JSON.stringify(row.counts),
      row.madeBy,
    ],
  )
  return rowCount === 1
}

export async function updateAssignment(
  runner: Runner,
  id: string,
  change: {
    readonly state?: AssignmentState
    readonly jobId?: string
    readonly undo?: AssignmentRow['undo']
    readonly problem?: AssignmentRow['problem']
    readonly committedAt?: string
  },
): Promise<void> {
  await runner.query(
    `update import set state = coalesce($2, state), job_id = coalesce($3, job_id), undo = coalesce($4, undo),
       problem = $5, committed_at = coalesce($6, committed_at) where id = $1`,
    [
      id,
      change.state ?? null,
      change.jobId ?? null,
      change.undo ? JSON.stringify(change.undo) : null,
      change.problem ? JSON.stringify(change.problem) : null,
      change.committedAt ?? null,
    ],
  )
}
