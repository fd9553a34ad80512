// Starts the embedded PostgreSQL, or joins one that is running already. All processes that use one data folder
// share one server: each holds a shared advisory lock on it, and the last one out stops it. A process that was
// killed leaves its server running, and the next one joins it.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startupError } from './errors.ts'
import {
  type Account,
  canEnter,
  ids,
  POSTGRES_MAJOR,
  prepareRuntime,
  type Runtime,
} from './postgres-runtime.ts'

export type PostgresOptions = {
  /** The folder that holds the cluster, `.lika/postgres` say. */
  readonly folder: string
  /** False only for tests: nothing survives a power cut then, and everything is faster. */
  readonly durable?: boolean
  readonly onNotice?: (message: string) => void
}

export type Postgres = {
  readonly host: string
  readonly user: string
  readonly dataFolder: string
  /** True when this process started the server, false when it joined a running one. */
  readonly started: boolean
  /** A connection string for one database of the cluster. */
  url(database: string): string
  /** Leaves the server; the last one out stops it. */
  stop(): Promise<void>
}

type Cluster = { runtime: Runtime; data: string; socket: string; log: string; durable: boolean }

const USER = 'postgres'
const IN_USE = 7_105_410_632
const START_TIMEOUT_MS = 60_000
const RETRY_MS = 5_000

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const cluster = prepareCluster(options)
  createDataFolder(cluster)
  const first = await bringUp(cluster)
  let client = first.client
  let stopping = false

  // A server that died (out of memory, killed) is started again; the pool reconnects by itself.
  const restart = async (): Promise<void> => {
    while (!stopping) {
      options.onNotice?.('PostgreSQL went away; starting it again')
      try {
        client = (await bringUp(cluster)).client
        client.once('end', () => void restart())
        if (stopping) await leave(cluster, client)
        return
      } catch (error) {
        // A full disk, say: what can be done about it may be done while we wait.
        options.onNotice?.((error as Error).message)
        await sleep(RETRY_MS)
      }
    }
  }
  client.once('end', () => void restart())

  return {
    host: cluster.socket,
    user: USER,
    dataFolder: cluster.data,
    started: first.started,
    url: (database) =>
      `postgresql://${USER}@localhost/${database}?host=${encodeURIComponent(cluster.socket)}`,
    stop: async () => {
      if (stopping) return
      stopping = true
      await leave(cluster, client)
    },
  }
}

function prepareCluster(options: PostgresOptions): Cluster {
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
function createDataFolder(cluster: Cluster): void {
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
function own(folder: string, runtime: Runtime): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (runtime.account) fs.chownSync(folder, runtime.account.uid, runtime.account.gid)
  fs.chmodSync(folder, 0o700)
}

type Session = { client: pg.Client; started: boolean }

async function bringUp(cluster: Cluster): Promise<Session> {
  const deadline = Date.now() + START_TIMEOUT_MS
  let started = false
  let failures = 0
  while (Date.now() < deadline) {
    const server = runningServer(cluster)
    if (server?.ready) {
      const client = await joinServer(server.socket)
      if (client) return { client, started }
    } else if (!server) {
      const failure = await launch(cluster)
      if (!failure) {
        started = true
        continue
      }
      // After a crash the old server's last processes hold its shared memory for some seconds.
      failures += 1
      if (failures > 20 || !/shared memory block|lock file/.test(failure))
        throw cannotStart(failure, cluster.data)
    }
    await sleep(server ? 20 : 500)
  }
  throw cannotStart(`not ready within ${START_TIMEOUT_MS / 1000} s`, cluster.data)
}

/** `postmaster.pid`: line 1 is the process, line 5 the socket's folder, line 8 says when it is ready. */
function runningServer(cluster: Cluster): { pid: number; socket: string; ready: boolean } | undefined {
  try {
    const lines = fs.readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    // A restarted machine may have given the number to another program.
    if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster.data)) return undefined
    return { pid, socket: lines[4] || cluster.socket, ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

async function joinServer(socket: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ host: socket, user: USER, database: 'postgres', application_name: 'lika' })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [IN_USE])
    return client
  } catch {
    // It is stopping or starting: look again.
    await client.end().catch(() => {})
    return undefined
  }
}

/** Resolves to nothing once the server runs, or to what its log says. */
async function launch(cluster: Cluster): Promise<string | undefined> {
  const { runtime, data, log } = cluster
  mustHaveSpace(data)
  const before = fs.existsSync(log) ? fs.statSync(log).size : 0
  const output = fs.openSync(log, 'a', 0o600)
  // Its own process group: Ctrl-C in a terminal reaches Node, which then stops the server in order.
  const child = spawn(join(runtime.bin, 'postgres'), ['-D', data, ...settings(cluster)], {
    env: { ...runtime.env, LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    ...ids(runtime.account),
  })
  fs.closeSync(output)
  child.unref()
  const ended = new Promise<true>((done) => {
    child.once('exit', () => done(true))
    child.once('error', () => done(true))
  })
  for (;;) {
    if (await Promise.race([ended, sleep(10, false as const)])) {
      return fs.readFileSync(log).subarray(before).toString('utf8') || 'it ended without a word'
    }
    if (runningServer(cluster)?.pid === child.pid) return undefined
  }
}

function settings(cluster: Cluster): string[] {
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
    max_wal_size: '2GB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No identity data in logs: neither statements nor the key values of a violated constraint.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
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

async function leave(cluster: Cluster, client: pg.Client): Promise<void> {
  const server = runningServer(cluster)
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [IN_USE])
    const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [IN_USE])
    if (rows[0]?.alone && server) {
      process.kill(server.pid, 'SIGINT')
      while (runningServer(cluster)) await sleep(10)
    }
  } catch {
    // The server is gone already.
  }
  await client.end().catch(() => {})
}

function mustBeOurVersion(data: string, version: string): void {
  if (version === String(POSTGRES_MAJOR)) return
  throw startupError(
    'postgres.otherVersion',
    {
      zh: `数据目录 ${data} 属于 PostgreSQL ${version},本程序使用 PostgreSQL ${POSTGRES_MAJOR}:请用原版本导出后再导入,或设置 LIKA_HOME 使用另一个目录。`,
      en: `The data folder ${data} belongs to PostgreSQL ${version}, and this program uses PostgreSQL ${POSTGRES_MAJOR}: export it with its own version and import it here, or set LIKA_HOME to another folder.`,
    },
    { value: version, expected: String(POSTGRES_MAJOR) },
  )
}

const SPACE_NEEDED_MB = 200

function mustHaveSpace(data: string): void {
  const { bavail, bsize } = fs.statfsSync(resolve(data, '..'))
  if ((bavail * bsize) / 2 ** 20 < SPACE_NEEDED_MB) throw diskFull(data)
}

function diskFull(data: string) {
  return startupError('postgres.diskFull', {
    zh: `${data} 所在磁盘空间不足(至少需要 ${SPACE_NEEDED_MB} MB):请清理后重试,或设置 LIKA_HOME 使用另一个磁盘。`,
    en: `The disk that holds ${data} is full (at least ${SPACE_NEEDED_MB} MB are needed): free some space, or set LIKA_HOME to a folder on another disk.`,
  })
}

function cannotStart(output: string, data: string) {
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
