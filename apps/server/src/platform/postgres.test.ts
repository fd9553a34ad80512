// Real clusters in folders of their own, killed and broken as life breaks them.

import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { closeDb, mustBeFitToServe, openDb } from './db.ts'
import { claimDatabase } from './instance.ts'
import { type Postgres, startPostgres } from './postgres.ts'

const folders: string[] = []
const started: Postgres[] = []
afterAll(async () => {
  for (const postgres of started) await postgres.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lika-pg-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

async function start(folder: string, durable = false): Promise<Postgres> {
  const postgres = await startPostgres({ folder, durable })
  started.push(postgres)
  return postgres
}

async function ask(postgres: Postgres, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

const pidOf = (postgres: Postgres) =>
  Number(readFileSync(join(postgres.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0])

describe('the embedded PostgreSQL', () => {
  test('is fit to serve: durable, UTF-8, and trigrams see Chinese', async () => {
    const postgres = await start(newFolder(), true)
    const db = openDb({ url: postgres.url('postgres') })
    await mustBeFitToServe(db)
    await db.pool.query('create extension pg_trgm')
    const { rows } = await db.pool.query(
      `select cardinality(show_trgm('王国华')) as trigrams, lower('ÄB') as lower`,
    )
    expect(rows[0]).toEqual({ trigrams: 4, lower: 'äb' })
    await closeDb(db)
    expect(statSync(postgres.dataFolder).mode & 0o777).toBe(0o700)
    expect(statSync(postgres.host).mode & 0o777).toBe(0o700)
    const [settings] = await ask(
      postgres,
      `select current_setting('listen_addresses') as tcp, current_setting('log_error_verbosity') as log`,
    )
    expect(settings).toEqual({ tcp: '', log: 'terse' })
  })

  test('keeps its data from one start to the next', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await ask(first, 'create table kept as select 42 as n')
    await first.stop()
    expect(existsSync(join(first.dataFolder, 'postmaster.pid'))).toBe(false)
    const second = await start(folder)
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 42 }])
  })

  test('is shared by all processes of one folder, and the last one out stops it', async () => {
    const folder = newFolder()
    const [first, second] = await Promise.all([start(folder), start(folder)])
    expect([first.started, second.started].filter(Boolean).length).toBeGreaterThanOrEqual(1)
    expect(pidOf(first)).toBe(pidOf(second))
    await first.stop()
    expect(await ask(second, 'select 1 as n')).toEqual([{ n: 1 }])
    await second.stop()
    expect(existsSync(join(second.dataFolder, 'postmaster.pid'))).toBe(false)
  })

  test('left running by a killed process, it is joined by the next', async () => {
    const folder = newFolder()
    const child = await startElsewhere(folder)
    const pid = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0])
    child.kill('SIGKILL')
    const next = await start(folder)
    expect([next.started, pidOf(next)]).toEqual([false, pid])
    // The server learns of the kill by the closed connection, on a busy machine a moment later.
    const holders = `select count(*)::int as n from pg_locks where locktype = 'advisory'`
    await vi.waitFor(async () => expect(await ask(next, holders)).toEqual([{ n: 1 }]), { timeout: 60_000 })
    await next.stop()
    expect(existsSync(join(next.dataFolder, 'postmaster.pid'))).toBe(false)
  })

  test('killed itself, it is started again with what was acknowledged', async () => {
    const postgres = await start(newFolder(), true)
    await ask(postgres, 'create table kept as select 7 as n')
    const pid = pidOf(postgres)
    process.kill(pid, 'SIGKILL')
    for (let tries = 0; tries < 100; tries += 1) {
      await sleep(100)
      const rows = await ask(postgres, 'select n from kept').catch(() => undefined)
      if (rows) break
    }
    expect(await ask(postgres, 'select n from kept')).toEqual([{ n: 7 }])
    expect(pidOf(postgres)).not.toBe(pid)
  })

  test('a stale pid file whose number another program has now is no obstacle', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await first.stop()
    writeFileSync(
      join(first.dataFolder, 'postmaster.pid'),
      `${process.pid}\n${first.dataFolder}\n0\n5432\n${first.host}\n\n\nready\n`,
    )
    const second = await start(folder)
    expect(await ask(second, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  test('a data folder of another version is refused in one sentence', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data/PG_VERSION'), '16\n')
    await expect(startPostgres({ folder })).rejects.toThrow(
      /belongs to PostgreSQL 16, and this program uses PostgreSQL 18/,
    )
  })

  test('works in a folder with a long name', async () => {
    const folder = join(newFolder(), '很长的目录名'.repeat(6))
    mkdirSync(folder)
    const postgres = await start(folder)
    folders.push(postgres.host)
    expect(Buffer.byteLength(postgres.host)).toBeLessThan(90)
    expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  test('works in a folder that only root can enter, with its data outside', async (context) => {
    if (process.getuid?.() !== 0) return context.skip()
    const folder = newFolder()
    chmodSync(folder, 0o700)
    const postgres = await start(join(folder, 'postgres'))
    folders.push(join(postgres.dataFolder, '..'))
    expect(postgres.dataFolder.startsWith(folder)).toBe(false)
    expect(readFileSync(join(folder, 'postgres/moved-to'), 'utf8').trim()).toBe(
      join(postgres.dataFolder, '..'),
    )
    expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }])
  })
})

test('a second server for one database is refused, and told where the first is', async () => {
  const postgres = await start(newFolder())
  const first = await claimDatabase(postgres.url('postgres'))
  await first.announce('http://127.0.0.1:8600')
  await expect(claimDatabase(postgres.url('postgres'))).rejects.toThrow(
    /already uses this database \(lika http:\/\/127.0.0.1:8600 pid \d+/,
  )
  await first.release()
  const next = await claimDatabase(postgres.url('postgres'))
  await next.release()
})

/** Another process that uses the same folder. */
async function startElsewhere(folder: string): Promise<ChildProcess> {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))})
    await startPostgres({ folder: ${JSON.stringify(folder)}, durable: false })
    console.log('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((up) => child.stdout.once('data', up))
  return child
}
