/** A home as an installation has it: key, and a database of its own that loses nothing, which backups can be taken of. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDb, openDb } from '../platform/db.ts'
import { migrate } from '../platform/migrate.ts'
import { startPostgres } from '../platform/postgres.ts'
import { loadReferenceData } from '../testing.setup.ts'

export interface Home {
  readonly folder: string
  readonly databaseUrl: string
  readonly remove: () => Promise<void>
}

export async function aHome(key: Buffer): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-home-`))
  // The account that runs PostgreSQL has to enter it.
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'secret.key'), key, { mode: 0o600 })
  const postgres = await startPostgres({ folder: join(folder, 'postgres') })
  const remove = async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const admin = openDb({ url: postgres.url('postgres'), max: 1 })
    await admin.pool.query('create database lika')
    await closeDb(admin)
    const db = openDb({ url: postgres.url('lika'), max: 2 })
    await migrate(db)
    await loadReferenceData(db)
    await closeDb(db)
    return { folder, databaseUrl: postgres.url('lika'), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
