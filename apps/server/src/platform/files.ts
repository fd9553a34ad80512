/**
 * Files under their SHA-256, encrypted: the same file is kept once, and a finished file is never half of one. What is
 * kept is a mark, then pieces, each sealed for its file, its place in it, and whether it is the last.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Keyring } from './crypto/index.ts'
import { type AtPlace, headOf, openPieces, PIECE, sealPieces } from './crypto/pieces.ts'
import { AppError } from './errors.ts'
import { uuidv7 } from './uuid.ts'

/** Where files are kept, and the keys that seal them. */
export interface FileStore {
  readonly filesFolder: string
  readonly keyring: Keyring
  /** Told before every call of the file system, which does not come about when it throws: a disk may be too full. */
  readonly before?: ((call: FileCall) => void) | undefined
}

/** What is about to be done: a folder or file is made, bytes are written, named, brought to the disk, or read. */
export type FileCall = 'make' | 'write' | 'name' | 'sync' | 'read'

const MARK = Buffer.from('LIKASEAL')

export function filePath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256)
}

/** Keeps a copy of a file, unless it is there. */
export async function keepFile(store: FileStore, path: string, sha256: string): Promise<void> {
  await keep(store, sha256, bytesOf(path))
}

/** Opened when the first byte is asked for: a file that is there already is never read, and would stay open. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>
}

/** The same for what is in memory; answers the digest. */
export async function keepText(store: FileStore, text: string): Promise<string> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await keep(store, sha256, Readable.from([bytes]))
  return sha256
}

/** A kept file, piece after piece. It breaks off when a byte was changed or the end is missing. */
export function readKept(store: FileStore, sha256: string): Readable {
  return Readable.from(pieces(store, sha256), { objectMode: false })
}

export async function readKeptText(store: FileStore, sha256: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of pieces(store, sha256)) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Digest of what a kept file says. */
export async function digestKept(store: FileStore, sha256: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of pieces(store, sha256)) hash.update(part)
  return hash.digest('hex')
}

/** Refuses with 410 what was kept once: before an answer begins, which could not say so later. */
export function mustBeKept(store: FileStore, sha256: string): void {
  if (!existsSync(filePath(store.filesFolder, sha256))) throw gone()
}

/**
 * A path under which programs read the file as it is, for as long as `work` takes. Where the system allows it the copy
 * has no name, so that nothing of it stays when the process is killed.
 */
export async function withPlainFile<T>(
  store: FileStore,
  sha256: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const copy = await openPlain(store, sha256)
  try {
    return await work(copy.path)
  } finally {
    await copy.close()
  }
}

/** The same for whoever reads on after a function has returned: it must be closed. */
export async function openPlain(
  store: FileStore,
  sha256: string,
): Promise<{ readonly path: string; readonly close: () => Promise<void> }> {
  store.before?.('make')
  mustBeKept(store, sha256)
  await mkdir(store.filesFolder, { recursive: true, mode: 0o700 })
  const named = join(store.filesFolder, `plain.${randomUUID()}`)
  store.before?.('make')
  const file = await open(named, 'wx+', 0o600)
  try {
    const hasNames = existsSync(`/proc/self/fd/${file.fd}`)
    if (hasNames) await rm(named)
    for await (const part of pieces(store, sha256)) {
      store.before?.('write')
      // A call may write less than it was given.
      for (let at = 0; at < part.length; ) at += (await file.write(part, at)).bytesWritten
    }
    return {
      path: hasNames ? `/proc/self/fd/${file.fd}` : named,
      close: async () => {
        await file.close()
        if (!hasNames) await rm(named, { force: true })
      },
    }
  } catch (error) {
    await file.close()
    await rm(named, { force: true })
    throw error
  }
}

/** Seals a file anew: one that lies in clear from before, or under a key of yesterday. Whole or not at all. */
export async function resealFile(store: FileStore, sha256: string): Promise<void> {
  const place = filePath(store.filesFolder, sha256)
  const unfinished = `${place}.${uuidv7()}`
  try {
    await writeSealed(store, sha256, pieces(store, sha256), unfinished)
    store.before?.('name')
    await rename(unfinished, place)
    await onDisk(dirname(place))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The key that sealed a kept file; undefined when it lies in clear. */
export async function keyOfFile(folder: string, sha256: string): Promise<number | undefined> {
  const file = await open(filePath(folder, sha256))
  try {
    const start = Buffer.alloc(MARK.length + 9)
    const { bytesRead } = await file.read(start, 0, start.length, 0)
    if (bytesRead < start.length || !start.subarray(0, MARK.length).equals(MARK)) return undefined
    return start.readUInt32BE(MARK.length + 5)
  } finally {
    await file.close()
  }
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function keep(store: FileStore, sha256: string, content: AsyncIterable<Buffer>): Promise<void> {
  const place = filePath(store.filesFolder, sha256)
  if (!existsSync(place)) {
    store.before?.('make')
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    const unfinished = `${place}.${uuidv7()}`
    try {
      await writeSealed(store, sha256, content, unfinished)
      store.before?.('name')
      await rename(unfinished, place)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
  }
  // One that lay there may be of a try that came no further than this.
  // What is acknowledged after this must survive a power cut: the bytes, and the name under which they lie.
  store.before?.('sync')
  await onDisk(dirname(place))
  store.before?.('sync')
  await onDisk(store.filesFolder)
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

async function writeSealed(
  { keyring, before }: FileStore,
  sha256: string,
  content: AsyncIterable<Buffer>,
  path: string,
): Promise<void> {
  async function* sealed() {
    yield MARK
    yield* sealPieces(content, (piece, place) => {
      before?.('write')
      return keyring.seal('file', piece, `${sha256} ${place}`)
    })
  }
  await writeFile(path, sealed(), { mode: 0o600, flush: true })
}

async function* pieces({ filesFolder, keyring, before }: FileStore, sha256: string): AsyncGenerator<Buffer> {
  before?.('read')
  const source = createReadStream(filePath(filesFolder, sha256), { highWaterMark: PIECE })
  const { head, after } = await headOf(source, MARK.length)
  if (head.equals(MARK)) {
    const open: AtPlace = (piece, place) => keyring.open('file', piece, `${sha256} ${place}`)
    yield* openPieces(after, open, () => broken(sha256))
  } else {
    // One of before encryption lies as it is.
    yield head
    yield* after
  }
}

const gone = () =>
  new AppError('file.gone', 410, {
    zh: '这个文件已到保存期限，已经删除。',
    en: 'The time of this file is over; it was removed.',
  })

const broken = (sha256: string) => new Error(`the kept file ${sha256} is cut off or was added to`)
