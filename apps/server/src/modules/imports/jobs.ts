/** The work of imports in the background, and how it goes on after a restart. */
import { Type } from 'typebox'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { defineJob, enqueue } from '../../platform/jobs.ts'
import type { ImportsDeps } from './deps.ts'
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
    return { importId }
  })
}

/** Not in a queue of its own: a killed server would leave that queue locked for hours. */
export async function enqueueWork(
  tx: Tx,
  deps: ImportsDeps,
  importId: string,
  madeBy: string,
): Promise<string> {
  return enqueue(tx, importJob(deps), { importId }, { madeBy })
}

/**
 * Takes up what a server that was killed left undone. Called once at the start, before the worker, while nobody else
 * serves this database. Answers how many imports go on.
 */
export async function resumeImports(deps: ImportsDeps): Promise<number> {
  return withTransaction(deps.registry.db, async (tx) => {
    const { rows } = await tx.client.query<{ id: string; job_id: string | null; made_by: string }>(
      `select id, job_id, made_by from import where state in ('staging', 'checking', 'committing', 'undoing') and job_id is not null for update`,
    )
    for (const { id, job_id, made_by } of rows) {
      await tx.client.query(
        `update job_progress set state = 'failed', updated_at = now() where id = $1 and state in ('waiting', 'running')`,
        [job_id],
      )
      const next = await enqueueWork(tx, deps, id, made_by)
      await tx.client.query('update import set job_id = $2 where id = $1', [id, next])
    }
    return rows.length
  })
}
