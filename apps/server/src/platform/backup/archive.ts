// The journal of the embedded PostgreSQL (its WAL), copied away segment by segment, so that a restore can stop at any
// second. The server always runs with the command below; it copies only once a backup folder was named in `archive-to`.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type pg from 'pg'
import { AppError } from '../errors.ts'

/** A started segment is copied after this time even when it is not full: what a lost disk can cost. */
export const ARCHIVE_EVERY_SECONDS = 60

const ARCHIVE_TIMEOUT_MS = 120_000

/** $1 names the folder, $2 is the segment, $3 its name. Killed at any point, it leaves a draft that the next run replaces. */
const SCRIPT = `#!/bin/sh
set -eu
[ -e "$1" ] || exit 0
to=$(cat "$1")
if [ -e "$to/$3.gz" ]; then
  # It was copied, and the server was killed before it knew. Another content under this name is never overwritten.
  gzip -dc "$to/$3.gz" | cmp -s - "$2"
  exit
fi
gzip -1nc "$2" > "$to/$3.gz.draft"
sync "$to/$3.gz.draft"
mv "$to/$3.gz.draft" "$to/$3.gz"
sync "$to"
`

/** Written anew at each start; `folder` is that of the cluster, which the account of PostgreSQL can enter. */
export function archiveSettings(folder: string): Record<string, string> {
  const script = join(folder, 'archive.sh')
  fs.writeFileSync(`${script}.draft`, SCRIPT, { mode: 0o644 })
  fs.renameSync(`${script}.draft`, script)
  const words = [script, pointerOf(folder)].map(quoted).join(' ')
  return { archive_mode: 'on', archive_command: `/bin/sh ${words} '%p' '%f'` }
}

export function restoreCommand(wal: string): string {
  return `gzip -dc ${quoted(`${wal}/`)}'%f.gz' > '%p'`
}

/** For the shell, and with the percent signs that PostgreSQL would read. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`
}

function pointerOf(folder: string): string {
  return join(folder, 'archive-to')
}

/** Where segments are copied to; undefined before the first backup. */
export function archiveFolderOf(cluster: { readonly data: string }): string | undefined {
  try {
    return fs.readFileSync(pointerOf(dirname(cluster.data)), 'utf8').trim()
  } catch {
    return undefined
  }
}

/** From now on segments go to `wal`; what the server had finished before is not waited for. */
export async function archiveTo(
  client: pg.Client,
  cluster: { readonly data: string },
  wal: string,
): Promise<void> {
  const { rows } = await client.query<{ mode: string }>(`select current_setting('archive_mode') as mode`)
  if (rows[0]!.mode !== 'on') {
    throw new AppError('backup.restartNeeded', 500, {
      zh: '正在运行的数据库由旧版本启动：请重新启动服务器，再作备份。',
      en: 'The running database was started by an older version: restart the server, then back up.',
    })
  }
  const pointer = pointerOf(dirname(cluster.data))
  fs.writeFileSync(`${pointer}.draft`, `${wal}\n`, { mode: 0o644 })
  fs.renameSync(`${pointer}.draft`, pointer)
  // A server that was restored has its history in its folder only.
  for (const name of fs.readdirSync(join(cluster.data, 'pg_wal'))) {
    const copy = join(wal, `${name}.gz`)
    if (!name.endsWith('.history') || fs.existsSync(copy)) continue
    fs.writeFileSync(`${copy}.draft`, gzipSync(fs.readFileSync(join(cluster.data, 'pg_wal', name))))
    fs.renameSync(`${copy}.draft`, copy)
  }
  await client.query(`alter system set archive_timeout = '${ARCHIVE_EVERY_SECONDS}s'`)
  await client.query('select pg_reload_conf()')
}

/** Waits until every segment from one to the other lies in the folder; answers their names. */
export async function archivedBetween(
  client: pg.Client,
  wal: string,
  first: string,
  last: string,
): Promise<string[]> {
  const wanted = segmentsBetween(first, last)
  const deadline = Date.now() + ARCHIVE_TIMEOUT_MS
  for (;;) {
    const missing = wanted.filter((name) => !fs.existsSync(join(wal, `${name}.gz`)))
    if (missing.length === 0) return wanted
    if (Date.now() > deadline) {
      throw new AppError('backup.archiveFails', 500, {
        zh: `数据库日志没有写到 ${wal}（缺 ${missing[0]}）：请检查该文件夹的权限和空间，以及 postgres.log。`,
        en: `The database's journal does not arrive in ${wal} (${missing[0]} is missing): check its permissions and space, and postgres.log.`,
      })
    }
    // One that failed is tried again after a minute only, unless the archiver is woken.
    await client.query('select pg_reload_conf()')
    await sleep(200)
  }
}

const SEGMENTS_PER_FILE = 256

/** Names of 16 MB segments: timeline, then their number in two parts, each of eight hexadecimal digits. */
export function segmentsBetween(first: string, last: string): string[] {
  const names: string[] = []
  for (let number = segmentNumber(first); number <= segmentNumber(last); number += 1) {
    const parts = [Math.floor(number / SEGMENTS_PER_FILE), number % SEGMENTS_PER_FILE]
    names.push(first.slice(0, 8) + parts.map((part) => hex8(part)).join(''))
  }
  return names
}

export function segmentNumber(name: string): number {
  return Number.parseInt(name.slice(8, 16), 16) * SEGMENTS_PER_FILE + Number.parseInt(name.slice(16, 24), 16)
}

function hex8(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, '0')
}

export function isSegment(name: string): boolean {
  return /^[0-9A-F]{24}\.gz$/.test(name)
}

/** gzip, tar and cmp belong to every Debian; a bare container may lack one. */
export function mustHavePrograms(): void {
  for (const name of ['tar', 'gzip', 'cmp', 'sync']) {
    if (!spawnSync(name, ['--version']).error) continue
    throw new AppError('backup.programMissing', 500, {
      zh: `缺少程序 ${name}：请安装 tar、gzip、diffutils、coreutils。`,
      en: `The program ${name} is missing: install tar, gzip, diffutils and coreutils.`,
    })
  }
}
