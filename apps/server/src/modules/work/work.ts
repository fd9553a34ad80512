/** Who may see which work, and may stop it. */
import { isWithin, regionRange } from '@lika/codes'
import type { Job } from '@lika/contract'
import { type Db, withTransaction } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { requestCancel } from '../../platform/jobs.ts'
import { findJob, type JobRow, listJobRows, markSeen } from './work.store.ts'

const most = 100

export async function listJobs(db: Db, actor: Actor, of: 'own' | 'region'): Promise<{ items: Job[] }> {
  const isAll = of === 'region' && actor.permissions.has('jobs.read')
  const ranges = isAll ? actor.regions.map((region) => regionRange(region)) : []
  const rows = await listJobRows(db.pool, actor.accountId, ranges, most)
  return { items: rows.map((row) => jobOf(actor, row)) }
}

export async function getJob(db: Db, actor: Actor, id: string): Promise<Job> {
  return jobOf(actor, mustSee(actor, await findJob(db.pool, id), id))
}

export async function cancelJob(db: Db, actor: Actor, id: string): Promise<Job> {
  const { state } = mustSee(actor, await findJob(db.pool, id), id)
  if (state === 'waiting' || state === 'running') await requestCancel(db, id)
  return getJob(db, actor, id)
}

/** Of one's own work that has ended; what is not one's own is not there. Answers what is seen from now on. */
export async function seeJobs(db: Db, actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  return { ids: await withTransaction(db, (tx) => markSeen(tx.client, actor.accountId, ids)) }
}

/** One's own, or that of one's regions; anything else looks as if it were not there. */
function mustSee(actor: Actor, row: JobRow | undefined, id: string): JobRow {
  if (row && (row.made_by === actor.accountId || isOfRegion(actor, row))) return row
  throw notFound(
    'job.notFound',
    {
      zh: '没有这项任务，或者不在您的范围内。',
      en: 'There is no such work, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

function isOfRegion(actor: Actor, { region_code }: JobRow): boolean {
  if (region_code === null || !actor.permissions.has('jobs.read')) return false
  return actor.regions.some((granted) => isWithin(region_code, granted))
}

function jobOf(actor: Actor, row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    message: row.message,
    result:
      typeof row.result === 'object' && row.result !== null && !Array.isArray(row.result)
        ? (row.result as Job['result'])
        : {},
    error: row.error && { code: row.error.code, message: row.error.message },
    cancelRequested: row.cancel_requested,
    madeBy: row.made_by_name ?? '',
    isOwn: row.made_by === actor.accountId,
    seen: row.seen_at !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
