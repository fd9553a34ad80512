// Long work in the background, queued in the database: enqueued inside the business transaction, so that there is
// never a change without its job or a job without its change. Progress is a row that any page can read.

import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run as runWorker } from 'graphile-worker'
import { sql } from 'kysely'
import type { Logger as Log } from 'pino'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { audited } from './audit.ts'
import { type Db, type Queryable, type Tx, withTransaction } from './db.ts'
import type { Disk } from './disk/disk.ts'
import { AppError, type Message } from './errors.ts'
import { outageOf } from './outage.ts'
import type { RequestContext } from './request.ts'
import type { JsonValue } from './schema.gen.ts'
import { uuidv7 } from './uuid.ts'

export type Job<S extends TSchema = TSchema> = {
  readonly name: string
  readonly schema: S
  readonly handler: (input: Static<S>, run: JobRun) => Promise<JsonValue | undefined>
}

/** What a handler is given: it says how far it is, and hears when somebody asked to stop. */
export type JobRun = {
  readonly id: string
  /** Throws when somebody asked to cancel, or when the server is shutting down (the job is then run again). */
  progress(done: number, total?: number, message?: Message): Promise<void>
  readonly signal: AbortSignal
}

type Queued = { id: string; input: unknown }

export function defineJob<S extends TSchema>(name: string, schema: S, handler: Job<S>['handler']): Job<S> {
  return { name, schema, handler }
}

export type EnqueueOptions = {
  /** Made by the caller, so that asking twice is one job. */
  readonly id?: string
  /** Jobs of one queue run one after another. */
  readonly queue?: string
  readonly madeBy?: string
  /**
   * What it is about, for its name and for the link to its result: `{ region, importId, fileName }`. It stands in the
   * result from the beginning. With a `region`, whoever reads the work of that region sees the job.
   */
  readonly about?: Readonly<Record<string, string>>
}

/** Enqueues in the caller's transaction; the worker picks it up within milliseconds of the commit. */
export async function enqueue<S extends TSchema>(
  tx: Tx,
  job: Job<S>,
  input: Static<S>,
  options: EnqueueOptions = {},
): Promise<string> {
  mustFit(job, input)
  const id = options.id ?? uuidv7()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('jobProgress')
    .values({
      id,
      kind: job.name,
      madeBy: options.madeBy ?? null,
      ...(options.about ? { result: JSON.stringify(options.about) } : {}),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return id
  const payload = JSON.stringify({ id, input } satisfies Queued)
  await sql`select enqueue_job(${job.name}, ${payload}::json, ${options.queue ?? null}::text, ${id}, ${MOST_ATTEMPTS})`.execute(
    tx,
  )
  return id
}

/** Somebody does not want it any more. Waiting jobs end when they are picked up, running ones at their next step. */
export async function requestCancel(db: Queryable, id: string): Promise<void> {
  await db.updateTable('jobProgress').set({ cancelRequested: true }).where('id', '=', id).execute()
}

/**
 * Gives back what a server that was killed had begun: its locks would last four hours otherwise. Called once at the
 * start, while nobody else serves this database. The attempt does not count: it was not the job that failed.
 */
export async function freeJobsOfDeadServer(db: Db): Promise<number> {
  return withTransaction(db, async (tx) => {
    const { rows } = await tx.client.query<{ worker: string }>(
      `select distinct locked_by as worker from graphile_worker._private_jobs where locked_by is not null
       union select distinct locked_by from graphile_worker._private_job_queues where locked_by is not null`,
    )
    if (rows.length === 0) return 0
    const workers = rows.map(({ worker }) => worker)
    const { rowCount } = await tx.client.query(
      `update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now() where locked_by = any($1)`,
      [workers],
    )
    await tx.client.query('select graphile_worker.force_unlock_workers($1)', [workers])
    return rowCount ?? 0
  })
}

/** Whether the queue still holds the job: it will be run, or run again. */
export async function isQueued(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'select from graphile_worker._private_jobs where key = $1 and attempts < max_attempts',
    [id],
  )
  return (rowCount ?? 0) > 0
}

export type Worker = { stop(): Promise<void> }

export type WorkerOptions = {
  readonly log: Log
  readonly concurrency?: number
  /** Jobs end when there is no room for what they write. */
  readonly disk?: Pick<Disk, 'mustTake'> | undefined
}

const MOST_ATTEMPTS = 5

/**
 * Runs jobs until stopped. `jobs` are all that this server knows. A database that goes away stops nothing: the queue
 * waits for it, and a queue that gave up all the same is begun again.
 */
export async function startWorker(db: Db, jobs: readonly Job[], options: WorkerOptions): Promise<Worker> {
  let isStopped = false
  let runner = await beginRunner(db, jobs, options)
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      await runner.promise.catch(() => {})
      while (!isStopped) {
        options.log.warn('the queue of jobs stopped; beginning it again')
        await sleep(AGAIN_AFTER_MS)
        try {
          await freeJobsOfDeadServer(db)
          runner = await beginRunner(db, jobs, options)
          break
        } catch (error) {
          options.log.warn({ reason: (error as Error).message }, 'the queue of jobs cannot begin yet')
        }
      }
    }
  }
  const watching = watch()
  return {
    stop: async () => {
      isStopped = true
      await runner.stop().catch(() => {})
      await watching
    },
  }
}

const AGAIN_AFTER_MS = 1_000

