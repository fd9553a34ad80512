/** The work of imports in the background, and how it goes on after a restart. */
import { Type } from 'typebox'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { defineJob, enqueue, isQueued, type Job } from '../../platform/jobs.ts'
import { assignmentJob, resumeAssignments } from './assigning/assign.ts'
import type { ImportsDeps } from './deps.ts'
import { duplicateSearchJob } from './duplicates/search.ts'
import { findImport, type ImportRecord } from './imports.store.ts'
import { runStep } from './work.ts'

const input = Type.Object({ importId: Type.String() }, { additionalProperties: false })

/** For the worker of the server, and for whoever enqueues it. */
export function importJob(deps: ImportsDeps) {
  return defineJob('imports.work', input, async ({ importId }, run) => {
    const { rows } = await deps.registry.db.pool.query<{ job_id: string | null }>(
      'select job_id from import where id = $1',
      [importId],
    )
    // A job of a server that was killed may come back long after another took its place.
    if (rows[0]?.job_id !== run.id) return { superseded: true }
    await runStep(deps, importId, run)
    return outcomeOf(deps, importId)
  })
}

/** All long work of this module. */
export function importJobs(deps: ImportsDeps): Job[] {
  return [importJob(deps) as Job, duplicateSearchJob(deps) as Job, assignmentJob(deps) as Job]
}

/** What came of it, for whoever left the page. */
async function outcomeOf(deps: ImportsDeps, importId: string) {
  const given = await findImport(deps.registry.db.pool, importId)
  if (!given) return { importId }
  const { total = 0, error = 0, newHouseholds = 0, changedHouseholds = 0 } = given.counts ?? {}
  return {
    importId,
    state: given.state,
    rows: total,
    errors: error,
    newHouseholds,
    changedHouseholds,
    ...(given.undo?.taken === undefined ? {} : { taken: given.undo.taken, left: given.undo.left ?? 0 }),
  }
}

export async function enqueueWork(
  tx: Tx,
  deps: ImportsDeps,
  given: Pick<ImportRecord, 'id' | 'region_code' | 'file_name' | 'state'>,
  madeBy: string,
): Promise<string> {
  const about = {
    region: given.region_code,
    importId: given.id,
    fileName: given.file_name,
    step: given.state,
  }
  return enqueue(tx, importJob(deps), { importId: given.id }, { madeBy, about })
}

/**
 * Takes up what a server that was killed left undone. Called once at the start, before the worker, while nobody else
 * serves this database. Answers how many imports go on.
 */
export async function resumeImports(deps: ImportsDeps): Promise<number> {
  return withTransaction(deps.registry.db, async (tx) => {
    const { rows } = await tx.client.query<
      Pick<ImportRecord, 'id' | 'region_code' | 'file_name' | 'state' | 'job_id' | 'made_by'>
    >(
      `select id, job_id, made_by, region_code, file_name, state from import where kind <> 'assignment' and state in ('staging', 'checking', 'committing', 'undoing') and job_id is not null for update`,
    )
    for (const given of rows) {
      if (given.job_id && (await isQueued(tx, given.job_id))) continue
      await tx.client.query(
        `update job_progress set state = 'failed', error = $2, updated_at = now() where id = $1 and state in ('waiting', 'running')`,
        [given.job_id, JSON.stringify(restarted)],
      )
      const next = await enqueueWork(tx, deps, given, given.made_by)
      await tx.client.query('update import set job_id = $2 where id = $1', [given.id, next])
    }
    await resumeSearches(tx, deps)
    await resumeAssignments(tx, deps)
    return rows.length
  })
}

/** Searches that a killed server was at, where the queue has lost them. */
async function resumeSearches(tx: Tx, deps: ImportsDeps): Promise<void> {
  const { rows } = await tx.client.query<{ id: string; made_by: string; region: string }>(
    `update job_progress set state = 'failed', error = $1, updated_at = now()
     where kind = 'duplicates.search' and state = 'running' and not cancel_requested and ${notQueued} returning id, made_by, result->>'region' as region`,
    [JSON.stringify(restarted)],
  )
  await tx.client.query(
    `update job_progress set state = 'cancelled', updated_at = now() where kind = 'duplicates.search' and state = 'running' and ${notQueued}`,
  )
  for (const { made_by, region } of rows) {
    await enqueue(tx, duplicateSearchJob(deps), { region }, { madeBy: made_by, about: { region } })
  }
}

const notQueued =
  'not exists (select from graphile_worker._private_jobs j where j.key = job_progress.id::text)'

/** The office app does not speak of these: another job goes on in their place. */
const restarted = {
  code: 'job.restarted',
  message: {
    zh: '服务器重新启动，这项任务已由新的任务接着做。',
    en: 'The server was restarted; another job has taken this up.',
  },
}
