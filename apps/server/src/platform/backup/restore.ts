// Builds an installation out of a backup, as it was at a second: the packed database, rolled forward through the
// archived journal; uploaded files; checkpoints. Into a folder that holds no database yet: nothing is overwritten.
// Killed at any point it leaves no database, and running it again begins anew.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError, type Message } from '../errors.ts'
import { digestFile } from '../files.ts'
import { type Cluster, ownFolder, prepareCluster, settings, USER } from '../postgres-cluster.ts'
import { canEnter, ids, POSTGRES_MAJOR } from '../postgres-runtime.ts'
import { mustHavePrograms, restoreCommand } from './archive.ts'
import { type Backup, filesOf, listBackups, readMarker, refusal, syncFolder, walOf } from './folder.ts'
import { copyKey, copyNewFiles, mustBeWhole, unpackFolder } from './parts.ts'
import { chooseBackup } from './timeline.ts'

export type RestoreOptions = {
  readonly folder: string
  /** LIKA_HOME of the installation that is made. */
  readonly home: string
  /** As it was at this instant; as far as the journal reaches when left out. */
  readonly until?: Date | undefined
  /** The key of the installation, unless it lies in the home already. */
  readonly key?: string | undefined
  /** For a trial: uploaded files stay in the backup. */
  readonly databaseOnly?: boolean
  readonly onStep?: (step: Message) => void
  readonly onProgress?: (done: number, total: number | undefined) => void
}

export type Restored = {
  readonly backup: Backup
  /** When the last change that was restored had been made; undefined when the journal held none after the backup. */
  readonly lastChangeAt: string | undefined
  readonly seconds: number
}

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  mustHavePrograms()
  const began = Date.now()
  const step = options.onStep ?? (() => {})
  const folder = resolve(options.folder)
  readMarker(folder)
  const backup = chooseBackup(folder, listBackups(folder), options.until)
  mustBeReadable(backup)
  fs.mkdirSync(options.home, { recursive: true, mode: 0o711 })
  await mustHaveKeys(backup, options)

  const cluster = prepareCluster({ folder: join(options.home, 'postgres') })
  mustHoldNothing(cluster.data)
  const draft = `${cluster.data}.restoring`
  fs.rmSync(draft, { recursive: true, force: true })
  ownFolder(draft, cluster)
  ownFolder(cluster.socket, cluster)

  for (const part of [...backup.manifest.parts]) {
    // The packed ones are measured while they are read.
    if (!part.name.endsWith('.tar.gz')) await mustBeWhole(backup.folder, part)
  }
  for (const segment of backup.manifest.wal) await mustBeWhole(walOf(folder), segment)
  step({ zh: `取出备份 ${backup.name}`, en: `Unpacking the backup ${backup.name}` })
  await unpack(backup, draft, cluster, options)
  step({ zh: '按数据库日志向前重放', en: "Rolling forward through the database's journal" })
  const lastChangeAt = await rollForward({ ...cluster, data: draft }, walOf(folder), options.until)
  if (!options.databaseOnly) {
    step({ zh: '复制上传的文件', en: 'Copying uploaded files' })
    await copyNewFiles(filesOf(folder), join(options.home, 'files'), {
      count: (bytes) => options.onProgress?.(bytes, backup.manifest.files.bytes),
    })
    await unpackAlongside(backup, options)
  }
  // Last of all: only now is there a database.
  fs.renameSync(draft, cluster.data)
  syncFolder(resolve(cluster.data, '..'))
  return { backup, lastChangeAt, seconds: (Date.now() - began) / 1000 }
}

function mustBeReadable({ manifest, name }: Backup): void {
  if (manifest.format === 1 && manifest.postgres === POSTGRES_MAJOR) return
  throw refusal('backup.otherVersion', name, {
    zh: `备份 ${name} 属于 PostgreSQL ${manifest.postgres}，本程序使用 ${POSTGRES_MAJOR}：请用当时的版本（Lika ${manifest.lika}）恢复。`,
    en: `The backup ${name} belongs to PostgreSQL ${manifest.postgres}, this program uses ${POSTGRES_MAJOR}: restore it with its own version, Lika ${manifest.lika}.`,
  })
}

function mustHoldNothing(data: string): void {
  if (!fs.existsSync(data)) return
  throw refusal('restore.notEmpty', data, {
    zh: `${data} 已有数据库，不会覆盖：请先停止服务器并把它移到别处，或用 LIKA_HOME 恢复到另一个文件夹。`,
    en: `${data} holds a database, which is not overwritten: stop the server and move it away, or set LIKA_HOME to another folder.`,
  })
}

/** A key that is not the backup's own would start a system that finds nobody by id number. */
async function mustHaveKeys(backup: Backup, { home, key }: RestoreOptions): Promise<void> {
  for (const wanted of backup.manifest.keys) {
    const place = join(home, wanted.name)
    const given = fs.existsSync(place) ? place : key
    if (given === undefined || !fs.existsSync(given)) {
      throw refusal('restore.keyMissing', wanted.name, {
        zh: `缺少密钥文件 ${wanted.name}：备份里没有密钥，请用 --key 指出另行保管的密钥文件。`,
        en: `The key file ${wanted.name} is missing: a backup does not hold it. Name the one that was kept apart with --key.`,
      })
    }
    if ((await digestFile(given)) !== wanted.sha256) {
      throw refusal('restore.otherKey', given, {
        zh: `${given} 不是备份 ${backup.name} 所属的密钥。`,
        en: `${given} is not the key of the backup ${backup.name}.`,
      })
    }
    if (given !== place) await copyKey(given, place)
  }
}

