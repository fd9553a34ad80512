// Looks at the disk while the server runs, says what it sees, gives the ballast up and takes it again, and stops what
// would write on until there is nothing left.

import type { Logger } from 'pino'
import type { Db } from '../db.ts'
import { giveUpBallast, holdBallast } from './ballast.ts'
import { type Disk, type DiskState, isFull } from './disk.ts'

export interface DiskWatchOptions {
  readonly disk: Disk
  readonly db: Db
  readonly log: Logger
  /** Of the embedded database: its ballast, and the folder whose disk it holds space of. */
  readonly embedded?: { readonly ballast: string; readonly folder: string } | undefined
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 500
const TIDY_EVERY_MS = 10_000

export function startDiskWatch({ disk, db, log, embedded, everyMs = LOOK_EVERY_MS }: DiskWatchOptions) {
  let before: DiskState['level'] = 'ok'
  let tidied = 0
  let running: Promise<unknown> = Promise.resolve()
  const hold = () => {
    if (embedded) holdBallast(embedded.ballast, embedded.folder)
  }
  const act = async (): Promise<void> => {
    const seen = disk.look()
    if (seen.level !== before) tell(log, seen)
    before = seen.level
    if (!isFull(seen.level)) return hold()
    if (seen.level === 'spent' && embedded && giveUpBallast(embedded.ballast))
      log.error('the space that was held back is given up, so that reading goes on')
    await stopWriters(db)
    if (!embedded || Date.now() - tidied < TIDY_EVERY_MS) return
    // Segments of the journal that nobody needs any more are given back by a checkpoint.
    tidied = Date.now()
    await db.pool.query('checkpoint')
  }
  const look = () => {
    timer = setTimeout(() => {
      running = act()
        .catch((error) => log.warn({ reason: (error as Error).message }, 'the disk cannot be looked after'))
        .finally(() => {
          if (!isStopped) look()
        })
    }, everyMs)
    timer.unref()
  }
  let isStopped = false
  let timer: NodeJS.Timeout
  hold()
  look()
  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** What writes for longer than a moment may write much. It is rolled back, and its sender is told why. */
async function stopWriters(db: Db): Promise<void> {
  await db.pool.query(
    `select pg_cancel_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'lika' and pid <> pg_backend_pid()
       and backend_xid is not null and state = 'active' and xact_start < now() - interval '1 second'`,
  )
}

function tell(log: Logger, { level, place, free, bounds }: DiskState): void {
  const fields = { place, freeMb: Math.floor(free / MB), neededMb: Math.ceil(bounds.full / MB) }
  if (level === 'ok') log.warn(fields, 'the disk has room again')
  else if (level === 'low') log.warn(fields, 'the disk is getting full')
  else if (level === 'full') log.error(fields, 'the disk is full: nothing is stored until there is space')
  else log.error(fields, 'the disk has nothing left: only what needs no writing is answered')
}

const MB = 2 ** 20
