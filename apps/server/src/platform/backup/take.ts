// Takes a backup of an installation while it works: PostgreSQL is told, its folder is packed, its journal goes on being
// copied, uploaded files are brought along. Killed at any point it leaves a draft, which the next backup removes.

import fs from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
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
  walOf,
  writeWhole,
} from './folder.ts'
import { copyNewFiles, listFiles, packFolder, partOf } from './parts.ts'

export type BackupOptions = {
  /** LIKA_HOME. */
  readonly home: string
  /** Where backups go: another disk, best another machine's. */
  readonly folder: string
  readonly version: string
  /** Files in the home without which a backup is useless, and which never go into it. */
  readonly keyFiles: readonly string[]
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
    for (const name of options.keyFiles) mustBeApart(folder, join(options.home, name))
    removeDrafts(folder)
    await archiveTo(client, cluster, walOf(folder))
    const { name, manifest } = await take(client, cluster, folder, options)
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

type Bounds = Pick<Manifest, 'timeline' | 'endLsn' | 'firstSegment' | 'lastSegment'>

async function take(
  client: pg.Client,
  cluster: Cluster,
  folder: string,
  options: BackupOptions,
): Promise<{ name: string; manifest: Manifest }> {
  const step = options.onStep ?? (() => {})
  const startedAt = new Date().toISOString()
  const { draft, whole } = draftOf(folder, startedAt)
  const rows = await countRows(client)
  step({ zh: '打包数据库', en: 'Packing the database' })
  const { parts, bounds, endedAt } = await packCluster(client, cluster, draft, options)
  step({ zh: '等待数据库日志写到备份', en: "Waiting for the database's journal" })
  const wal = walOf(folder)
  const segments = await archivedBetween(client, wal, bounds.firstSegment, bounds.lastSegment)
  step({ zh: '复制上传的文件', en: 'Copying uploaded files' })
  await copyNewFiles(join(options.home, 'files'), filesOf(folder), {
    count: (bytes) => options.onProgress?.(bytes, undefined),
  })
  // Listed where they were copied to: what the list names is there.
  const files = await listFiles(filesOf(folder), join(draft, 'files.txt'))
  const { rows: systems } = await client.query<{ system: string }>(
    'select system_identifier::text as system from pg_control_system()',
  )
  const manifest: Manifest = {
    format: 1,
    lika: options.version,
    postgres: POSTGRES_MAJOR,
    system: systems[0]!.system,
    startedAt,
    endedAt,
    ...bounds,
    keys: await partsOf(options.home, options.keyFiles),
    parts: [...parts, await partOf(join(draft, 'files.txt')), ...(await packAlongside(draft, options))],
    wal: await partsOf(
      wal,
      segments.map((name) => `${name}.gz`),
    ),
    files,
    rows,
  }
  finishBackup(draft, whole, manifest)
  return { name: whole.slice(folder.length + 1), manifest }
}

async function packCluster(client: pg.Client, cluster: Cluster, draft: string, options: BackupOptions) {
  const { rows: sizes } = await client.query<{ bytes: string }>(
    'select sum(pg_database_size(oid))::text as bytes from pg_database',
  )
  const total = Number(sizes[0]!.bytes)
  const { rows: starts } = await client.query<{ segment: string }>(
    `select pg_walfile_name(pg_backup_start('lika', true)) as segment`,
  )
  const data = await packFolder(cluster.data, join(draft, 'data.tar.gz'), {
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
  writeWhole(join(draft, 'backup_label'), end.label)
  const bounds: Bounds = {
    timeline: end.timeline,
    endLsn: end.lsn,
    firstSegment: starts[0]!.segment,
    lastSegment: end.segment,
  }
  return { parts: [data, await partOf(join(draft, 'backup_label'))], bounds, endedAt: end.at }
}

async function packAlongside(draft: string, { home, alongside }: BackupOptions): Promise<Part[]> {
  const parts: Part[] = []
  for (const name of alongside) {
    if (!fs.existsSync(join(home, name))) continue
    parts.push(await packFolder(join(home, name), join(draft, `${name}.tar.gz`)))
  }
  return parts
}

async function partsOf(folder: string, names: readonly string[]): Promise<Part[]> {
  const parts: Part[] = []
  for (const name of names)
    if (fs.existsSync(join(folder, name))) parts.push(await partOf(join(folder, name)))
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
