/** What the tests of commands share: a command as somebody types it, in a process of its own, and a database for it. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDb, openDb } from '../platform/db.ts'
import { startPostgres } from '../platform/postgres.ts'
import { test as base } from '../platform/testing.ts'

const CLI = join(import.meta.dirname, '../cli.ts')
const home = mkdtempSync(join(tmpdir(), 'lika-cli-'))
// The key of `openedOn`, so that a server in the test opens what a command has sealed.
writeFileSync(join(home, 'secret.key'), Buffer.alloc(32, 7), { mode: 0o600 })

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly json: () => unknown
}

export function lika(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const options = {
    env: {
      PATH,
      ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
      LIKA_HOME: home,
      LIKA_LANG: 'en',
      ...env,
    },
    maxBuffer: 64 * 2 ** 20,
  }
  return new Promise((done) => {
    execFile(process.execPath, ['--no-warnings', CLI, ...args], options, (error, out, err) => {
      const code = error ? Number(error.code ?? 1) : 0
      done({ code, out, err, json: () => JSON.parse(out) })
    })
  })
}

/** Commands refuse a server that may lose what it has acknowledged, which that of the other tests may. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it needs
  .extend('databaseUrl', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-`))
    // The account that runs PostgreSQL has to enter it.
    chmodSync(folder, 0o755)
    const postgres = await startPostgres({ folder, durable: true })
    onCleanup(async () => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    })
    const admin = openDb({ url: postgres.url('postgres'), max: 1 })
    await admin.pool.query('create database lika')
    await closeDb(admin)
    return postgres.url('lika')
  })
  .extend('db', { scope: 'file' }, async ({ databaseUrl }, { onCleanup }) => {
    const db = openDb({ url: databaseUrl, max: 4 })
    onCleanup(() => closeDb(db))
    return db
  })
