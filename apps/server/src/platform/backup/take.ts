// Takes a backup of an installation while it works: PostgreSQL is told, its folder is packed, its journal goes on being
// copied, uploaded files are brought along. Killed at any point it leaves a draft, which the next backup removes.

import fs from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import type { SuiteName } from '../crypto/index.ts'
import { type Message, notFound } from '../errors.ts'
import { startPostgres } from '../postgres.ts'
import { type Cluster, prepareCluster } from '../postgres-cluster.ts'
import { canEnter, POSTGRES_MAJOR } from '../postgres-runtime.ts'
import { archivedBetween, archiveTo, mustHavePrograms } from './archive.ts'
import {
  claimFolder,
  draftOf,
  filesOf,
  finishBackup,
  type Manifest,
  mustBeApart,
  type Part,
  prune,
  refusal,
  removeDrafts,
  sealManifest,
  walOf,
} from './folder.ts'
import { packFolder, partOf, placeOfPart, type Target, writePart } from './parts.ts'
import { makeSealingKey, SEALED } from './sealed.ts'
import { fileOfSegment } from './segment.ts'
import { copyNewFiles, listFiles } from './uploads.ts'

export type BackupOptions = {
  /** LIKA_HOME. */
  readonly home: string
  /** Where backups go: another disk, best another machine's. */
  readonly folder: string
  readonly version: string
  /** File in the home without which a backup is useless, and which never goes into it. */
  readonly keyFile: string
  /** Folders in the home that go along: signed checkpoints. */
  readonly alongside: readonly string[]
  readonly keepDays: number
  readonly onStep?: (step: Message) => void
  readonly onProgress?: (done: number, total: number | undefined) => void
}

export type Taken = {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
  readonly pruned: readonly string[]
  readonly seconds: number
  /** The backup lies on the disk of what it backs up. */
  readonly sameDisk: boolean
}

/** Held by the one backup that runs. */
const BACKUP = 7_105_410_635

// What PostgreSQL makes anew, or must not find (its manual, "Making a Base Backup").
const LEFT_OUT = [
  'pg_wal/*',
  'pg_replslot/*',
  'pg_dynshmem/*',
  'pg_notify/*',
  'pg_serial/*',
  'pg_snapshots/*',
  'pg_stat_tmp/*',
  'pg_subtrans/*',
  'postmaster.pid',
  'postmaster.opts',
  'pg_internal.init',
  'base/pgsql_tmp',
]

export async function takeBackup(options: BackupOptions): Promise<Taken> {
  mustHavePrograms()
  const folder = resolve(options.folder)
  const began = Date.now()
  const postgresFolder = join(options.home, 'postgres')
  mustBeInstallation(options.home, prepareCluster({ folder: postgresFolder }))
  const postgres = await startPostgres({ folder: postgresFolder })
  const client = new pg.Client({ connectionString: postgres.url('lika'), application_name: 'lika backup' })
  client.on('error', () => {})
  try {
    await client.connect()
    const cluster = prepareCluster({ folder: postgresFolder })
    await claim(client, cluster, folder)
    mustBeApart(folder, join(options.home, options.keyFile))
    removeDrafts(folder)
    const sealing = { root: rootKey(options), suite: await suiteOf(client) }
    await archiveTo(client, cluster, walOf(folder), sealing)
    const { name, manifest } = await take(client, cluster, folder, { ...options, ...sealing })
    const pruned = prune(folder, options.keepDays, new Date())
    return {
      name,
      folder: join(folder, name),
      manifest,
      pruned,
      seconds: (Date.now() - began) / 1000,
      sameDisk: fs.statSync(folder).dev === fs.statSync(cluster.data).dev,
    }
  } finally {
    await client.end().catch(() => {})
    await postgres.stop()
  }
}

function rootKey({ home, keyFile }: BackupOptions): Buffer {
  const path = join(home, keyFile)
  if (fs.existsSync(path)) return fs.readFileSync(path)
  throw notFound(
    'backup.keyMissing',
    {
      zh: `缺少密钥文件 ${path}：备份用它加密。请放回另行保管的那一份。`,
      en: `The key file ${path} is missing, by which a backup is encrypted: put back the one that was kept apart.`,
    },
    { value: path },
  )
}

