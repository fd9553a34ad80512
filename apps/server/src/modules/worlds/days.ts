/** Days pass in a demo world: forward only, and everybody is judged for the new day before anybody sees it. */
import type { WorldDay } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import type { WorldClock } from '../../platform/clock.ts'
import type { DayGate } from '../../platform/day-gate.ts'
import { type Db, type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../platform/errors.ts'
import { findWorld } from '../access/index.ts'

export interface DaysDeps {
  /** A world is nobody's in particular. */
  readonly system: Db
  readonly clock: WorldClock
  readonly days: DayGate
  readonly judgeEverybody: (
    tx: Tx,
    day: string,
    onProgress: (done: number, total: number) => void,
  ) => Promise<void>
}

export interface Days {
  readonly get: () => Promise<WorldDay>
  readonly pass: (to: string) => Promise<WorldDay>
}

const MOST_DAYS = 400

/** Kept by the server while it runs: nobody else moves its clock. */
export function openDays(deps: DaysDeps): Days {
  let passing: WorldDay['passing'] = null

  const pass = async (to: string) => {
    await mustBeInWorld(deps)
    mustFollow(deps.clock.today(), to)
    if (to === deps.clock.today() && !passing) return { day: to, passing }
    if (passing) throw passingAlready(passing.to)
    passing = { to, done: 0, total: 0 }
    noteAudit({ detail: { from: deps.clock.today(), to } })
    try {
      await turn(deps, to, (done, total) => {
        passing = { to, done, total }
      })
    } finally {
      passing = null
    }
    return { day: deps.clock.today(), passing }
  }
  return {
    get: async () => {
      await mustBeInWorld(deps)
      return { day: deps.clock.today(), passing }
    },
    pass,
  }
}

/**
 * All of it or nothing. Changes are held first, since one that began in the old day would be judged by it; whoever reads
 * sees the old day until the transaction is about to end.
 */
async function turn(
  { system, clock, days, judgeEverybody }: DaysDeps,
  to: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const from = clock.today()
  try {
    await days.hold('changes')
    await withTransaction(system, async (tx) => {
      await tx.client.query(`select from setting where key = 'judged' for update`)
      await mustBeWithoutJobs(tx)
      await judgeEverybody(tx, to, onProgress)
      await tx.client.query(
        `update setting set value = jsonb_set(value, '{today}', to_jsonb($1::text)) where key = 'world'`,
        [to],
      )
      await days.hold('all')
      // Before the end of the transaction: what waits for its locks begins in the new day.
      clock.standAt(to)
    })
  } catch (error) {
    clock.standAt(from)
    throw error
  } finally {
    days.release()
  }
}

/** A job judges by the day on which its step began. */
async function mustBeWithoutJobs(tx: Tx): Promise<void> {
  const { rows } = await tx.client.query<{ kind: string }>(
    `select kind from job_progress where state in ('waiting', 'running') limit 1`,
  )
  if (!rows[0]) return
  throw conflict(
    'world.jobs',
    {
      zh: `后台任务（${rows[0].kind}）正在进行，请等它结束后再过日子。`,
      en: `Long work (${rows[0].kind}) is under way; let days pass once it has ended.`,
    },
    { value: rows[0].kind },
  )
}

async function mustBeInWorld({ system }: DaysDeps): Promise<void> {
  if (await findWorld(system.pool)) return
  throw notFound('world.none', {
    zh: '这里不是演示世界，日子由时钟决定。',
    en: 'This is no demo world: the day is that of the clock.',
  })
}

function mustFollow(today: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(today)) / 86_400_000
  if (days >= 0 && days <= MOST_DAYS) return
  throw refused(
    'world.day',
    {
      zh: `演示世界的日子只能往后过，一次最多 ${MOST_DAYS} 天：今天是 ${today}，收到 ${to}。`,
      en: `Days pass forward only, ${MOST_DAYS} at most at once: today is ${today}, got ${to}.`,
    },
    { field: 'day', value: to, expected: `${today} … +${MOST_DAYS}` },
  )
}

function passingAlready(to: string): AppError {
  return conflict(
    'world.passing',
    { zh: `日子正在过到 ${to}，请稍候。`, en: `Days are passing already, until ${to}.` },
    { value: to },
  )
}
