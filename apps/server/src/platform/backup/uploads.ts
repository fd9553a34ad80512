// Uploaded files, which the server keeps sealed under the digest of what they say: brought from one folder to another.

import fs from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'
import { keyOfFile } from '../files.ts'
import type { Part } from './folder.ts'
import { type Count, type Target, writePart } from './parts.ts'

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
  if ((await keyOfFile(resolve(from, '../..'), basename(from))) === undefined) throw inClear(from)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const draft = `${to}.draft`
  await pipeline(fs.createReadStream(from), fs.createWriteStream(draft, { mode: 0o600, flush: true }))
  await rename(draft, to)
  return (await stat(to)).size
}

/** Those of an earlier version lie as they were sent until the server has started once. */
function inClear(path: string): AppError {
  return new AppError(
    'backup.fileInClear',
    409,
    {
      zh: `上传的文件 ${path} 还没有加密，不会放进备份：请先启动一次服务器，它会加密所有文件，然后再备份。`,
      en: `The uploaded file ${path} is not encrypted yet and does not go into a backup: start the server once, which encrypts all of them, and back up then.`,
    },
    { value: path },
  )
}

/** Digest and size of every file, a line each, in order. */
export async function listFiles(
  folder: string,
  target: Target,
): Promise<{ part: Part; count: number; bytes: number }> {
  let count = 0
  let bytes = 0
  function* lines() {
    for (const sub of subfolders(folder)) {
      const listed: string[] = []
      for (const name of fs.readdirSync(join(folder, sub)).sort()) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue
        const { size } = fs.statSync(join(folder, sub, name))
        listed.push(`${name} ${size}\n`)
        count += 1
        bytes += size
      }
      yield Buffer.from(listed.join(''))
    }
  }
  const part = await writePart(target, Readable.from(lines()))
  return { part, count, bytes }
}

export function subfolders(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .sort()
}
