// Where a cluster lies and how it is made: its folders, initdb, its settings, and what can be wrong with them.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { archiveSettings } from './backup/archive.ts'
import { ballastOf, giveUpBallast } from './disk/ballast.ts'
import { startingBytes } from './disk/limits.ts'
import { spaceOf } from './disk/space.ts'
import { type AppError, startupError } from './errors.ts'
import {
  type Account,
  canEnter,
  ids,
  POSTGRES_MAJOR,
  prepareRuntime,
  type Runtime,
} from './postgres-runtime.ts'

export type Cluster = { runtime: Runtime; data: string; socket: string; log: string; durable: boolean }

export const USER = 'postgres'

export function prepareCluster(options: { folder: string; durable?: boolean }): Cluster {
  const asked = resolve(options.folder)
  fs.mkdirSync(asked, { recursive: true })
  const place = (account: Account | undefined) => (canEnter(asked, account) ? asked : reachableFolder(asked))
  const runtime = prepareRuntime(place)
  const folder = place(runtime.account)
  const socket = join(folder, 'run')
  return {
    runtime,
    data: join(folder, 'data'),
    // The kernel's limit for a socket's path is 108 bytes, and PostgreSQL adds its file's name.
    socket: Buffer.byteLength(socket) <= 85 ? socket : join(tmpdir(), `lika-${shortHash(folder)}`),
    log: join(folder, 'postgres.log'),
    durable: options.durable ?? true,
  }
}

/** Run as root from a folder that only root can enter (/root), the cluster lives where its account can reach. */
function reachableFolder(asked: string): string {
  const folder = join('/var/lib/lika', shortHash(asked))
  fs.mkdirSync(folder, { recursive: true })
  const pointer = join(asked, 'moved-to')
  if (!fs.existsSync(pointer)) fs.writeFileSync(pointer, `${folder}\n`)
  return folder
}

/** Made aside and renamed, so that a killed or a second starter never meets half a cluster. */
export function createDataFolder(cluster: Cluster): void {
  const { runtime, data } = cluster
  for (const folder of [cluster.socket, fs.existsSync(data) ? data : undefined]) {
    if (folder) own(folder, runtime)
  }
  const versionFile = join(data, 'PG_VERSION')
  if (fs.existsSync(versionFile)) {
    mustBeOurVersion(data, fs.readFileSync(versionFile, 'utf8').trim())
    return
  }
  mustHaveSpace(data)
  const draft = `${data}.new-${process.pid}`
  fs.rmSync(draft, { recursive: true, force: true })
  own(draft, runtime)
  const result = spawnSync(join(runtime.bin, 'initdb'), initdbArguments(draft, cluster.durable), {
    env: { ...runtime.env, LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    encoding: 'utf8',
    ...ids(runtime.account),
  })
  if (result.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw cannotStart(`${result.stdout}\n${result.stderr}\n${result.error ?? ''}`, data)
  }
  try {
    fs.renameSync(draft, data)
  } catch (error) {
    if (!fs.existsSync(versionFile)) throw error
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

function initdbArguments(data: string, durable: boolean): string[] {
  return [
    ...['-D', data, '--username', USER, '--auth=trust', '--encoding=UTF8', '--data-checksums'],
    // With LC_CTYPE=C, trigram search finds nothing in Chinese and says nothing about it.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--lc-ctype=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ]
}

/** 0700 and owned by the account: whoever can enter the socket's folder is trusted by the server. */
export function ownFolder(folder: string, { runtime }: { readonly runtime: Runtime }): void {
  own(folder, runtime)
}

function own(folder: string, runtime: Runtime): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (runtime.account) fs.chownSync(folder, runtime.account.uid, runtime.account.gid)
  fs.chmodSync(folder, 0o700)
}

export function settings(cluster: Cluster): string[] {
  const memory = Math.min(process.constrainedMemory() || Infinity, totalmem()) / 2 ** 20
  const buffers = Math.round(Math.min(2048, Math.max(64, memory / 8)))
  const values: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: cluster.socket,
    max_connections: 100,
    shared_buffers: `${cluster.durable ? buffers : 64}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.round(Math.min(512, memory / 16))}MB`,
    max_wal_size: `${Math.round(Math.min(2048, Math.max(128, spaceOf(dirname(cluster.data)).total / 2 ** 20 / 20)))}MB`,
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No identity data in logs: neither statements nor the key values of a violated constraint.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(cluster.durable ? archiveSettings(dirname(cluster.data), cluster.runtime.account) : {}),
    ...(cluster.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Containers give /dev/shm 64 MB by default, too little for parallel queries. */
function smallSharedMemory(): boolean {
  try {
    const { bsize, blocks } = fs.statfsSync('/dev/shm')
    return bsize * blocks < 256 * 2 ** 20
  } catch {
    return true
  }
}

function mustBeOurVersion(data: string, version: string): void {
  if (version === String(POSTGRES_MAJOR)) return
  throw startupError(
    'postgres.otherVersion',
    {
      zh: `数据目录 ${data} 属于 PostgreSQL ${version}，本程序使用 PostgreSQL ${POSTGRES_MAJOR}：请用原版本导出后再导入，或设置 LIKA_HOME 使用另一个目录。`,
      en: `The data folder ${data} belongs to PostgreSQL ${version}, and this program uses PostgreSQL ${POSTGRES_MAJOR}: export it with its own version and import it here, or set LIKA_HOME to another folder.`,
    },
    { value: version, expected: String(POSTGRES_MAJOR) },
  )
}

const SPACE_NEEDED_MB = 200

function mustHaveSpace(data: string): void {
  if (spaceOf(dirname(data)).free < SPACE_NEEDED_MB * 2 ** 20) throw diskFull(data, SPACE_NEEDED_MB)
}

/** A cluster that is there is started on little, so that people can read; what was held back for that is given up. */
export function mustHaveSpaceToStart(data: string): void {
  const folder = dirname(data)
  const isEnough = () => spaceOf(folder).free >= startingBytes
  if (isEnough()) return
  giveUpBallast(ballastOf(folder))
  if (!isEnough()) throw diskFull(data, startingBytes / 2 ** 20)
}

function diskFull(data: string, neededMb = SPACE_NEEDED_MB): AppError {
  return startupError('postgres.diskFull', {
    zh: `${data} 所在磁盘空间不足(至少需要 ${neededMb} MB):请清理后重试，或设置 LIKA_HOME 使用另一个磁盘。`,
    en: `The disk that holds ${data} is full (at least ${neededMb} MB are needed): free some space, or set LIKA_HOME to a folder on another disk.`,
  })
}

export function cannotStart(output: string, data: string): AppError {
  if (/No space left on device|ENOSPC/.test(output)) return diskFull(data)
  const reason = output.match(/(?:FATAL|PANIC|error):\s+(.+)/)?.[1] ?? output.trim().split('\n').at(-1) ?? ''
  return startupError('postgres.cannotStart', {
    zh: `内置 PostgreSQL 无法启动(${reason});详见 ${resolve(data, '../postgres.log')}。`,
    en: `The embedded PostgreSQL cannot start (${reason}); see ${resolve(data, '../postgres.log')}.`,
  })
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
