/** PostgreSQL rolls an unpacked backup forward through the journal, to an instant or as far as the journal reaches. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../errors.ts'
import { type Cluster, settings, USER } from '../postgres-cluster.ts'
import { ids } from '../postgres-runtime.ts'
import { startFeed } from './feed.ts'
import { refusal } from './folder.ts'

export interface Journal {
  /** Where the segments lie. */
  readonly wal: string
  readonly roots: readonly Buffer[]
  readonly until: Date | undefined
}

const POLL_MS = 20

/** Ends once PostgreSQL has come there, has begun a timeline of its own, and was stopped. Answers the last change's instant. */
export async function rollForward(cluster: Cluster, journal: Journal): Promise<string | undefined> {
  const { runtime, data } = cluster
  const log = `${data}.log`
  fs.rmSync(log, { force: true })
  const feed = startFeed({ ...journal, folder: `${data}.journal`, account: runtime.account })
  try {
    const said = await recover(cluster, log, feed.command, journal.until)
    const gap = journal.until ? undefined : feed.gap()
    if (gap) throw gap
    const last = said.match(/last completed transaction was at log time (.+?)(?: UTC|\+00)?$/m)?.[1]
    return last ? `${last.trim().replace(' ', 'T')}Z` : undefined
  } catch (error) {
    throw feed.gap() ?? error
  } finally {
    await feed.stop()
  }
}

/** Answers what it wrote into its log. */
async function recover(
  cluster: Cluster,
  log: string,
  restoreCommand: string,
  until: Date | undefined,
): Promise<string> {
  const { runtime, data, socket } = cluster
  const output = fs.openSync(log, 'a', 0o600)
  const recovery: Record<string, string> = {
    restore_command: restoreCommand,
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
  return said
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

/** A restore that was killed may have left its PostgreSQL at work in the folder. */
export async function endForerunner(data: string): Promise<void> {
  let pid: number
  try {
    pid = Number(fs.readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)) return
  } catch {
    return
  }
  process.kill(pid, 'SIGQUIT')
  while (fs.existsSync(`/proc/${pid}`)) await sleep(POLL_MS)
}
