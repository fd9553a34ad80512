/** The command that PostgreSQL runs for each segment of its journal, as its account would run it. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { archiveSettings, archivingTo } from './archive.ts'
import { openBytes, sourceOfSegment } from './parts.ts'
import { segmentsBetween } from './segments.ts'

const key = randomBytes(32)
const root = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-segment-`))
chmodSync(root, 0o755)
const folder = join(root, "o'dd %p")
const wal = join(folder, 'wal')
mkdirSync(wal, { recursive: true })
afterAll(() => rmSync(root, { recursive: true, force: true }))

const nobody = process.getuid?.() === 0 ? { name: 'nobody', uid: 65_534, gid: 65_534 } : undefined

function archive(name: string, text: string, account = nobody) {
  // PostgreSQL names it by a path without quotes.
  const segment = join(root, 'segment')
  writeFileSync(segment, text)
  const { archive_command: command } = archiveSettings(folder, account)
  const line = command!.replace(/%(.)/g, (_, each: string) =>
    each === 'p' ? segment : each === 'f' ? name : each,
  )
  return spawnSync('/bin/sh', ['-c', line], { cwd: '/', env: {}, encoding: 'utf8', ...account })
}

function tell(suite: 'international' | 'sm') {
  const place = join(folder, 'archive.json')
  writeFileSync(place, JSON.stringify(archivingTo(wal, key, suite)))
  if (!nobody) return
  for (const each of [place, wal]) chownSync(each, nobody.uid, nobody.gid)
}

const said = async (name: string) => gunzipSync(await openBytes(sourceOfSegment(wal, name, [key]))).toString()

test('a segment is dropped until somebody has named a folder, then sealed and kept once', async () => {
  expect(archive('A', 'one').status).toBe(0)
  expect(readdirSync(wal)).toEqual([])
  tell('international')
  expect(archive('A', 'one')).toMatchObject({ status: 0, stderr: '' })
  const kept = readFileSync(join(wal, 'A.gz.sealed'))
  // Killed before it could say so, the server sends it again; meanwhile a backup may have brought another key.
  tell('international')
  expect(archive('A', 'one').status).toBe(0)
  expect(readdirSync(wal)).toEqual(['A.gz.sealed'])
  expect(readFileSync(join(wal, 'A.gz.sealed'))).toEqual(kept)
  expect(await said('A')).toBe('one')
})

test('a segment is never overwritten by another, and half of one is replaced', async () => {
  expect(archive('A', 'two')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is not overwritten'),
  })
  const half = join(wal, 'B.gz.sealed.draft')
  writeFileSync(half, readFileSync(join(wal, 'A.gz.sealed')).subarray(0, 99))
  if (nobody) chownSync(half, nobody.uid, nobody.gid)
  expect(archive('B', 'whole').status).toBe(0)
  expect(readdirSync(wal).sort()).toEqual(['A.gz.sealed', 'B.gz.sealed'])
  expect(await said('B')).toBe('whole')
})

test('the suite of SM4 and SM3 needs no package either', async () => {
  tell('sm')
  expect(archive('C', '日志')).toMatchObject({ status: 0, stderr: '' })
  expect(await said('C')).toBe('日志')
})

test.runIf(nobody)('an account that cannot enter the folder of Node gets a copy of it', () => {
  const closed = join(root, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const { execPath } = process
  copyFileSync(execPath, join(closed, 'node'))
  try {
    process.execPath = join(closed, 'node')
    expect(archive('D', 'four')).toMatchObject({ status: 0, stderr: '' })
  } finally {
    process.execPath = execPath
  }
  expect(readdirSync(wal)).toContain('D.gz.sealed')
})

test('a segment follows its forerunner over the end of a file of 256', () => {
  expect(segmentsBetween('0000000200000001000000FE', '000000020000000200000001')).toEqual([
    '0000000200000001000000FE',
    '0000000200000001000000FF',
    '000000020000000200000000',
    '000000020000000200000001',
  ])
})
