import type { Media, MediaFault } from './media.ts'

const KEPT = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Of the extended header: it announces Exif and XMP. */
const EXIF_AND_XMP = 0x08 | 0x04

export function readWebp(bytes: Buffer): Media | MediaFault {
  const length = 8 + bytes.readUInt32LE(4)
  if (length > bytes.length) return 'broken'
  if (length < bytes.length) return 'polyglot'
  const chunks: { name: string; start: number; end: number }[] = []
  for (let at = 12; at < length; ) {
    if (at + 8 > length) return 'broken'
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > length) return 'broken'
    chunks.push({ name: bytes.toString('latin1', at, at + 4), start: at, end })
    at = end
  }
  const [first] = chunks
  const pixels = first && pixelsOf(first.name, bytes.subarray(first.start + 8, first.end))
  if (!pixels) return 'broken'
  return {
    mediaType: 'image/webp',
    pixels,
    publicCopy: () => {
      const kept = chunks.filter(({ name }) => KEPT.has(name))
      const body = Buffer.concat(kept.map(({ start, end }) => bytes.subarray(start, end)))
      if (kept[0]?.name === 'VP8X') body.writeUInt8(body.readUInt8(8) & ~EXIF_AND_XMP, 8)
      const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
      head.writeUInt32LE(4 + body.length, 4)
      return Buffer.concat([head, body])
    },
  }
}

function pixelsOf(name: string, data: Buffer): { width: number; height: number } | undefined {
  if (data.length < 10) return undefined
  if (name === 'VP8X') return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }
  if (name === 'VP8 ' && data.readUIntBE(3, 3) === 0x9d012a)
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  if (name !== 'VP8L' || data[0] !== 0x2f) return undefined
  const bits = data.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
