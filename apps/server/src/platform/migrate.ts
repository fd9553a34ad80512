// Numbered, forward-only migrations: each in a transaction with its checksum recorded.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import type { Db } from './db.ts'
import { type AppError, startupError } from './errors.ts'

export const MIGRATIONS_FOLDER = resolve(import.meta.dirname, '../../../../database/migrations')

export type Migration = { number: number; name: string; sql: string; sha256: string }

const LOCK = 7_105_410_633

// The queue's own migrations are none of the reader's business; their failure is thrown.
const silent = new Logger(() => () => {})

/** Brings the database up to date, the job queue's own tables included. Answers what was applied. */
export async function migrate(
  db: Db,
  options: { folder?: string; onProgress?: (name: string) => void } = {},
): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? MIGRATIONS_FOLDER)
  const client = await db.pool.connect()
  let failed = true
  try {
    // Two starters do not race: the second waits here and then finds nothing left to do.
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const applied = await applyMissing(client, migrations, options.onProgress)
    await runMigrations({ pgPool: db.pool, logger: silent })
    await client.query('select pg_advisory_unlock($1)', [LOCK])
    failed = false
    return applied
  } finally {
    client.release(failed)
  }
}

export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(name.match(/^(\d{4})_[a-z0-9_]+\.sql$/)?.[1])
    if (number !== index + 1) {
      throw startupError('migrations.misnumbered', {
        zh: `迁移文件 ${name} 的编号不对，应为 ${String(index + 1).padStart(4, '0')}_名称.sql。`,
        en: `The migration ${name} is misnumbered: ${String(index + 1).padStart(4, '0')}_name.sql is expected.`,
      })
    }
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

async function applyMissing(
  client: pg.PoolClient,
  migrations: Migration[],
  onProgress?: (name: string) => void,
): Promise<string[]> {
  await client.query(`
    create table if not exists schema_migration (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now());
    comment on table schema_migration is 'Migrations that were applied to this database, with their checksums.';
    comment on column schema_migration.number is 'Number of the migration.';
    comment on column schema_migration.name is 'Its file.';
    comment on column schema_migration.sha256 is 'Checksum of its text: an applied migration is never edited.';
    comment on column schema_migration.applied_at is 'When it was applied.';`)
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from schema_migration order by number',
  )
  for (const row of rows) mustBeUnedited(row, migrations[row.number - 1])

  const missing = migrations.slice(rows.length)
  for (const migration of missing) {
    onProgress?.(migration.name)
    await apply(client, migration)
  }
  return missing.map((migration) => migration.name)
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    const values = [migration.number, migration.name, migration.sha256]
    await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', values)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw migrationFailed(migration, error)
  }
}

function mustBeUnedited(row: { name: string; sha256: string }, migration: Migration | undefined): void {
  if (!migration) {
    throw startupError('migrations.newerDatabase', {
      zh: `数据库已执行迁移 ${row.name}，而本程序没有它：请使用更新的程序。`,
      en: `The database has the migration ${row.name}, which this program does not know: use the newer program.`,
    })
  }
  if (migration.name !== row.name || migration.sha256 !== row.sha256) {
    throw startupError('migrations.edited', {
      zh: `迁移 ${migration.name} 在执行后被修改：请恢复原文，改动写入新的迁移。`,
      en: `The migration ${migration.name} was edited after it had been applied: restore it, and put the change into a new migration.`,
    })
  }
}

function migrationFailed(migration: Migration, error: unknown): AppError {
  const { message, position } = error as pg.DatabaseError
  const line = position ? migration.sql.slice(0, Number(position)).split('\n').length : undefined
  const place = line ? `${migration.name}:${line}` : migration.name
  return startupError(
    'migrations.failed',
    { zh: `迁移 ${place} 失败：${message}`, en: `The migration ${place} failed: ${message}` },
    { cause: error },
  )
}
