/** Files under their SHA-256: the same file is kept once, and a finished file is never half of one. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { uuidv7 } from './uuid.ts'

export function filePath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256)
}

/** Copies a file to its place, unless it is there. */
export async function keepFile(folder: string, path: string, sha256: string): Promise<string> {
  const place = filePath(folder, sha256)
  try {
    await access(place)
    return place
  } catch {
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    const unfinished = `${place}.${uuidv7()}`
    try {
      await copyFile(path, unfinished)
      await onDisk(unfinished)
      await rename(unfinished, place)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
    // What is acknowledged after this must survive a power cut: the bytes, and the name under which they lie.
    await onDisk(dirname(place))
    await onDisk(folder)
    return place
  }
}

/** Of a file its bytes, of a folder its names. */
export async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
