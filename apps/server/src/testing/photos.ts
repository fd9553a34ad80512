/** Photos and documents of a few bytes, whole in every part that is looked at, with what a phone would write into them. */
import { pngChunk } from '../../../../demo/pictures.ts'

export interface PhotoOptions {
  /** Makes its content, and so its digest, its own. */
  readonly text?: string
  readonly width?: number
  readonly height?: number
  /** Where it was taken, as a text that can be found in the file. */
  readonly place?: string
  readonly orientation?: number
  readonly trailer?: Buffer
}

export function aJpeg(options: PhotoOptions = {}): Buffer {
  const { text = '', width = 40, height = 30, place, orientation, trailer } = options
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...(place === undefined && orientation === undefined
      ? []
      : [segment(0xe1, exif(place ?? '', orientation ?? 1))]),
    segment(0xfe, Buffer.from(text)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(
      0xc0,
      Buffer.concat([Buffer.from([8]), size, Buffer.from([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])]),
    ),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
    ...(trailer ? [trailer] : []),
  ])
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** One directory with how to turn it, the device, and where the place lies; the place itself behind it. */
function exif(place: string, orientation: number): Buffer {
  const tiff = Buffer.alloc(50)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  tiff.writeUInt16LE(0x0112, 10)
  tiff.writeUInt16LE(3, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt16LE(orientation, 18)
  tiff.writeUInt16LE(0x8825, 22)
  tiff.writeUInt16LE(4, 24)
  tiff.writeUInt32LE(1, 26)
  tiff.writeUInt32LE(50, 30)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(`GPS ${place}`)])
}

export function aPng({ text = '', width = 40, height = 30, place, trailer }: PhotoOptions = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('tEXt', Buffer.from(`Comment\0${text}`)),
    ...(place === undefined ? [] : [pngChunk('eXIf', Buffer.from(`GPS ${place}`))]),
    pngChunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    pngChunk('IEND', Buffer.alloc(0)),
    ...(trailer ? [trailer] : []),
  ])
}

export function aWebp({ text = '', width = 40, height = 30, place, trailer }: PhotoOptions = {}): Buffer {
  const header = Buffer.alloc(10)
  header.writeUInt8(0x0c, 0)
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  const body = Buffer.concat([
    riff('VP8X', header),
    riff('VP8L', Buffer.from(`/${text.padEnd(12)}`)),
    ...(place === undefined
      ? []
      : [riff('EXIF', Buffer.from(`GPS ${place}`)), riff('XMP ', Buffer.from(place))]),
  ])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([head, body, ...(trailer ? [trailer] : [])])
}

function riff(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

export function aPdf(inside = ''): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`,
  )
}
