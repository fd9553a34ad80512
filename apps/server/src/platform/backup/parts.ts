// The parts of a backup: a folder as a compressed tar, written and read as a stream with its digest; uploaded files.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { link, mkdir, open, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { AppError } from '../errors.ts'
import { digestFile } from '../files.ts'
import { type Account, ids } from '../postgres-runtime.ts'
import type { Part } from './folder.ts'

export type Count = (bytes: number) => void

/** Writes a folder to `path`, which must not be there. `count` hears the bytes that were read. */
export async function packFolder(
  folder: string,
  path: string,
  options: { exclude?: readonly string[]; count?: Count } = {},
): Promise<Part> {
  const excludes = (options.exclude ?? []).map((pattern) => `--exclude=./${pattern}`)
  const tar = spawn(
    'tar',
    ['--create', '--file=-', '--numeric-owner', '--anchored', ...excludes, `--directory=${folder}`, '.'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  )
  const ended = outcomeOf(tar)
  const written = measure()
  await pipeline(
    tar.stdout,
    measure(options.count).stream,
    createGzip({ level: 1 }),
    written.stream,
    fs.createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  )
  const { code, said } = await ended
  // 1: a file changed or went away while it was read, which the database's journal puts right.
  if (code !== 0 && code !== 1) throw failed(`tar: ${said}`)
  return { name: basename(path), ...written.result() }
}

/** Reads a part into an empty folder, as the account that will own it; refuses what differs from its digest. */
export async function unpackFolder(
  path: string,
  part: Part,
  folder: string,
  account: Account | undefined,
  count?: Count,
): Promise<void> {
  const tar = spawn(
    'tar',
    // Without the first, tar leaves at the end mark, before the padding behind it was given to it.
    [
      '--ignore-zeros',
      '--extract',
      '--file=-',
      '--no-same-owner',
      '--preserve-permissions',
      `--directory=${folder}`,
    ],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      ...ids(account),
    },
  )
  const ended = outcomeOf(tar)
  const read = measure(count)
  await pipeline(fs.createReadStream(path), read.stream, createGunzip(), tar.stdin).catch((error: Error) => {
    throw damaged(path, error)
  })
  const { code, said } = await ended
  mustBeThat(path, part, read.result())
  if (code !== 0) throw failed(`tar: ${said}`)
}

/** A file of the backup as it is named in the manifest. */
export async function partOf(path: string): Promise<Part> {
  return { name: basename(path), bytes: (await stat(path)).size, sha256: await digestFile(path) }
}

export async function mustBeWhole(folder: string, part: Part): Promise<void> {
  const path = join(folder, part.name)
  if (!fs.existsSync(path)) throw damaged(path)
  mustBeThat(path, part, await partOf(path))
}

function mustBeThat(path: string, part: Part, found: { bytes: number; sha256: string }): void {
  if (found.bytes !== part.bytes || found.sha256 !== part.sha256) throw damaged(path)
}

function damaged(path: string, cause?: unknown): AppError {
  return new AppError(
    'backup.damaged',
    500,
    {
      zh: `备份文件 ${path} 缺失或已损坏（与清单中的摘要不符）。`,
      en: `The file ${path} of the backup is missing or damaged: it differs from its digest in the manifest.`,
    },
    { value: path, cause },
  )
}

function failed(said: string): AppError {
  return new AppError('backup.failed', 500, { zh: `备份失败：${said}`, en: `The backup failed: ${said}` })
}

function measure(count?: Count) {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      bytes += chunk.length
      count?.(bytes)
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}

function outcomeOf(child: ReturnType<typeof spawn>): Promise<{ code: number | null; said: string }> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said: said.trim() }))
  })
}

/**
 * Brings files that lie under their digests from one folder to another, those that are not there yet. A subfolder
 * that has not changed since `since` is not looked into. Answers what was copied.
 */
export async function copyNewFiles(
  from: string,
  to: string,
  options: { since?: number; count?: Count } = {},
): Promise<{ count: number; bytes: number }> {
  let count = 0
  let bytes = 0
  for (const folder of subfolders(from)) {
    if (options.since !== undefined && fs.statSync(join(from, folder)).mtimeMs < options.since) continue
    for (const name of fs.readdirSync(join(from, folder))) {
      // A draft of a file that is being written has a longer name.
      if (!/^[0-9a-f]{64}$/.test(name) || fs.existsSync(join(to, folder, name))) continue
      bytes += await copyFileWhole(join(from, folder, name), join(to, folder, name))
      count += 1
      options.count?.(bytes)
    }
  }
  return { count, bytes }
}

async function copyFileWhole(from: string, to: string): Promise<number> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const draft = `${to}.draft`
  await pipeline(fs.createReadStream(from), fs.createWriteStream(draft, { mode: 0o600, flush: true }))
  await rename(draft, to)
  return (await stat(to)).size
}

/** Digest and size of every file, a line each, in order. */
export async function listFiles(folder: string, path: string): Promise<{ count: number; bytes: number }> {
  const file = await open(path, 'wx', 0o600)
  let count = 0
  let bytes = 0
  try {
    for (const sub of subfolders(folder)) {
      const lines: string[] = []
      for (const name of fs.readdirSync(join(folder, sub)).sort()) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue
        const { size } = fs.statSync(join(folder, sub, name))
        lines.push(`${name} ${size}\n`)
        count += 1
        bytes += size
      }
      await file.write(lines.join(''))
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { count, bytes }
}

export function subfolders(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .sort()
}

/** Copies a key to a place of its own, never over another. */
export async function copyKey(from: string, to: string): Promise<void> {
  const draft = `${to}.draft`
  await pipeline(fs.createReadStream(from), fs.createWriteStream(draft, { mode: 0o600, flush: true }))
  // A link does not overwrite, a rename would.
  await link(draft, to).finally(() => fs.rmSync(draft))
}
