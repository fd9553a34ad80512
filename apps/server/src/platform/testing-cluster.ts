// One PostgreSQL for a whole run of tests, with one migrated template database; thrown away at the end.

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
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

/** For vitest's `globalSetup`. `afterMigrations` puts into the template what every test wants to find there. */
export async function setUpTestCluster(
  project: TestProject,
  afterMigrations: (db: Db) => Promise<void>,
): Promise<() => Promise<void>> {
  removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // The account that runs PostgreSQL has to enter it.
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder, durable: false })
  const tearDown = async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(postgres.url('postgres'), TEMPLATE, afterMigrations)
    project.provide('lika', { adminUrl: postgres.url('postgres'), template: TEMPLATE })
    return tearDown
  } catch (error) {
    await tearDown()
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
    // A small disk that was mounted there; of any other folder this says that there is none.
    spawnSync('umount', ['-l', folder])
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another run that starts now removes it as well.
    }
  }
}
