/**
 * Access to the parts of an .xlsx archive that trusts nothing the archive says: names, sizes, ratios and
 * places are checked before a byte is unpacked, and the bytes that really come out are counted again.
 */
import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../../platform/errors.ts'
import type { SheetLimits } from './limits.ts'
import { refuseSheet } from './refusals.ts'

export type Archive = {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /** Unpacked size as declared; `stream` holds the part to it. */
  readonly size: (name: string) => number
  readonly stream: (name: string) => AsyncGenerator<Buffer>
  /** The first bytes of a part, at most one chunk. */
  readonly peek: (name: string) => Promise<Buffer>
  /** A small part as a whole, or undefined when it is not there. */
  readonly whole: (name: string) => Promise<Buffer | undefined>
  readonly close: () => void
}

const stored = 0
const deflated = 8
const chunkBytes = 256 * 1024
const localHeaderBytes = 30

export async function openArchive(path: string, limits: SheetLimits): Promise<Archive> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: false,
  }).catch((cause) => {
    throw refuseSheet('broken', {}, cause)
  })
  try {
    const entries = await listEntries(zip, limits)
    return archiveOf(zip, entries, limits)
  } catch (error) {
    zip.close()
    throw error
  }
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: SheetLimits): Archive {
  const get = (name: string) => {
    const entry = entries.get(name)
    if (entry === undefined) throw refuseSheet('broken', { part: name })
    return entry
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    size: (name) => get(name).uncompressedSize,
    stream: (name) => unpack(zip, get(name)),
    peek: async (name) => {
      for await (const chunk of unpack(zip, get(name))) return chunk
      return Buffer.alloc(0)
    },
    whole: async (name) => {
      if (!entries.has(name)) return undefined
      if (get(name).uncompressedSize > limits.partBytes) {
        throw refuseSheet('unpacksTooLarge', { part: name, limit: limits.partBytes })
      }
      const chunks: Buffer[] = []
      for await (const chunk of unpack(zip, get(name))) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    close: () => zip.close(),
  }
}

async function listEntries(zip: ZipFile, limits: SheetLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) {
    throw refuseSheet('tooManyParts', { actual: zip.entryCount, limit: limits.entries })
  }
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      checkEntry(entry, limits)
      unpacked += entry.uncompressedSize
      if (unpacked > limits.unpackedBytes) {
        throw refuseSheet('unpacksTooLarge', { part: entry.fileName, limit: limits.unpackedBytes })
      }
      // Two parts of one name are read differently by different programs: what was checked is not what is used.
      if (entries.has(entry.fileName)) throw refuseSheet('broken', { part: entry.fileName })
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw asRefusal(error, '')
  }
  refuseOverlaps([...entries.values()], zip.fileSize)
  return entries
}

function checkEntry(entry: Entry, limits: SheetLimits): void {
  const { fileName: part, compressedSize: packed, uncompressedSize: unpacked, compressionMethod } = entry
  if (entry.isEncrypted()) throw refuseSheet('encrypted')
  if (compressionMethod !== stored && compressionMethod !== deflated) throw refuseSheet('broken', { part })
  if (compressionMethod === stored && packed !== unpacked) throw refuseSheet('sizeLies', { part })
  if (unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio) {
    throw refuseSheet('ratioTooHigh', { part, limit: limits.ratio })
  }
}

/** A bomb can let many entries share one run of packed bytes, each of them with a modest ratio. */
function refuseOverlaps(entries: readonly Entry[], fileSize: number): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  for (const [index, entry] of inOrder.entries()) {
    const next = inOrder[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize
    const end =
      entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize
    if (end > next) throw refuseSheet('overlap', { part: entry.fileName })
  }
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const part = entry.fileName
  let bytes = 0
  let sum = 0
  let raw: Readable | undefined
  let out: Readable | undefined
  try {
    raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
    out = entry.compressionMethod === stored ? raw : inflated(raw)
    for await (const chunk of out as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > entry.uncompressedSize) throw refuseSheet('sizeLies', { part })
      sum = crc32(chunk, sum)
      yield chunk
    }
    if (bytes !== entry.uncompressedSize) throw refuseSheet('sizeLies', { part })
    if (sum !== entry.crc32) throw refuseSheet('broken', { part })
  } catch (error) {
    throw asRefusal(error, part)
  } finally {
    out?.destroy()
    raw?.destroy()
  }
}

function inflated(raw: Readable): Readable {
  const inflate = createInflateRaw({ chunkSize: chunkBytes })
  raw.on('error', (error) => inflate.destroy(error))
  return raw.pipe(inflate)
}

function asRefusal(error: unknown, part: string): AppError {
  if (error instanceof AppError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (/relative path|absolute path|invalid characters in fileName/i.test(text)) {
    return refuseSheet('unsafeName', { part: text.slice(0, 200) }, error)
  }
  if (/encryption/i.test(text)) return refuseSheet('encrypted', {}, error)
  return refuseSheet('broken', part === '' ? {} : { part }, error)
}
