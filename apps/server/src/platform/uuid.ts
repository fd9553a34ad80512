import { randomBytes } from 'node:crypto'

// Ids of one process are in the order in which they were made, also within a millisecond and when the clock is
// set back: the 12 bits after the time and the first byte of the rest count up (RFC 9562, 6.2, method 1).
let lastTime = 0
let counter = 0

/** A uuid v7. Made by whoever makes the thing, so that sending it twice is one thing. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  if (now > lastTime) {
    lastTime = now
    // The top bit stays free, so that there is room to count up.
    counter = bytes.readUInt32BE(6) & 0x7ffff
  } else {
    counter += 1
    if (counter > 0xfffff) {
      lastTime += 1
      counter = bytes.readUInt32BE(6) & 0x7ffff
    }
  }
  bytes.writeUIntBE(lastTime, 0, 6)
  bytes.writeUInt16BE(0x7000 | (counter >>> 8), 6)
  bytes.writeUInt8(0x80 | ((counter >>> 2) & 0x3f), 8)
  bytes.writeUInt8(((counter & 0x3) << 6) | (bytes.readUInt8(9) & 0x3f), 9)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
