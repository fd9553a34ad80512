// The parts of a backup: a folder as a compressed, sealed tar and texts, written and read as streams with their digests.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { link, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { PIECE } from '../crypto/pieces.ts'
import { AppError } from '../errors.ts'
import { digestFile } from '../files.ts'
import { type Account, ids } from '../postgres-runtime.ts'
import type { Backup, Part } from './folder.ts'
import { openContent, type SealingKey, sealContent } from './sealed.ts'
import { fileOfSegment, placeOfSegment } from './segment.ts'

export type Count = (bytes: number) => void

/** Where a part goes, the key that seals it, and the place that it is bound to: which backup, which part. */
export interface Target {
  readonly path: string
  readonly key: SealingKey
  readonly place: string
}

/** Writes a folder to a file that must not be there. `count` hears the bytes that were read. */
export async function packFolder(
  folder: string,
  target: Target,
  options: { exclude?: readonly string[]; count?: Count } = {},
): Promise<Part> {
  const excludes = (options.exclude ?? []).map((pattern) => `--exclude=./${pattern}`)
  const tar = spawn(
    'tar',
    ['--create', '--file=-', '--numeric-owner', '--anchored', ...excludes, `--directory=${folder}`, '.'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  )
  const ended = outcomeOf(tar)
  // Pieces are as large as the chunks that come.
  const packed = createGzip({ level: 1, chunkSize: PIECE })
  const [part] = await Promise.all([
    writePart(target, packed),
    pipeline(tar.stdout, measure(options.count).stream, packed),
  ])
  const { code, said } = await ended
  // 1: a file changed or went away while it was read, which the database's journal puts right.
  if (code !== 0 && code !== 1) throw failed(`tar: ${said}`)
  return part
}

/** Seals what comes, on the disk when it returns. */
export async function writePart({ path, key, place }: Target, content: AsyncIterable<Buffer>): Promise<Part> {
  const written = measure()
  await pipeline(
    sealContent(content, key, place),
    written.stream,
    fs.createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return { name: basename(path), ...written.result() }
}

/** A sealed part or segment: where it lies, the keys of which one opens it, and the place that it must be bound to. */
export interface Source {
  readonly path: string
  readonly roots: readonly Buffer[]
  readonly place: string
}

export function sourceOfPart(backup: Backup, part: Part, roots: readonly Buffer[]): Source {
  return {
    path: join(backup.folder, part.name),
    roots,
    place: placeOfPart(backup.manifest.startedAt, part.name),
  }
}

export function sourceOfSegment(wal: string, name: string, roots: readonly Buffer[]): Source {
  return { path: join(wal, fileOfSegment(name)), roots, place: placeOfSegment(name) }
}

export function placeOfPart(startedAt: string, name: string): string {
  return `${startedAt}/${name}`
}

/** Reads a part into an empty folder, as the account that will own it; refuses what differs from its digest. */
export async function unpackFolder(
  { path, roots, place }: Source,
  part: Part,
  to: { readonly folder: string; readonly account: Account | undefined },
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
      `--directory=${to.folder}`,
    ],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      ...ids(to.account),
    },
  )
  const ended = outcomeOf(tar)
  const read = measure(count)
  await pipeline(
    fs.createReadStream(path, { highWaterMark: PIECE }),
    read.stream,
    (source: AsyncIterable<Buffer>) => openContent(source, roots, place),
    createGunzip(),
    tar.stdin,
  ).catch((error: Error) => {
    throw damaged(path, error)
  })
  const { code, said } = await ended
  mustBeThat(path, part, read.result())
  if (code !== 0) throw failed(`tar: ${said}`)
}

/** A segment of the journal as PostgreSQL wants it. */
export async function openSegment(from: Source, to: string): Promise<void> {
  await pipeline(opened(from), createGunzip(), fs.createWriteStream(to, { mode: 0o600 })).catch(
    (error: Error) => {
      throw damaged(from.path, error)
    },
  )
}

/** What is small enough to be held: the label of a backup, the history of a timeline. */
export async function openBytes(from: Source): Promise<Buffer> {
  return buffer(opened(from)).catch((error: Error) => {
    throw damaged(from.path, error)
  })
}

async function* opened({ path, roots, place }: Source): AsyncGenerator<Buffer> {
  yield* openContent(fs.createReadStream(path, { highWaterMark: PIECE }), roots, place)
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

export function damaged(path: string, cause?: unknown): AppError {
  return new AppError(
    'backup.damaged',
    500,
    {
      zh: `备份文件 ${path} 缺失或已损坏：与清单中的摘要不符，或无法解开。`,
      en: `The file ${path} of the backup is missing or damaged: it differs from its digest in the manifest, or cannot be opened.`,
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

/** Copies a key to a place of its own, never over another. */
export async function copyKey(from: string, to: string): Promise<void> {
  const draft = `${to}.draft`
  await pipeline(fs.createReadStream(from), fs.createWriteStream(draft, { mode: 0o600, flush: true }))
  // A link does not overwrite, a rename would.
  await link(draft, to).finally(() => fs.rmSync(draft))
}
