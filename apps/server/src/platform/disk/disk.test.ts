import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskAlarm } from './alarm.ts'
import { ballastOf, giveUpBallast, holdBallast } from './ballast.ts'
import { createDisk, roomyDisk } from './disk.ts'
import { boundsOf } from './limits.ts'
import { spaceOf } from './space.ts'

const MB = 2 ** 20
const GB = 2 ** 30

/** A disk of 10 GB whose free space the test sets. */
function aDisk() {
  const left = { free: 5 * GB }
  const disk = createDisk(['/data'], {
    spaceOf: () => ({ device: 1, free: left.free, total: 10 * GB }),
    now: () => '2017-03-31T00:00:00Z',
  })
  return { left, disk }
}

test('a disk that fills up is told of first, then refuses to store, then refuses all that leaves a trace', () => {
  const { left, disk } = aDisk()
  const { low, full, spent } = boundsOf(10 * GB)
  expect(disk.look()).toMatchObject({ level: 'ok', since: null })
  left.free = low - 1
  expect(disk.look().level).toBe('low')
  expect(() => disk.mustTake()).not.toThrow()
  left.free = full - 1
  expect(() => disk.mustTake()).toThrow(expect.objectContaining({ status: 507, code: 'server.diskFull' }))
  expect(() => disk.mustTakeLittle()).not.toThrow()
  left.free = spent - 1
  expect(() => disk.mustTakeLittle()).toThrow(expect.objectContaining({ status: 507 }))
})

test('what does not fit is refused before any of it is taken', () => {
  const { left, disk } = aDisk()
  left.free = boundsOf(10 * GB).full + 300 * MB
  expect(() => disk.mustTake(200 * MB)).not.toThrow()
  expect(() => disk.mustTake(400 * MB)).toThrow(expect.objectContaining({ status: 507 }))
})

test('storing begins again when there is clearly room, not at the first byte', () => {
  const { left, disk } = aDisk()
  const { full, enough } = boundsOf(10 * GB)
  left.free = full - 1
  expect(disk.look().level).toBe('full')
  left.free = full + 1
  expect(disk.look().level).toBe('full')
  left.free = enough
  expect(disk.look().level).not.toBe('full')
  expect(() => disk.mustTake()).not.toThrow()
})

test('of several disks the one with least room counts', () => {
  const space = (folder: string) => ({
    device: 1,
    free: folder === '/files' ? 1 * MB : 9 * GB,
    total: 10 * GB,
  })
  expect(createDisk(['/data', '/files'], { spaceOf: space }).look()).toMatchObject({
    level: 'spent',
    place: '/files',
  })
})

test('what was stopped for want of room is said to be that; a statement that was stopped otherwise is not', () => {
  const { left, disk } = aDisk()
  const stopped = Object.assign(new Error('canceling statement due to user request'), { code: '57014' })
  const tooLong = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
  expect(disk.explain(stopped)).toBeUndefined()
  left.free = 0
  expect(disk.explain(stopped)).toMatchObject({ status: 507 })
  expect(disk.explain(tooLong)).toBeUndefined()
  expect(roomyDisk.explain(Object.assign(new Error(), { code: '53100' }))).toMatchObject({ status: 507 })
})

test('an administrator reads how much is left, how much is needed, and that no restart is', () => {
  const { left, disk } = aDisk()
  expect(diskAlarm(disk.look())).toBeUndefined()
  left.free = 100 * MB
  expect(diskAlarm(disk.look())).toMatchObject({
    reason: 'diskFull',
    since: '2017-03-31T00:00:00Z',
    message: { en: expect.stringMatching(/\/data has 100 MB left.*up to 640 MB.*without a restart/) },
  })
})

test('bounds are a share of the disk, within what the database needs and what is worth keeping free', () => {
  expect(boundsOf(400 * MB)).toMatchObject({ full: 96 * MB, spent: 32 * MB, ballast: 48 * MB })
  expect(boundsOf(10 * GB).full).toBe(512 * MB)
  expect(boundsOf(10_000 * GB).full).toBe(768 * MB)
})

test('space that is held back is really taken, and comes back when it is given up', () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'lika-ballast-'))
  const file = ballastOf(folder)
  try {
    expect(holdBallast(file, folder)).toBe(true)
    const { size, blocks, mode } = fs.statSync(file)
    expect(size).toBe(boundsOf(spaceOf(folder).total).ballast)
    expect(blocks * 512).toBeGreaterThanOrEqual(size)
    expect(mode & 0o777).toBe(0o600)
    expect(giveUpBallast(file)).toBe(true)
    expect(giveUpBallast(file)).toBe(false)
    expect(fs.readdirSync(folder)).toEqual([])
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
