// What an uploaded photo or document is, read from its bytes alone and without unpacking a pixel: its type, its size in
// pixels, that it is whole and nothing else besides. And its copy for the public, without what the camera wrote about
// place, time and device.
//
// The original is evidence and is kept as it came, byte by byte: where it was taken may be what it proves.

import { readJpeg } from './jpeg.ts'
import { readPdf } from './pdf.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

export type Media = {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'
  readonly pixels?: { readonly width: number; readonly height: number }
  /** The same picture without metadata; of a document there is none. */
  readonly publicCopy?: () => Buffer
}

/** Why a file is not taken: cut off or damaged, something else behind or within it, or it runs something. */
export type MediaFault = 'broken' | 'polyglot' | 'active'

/** Undefined when it is none of the four; a fault when it begins like one of them and is not. */
export function readMedia(bytes: Buffer): Media | MediaFault | undefined {
  const reader = readers.find(({ begins }) => begins(bytes))
  if (!reader) return undefined
  const media = reader.read(bytes)
  return typeof media === 'object' && hasArchive(bytes) ? 'polyglot' : media
}

const latin = (bytes: Buffer, from: number, to: number) => bytes.subarray(from, to).toString('latin1')

const readers: readonly {
  begins: (bytes: Buffer) => boolean
  read: (bytes: Buffer) => Media | MediaFault
}[] = [
  { begins: (bytes) => latin(bytes, 0, 3) === '\xff\xd8\xff', read: readJpeg },
  { begins: (bytes) => latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n', read: readPng },
  { begins: (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP', read: readWebp },
  { begins: (bytes) => latin(bytes, 0, 5) === '%PDF-', read: readPdf },
]

/** A zip is read from its end, so any file can be one as well: its directory must lie within the last 64 KiB. */
function hasArchive(bytes: Buffer): boolean {
  const tail = bytes.subarray(-(22 + 0xffff))
  for (let at = tail.indexOf(END); at >= 0 && at + 22 <= tail.length; at = tail.indexOf(END, at + 1)) {
    // Four bytes may stand there by chance; the end of a directory also tells its disk and the length of its comment.
    if (tail.readUInt16LE(at + 4) === 0 && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true
  }
  return false
}
const END = Buffer.from('PK\x05\x06', 'latin1')
