// While the server works: uploaded files follow into the backup folder within seconds, as the database's journal does by
// itself, so that a restored database finds the files that it names. And somebody hears when the journal does not arrive.

import { join, resolve } from 'node:path'
import type { Logger } from 'pino'
import type { Db } from '../db.ts'
import { prepareCluster } from '../postgres-cluster.ts'
import { archiveFolderOf } from './archive.ts'
import { filesOf } from './folder.ts'
import { copyNewFiles } from './uploads.ts'

/** Clocks of file systems tick in steps; a folder that changed in the last step is looked into once more. */
const STEP_MS = 5_000

/** Answers what is to be repeated. Does nothing until the first backup has named a folder. */
export function carrier(home: string, db: Db, log: Logger): () => Promise<void> {
  const cluster = prepareCluster({ folder: join(home, 'postgres') })
  let carried: { to: string; at: number } | undefined
  let toldFailure = ''
  return async () => {
    const wal = archiveFolderOf(cluster)
    if (wal === undefined) return
    const to = filesOf(resolve(wal, '..'))
    const at = Date.now()
    await copyNewFiles(join(home, 'files'), to, carried?.to === to ? { since: carried.at - STEP_MS } : {})
    carried = { to, at }
    const failure = await archiveFailure(db)
    if (failure !== '' && failure !== toldFailure) {
      log.error({ segment: failure, wal }, 'the journal of the database does not arrive in the backup folder')
    }
    toldFailure = failure
  }
}

/** Name of the segment that could not be copied; empty when the last one was. */
export async function archiveFailure(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ segment: string | null }>(
    `select last_failed_wal as segment from pg_stat_archiver
     where last_failed_time > coalesce(last_archived_time, '-infinity')`,
  )
  return rows[0]?.segment ?? ''
}
