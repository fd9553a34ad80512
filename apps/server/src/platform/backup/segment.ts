/**
 * One segment of the journal into the backup folder: compressed, sealed, kept once, never overwritten by another. Killed
 * at any point it leaves a draft, which the next run replaces. It needs no database and no packages: PostgreSQL runs it.
 */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { ciphers } from '../crypto/ciphers.ts'
import type { SuiteName } from '../crypto/suite.ts'
import { readHead, SEALED, sealContent } from './sealed.ts'

/** What the archiver of a cluster knows; keys as hexadecimal digits. */
export interface ArchiveTo {
  readonly folder: string
  readonly suite: SuiteName
  /** Seals, and would open, what is copied until the next backup brings another. */
  readonly key: string
  readonly wrapped: string
  /** By which a segment that comes twice is known again; it opens nothing. */
  readonly digestKey: string
}

export const fileOfSegment = (name: string): string => `${name}.gz${SEALED}`
/** The place that a segment is bound to. */
export const placeOfSegment = (name: string): string => `wal/${name}`

export async function keepSegment(to: ArchiveTo, path: string, name: string): Promise<void> {
  // 16 MB at most, so it may be read whole.
  const bytes = readFileSync(path)
  const digest = ciphers[to.suite].hmac(hex(to.digestKey), bytes).toString('hex')
  const place = join(to.folder, fileOfSegment(name))
  if (existsSync(place)) {
    // It was copied, and the server was killed before it knew.
    if ((await digestIn(place)) === digest) return
    throw new Error(`${place} holds another segment and is not overwritten`)
  }
  const key = { suite: to.suite, key: hex(to.key), wrapped: hex(to.wrapped) }
  const content = Readable.from([gzipSync(bytes, { level: 1 })])
  const draft = `${place}.draft`
  await pipeline(
    sealContent(content, key, placeOfSegment(name), digest),
    createWriteStream(draft, { mode: 0o600, flush: true }),
  )
  renameSync(draft, place)
  onDisk(dirname(place))
}

async function digestIn(place: string): Promise<string | undefined> {
  const file = createReadStream(place)
  try {
    return (await readHead(file)).head.digest
  } finally {
    file.destroy()
  }
}

function onDisk(folder: string): void {
  const file = openSync(folder, 'r')
  fsyncSync(file)
  closeSync(file)
}

const hex = (text: string) => Buffer.from(text, 'hex')