async function unpack(
  backup: Backup,
  draft: string,
  cluster: Cluster,
  options: RestoreOptions,
): Promise<void> {
  const { account } = cluster.runtime
  const data = backup.manifest.parts.find(({ name }) => name === 'data.tar.gz')!
  await unpackFolder(join(backup.folder, data.name), data, draft, account, (bytes) =>
    options.onProgress?.(bytes, data.bytes),
  )
  fs.chmodSync(draft, 0o700)
  fs.mkdirSync(join(draft, 'pg_wal/archive_status'), { recursive: true })
  fs.copyFileSync(join(backup.folder, 'backup_label'), join(draft, 'backup_label'))
  fs.writeFileSync(join(draft, 'recovery.signal'), '')
  for (const name of ['pg_wal/archive_status', 'backup_label', 'recovery.signal']) {
    if (account) fs.chownSync(join(draft, name), account.uid, account.gid)
  }
}

async function unpackAlongside({ manifest, folder }: Backup, { home }: RestoreOptions): Promise<void> {
  for (const part of manifest.parts) {
    const name = part.name.match(/^(.*)\.tar\.gz$/)?.[1]
    if (!name || name === 'data') continue
    const place = join(home, name)
    const draft = `${place}.restoring`
    fs.rmSync(draft, { recursive: true, force: true })
    fs.mkdirSync(draft, { mode: 0o700 })
    await unpackFolder(join(folder, part.name), part, draft, undefined)
    if (fs.existsSync(place)) fs.rmSync(draft, { recursive: true })
    else fs.renameSync(draft, place)
  }
}

const POLL_MS = 50

/** Runs PostgreSQL until it has come to the instant and begun a timeline of its own, and stops it. */
async function rollForward(
  cluster: Cluster,
  wal: string,
  until: Date | undefined,
): Promise<string | undefined> {
  const { runtime, data, socket } = cluster
  if (runtime.account) ownSegments(wal, runtime.account)
  if (!canEnter(wal, runtime.account)) throw closed(wal, runtime.account?.name)
  const log = `${data}.log`
  fs.rmSync(log, { force: true })
  const output = fs.openSync(log, 'a', 0o600)
  const recovery: Record<string, string> = {
    restore_command: restoreCommand(wal),
    recovery_target_action: 'promote',
    // A trial, or an installation whose backups begin with its own first one.
    archive_mode: 'off',
    // With the offset in figures: names of zones, Z included, are not known yet when it is read.
    ...(until ? { recovery_target_time: until.toISOString().replace('Z', '+00') } : {}),
  }
  const flags = Object.entries(recovery).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(runtime.bin, 'postgres'), ['-D', data, ...settings(cluster), ...flags], {
    env: { ...runtime.env, LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH },
    cwd: '/',
    stdio: ['ignore', output, output],
    ...ids(runtime.account),
  })
  fs.closeSync(output)
  let over = false
  const ended = new Promise<void>((done) => {
    const end = () => {
      over = true
      done()
    }
    server.once('exit', end)
    server.once('error', end)
  })
  while (!over && !(await isPromoted(socket))) await sleep(POLL_MS)
  const said = fs.readFileSync(log, 'utf8')
  if (over) throw cannotRecover(said, until)
  server.kill('SIGINT')
  await ended
  fs.rmSync(log)
  const last = said.match(/last completed transaction was at log time (.+?)(?: UTC|\+00)?$/m)?.[1]
  return last ? `${last.trim().replace(' ', 'T')}Z` : undefined
}

async function isPromoted(socket: string): Promise<boolean> {
  const client = new pg.Client({ host: socket, user: USER, database: 'postgres' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ still: boolean }>('select pg_is_in_recovery() as still')
    return !rows[0]!.still
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A copy of the backup that was brought by somebody else belongs to him. */
function ownSegments(wal: string, account: { uid: number; gid: number }): void {
  fs.chownSync(wal, account.uid, account.gid)
  for (const name of fs.readdirSync(wal)) fs.chownSync(join(wal, name), account.uid, account.gid)
}

function cannotRecover(said: string, until: Date | undefined): AppError {
  if (until && /recovery ended before configured recovery target was reached/.test(said)) {
    const reached = said.match(/last completed transaction was at log time (.+)$/m)?.[1]
    return refusal('restore.notReached', until.toISOString(), {
      zh: `备份的日志只到 ${reached ?? '备份结束时'}，没有到 ${until.toISOString()}：不写 --to 可恢复到有日志的最后一刻。`,
      en: `The journal of the backup ends ${reached ? `at ${reached}` : 'with the backup'}, before ${until.toISOString()}: without --to everything that there is will be restored.`,
    })
  }
  const reason = said.match(/(?:FATAL|PANIC):\s+(.+)/)?.[1] ?? said.trim().split('\n').at(-1) ?? ''
  return new AppError('restore.failed', 500, {
    zh: `数据库无法恢复：${reason}`,
    en: `The database cannot be recovered: ${reason}`,
  })
}

function closed(wal: string, account: string | undefined): AppError {
  return refusal('backup.folderClosed', wal, {
    zh: `运行数据库的账户 ${account} 不能进入 ${wal}：请在每一级上层文件夹上给它通过的权限，或把备份复制到别处。`,
    en: `The account ${account}, which runs the database, cannot enter ${wal}: let it pass through every folder above, or copy the backup elsewhere.`,
  })
}
