import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import Type from 'typebox'
import { type Db, withTransaction } from './db.ts'
import { refused } from './errors.ts'
import { defineJob, enqueue, freeJobsOfDeadServer, type Job, requestCancel, startWorker } from './jobs.ts'
import { describe, expect, test } from './testing.ts'
import { uuidv7 } from './uuid.ts'

const log = pino({ level: 'silent' })
const Input = Type.Object({ rows: Type.Integer() })

async function ended(db: Db, id: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const row = await db.selectFrom('jobProgress').selectAll().where('id', '=', id).executeTakeFirst()
    if (row && row.state !== 'waiting' && row.state !== 'running') return row
    await sleep(25)
  }
  throw new Error('the job did not end')
}

async function during<T>(db: Db, jobs: Job[], fn: () => Promise<T>): Promise<T> {
  const worker = await startWorker(db, jobs, { log })
  try {
    return await fn()
  } finally {
    await worker.stop()
  }
}

describe('jobs', () => {
  test('a job runs after the commit, reports progress and keeps its result', async ({ emptyDb: db }) => {
    const seen: unknown[] = []
    const count = defineJob('count', Input, async ({ rows }, run) => {
      await run.progress(rows / 2, rows, { zh: '计数', en: 'Counting' })
      seen.push(
        await db.selectFrom('jobProgress').select(['done', 'total', 'message', 'state']).executeTakeFirst(),
      )
      return { counted: rows }
    })
    await during(db, [count], async () => {
      const id = await withTransaction(db, (tx) => enqueue(tx, count, { rows: 10 }))
      expect(await ended(db, id)).toMatchObject({ state: 'done', kind: 'count', result: { counted: 10 } })
    })
    expect(seen).toEqual([{ done: 5, total: 10, message: { zh: '计数', en: 'Counting' }, state: 'running' }])
  })

  test('what a job is about is known before it begins, and what came out is added to it', async ({
    emptyDb: db,
  }) => {
    const job = defineJob('about', Input, async ({ rows }) => ({ counted: rows }))
    const about = { region: '450521', fileName: '名单.xlsx' }
    const id = await withTransaction(db, (tx) => enqueue(tx, job, { rows: 1 }, { about }))
    const { result } = await db
      .selectFrom('jobProgress')
      .select('result')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(result).toEqual(about)
    await during(db, [job], async () => {
      expect(await ended(db, id)).toMatchObject({ state: 'done', result: { ...about, counted: 1 } })
    })
  })

  test('what a job changes is written down in the name of whoever started it', async ({ emptyDb: db }) => {
    const madeBy = uuidv7()
    await db.pool.query(
      `insert into account (id, name, display_name, region_code, demo) values ($1, 'clerk', '登记员', '450521', true)`,
      [madeBy],
    )
    const job = defineJob('change', Input, async ({ rows }) => {
      await withTransaction(db, (tx) => tx.client.query(`insert into setting values ('changed', $1)`, [rows]))
      return { changed: rows }
    })
    const id = await withTransaction(db, (tx) => enqueue(tx, job, { rows: 1 }, { madeBy }))
    await during(db, [job], async () => expect(await ended(db, id)).toMatchObject({ state: 'done' }))
    const { rows } = await db.pool.query(
      'select kind, action, result, account_id, account from audit_event where request_id = $1',
      [id],
    )
    expect(rows).toEqual([
      { kind: 'change', action: 'job:change', result: 'done', account_id: madeBy, account: 'clerk' },
    ])
  })

  test('a job whose transaction fails never was, and the same id twice is one job', async ({
    emptyDb: db,
  }) => {
    let runs = 0
    const job = defineJob('once', Input, async () => {
      runs += 1
      return undefined
    })
    const lost = withTransaction(db, async (tx) => {
      await enqueue(tx, job, { rows: 1 })
      throw new Error('no')
    })
    await expect(lost).rejects.toThrow('no')
    const id = '0190a0a0-0000-7000-8000-000000000001'
    await withTransaction(db, (tx) => enqueue(tx, job, { rows: 1 }, { id }))
    await withTransaction(db, (tx) => enqueue(tx, job, { rows: 1 }, { id }))
    await during(db, [job], () => ended(db, id))
    expect(runs).toBe(1)
  })

  test('a refusal is final and told; cancelling stops at the next step', async ({ emptyDb: db }) => {
    const refuse = defineJob('refuse', Input, async () => {
      throw refused('import.empty', { zh: '没有数据', en: 'There are no rows' })
    })
    const long = defineJob('long', Input, async (_, run) => {
      for (let step = 0; step < 1000; step += 1) {
        await run.progress(step)
        await sleep(10)
      }
      return undefined
    })
    await during(db, [refuse, long], async () => {
      const no = await withTransaction(db, (tx) => enqueue(tx, refuse, { rows: 1 }))
      expect(await ended(db, no)).toMatchObject({
        state: 'failed',
        error: { code: 'import.empty', message: { zh: '没有数据' } },
      })
      const id = await withTransaction(db, (tx) => enqueue(tx, long, { rows: 1 }))
      await requestCancel(db, id)
      expect(await ended(db, id)).toMatchObject({ state: 'cancelled' })
    })
  })

  test('a job that a killed server had begun is run again by the next one, and its attempt does not count', async ({
    emptyDb: db,
  }) => {
    const job = defineJob('begun', Input, async ({ rows }) => ({ counted: rows }))
    const id = await withTransaction(db, (tx) => enqueue(tx, job, { rows: 3 }, { queue: 'one by one' }))
    // As the killed server leaves it: locked for four hours, its queue as well, at its last attempt.
    await db.pool.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = max_attempts where key = $1`,
      [id],
    )
    await db.pool.query(
      `update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'dead'`,
    )
    await during(db, [job], async () => {
      await sleep(500)
      const { state } = await db
        .selectFrom('jobProgress')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect(state).toBe('waiting')
    })
    expect(await freeJobsOfDeadServer(db)).toBe(1)
    await during(db, [job], async () => {
      expect(await ended(db, id)).toMatchObject({ state: 'done', result: { counted: 3 } })
    })
    expect(await freeJobsOfDeadServer(db)).toBe(0)
  })

  test('a database that goes away while jobs run stops neither the jobs after it nor the process', async ({
    emptyDb: db,
  }) => {
    let attempts = 0
    const job = defineJob('cut', Input, async () => {
      attempts += 1
      if (attempts > 2) return { attempts }
      await db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      // The connection of the next statement is gone as well.
      await db.pool.query('select pg_terminate_backend(pg_backend_pid())')
      return undefined
    })
    await during(db, [job], async () => {
      const id = await withTransaction(db, (tx) => enqueue(tx, job, { rows: 1 }))
      for (let tries = 0; tries < 600 && attempts < 3; tries += 1) await sleep(50)
      expect(await ended(db, id)).toMatchObject({ state: 'done', result: { attempts: 3 } })
    })
  })

  test('what is not declared is not enqueued', async ({ emptyDb: db }) => {
    const job = defineJob('strict', Input, async () => undefined)
    const wrong = withTransaction(db, (tx) => enqueue(tx, job, { rows: 1.5 }))
    await expect(wrong).rejects.toThrow('job strict: its input /rows must be integer')
  })
})
