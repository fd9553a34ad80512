/** Archives that may lie about what they hold. */
import { crc32, deflateRawSync } from 'node:zlib'

export type RawPart = {
  readonly name: string
  readonly data: Buffer | string
  readonly stored?: boolean
  /** What the directory claims instead of the truth. */
  readonly claims?: {
    readonly size?: number
    readonly packed?: number
    readonly crc?: number
    readonly flags?: number
  }
}

/** A zip archive byte by byte, so that each field can lie. */
export function rawZip(parts: readonly RawPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, stored = false, claims = {} } of parts) {
    const bytes = Buffer.from(data as string)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(claims.flags ?? 0x0800, 2)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(claims.crc ?? crc32(bytes), 10)
    fields.writeUInt32LE(claims.packed ?? packed.length, 14)
    fields.writeUInt32LE(claims.size ?? bytes.length, 18)
    fields.writeUInt16LE(nameBytes.length, 22)
    const file = Buffer.concat([signature('PK\x03\x04'), fields, nameBytes, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([signature('PK\x01\x02'), Buffer.from([20, 0]), fields, place, nameBytes]))
    files.push(file)
    offset += file.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, entries, signature('PK\x05\x06'), end])
}

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