function beginRunner(db: Db, jobs: readonly Job[], options: WorkerOptions): Promise<Runner> {
  return runWorker({
    pgPool: patientPool(db),
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    logger: new Logger((scope) => (level, message) => {
      if (level === 'error' || level === 'warning') options.log.warn({ job: scope.taskIdentifier }, message)
    }),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        (payload, helpers) => {
          const isLast = helpers.job.attempts >= helpers.job.max_attempts
          return execute(db, job, payload as Queued, {
            isLast,
            signal: helpers.abortSignal,
            log: options.log,
            disk: options.disk,
          })
        },
      ]),
    ),
  })
}

const WORTH_WAITING = '57P03'

/**
 * The pool as the queue sees it: it tries again after "cannot connect now" alone, and after any other loss of the
 * database it ended itself, and the whole process with it. So every loss is called that.
 */
function patientPool(db: Db): Db['pool'] {
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      if (outageOf(error)) Object.assign(error as Error, { code: WORTH_WAITING })
      throw error
    }
  }
  const proxied = <T extends object>(target: T, name: string, call: (...args: never[]) => unknown): T =>
    new Proxy(target, {
      get: (of, key) => {
        if (key === name) return call
        const value = Reflect.get(of, key)
        return typeof value === 'function' ? value.bind(of) : value
      },
    })
  const { pool } = db
  return proxied(pool, 'connect', (listening?: Parameters<typeof pool.connect>[0]) =>
    // Its listener asks with a callback, and waits for the database by itself.
    listening
      ? pool.connect(listening)
      : patiently(async () => {
          const client = await pool.connect()
          return proxied(client, 'query', (...args) =>
            patiently(() => (client.query as (...args: unknown[]) => Promise<unknown>)(...args)),
          )
        }),
  )
}

/** A job works in the name of whoever started it, and what it changes is written down as theirs. */
async function contextOf(db: Db, job: Job, id: string): Promise<RequestContext> {
  const { rows } = await db.pool.query<{ account_id: string | null; name: string | null }>(
    'select j.made_by as account_id, a.name from job_progress j left join account a on a.id = j.made_by where j.id = $1',
    [id],
  )
  const { account_id: accountId, name } = rows[0] ?? {}
  const actor = accountId
    ? { accountId, name: name ?? 'lika', role: 'job', permissions: new Set<string>(), regions: [] }
    : undefined
  return { requestId: id, routeId: `job:${job.name}`, method: 'JOB', address: '', actor, token: undefined }
}

type Attempt = { isLast: boolean; signal: AbortSignal | undefined } & Pick<WorkerOptions, 'log' | 'disk'>

async function execute(db: Db, job: Job, { id, input }: Queued, attempt: Attempt): Promise<void> {
  const stop = new AbortController()
  const signal = attempt.signal ? AbortSignal.any([attempt.signal, stop.signal]) : stop.signal
  const progress: JobRun['progress'] = async (done, total, message) => {
    attempt.signal?.throwIfAborted()
    attempt.disk?.mustTake()
    const row = await db
      .updateTable('jobProgress')
      .set({ state: 'running', done, total: total ?? null, message: message ?? null, updatedAt: sql`now()` })
      .where('id', '=', id)
      .returning('cancelRequested')
      .executeTakeFirst()
    if (!row?.cancelRequested) return
    stop.abort(cancelled())
    throw cancelled()
  }
  try {
    await progress(0)
    mustFit(job, input)
    const run = { id, progress, signal }
    const result = await audited(db.pool, await contextOf(db, job, id), () => job.handler(input, run))
    await finish(db, id, 'done', { result: result ?? null })
  } catch (error) {
    await failed(db, job, id, error, attempt)
  }
}

/** Our own errors are answers and final; anything else may pass, so the queue tries again, later each time. */
async function failed(db: Db, job: Job, id: string, error: unknown, attempt: Attempt): Promise<void> {
  if (error instanceof AppError) {
    const state = error.code === 'job.cancelled' ? 'cancelled' : 'failed'
    const told = { code: error.code, message: error.messages, ...error.detail }
    return finish(db, id, state, { error: JSON.stringify(told) })
  }
  attempt.log.error({ err: error, job: job.name, id }, 'job failed')
  if (attempt.isLast) await finish(db, id, 'failed', { error: JSON.stringify(FAILED) })
  throw error
}

const FAILED = {
  code: 'job.failed',
  message: { zh: '后台任务失败，请把编号告诉管理员。', en: 'The job failed; tell the administrator its id.' },
}

async function finish(
  db: Db,
  id: string,
  state: 'done' | 'failed' | 'cancelled',
  { result, error }: { result?: JsonValue; error?: string },
): Promise<void> {
  // What it is about stays in the result; what came out is added to it.
  await db.pool.query(
    `update job_progress set state = $2, error = coalesce($3, error), updated_at = now(),
       result = case when jsonb_typeof(result) = 'object' and jsonb_typeof($4) = 'object' then result || $4
         else coalesce(nullif($4, 'null'), result) end
     where id = $1`,
    [id, state, error ?? null, result === undefined ? null : JSON.stringify(result)],
  )
}

function cancelled(): AppError {
  return new AppError('job.cancelled', 409, { zh: '任务已取消。', en: 'The job was cancelled.' })
}

function mustFit(job: Job, input: unknown): void {
  const [fault] = Compile(job.schema).Errors(input)
  if (fault)
    throw new Error(`job ${job.name}: its input ${fault.instancePath || 'as a whole'} ${fault.message}`)
}
