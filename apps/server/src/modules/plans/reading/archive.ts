/** The gate before a .docx is opened: what its parts come to is counted while they are unpacked, not believed. */
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { MOST_UNPACKED_MIB, type RefusalReason } from './refusals.ts'

/** Crosses to the thread that asked as its reason. */
export class TextRefused extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.reason = reason
  }
}

const MOST_PARTS = 5_000

export async function mustUnpackWithinReason(path: string): Promise<void> {
  let zip: ZipFile | undefined
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
    if (zip.entryCount > MOST_PARTS) throw new TextRefused('unpacksTooLarge')
    let left = MOST_UNPACKED_MIB * 2 ** 20
    const names = new Set<string>()
    for await (const entry of zip.eachEntry()) {
      // Of two parts of one name, the one that is looked at need not be the one that is used.
      if (names.has(entry.fileName)) throw new TextRefused('damaged')
      names.add(entry.fileName)
      left -= await unpackedBytes(zip, entry, left)
    }
  } catch (error) {
    throw error instanceof TextRefused ? error : new TextRefused('damaged', error)
  } finally {
    zip?.close()
  }
}

async function unpackedBytes(zip: ZipFile, entry: Entry, most: number): Promise<number> {
  if (entry.uncompressedSize > most) throw new TextRefused('unpacksTooLarge')
  if (entry.fileName.endsWith('/')) return 0
  let bytes = 0
  const stream = await zip.openReadStreamPromise(entry)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) throw new TextRefused('unpacksTooLarge')
  }
  return bytes
}
