// One PostgreSQL for a whole run of tests, with one migrated template database; thrown away at the end.

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { closeDb, type Db, openDb } from './db.ts'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'

export type TestCluster = { readonly adminUrl: string; readonly template: string }

declare module 'vitest' {
  export interface ProvidedContext {
    lika: TestCluster
  }
}

const TEMPLATE = 'lika_template'
const PREFIX = 'lika-test-'

interface Running {
  readonly cluster: TestCluster
  readonly stop: () => Promise<void>
}

// The projects of a run share one: they are set up in one process, each with its own copy of this module.
const run = globalThis as { likaTests?: { projects: number; readonly running: Promise<Running> } }

/** For vitest's `globalSetup`. `afterMigrations` puts into the template what every test wants to find there. */
export async function setUpTestCluster(
  project: TestProject,
  afterMigrations: (db: Db) => Promise<void>,
): Promise<() => Promise<void>> {
  run.likaTests ??= { projects: 0, running: startTestCluster(afterMigrations) }
  const own = run.likaTests
  own.projects++
  const { cluster, stop } = await own.running
  project.provide('lika', cluster)
  return async () => {
    own.projects--
    if (own.projects > 0) return
    delete run.likaTests
    await stop()
  }
}

async function startTestCluster(afterMigrations: (db: Db) => Promise<void>): Promise<Running> {
  removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // The account that runs PostgreSQL has to enter it.
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder, durable: false })
  const stop = async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(postgres.url('postgres'), TEMPLATE, afterMigrations)
    return { cluster: { adminUrl: postgres.url('postgres'), template: TEMPLATE }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A migrated database that the databases of tests are cloned from. */
export async function makeTemplate(
  adminUrl: string,
  name: string,
  afterMigrations: (db: Db) => Promise<void>,
): Promise<void> {
  const admin = openDb({ url: adminUrl, max: 1 })
  await admin.pool.query(`create database ${name}`)
  await closeDb(admin)
  const template = openDb({ url: adminUrl.replace('/postgres?', `/${name}?`), max: 4 })
  try {
    await migrate(template)
    await afterMigrations(template)
  } finally {
    await closeDb(template)
  }
}

/** A run that was killed leaves its folder; its server ends by itself once the folder is gone. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.match(/^lika-test-(\d+)-/)?.[1]
    if (!pid || existsSync(`/proc/${pid}`)) continue
    const folder = join(tmpdir(), name)
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid
    const own = process.getuid?.()
    // What another account left behind is for that account to remove.
    if (own !== 0 && owner !== own) continue
    // A small disk that was mounted there; of any other folder this says that there is none.
    spawnSync('umount', ['-l', folder])
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      // Another run that starts now removes it as well.
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error
    }
  }
}
