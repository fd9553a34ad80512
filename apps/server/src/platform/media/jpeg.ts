import type { Media, MediaFault } from './media.ts'

type Segment = { readonly marker: number; readonly start: number; readonly end: number }

/** Segments up to the end of the picture; a camera may append more pictures and films behind it. */
export function readJpeg(bytes: Buffer): Media | MediaFault {
  const segments = segmentsOf(bytes)
  const frame = segments?.find(({ marker }) => isFrame(marker))
  const last = segments?.at(-1)
  if (!segments || !frame || !last || frame.end - frame.start < 10) return 'broken'
  if (!isKnownTrailer(bytes.subarray(last.end))) return 'polyglot'
  return {
    mediaType: 'image/jpeg',
    pixels: { height: bytes.readUInt16BE(frame.start + 5), width: bytes.readUInt16BE(frame.start + 7) },
    publicCopy: () =>
      Buffer.concat([
        Buffer.from([0xff, 0xd8]),
        ...segments.flatMap((segment) => withoutMetadata(bytes, segment)),
      ]),
  }
}

const SOS = 0xda
const EOI = 0xd9
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Undefined when it breaks off. The pixels of a scan belong to its segment. */
function segmentsOf(bytes: Buffer): Segment[] | undefined {
  const segments: Segment[] = []
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const start = at
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined) return undefined
    at += 2
    if (marker === EOI) {
      segments.push({ marker, start, end: at })
      return segments
    }
    if (isAlone(marker)) continue
    if (at + 2 > bytes.length) return undefined
    const length = bytes.readUInt16BE(at)
    if (length < 2 || at + length > bytes.length) return undefined
    at += length
    if (marker === SOS) at = afterScan(bytes, at)
    segments.push({ marker, start, end: at })
  }
  return undefined
}

/** In the pixels 0xff is followed by 0 or by a restart; anything else is the next segment. */
function afterScan(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) return bytes.length
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at
    at++
  }
}

/** Further pictures (MPF), films of motion photos, and what Samsung writes; zeros fill up blocks. */
function isKnownTrailer(trailer: Buffer): boolean {
  const first = trailer.findIndex((byte) => byte !== 0)
  if (first < 0) return true
  const start = trailer.subarray(first, first + 3).toString('latin1')
  const isFilm = [4, first + 1].some((at) => trailer.subarray(at, at + 4).toString('latin1') === 'ftyp')
  return start === '\xff\xd8\xff' || isFilm || trailer.subarray(-4).toString('latin1') === 'SEFT'
}

/** Kept: JFIF, colours, Adobe's transform. Of Exif only how to turn the picture. */
function withoutMetadata(bytes: Buffer, { marker, start, end }: Segment): Buffer[] {
  const segment = bytes.subarray(start, end)
  const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
  if (!isMetadata || marker === 0xe0 || marker === 0xee) return [segment]
  const named = (name: string) => segment.indexOf(name, 0, 'latin1') === 4
  if (marker === 0xe2 && named('ICC_PROFILE\0')) return [segment]
  if (marker === 0xe1 && named('Exif\0\0')) {
    const turned = orientationOf(segment.subarray(10))
    return turned === undefined ? [] : [exifOf(turned)]
  }
  return []
}

const ORIENTATION = 0x0112

/** From the first directory of a TIFF block. */
function orientationOf(tiff: Buffer): number | undefined {
  if (tiff.length < 8) return undefined
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = u16(directory)
  for (let i = 0; i < Math.min(entries, 200); i++) {
    const entry = directory + 2 + i * 12
    if (u16(entry) !== ORIENTATION) continue
    const value = u16(entry + 8)
    return value >= 2 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment that says how to turn the picture, and nothing else. */
function exifOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const head = Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1')
  head.writeUInt16BE(head.length - 2 + tiff.length, 2)
  return Buffer.concat([head, tiff])
}
