// Whether a restored database is whole: every page of every table and index is read and looked at, rows are counted,
// and every uploaded file that it names lies in the backup.

import fs from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { digestKept, type FileStore } from '../files.ts'
import { type Backup, filesOf, walOf } from './folder.ts'
import { mustBeWhole } from './parts.ts'
import { countRows } from './take.ts'
import { subfolders } from './uploads.ts'

export type Checked = {
  readonly tables: number
  readonly indexes: number
  /** Rows of the journals when the backup began, and after restoring. */
  readonly rows: Readonly<Record<string, { backup: number; restored: number }>>
  readonly files: number
  readonly faults: readonly string[]
}

/** `database` is the address of a restored database that nobody else needs. */
export async function checkRestored(
  database: string,
  backup: Backup,
  folder: string,
  keyring: FileStore['keyring'],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Checked> {
  const client = new pg.Client({ connectionString: database, application_name: 'lika backup verify' })
  await client.connect()
  try {
    const faults: string[] = []
    const { tables, indexes } = await readEverything(client, faults, onProgress)
    const restored = await countRows(client)
    const rows = Object.fromEntries(
      Object.entries(backup.manifest.rows).map(([table, count]) => [
        table,
        { backup: count, restored: restored[table] ?? 0 },
      ]),
    )
    for (const [table, count] of Object.entries(rows)) {
      if (count.restored < count.backup)
        faults.push(`${table}: ${count.restored} rows, the backup had ${count.backup}`)
    }
    const files = await checkFiles(client, { filesFolder: filesOf(folder), keyring }, faults)
    return { tables, indexes, rows, files, faults }
  } finally {
    await client.end()
  }
}

/** Digests of everything that the manifest names, as it lies there: no key is needed. */
export async function checkParts(backup: Backup, folder: string): Promise<string[]> {
  const faults: string[] = []
  const check = (place: string, part: Parameters<typeof mustBeWhole>[1]) =>
    mustBeWhole(place, part).catch((error: Error) => void faults.push(error.message))
  for (const part of backup.manifest.parts) await check(backup.folder, part)
  for (const part of backup.manifest.wal) await check(walOf(folder), part)
  return faults
}

async function readEverything(
  client: pg.Client,
  faults: string[],
  onProgress: (done: number, total: number) => void,
): Promise<{ tables: number; indexes: number }> {
  await client.query('create extension if not exists amcheck')
  const { rows } = await client.query<{ oid: number; name: string; kind: string; method: string | null }>(
    `select c.oid, c.oid::regclass::text as name, c.relkind as kind, a.amname as method
     from pg_class c left join pg_am a on a.oid = c.relam
     where c.relkind in ('r', 'i', 'm', 't') and c.relpersistence = 'p' order by c.relpages desc`,
  )
  let done = 0
  const counts = { tables: 0, indexes: 0 }
  for (const { oid, name, kind, method } of rows) {
    if (kind === 'i') {
      // Others than B-trees have no check of their own; their pages are still read by its checksum.
      const check = method === 'btree' ? 'bt_index_check($1, true)' : 'pg_relation_size($1)'
      await client
        .query(`select ${check}`, [oid])
        .catch((error: Error) => faults.push(`${name}: ${error.message}`))
      counts.indexes += 1
    } else {
      const { rows: found } = await client
        .query<{ block: string; msg: string }>('select blkno::text as block, msg from verify_heapam($1)', [
          oid,
        ])
        .catch((error: Error) => ({ rows: [{ block: '?', msg: error.message }] }))
      for (const { block, msg } of found) faults.push(`${name}, block ${block}: ${msg}`)
      counts.tables += 1
    }
    onProgress(++done, rows.length)
  }
  return counts
}

/** Every file by the digest of what it says, and every one that the database names is there. */
async function checkFiles(client: pg.Client, store: FileStore, faults: string[]): Promise<number> {
  const found = new Set<string>()
  for (const folder of subfolders(store.filesFolder)) {
    for (const name of fs.readdirSync(join(store.filesFolder, folder))) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue
      // What cannot be opened is damaged as well.
      if ((await digestKept(store, name).catch(() => undefined)) !== name)
        faults.push(`files/${folder}/${name}: damaged`)
      found.add(name)
    }
  }
  const { rows } = await client.query<{ sha256: string }>(
    `select sha256 from evidence_file union select encode(file_sha256, 'hex') from import where kind <> 'assignment' and sheet_removed_at is null
     union select options->'repairs'->>'sha256' from import where options ? 'repairs' and sheet_removed_at is null`,
  )
  for (const { sha256 } of rows) {
    if (sha256 && !found.has(sha256)) faults.push(`files: ${sha256} is named and missing`)
  }
  return found.size
}
