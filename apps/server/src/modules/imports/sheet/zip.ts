/** A zip archive as a stream of bytes: parts are packed as they come, nothing is kept but the directory. */
import { Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'

export type ZipPart = { readonly name: string; readonly data: AsyncIterable<string> | Iterable<string> }

type Written = { name: Buffer; crc: number; packed: number; size: number; offset: number }

/** Sizes follow the data, and names are UTF-8. */
const flags = 0x0808
const deflated = 8
const version = 20
/** 1980-01-01, the first day zip knows: the same rows always give the same file. */
const dosDate = 0x0021
const largest = 0xffff_ffff
const chunkBytes = 128 * 1024

/**
 * Each part is read to its end before the next one is asked for. Parts stay below 4 GiB, so that no office
 * program has to know ZIP64; a larger one throws.
 */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Written[] = []
  let offset = 0
  for await (const part of parts) {
    const name = Buffer.from(part.name)
    const header = localHeader(name)
    yield header
    const written: Written = { name, crc: 0, packed: 0, size: 0, offset }
    for await (const bytes of pack(part.data, written)) {
      written.packed += bytes.length
      yield bytes
    }
    if (written.size > largest || written.packed > largest) throw tooLarge(part.name)
    yield descriptor(written)
    offset += header.length + written.packed + descriptorBytes
    if (offset > largest) throw tooLarge(part.name)
    directory.push(written)
  }
  const entries = Buffer.concat(directory.map(directoryEntry))
  yield entries
  yield endOfDirectory(directory.length, entries.length, offset)
}

async function* pack(data: ZipPart['data'], written: Written): AsyncGenerator<Buffer> {
  async function* counted() {
    for await (const text of data) {
      const bytes = Buffer.from(text)
      written.crc = crc32(bytes, written.crc)
      written.size += bytes.length
      yield bytes
    }
  }
  const source = Readable.from(counted(), { objectMode: true, highWaterMark: 2 })
  // XML of sheets is so regular that higher levels cost twice the time for a tenth of the size.
  const deflate = createDeflateRaw({
    level: 3,
    strategy: constants.Z_DEFAULT_STRATEGY,
    chunkSize: chunkBytes,
  })
  source.on('error', (error) => deflate.destroy(error))
  try {
    for await (const chunk of source.pipe(deflate) as AsyncIterable<Buffer>) yield chunk
  } finally {
    source.destroy()
    deflate.destroy()
  }
}

function tooLarge(name: string): Error {
  return new Error(`the part ${name} of the archive would grow beyond 4 GiB`)
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(deflated, 8)
  header.writeUInt16LE(dosDate, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

const descriptorBytes = 16

function descriptor({ crc, packed, size }: Written): Buffer {
  const bytes = Buffer.alloc(descriptorBytes)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  bytes.writeUInt32LE(packed, 8)
  bytes.writeUInt32LE(size, 12)
  return bytes
}

function directoryEntry({ name, crc, packed, size, offset }: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(version, 4)
  entry.writeUInt16LE(version, 6)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(deflated, 10)
  entry.writeUInt16LE(dosDate, 14)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(packed, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
