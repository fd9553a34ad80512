import { crc32 } from 'node:zlib'
import type { Media, MediaFault } from './media.ts'

/** What a picture needs to look as it does; all else may tell where and when it was made. */
const KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
])
const SIGNATURE = 8

export function readPng(bytes: Buffer): Media | MediaFault {
  const chunks: { name: string; start: number; end: number }[] = []
  let at = SIGNATURE
  while (chunks.at(-1)?.name !== 'IEND') {
    if (at + 12 > bytes.length) return 'broken'
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return 'broken'
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return 'broken'
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), start: at, end })
    at = end
  }
  const [header] = chunks
  if (header?.name !== 'IHDR' || header.end - header.start < 25) return 'broken'
  if (at !== bytes.length) return 'polyglot'
  return {
    mediaType: 'image/png',
    pixels: { width: bytes.readUInt32BE(SIGNATURE + 8), height: bytes.readUInt32BE(SIGNATURE + 12) },
    publicCopy: () =>
      Buffer.concat([
        bytes.subarray(0, SIGNATURE),
        ...chunks.filter(({ name }) => KEPT.has(name)).map(({ start, end }) => bytes.subarray(start, end)),
      ]),
  }
}
