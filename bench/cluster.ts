/** The embedded PostgreSQL of a run, with the settings of a real installation (fsync on), in the run's own folder. */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { closeDb, type Db, openDb } from '../apps/server/src/platform/db.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'

export interface Cluster {
  /** The folder of the run. */
  readonly folder: string
  readonly url: (database: string) => string
  readonly has: (database: string) => Promise<boolean>
  readonly create: (database: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export async function startCluster(folder: string): Promise<Cluster> {
  const home = join(folder, 'postgres')
  mkdirSync(home, { recursive: true })
  // The account that runs the database has to pass through.
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder: home })
  const admin = <T>(work: (db: Db) => Promise<T>) => onDatabase(postgres.url('postgres'), work)
  return {
    folder,
    url: postgres.url,
    has: (database) =>
      admin(async (db) => {
        const { rowCount } = await db.pool.query('select from pg_database where datname = $1', [database])
        return rowCount === 1
      }),
    create: (database) =>
      admin(async (db) => {
        await db.pool.query(`drop database if exists ${database}`)
        await db.pool.query(`create database ${database}`)
      }),
    stop: () => postgres.stop(),
  }
}

export async function onDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb({ url, max: 4 })
  try {
    return await work(db)
  } finally {
    await closeDb(db)
  }
}
