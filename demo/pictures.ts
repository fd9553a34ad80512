/** Pictures that paper leaves behind: a signature drawn on glass, a sheet that was scanned. Made out of chance, of nobody. */
import { crc32, deflateSync } from 'node:zlib'
import { type Random, randomOf } from './random.ts'

const INK = 0x20
const PAPER = 0xff

interface Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A line that somebody drew with a finger; another seed, another hand. */
export function drawnSignature(seed: number): Buffer {
  const canvas = canvasOf(320, 120)
  const random = randomOf(seed, 71)
  for (let stroke = 0; stroke < 3; stroke++) {
    const [from, reach] = [20 + stroke * 95, random.int(60, 95)]
    const [tall, turns, lean] = [random.int(18, 42), 2 + random.next() * 3, random.next() * 6]
    for (let step = 0; step <= 600; step++) {
      const along = step / 600
      const x = from + along * reach + Math.cos(along * turns * 6.3 + lean) * 12
      const y = 60 + Math.sin(along * turns * 6.3) * tall * (1 - along / 2)
      dot(canvas, x, y, 1.6)
    }
  }
  return pngOf(canvas)
}

/** Rows of a form with something written into them: what a scan looks like from afar. */
export function scannedSheet(seed: number): Buffer {
  const canvas = canvasOf(420, 594)
  const random = randomOf(seed, 72)
  for (let x = 130; x < 290; x++) for (let y = 36; y < 44; y++) canvas.pixels[y * canvas.width + x] = INK
  for (let row = 0; row < 18; row++) {
    const y = 70 + row * 28
    for (let x = 30; x < 390; x++) canvas.pixels[y * canvas.width + x] = 0x80
    write(canvas, random, y - 10)
  }
  return pngOf(canvas)
}

function write(canvas: Canvas, random: Random, y: number): void {
  const end = random.int(120, 370)
  for (let x = 40; x < end; x += 14) {
    for (let bit = 0; bit < 26; bit++) dot(canvas, x + random.next() * 10, y + random.next() * 10 - 5, 0.7)
  }
}

function canvasOf(width: number, height: number): Canvas {
  return { width, height, pixels: new Uint8Array(width * height).fill(PAPER) }
}

function dot({ width, height, pixels }: Canvas, x: number, y: number, radius: number): void {
  for (let row = Math.ceil(y - radius); row <= y + radius; row++) {
    for (let column = Math.ceil(x - radius); column <= x + radius; column++) {
      if (row >= 0 && row < height && column >= 0 && column < width) pixels[row * width + column] = INK
    }
  }
}

/** Grey, 8 bits a pixel. */
function pngOf({ width, height, pixels }: Canvas): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++)
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A part of a PNG: its length, its name, what it holds, and their sum. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
