/** What the server does by itself: folds the counts, spells new names, judges everybody when the day or a pack changes, seals the journals, brings files to the backup, runs jobs. */
import type { Logger } from 'pino'
import type { Installation } from './compose.ts'
import { forgetOld, stopUnused } from './modules/access/index.ts'
import { keepDueDays } from './modules/cases/index.ts'
import { judgeRegion, sha256 } from './modules/policies/index.ts'
import { spellNewNames } from './modules/regions/index.ts'
import { runRetentionDaily } from './modules/retention/index.ts'
import { seal } from './modules/seals/index.ts'
import { makeDemoCases } from './modules/worlds/index.ts'
import { type Db, type Tx, withTransaction } from './platform/db.ts'
import { isFull } from './platform/disk/disk.ts'
import type { Message } from './platform/errors.ts'
import { type Job, startWorker } from './platform/jobs.ts'

export interface BackgroundWork {
  readonly stop: () => Promise<void>
}

const FOLD_EVERY_MS = 5_000
const SPELL_EVERY_MS = 5_000
const STOP_UNUSED_EVERY_MS = 3_600_000
const RETENTION_EVERY_MS = 1_800_000
const LOOK_AT_THE_DAY_EVERY_MS = 60_000
const SEAL_EVERY_MS = 60_000
// What was written just before the last end was not sealed yet.
const SEAL_FIRST_AFTER_MS = 5_000
const CARRY_EVERY_MS = 5_000
const LOOK_AT_DUE_DAYS_EVERY_MS = 5_000
/** Of half a thousand cases each, so that a server that stops does not wait long. */
const DUE_DAYS_AT_ONCE = 10

export async function startBackgroundWork(
  installation: Installation,
  log: Logger,
  { jobs = [], carry }: { jobs?: readonly Job[]; carry?: () => Promise<void> } = {},
): Promise<BackgroundWork> {
  const { disk } = installation
  // What can wait, waits: the day that begins on a full disk is judged when there is room.
  const withRoom = (work: () => Promise<void>) => async () => {
    if (!isFull(disk.look().level)) await work()
  }
  const worker = await startWorker(installation.db, jobs, { log, disk })
  const fold = repeat(
    FOLD_EVERY_MS,
    withRoom(() => foldCounts(installation.db)),
    log,
  )
  await spellNewNames(installation.db)
  const spell = repeat(
    SPELL_EVERY_MS,
    withRoom(async () => void (await spellNewNames(installation.db))),
    log,
  )
  const stop = repeat(STOP_UNUSED_EVERY_MS, () => keepAccounts(installation), log)
  const judge = repeat(
    LOOK_AT_THE_DAY_EVERY_MS,
    withRoom(() => keepJudged(installation, () => {})),
    log,
  )
  const dueDays = repeat(
    LOOK_AT_DUE_DAYS_EVERY_MS,
    withRoom(async () => void (await keepDueDays(installation.db, undefined, DUE_DAYS_AT_ONCE))),
    log,
  )
  const sealing = repeat(SEAL_EVERY_MS, async () => void (await seal(installation.seals)), log, {
    firstAfterMs: SEAL_FIRST_AFTER_MS,
  })
  const retaining = repeat(RETENTION_EVERY_MS, () => keepRetention(installation), log)
  const carrying = carry && repeat(CARRY_EVERY_MS, carry, log)
  return {
    stop: async () => {
      await Promise.all(
        [fold, spell, stop, judge, dueDays, sealing, retaining, carrying].map((each) => each?.stop()),
      )
      await worker.stop()
    },
  }
}

/** Accounts that nobody uses stop; what sign-in left behind goes. */
async function keepAccounts({ access, clock }: Installation): Promise<void> {
  await stopUnused(access, clock.now())
  await forgetOld(access, clock.now())
}

async function keepRetention({ registry, db }: Installation): Promise<void> {
  await runRetentionDaily({ registry, system: db })
}

/** Moves appended changes into the counts. The sum of both is right at any time; folding only keeps it quick. */
export async function foldCounts(db: Db): Promise<void> {
  await db.pool.query('select fold_counts()')
}

/**
 * Live verdicts hold for a day and for packs. When either is another than that of the last judging, everybody is
 * judged again: ages pass, observations grow old, a pack begins to hold.
 */
export async function keepJudged(installation: Installation, onStep: (step: Message) => void): Promise<void> {
  await withTransaction(installation.db, async (tx) => {
    // Whoever lets days pass in a demo world holds this row: the day is asked for after that.
    const { rows } = await tx.client.query<{ value: { on: string; packs: string } }>(
      `select value from setting where key = 'judged' for update`,
    )
    const { today } = installation.judging()
    const last = rows[0]?.value
    if (last?.on === today && last.packs === digestOf(installation.policies)) return
    await judgeEverybody(tx, installation, today, {
      before: () =>
        onStep({ zh: `按 ${today} 有效的政策重新判定`, en: `Judging under the packs in force on ${today}` }),
    })
  })
}

/** Everybody, on a day, and says so in the setting `judged`. */
export async function judgeEverybody(
  tx: Tx,
  { policies }: Pick<Installation, 'policies'>,
  day: string,
  say: { readonly before?: () => void; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<void> {
  const { rows } = await tx.client.query<{ some: boolean }>(
    'select exists (select from household) or exists (select from village) as some',
  )
  if (rows[0]?.some) {
    say.before?.()
    await judgeRegion(tx, { policies, today: day }, 'all', say.onProgress)
  }
  await tx.client.query(
    `insert into setting (key, value) values ('judged', $1) on conflict (key) do update set value = excluded.value`,
    [{ on: day, packs: digestOf(policies) }],
  )
}

/** People of a new demo world have been at work in March: once everybody is judged. */
export async function keepDemoCases(
  { registry, judging, db: system }: Installation,
  onStep: (step: Message) => void,
): Promise<void> {
  await makeDemoCases({ registry, judging, system }, () =>
    onStep({ zh: '演示世界:办理中的事项', en: 'Demo world: cases under way' }),
  )
}

const digestOf = ({ packs }: Installation['policies']): string =>
  sha256(packs.list.map(({ ref }) => ref.digest).join())

/** One run at a time, the next a while after the last has ended. */
function repeat(
  everyMs: number,
  work: () => Promise<void>,
  log: Logger,
  { firstAfterMs = everyMs }: { firstAfterMs?: number } = {},
): BackgroundWork {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let timer: NodeJS.Timeout
  const plan = (afterMs: number) => {
    timer = setTimeout(() => {
      running = work()
        .catch((error) => log.error({ err: error }, 'background work failed'))
        .finally(() => {
          if (!stopped) plan(everyMs)
        })
    }, afterMs)
    timer.unref()
  }
  plan(firstAfterMs)
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
