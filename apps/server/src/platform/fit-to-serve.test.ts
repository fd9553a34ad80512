// Every way in which a server could lose or damage what was acknowledged, on a real cluster that is set that way.

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDb, mustBeFitToServe, openDb } from './db.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { ownFolder, prepareCluster } from './postgres-cluster.ts'
import { ids } from './postgres-runtime.ts'

const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-fit-`))
chmodSync(folder, 0o755)
let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres({ folder: join(folder, 'checked') })
  await run('create role lika_app login')
})
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...statements: string[]): Promise<void> {
  const db = openDb({ url: postgres.url('postgres'), max: 1 })
  try {
    for (const statement of statements) await db.pool.query(statement)
  } finally {
    await closeDb(db)
  }
}

async function fitness(url = postgres.url('postgres')): Promise<string> {
  const db = openDb({ url, max: 1 })
  try {
    return await mustBeFitToServe(db).then(
      () => 'fit',
      (error: Error) => error.message,
    )
  } finally {
    await closeDb(db)
  }
}

describe('a server is refused', () => {
  const wrong: readonly [what: string, set: string[], reset: string[], said: RegExp][] = [
    [
      'that does not wait for the disk',
      ['alter system set fsync = off', 'select pg_reload_conf()'],
      ['alter system reset fsync', 'select pg_reload_conf()'],
      /fsync is off/,
    ],
    [
      'that cannot mend half a page',
      ['alter system set full_page_writes = off', 'select pg_reload_conf()'],
      ['alter system reset full_page_writes', 'select pg_reload_conf()'],
      /full_page_writes is off/,
    ],
    [
      'that acknowledges before it has stored',
      ['alter database postgres set synchronous_commit = off'],
      ['alter database postgres reset synchronous_commit'],
      /synchronous_commit is off/,
    ],
    [
      'that acknowledges requests before it has stored them',
      ['alter role lika_app set synchronous_commit = off'],
      ['alter role lika_app reset synchronous_commit'],
      /off for the role lika_app/,
    ],
    [
      'that empties damaged pages',
      ['alter database postgres set zero_damaged_pages = on'],
      ['alter database postgres reset zero_damaged_pages'],
      /zero_damaged_pages is on/,
    ],
    [
      'that overlooks damage',
      ['alter database postgres set ignore_checksum_failure = on'],
      ['alter database postgres reset ignore_checksum_failure'],
      /ignore_checksum_failure is on/,
    ],
    [
      'that stores nothing',
      ['alter database postgres set default_transaction_read_only = on'],
      [
        'set default_transaction_read_only = off',
        'alter database postgres reset default_transaction_read_only',
      ],
      /transaction_read_only is on/,
    ],
  ]
  for (const [what, set, reset, said] of wrong) {
    test(what, async () => {
      await run(...set)
      expect(await fitness()).toMatch(said)
      await run(...reset)
      expect(await fitness()).toBe('fit')
    })
  }

  test('that does not notice damage', async () => {
    const cluster = prepareCluster({ folder: join(folder, 'unchecked') })
    ownFolder(cluster.data, cluster)
    const made = spawnSync(
      join(cluster.runtime.bin, 'initdb'),
      [
        '-D',
        cluster.data,
        '--username=postgres',
        '--auth=trust',
        '--no-data-checksums',
        '--encoding=UTF8',
        '--lc-ctype=C.UTF-8',
        '--locale=C',
      ],
      { env: { ...cluster.runtime.env, LC_ALL: 'C' }, cwd: '/', ...ids(cluster.runtime.account) },
    )
    expect(made.status, String(made.stderr)).toBe(0)
    const unchecked = await startPostgres({ folder: join(folder, 'unchecked') })
    expect(await fitness(unchecked.url('postgres'))).toMatch(/data_checksums is off/)
    await unchecked.stop()
  })
})
