// The journal of the embedded PostgreSQL (its WAL), copied away segment by segment, so that a restore can stop at any
// second. The server always runs with the command below; it copies only once a backup folder was named in `archive.json`.
// That file holds the key of the journal until the next backup makes another: docs/adr/0024-sealed-backups.md.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { SuiteName } from '../crypto/index.ts'
import { AppError } from '../errors.ts'
import { type Account, canEnter, chownTo } from '../postgres-runtime.ts'
import { digestKey, makeSealingKey } from './sealed.ts'
import { type ArchiveTo, fileOfSegment, keepSegment } from './segment.ts'
import { isHistory, segmentsBetween } from './segments.ts'

/** A started segment is copied after this time even when it is not full: what a lost disk can cost. */
export const ARCHIVE_EVERY_SECONDS = 60

const ARCHIVE_TIMEOUT_MS = 120_000

/** What the archiver consists of. It is copied beside the cluster: its account may not enter the folder of the program. */
const SOURCES = [
  'errors.ts',
  'crypto/suite.ts',
  'crypto/international.ts',
  'crypto/sm4.ts',
  'crypto/ciphers.ts',
  'crypto/pieces.ts',
  'backup/sealed.ts',
  'backup/segment.ts',
  'backup/archiver.ts',
]

/** Written anew at each start; `folder` is that of the cluster, which the account of PostgreSQL can enter. */
export function archiveSettings(folder: string, account?: Account): Record<string, string> {
  const program = join(folder, 'archiver')
  for (const source of SOURCES) {
    const place = join(program, source)
    fs.mkdirSync(dirname(place), { recursive: true, mode: 0o755 })
    fs.copyFileSync(join(import.meta.dirname, '..', source), `${place}.draft`)
    fs.renameSync(`${place}.draft`, place)
  }
  fs.writeFileSync(join(program, 'package.json'), '{"type":"module"}')
  const settings = quoted(pointerOf(folder))
  const words = [nodeFor(program, account), '--no-warnings', join(program, 'backup/archiver.ts')].map(quoted)
  // The libraries of the embedded PostgreSQL are its own.
  const run = `unset LD_LIBRARY_PATH; exec ${words.join(' ')} ${settings} '%p' '%f'`
  return { archive_mode: 'on', archive_command: `[ ! -e ${settings} ] || { ${run}; }` }
}

/** Node as we run it, or a copy where the account can start it. */
function nodeFor(program: string, account: Account | undefined): string {
  if (canEnter(dirname(process.execPath), account)) return process.execPath
  const copy = join(program, `node-${process.version}`)
  if (!fs.existsSync(copy)) {
    fs.copyFileSync(process.execPath, `${copy}.draft`, fs.constants.COPYFILE_FICLONE)
    fs.chmodSync(`${copy}.draft`, 0o755)
    fs.renameSync(`${copy}.draft`, copy)
  }
  return copy
}

/** For the shell, and with the percent signs that PostgreSQL would read. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`
}

function pointerOf(folder: string): string {
  return join(folder, 'archive.json')
}

/** Where segments are copied to; undefined before the first backup. */
export function archiveFolderOf(cluster: { readonly data: string }): string | undefined {
  try {
    return (JSON.parse(fs.readFileSync(pointerOf(dirname(cluster.data)), 'utf8')) as ArchiveTo).folder
  } catch {
    return undefined
  }
}

interface Archived {
  readonly data: string
  readonly runtime: { readonly account: Account | undefined }
}

/** From now on segments go to `wal` under a new key; what the server had finished before is not waited for. */
export async function archiveTo(
  client: pg.Client,
  cluster: Archived,
  wal: string,
  { root, suite }: { readonly root: Buffer; readonly suite: SuiteName },
): Promise<void> {
  const { rows } = await client.query<{ mode: string }>(`select current_setting('archive_mode') as mode`)
  if (rows[0]!.mode !== 'on') {
    throw new AppError('backup.restartNeeded', 500, {
      zh: '正在运行的数据库由旧版本启动：请重新启动服务器，再作备份。',
      en: 'The running database was started by an older version: restart the server, then back up.',
    })
  }
  const to = archivingTo(wal, root, suite)
  tellArchiver(to, cluster)
  // A server that was restored has its history in its folder only.
  const own = join(cluster.data, 'pg_wal')
  for (const each of fs.readdirSync(own).filter(isHistory)) await keepSegment(to, join(own, each), each)
  await client.query(`alter system set archive_timeout = '${ARCHIVE_EVERY_SECONDS}s'`)
  await client.query('select pg_reload_conf()')
}

/** What the archiver is told, with a new key. */
export function archivingTo(wal: string, root: Buffer, suite: SuiteName): ArchiveTo {
  const { key, wrapped } = makeSealingKey(root, suite)
  return {
    folder: wal,
    suite,
    key: key.toString('hex'),
    wrapped: wrapped.toString('hex'),
    digestKey: digestKey(root, suite, 'journal').toString('hex'),
  }
}

/** Readable to the account of PostgreSQL and to nobody else. */
function tellArchiver(to: ArchiveTo, { data, runtime: { account } }: Archived): void {
  const pointer = pointerOf(dirname(data))
  fs.rmSync(`${pointer}.draft`, { force: true })
  fs.writeFileSync(`${pointer}.draft`, JSON.stringify(to), { mode: 0o600, flush: true })
  chownTo(account, `${pointer}.draft`)
  fs.renameSync(`${pointer}.draft`, pointer)
}

/** Waits until every segment from one to the other lies in the folder; answers their names. */
export async function archivedBetween(
  client: Pick<pg.Client, 'query'>,
  wal: string,
  first: string,
  last: string,
): Promise<string[]> {
  const wanted = segmentsBetween(first, last)
  const deadline = Date.now() + ARCHIVE_TIMEOUT_MS
  for (;;) {
    const missing = wanted.filter((name) => !fs.existsSync(join(wal, fileOfSegment(name))))
    if (missing.length === 0) return wanted
    if (Date.now() > deadline) {
      throw new AppError('backup.archiveFails', 500, {
        zh: `数据库日志没有写到 ${wal}（缺 ${missing[0]}）：请检查该文件夹的权限和空间，以及 postgres.log。`,
        en: `The database's journal does not arrive in ${wal} (${missing[0]} is missing): check its permissions and space, and postgres.log.`,
      })
    }
    // One that failed is tried again after a minute only, unless the archiver is woken.
    await client.query('select pg_reload_conf()')
    await sleep(50)
  }
}

/** Every Debian has tar; a bare container may lack it. */
export function mustHavePrograms(): void {
  if (!spawnSync('tar', ['--version']).error) return
  throw new AppError('backup.programMissing', 500, {
    zh: '缺少程序 tar：请安装。',
    en: 'The program tar is missing: install it.',
  })
}
