/**
 * The work of an assignment: the fact is appended for everybody whom it changes, in one transaction with folds and
 * verdicts, or for nobody. Its undo is that of imports: a batch of corrections.
 */
import { Type } from 'typebox'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { AppError, conflict } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { defineJob, enqueue, isQueued } from '../../../platform/jobs.ts'
import { type FactColumn, factColumns, type RegistryDeps, readFilter } from '../../registry/index.ts'
import { judgeTouched, lockCommits, refoldTouched } from '../committing/commit.ts'
import { undoBatch } from '../committing/undo.ts'
import type { ImportsDeps } from '../deps.ts'
import type { WorkRun } from '../work.ts'
import { assignedRecords, type Chosen, chosenSql, touched } from './assign.sql.ts'
import {
  type AssignmentOptions,
  type AssignmentRow,
  claimAssignment,
  findAssignment,
  updateAssignment,
} from './assignments.store.ts'

const input = Type.Object({ assignmentId: Type.String() }, { additionalProperties: false })

export function assignmentJob(deps: ImportsDeps) {
  return defineJob('assignments.work', input, async ({ assignmentId }, run) => {
    const { pool } = deps.registry.db
    const given = await findAssignment(pool, assignmentId)
    // A job of a server that was killed may come back long after another took its place.
    if (given?.job_id !== run.id) return { superseded: true }
    await runAssignment(deps, given, run)
    const done = await findAssignment(pool, assignmentId)
    return { assignmentId, state: done?.state ?? null, changed: given.counts.changed }
  })
}

export async function enqueueAssignment(
  tx: Tx,
  deps: ImportsDeps,
  given: Pick<AssignmentRow, 'id' | 'options' | 'state'>,
  madeBy: string,
): Promise<string> {
  const { region, fact } = given.options
  const about = { region, assignmentId: given.id, fact, step: given.state }
  return enqueue(tx, assignmentJob(deps), { assignmentId: given.id }, { madeBy, about })
}

/** Takes up what a server that was killed left undone; its jobs are ended by whoever calls. */
export async function resumeAssignments(tx: Tx, deps: ImportsDeps): Promise<void> {
  const { rows } = await tx.client.query<{ id: string; made_by: string; job_id: string }>(
    `select id, made_by, job_id from import where kind = 'assignment' and state in ('committing', 'undoing') and job_id is not null for update`,
  )
  for (const { id, made_by, job_id } of rows) {
    const { rows: jobs } = await tx.client.query<{ state: string }>(
      'select state from job_progress where id = $1',
      [job_id],
    )
    if (await isQueued(tx, job_id)) continue
    // One that was cancelled or failed before it could say so stays that.
    if (jobs[0]?.state !== 'waiting' && jobs[0]?.state !== 'running') continue
    await tx.client.query(`update job_progress set state = 'failed', updated_at = now() where id = $1`, [
      job_id,
    ])
    const next = await enqueueAssignment(tx, deps, (await findAssignment(tx.client, id))!, made_by)
    await tx.client.query('update import set job_id = $2 where id = $1', [id, next])
  }
}

export async function runAssignment(deps: ImportsDeps, given: AssignmentRow, run: WorkRun): Promise<void> {
  try {
    if (given.state === 'committing') await commit(deps, given, run)
    else if (given.state === 'undoing') await undo(deps, given, run)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const isCancelled = error.code === 'job.cancelled'
    const { value } = error.detail
    await updateAssignment(deps.registry.db.pool, given.id, {
      state: given.state === 'undoing' ? 'committed' : isCancelled ? 'cancelled' : 'failed',
      problem: { code: error.code, message: error.messages, ...(value === undefined ? {} : { value }) },
    })
    throw error
  }
}

async function commit(deps: ImportsDeps, given: AssignmentRow, run: WorkRun): Promise<void> {
  const { db, clock } = deps.registry
  await withTransaction(db, async (tx) => {
    await mustStillWork(tx, given)
    let done = 0
    const step = () => run.progress(done++, STEPS, words.recording)
    await step()
    await lockCommits(tx)
    const { text, values } = chosenSql(chosenOf(deps.registry, given.options))
    await tx.client.query(`create temp table assigned_household on commit drop as ${text}`, values)
    await tx.client.query('analyze assigned_household')
    const facts = { [given.options.fact]: given.options.value }
    const inserted = await tx.client.query(assignedRecords, [
      given.id,
      clock.now(),
      given.made_by,
      JSON.stringify(facts),
      given.options.observedOn,
      given.options.reason,
    ])
    if (inserted.rowCount !== given.options.changed)
      throw changedSince(given.options.changed, inserted.rowCount ?? 0)
    for (const statement of touched) await tx.client.query(statement)
    await refoldTouched(tx, deps, step)
    await judgeTouched(tx, deps, given.region_code, step)
    // Asked once more while nothing is final: whoever cancels until here leaves no trace.
    await step()
    await updateAssignment(tx.client, given.id, { state: 'committed', committedAt: clock.now() })
  })
}

const STEPS = 4

async function undo(deps: ImportsDeps, given: AssignmentRow, run: WorkRun): Promise<void> {
  await withTransaction(deps.registry.db, async (tx) => {
    const { undo: asked } = await mustStillWork(tx, given)
    if (!asked) throw new Error('an undo without its reason')
    let done = 0
    await undoBatch(
      tx,
      deps,
      { importId: given.id, region: given.region_code, leaveChanged: false, ...asked },
      async () => run.progress(done++, STEPS, words.undoing),
    )
    await updateAssignment(tx.client, given.id, { state: 'undone' })
  })
}

async function mustStillWork(tx: Tx, given: AssignmentRow): Promise<AssignmentRow> {
  const now = await claimAssignment(tx, given.id)
  if (now && now.job_id === given.job_id && now.state === given.state) return now
  throw conflict('assignment.movedOn', {
    zh: '这次批量填写已由另一个任务处理。',
    en: 'Another job has taken over this assignment.',
  })
}

/** The same households for the preview and for the job: those of today's list, within the scope of whoever asked. */
export function chosenOf(registry: RegistryDeps, options: AssignmentOptions): Chosen {
  const actor = { regions: options.regions } as Actor
  const { among } = options
  const filter = 'filter' in among ? { ...among.filter, region: options.region } : { region: options.region }
  return {
    ask: readFilter(registry, actor, filter),
    households: 'households' in among ? among.households : undefined,
    column: columnOf(registry, options.fact)!,
    value: options.value,
    observedOn: options.observedOn,
  }
}

export function columnOf(registry: RegistryDeps, fact: string): FactColumn | undefined {
  return factColumns(registry.catalogue, 'household').find((column) => column.fact.id === fact)
}

export function changedSince(expected: number, found: number) {
  return conflict(
    'assignment.changedSince',
    {
      zh: `预览之后情况有变：预览时会改变 ${expected} 户，现在是 ${found} 户。没有保存任何内容，请重新预览。`,
      en: `Something changed since the preview: it said ${expected} households, now it would be ${found}. Nothing was stored; preview again.`,
    },
    { field: 'changed', value: expected, expected: found },
  )
}

const words = {
  recording: { zh: '批量填写', en: 'Recording' },
  undoing: { zh: '撤销批量填写', en: 'Undoing' },
} as const