/** That of the database; one that no server has opened yet has none. */
async function suiteOf(client: pg.Client): Promise<SuiteName> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('data_key') is not null as there`,
  )
  if (!rows[0]!.there) return 'international'
  const { rows: keys } = await client.query<{ suite: SuiteName }>(
    'select suite from data_key where retired_at is null limit 1',
  )
  return keys[0]?.suite ?? 'international'
}

/** Starting PostgreSQL in an empty folder would make a new database, and a backup of nothing. */
function mustBeInstallation(home: string, cluster: Cluster): void {
  if (fs.existsSync(join(cluster.data, 'PG_VERSION'))) return
  throw notFound(
    'backup.nothingHere',
    {
      zh: `${home} 里没有数据库，没有可备份的内容。`,
      en: `There is no database in ${home}, so nothing to back up.`,
    },
    { value: home },
  )
}

async function claim(client: pg.Client, cluster: Cluster, folder: string): Promise<void> {
  const { rows } = await client.query<{ system: string; alone: boolean; tablespaces: number }>(
    `select system_identifier::text as system, pg_try_advisory_lock($1) as alone,
       (select count(*)::int from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as tablespaces
     from pg_control_system()`,
    [BACKUP],
  )
  const { system, alone, tablespaces } = rows[0]!
  if (!alone) {
    throw refusal('backup.running', folder, {
      zh: '已有一个备份正在进行，请等它结束。',
      en: 'Another backup is running: wait until it has ended.',
    })
  }
  if (tablespaces > 0) throw new Error('the cluster has tablespaces, which Lika never makes')
  claimFolder(folder, system)
  const wal = walOf(folder)
  fs.mkdirSync(wal, { recursive: true, mode: 0o700 })
  const { account } = cluster.runtime
  if (account) fs.chownSync(wal, account.uid, account.gid)
  if (canEnter(wal, account)) return
  throw refusal('backup.folderClosed', folder, {
    zh: `运行数据库的账户 ${account?.name} 不能进入 ${wal}：请在每一级上层文件夹上给它通过的权限，或换一个文件夹。`,
    en: `The account ${account?.name}, which runs the database, cannot enter ${wal}: let it pass through every folder above, or use another one.`,
  })
}

type Taking = BackupOptions & { readonly root: Buffer; readonly suite: SuiteName }
/** Where a part of the backup that is being taken goes. */
type Aim = (name: string) => Target
type Bounds = Pick<Manifest, 'timeline' | 'endLsn' | 'firstSegment' | 'lastSegment'>

async function take(
  client: pg.Client,
  cluster: Cluster,
  folder: string,
  options: Taking,
): Promise<{ name: string; manifest: Manifest }> {
  const step = options.onStep ?? (() => {})
  const startedAt = new Date().toISOString()
  const { draft, whole } = draftOf(folder, startedAt)
  // Every part has a key of its own.
  const target: Aim = (name) => ({
    path: join(draft, `${name}${SEALED}`),
    key: makeSealingKey(options.root, options.suite),
    place: placeOfPart(startedAt, `${name}${SEALED}`),
  })
  const rows = await countRows(client)
  step({ zh: '打包数据库', en: 'Packing the database' })
  const { parts, bounds, endedAt } = await packCluster(client, cluster, target, options)
  step({ zh: '等待数据库日志写到备份', en: "Waiting for the database's journal" })
  const wal = walOf(folder)
  const segments = await archivedBetween(client, wal, bounds.firstSegment, bounds.lastSegment)
  step({ zh: '复制上传的文件', en: 'Copying uploaded files' })
  await copyNewFiles(join(options.home, 'files'), filesOf(folder), {
    count: (bytes) => options.onProgress?.(bytes, undefined),
  })
  // Listed where they were copied to: what the list names is there.
  const { part: list, ...files } = await listFiles(filesOf(folder), target('files.txt'))
  const { rows: systems } = await client.query<{ system: string }>(
    'select system_identifier::text as system from pg_control_system()',
  )
  const content: Omit<Manifest, 'seal'> = {
    format: 2,
    suite: options.suite,
    lika: options.version,
    postgres: POSTGRES_MAJOR,
    system: systems[0]!.system,
    startedAt,
    endedAt,
    ...bounds,
    key: await partOf(join(options.home, options.keyFile)),
    parts: [...parts, list, ...(await packAlongside(target, options))],
    wal: await Promise.all(segments.map((name) => partOf(join(wal, fileOfSegment(name))))),
    files,
    rows,
  }
  const manifest = sealManifest(content, options.root)
  finishBackup(draft, whole, manifest)
  return { name: whole.slice(folder.length + 1), manifest }
}

async function packCluster(client: pg.Client, cluster: Cluster, target: Aim, options: BackupOptions) {
  const { rows: sizes } = await client.query<{ bytes: string }>(
    'select sum(pg_database_size(oid))::text as bytes from pg_database',
  )
  const total = Number(sizes[0]!.bytes)
  const { rows: starts } = await client.query<{ segment: string }>(
    `select pg_walfile_name(pg_backup_start('lika', true)) as segment`,
  )
  const data = await packFolder(cluster.data, target('data.tar.gz'), {
    exclude: LEFT_OUT,
    count: (bytes) => options.onProgress?.(Math.min(bytes, total), total),
  })
  const { rows: ends } = await client.query<{
    lsn: string
    segment: string
    label: string
    timeline: number
    at: string
  }>(
    `select b.lsn::text as lsn, pg_walfile_name(b.lsn) as segment, b.labelfile as label,
       (select timeline_id from pg_control_checkpoint()) as timeline,
       to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from pg_backup_stop(false) b`,
  )
  const end = ends[0]!
  const label = await writePart(target('backup_label'), Readable.from([Buffer.from(end.label)]))
  const bounds: Bounds = {
    timeline: end.timeline,
    endLsn: end.lsn,
    firstSegment: starts[0]!.segment,
    lastSegment: end.segment,
  }
  return { parts: [data, label], bounds, endedAt: end.at }
}

async function packAlongside(target: Aim, { home, alongside }: BackupOptions): Promise<Part[]> {
  const parts: Part[] = []
  for (const name of alongside) {
    if (!fs.existsSync(join(home, name))) continue
    parts.push(await packFolder(join(home, name), target(`${name}.tar.gz`)))
  }
  return parts
}

/** Of the journals, which nobody ever takes a row from. */
export async function countRows(client: Pick<pg.Client, 'query'>): Promise<Record<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname = any($1) order by relname`,
    [['record', 'decision', 'posting', 'audit_event', 'evidence_file', 'schema_migration']],
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ n: string }>(
      `select count(*)::text as n from ${pg.escapeIdentifier(name)}`,
    )
    counts[name] = Number(rows[0]!.n)
  }
  return counts
}
