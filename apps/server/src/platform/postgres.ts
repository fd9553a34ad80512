// Starts the embedded PostgreSQL, or joins one that is running already. All processes that use one data folder
// share one server: each holds a shared advisory lock on it, and the last one out stops it. A process that was
// killed leaves its server running, and the next one joins it.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  type Cluster,
  cannotStart,
  createDataFolder,
  mustHaveSpaceToStart,
  prepareCluster,
  settings,
  USER,
} from './postgres-cluster.ts'
import { ids } from './postgres-runtime.ts'

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
  mustHaveSpaceToStart(data)
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
