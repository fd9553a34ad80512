/** One task: where it came from, and what was reported about it. */
import type { ReportState } from '@lika/contract'
import type { Tx } from '../../../platform/db.ts'
import { PLAN_TITLE, type Runner } from './units.store.ts'

export interface TaskRow {
  readonly id: string
  readonly plan_id: string
  readonly region_code: string
  readonly clause: string
  readonly text: string
  readonly begins_on: string | null
  readonly due_on: string | null
  readonly every: string | null
  readonly ends_on: string | null
}

/** A task in force that the reader may see: row-level security says whose plans those are. */
export async function findTask(runner: Runner, id: string): Promise<TaskRow | undefined> {
  const { rows } = await runner.query<TaskRow>(
    `select t.id, t.plan_id, t.region_code, t.clause, t.text, t.begins_on, t.due_on, t.every, t.ends_on
     from task t join plan p on p.id = t.plan_id where t.id = $1 and p.ended_at is null`,
    [id],
  )
  return rows[0]
}

/** Tasks that a text means, the first to be due first; those that the reader may see. */
export async function findTasks(
  runner: Runner,
  text: string,
  limit: number,
): Promise<{ id: string; text: string; plan: string; clause: string }[]> {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await runner.query<{ id: string; text: string; plan: string; clause: string }>(
    `select t.id, t.text, coalesce(${PLAN_TITLE}, '') as plan, t.clause
     from task t join plan p on p.id = t.plan_id and p.ended_at is null
     where t.text ilike $1 order by coalesce(t.ends_on, t.due_on) nulls last, t.id limit $2`,
    [like, limit],
  )
  return rows
}

export interface SourceRow {
  readonly version: number | null
  readonly part: number | null
  readonly range_from: number | null
  readonly range_to: number | null
  readonly decision_id: string
  readonly decided_at: string
  readonly decided_by: string
  readonly title: string
  readonly document_from: number | null
  readonly document_to: number | null
  readonly text: string | null
}

/** The statement that a task is, with the text that it stands in. */
export async function getSource(runner: Runner, id: string): Promise<SourceRow> {
  const { rows } = await runner.query<SourceRow>(
    `select s.version, s.part, s.range_from, s.range_to, s.decision_id, s.decided_at,
       coalesce(a.display_name, s.decided_by::text) as decided_by,
       coalesce(nullif(d.title, ''), ${PLAN_TITLE}, '') as title, d.range_from as document_from, d.range_to as document_to, v.text
     from plan_statement s join plan p on p.id = s.plan_id left join account a on a.id = s.decided_by
     left join plan_version v on v.plan_id = s.plan_id and v.version = s.version
     left join plan_reading d on d.plan_id = s.plan_id and d.version = s.version and d.part = s.part
     where s.id = $1`,
    [id],
  )
  return rows[0]!
}

export interface ReportRow {
  readonly id: string
  readonly county_code: string
  readonly region_code: string
  readonly observed_on: string
  readonly received_at: string
  readonly facts: {
    readonly state: ReportState
    readonly percent?: number | null
    readonly duty?: string | null
    readonly unit?: string | null
  }
  readonly reason: string | null
  readonly evidence: string[]
  readonly author: string
  readonly taken_back: string | null
}

/** Reports that the reader may see, the newest first. */
export async function listReports(runner: Runner, task: string, until: string): Promise<ReportRow[]> {
  const { rows } = await runner.query<ReportRow>(
    `select r.id, r.county_code, r.region_code, r.observed_on, r.received_at, r.facts, r.reason, r.evidence,
       coalesce(a.display_name, r.author_id::text) as author, c.reason as taken_back
     from record r left join account a on a.id = r.author_id
     left join lateral (select coalesce(c.reason, '') as reason from record c
       where c.subject_kind = 'task' and c.subject_id = r.subject_id and c.corrects = r.id limit 1) c on true
     where r.subject_kind = 'task' and r.subject_id = $1 and r.corrects is null and r.observed_on <= $2
     order by r.observed_on desc, r.received_at desc, r.id desc`,
    [task, until],
  )
  return rows
}

export async function findReport(
  tx: Tx,
  task: string,
  id: string,
): Promise<{ regionCode: string; takenBackBy: string | null } | undefined> {
  const { rows } = await tx.client.query<{ regionCode: string; takenBackBy: string | null }>(
    `select r.region_code as "regionCode", (select c.id from record c
       where c.subject_kind = 'task' and c.subject_id = r.subject_id and c.corrects = r.id limit 1) as "takenBackBy"
     from record r where r.subject_kind = 'task' and r.subject_id = $1 and r.id = $2 and r.corrects is null`,
    [task, id],
  )
  return rows[0]
}

/** Reports of one task are taken back one at a time. */
export async function lockTask(tx: Tx, id: string): Promise<void> {
  await tx.client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`task ${id}`])
}
