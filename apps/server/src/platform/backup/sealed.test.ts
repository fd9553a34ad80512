/** What lies in a backup opens with the key of the installation, whole and in its place, or not at all. */
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { PIECE } from '../crypto/pieces.ts'
import { digestOf, makeSealingKey, openContent, sealContent } from './sealed.ts'

const root = randomBytes(32)

const sealed = (content: Buffer, suite: 'international' | 'sm' = 'international', name = 'data') =>
  buffer(sealContent(inChunks(content), makeSealingKey(root, suite), name))

const opened = (content: Buffer, name = 'data', key = root) =>
  buffer(openContent(inChunks(content), [key], name))

/** As a disk gives it: in parts that end anywhere. */
async function* inChunks(content: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += 100_003) yield content.subarray(from, from + 100_003)
}

/** Where the pieces of a sealed file begin, and its end. */
function bordersOf(file: Buffer): number[] {
  const borders = [10 + file.readUInt16BE(8)]
  while (borders.at(-1)! < file.length) borders.push(borders.at(-1)! + 4 + file.readUInt32BE(borders.at(-1)!))
  return borders
}

describe.each(['international', 'sm'] as const)('a file of a backup, suite %s', (suite) => {
  test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])('of %i bytes opens as it was', async (size) => {
    const content = randomBytes(size)
    const file = await sealed(content, suite)
    expect((await opened(file)).equals(content)).toBe(true)
    if (size > 100) expect(file.includes(content.subarray(0, 100))).toBe(false)
  })

  test('is refused when it was cut off, even between two pieces, or added to', async () => {
    const file = await sealed(randomBytes(3 * PIECE), suite)
    const borders = bordersOf(file)
    expect(borders.length).toBeGreaterThan(4)
    for (const end of [...borders.slice(0, -1), 0, 5, 12, file.length - 1])
      await expect(opened(file.subarray(0, end)), `cut at ${end}`).rejects.toThrow(
        /cut off|no sealed file|head/,
      )
    await expect(opened(Buffer.concat([file, file.subarray(borders[2]!)]))).rejects.toThrow(/added to/)
  })

  test('is refused when pieces changed places, a byte is another, or it stands for another file', async () => {
    const file = await sealed(randomBytes(3 * PIECE), suite)
    const [one, two, three] = bordersOf(file) as [number, number, number]
    const swapped = [
      file.subarray(0, one),
      file.subarray(two, three),
      file.subarray(one, two),
      file.subarray(three),
    ]
    await expect(opened(Buffer.concat(swapped))).rejects.toThrow(/changed/)
    for (const place of [30, one + 9, two + 100, file.length - 1]) {
      const other = Buffer.from(file)
      other[place]! ^= 1
      await expect(opened(other), `byte ${place}`).rejects.toThrow(/changed|head|cut off|no sealed/)
    }
    await expect(opened(file, 'another')).rejects.toThrow(/another key or place/)
    await expect(opened(file, 'data', randomBytes(32))).rejects.toThrow(/another key or place/)
  })

  test('a length that is a lie does not make us wait for gigabytes', async () => {
    const file = await sealed(randomBytes(10), suite)
    const [start] = bordersOf(file) as [number]
    file.writeUInt32BE(0xfffffff0, start)
    await expect(opened(file)).rejects.toThrow(/cut off, or was added to/)
  })
})

test('a digest is of one installation and one purpose', () => {
  const digest = digestOf(root, 'sm', 'journal', 'text')
  expect(digestOf(root, 'sm', 'journal', 'text')).toBe(digest)
  expect(digestOf(root, 'sm', 'manifest', 'text')).not.toBe(digest)
  expect(digestOf(randomBytes(32), 'sm', 'journal', 'text')).not.toBe(digest)
})
