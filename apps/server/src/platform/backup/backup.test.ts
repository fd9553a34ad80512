// Backups of real clusters: taken, damaged, killed, restored, and restored again.

import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { archiveSettings, segmentsBetween } from './archive.ts'
import { checkParts, listBackups, mustBeApart, restoreBackup, takeBackup } from './index.ts'

const root = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-backup-`))
chmodSync(root, 0o755)
const home = join(root, 'home')
const backups = join(root, 'backups')
const key = join(root, 'kept.key')
const photo = 'ab'.repeat(32)

beforeAll(async () => {
  mkdirSync(join(home, 'files/ab'), { recursive: true })
  mkdirSync(join(home, 'checkpoints'))
  writeFileSync(join(home, 'secret.key'), Buffer.alloc(32, 5))
  writeFileSync(key, Buffer.alloc(32, 5))
  writeFileSync(join(home, 'checkpoints/2026-11-22.txt'), 'lika checkpoint 1\n')
  writeFileSync(join(home, 'files/ab', photo), 'bytes')
  const postgres = await startPostgres({ folder: join(home, 'postgres') })
  const admin = new pg.Client(postgres.url('postgres'))
  await admin.connect()
  await admin.query('create database lika')
  await admin.end()
  await postgres.stop()
  await write(home, 'create table record (n int primary key)')
  await write(home, 'insert into record select generate_series(1, 1000)')
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

const take = (of = home, folder = backups, keepDays = 14) =>
  takeBackup({
    home: of,
    folder,
    version: '0',
    keyFiles: ['secret.key'],
    alongside: ['checkpoints'],
    keepDays,
  })

async function write(of: string, statement: string): Promise<pg.QueryResult> {
  const postgres = await startPostgres({ folder: join(of, 'postgres') })
  const client = new pg.Client(postgres.url('lika'))
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
    await postgres.stop()
  }
}

const rowsOf = async (of: string) => Number((await write(of, 'select count(*) as n from record')).rows[0].n)

describe('a backup', () => {
  test('names what it holds with its digest, and never holds the key', async () => {
    const { name, manifest } = await take()
    expect(readdirSync(join(backups, name)).sort()).toEqual([
      'backup_label',
      'checkpoints.tar.gz',
      'data.tar.gz',
      'files.txt',
      'manifest.json',
    ])
    expect(manifest.rows).toEqual({ record: 1000 })
    expect(readFileSync(join(backups, name, 'files.txt'), 'utf8')).toBe(`${photo} 5\n`)
    expect(manifest.keys).toMatchObject([{ name: 'secret.key' }])
    const found = spawnSync('grep', ['-rlaP', '\\x05{32}', backups]).stdout.toString()
    expect(found).toBe('')
    expect(await checkParts(listBackups(backups)[0]!, backups)).toEqual([])
  })

  test('is restored with files and checkpoints, once somebody brings the key', async () => {
    const place = join(root, 'restored')
    await expect(restoreBackup({ folder: backups, home: place })).rejects.toThrow(
      /key file secret.key is miss/,
    )
    const other = join(root, 'other.key')
    writeFileSync(other, Buffer.alloc(32, 6))
    await expect(restoreBackup({ folder: backups, home: place, key: other })).rejects.toThrow(
      /not the key of the backup/,
    )
    await restoreBackup({ folder: backups, home: place, key })
    expect(await rowsOf(place)).toBe(1000)
    expect(readFileSync(join(place, 'files/ab', photo), 'utf8')).toBe('bytes')
    expect(existsSync(join(place, 'checkpoints/2026-11-22.txt'))).toBe(true)
    expect(readFileSync(join(place, 'secret.key'))).toEqual(Buffer.alloc(32, 5))
    await expect(restoreBackup({ folder: backups, home: place })).rejects.toThrow(
      /holds a database, which is not overwritten/,
    )
  })

  test('goes only into a folder that is empty or its own, away from the key', async () => {
    const taken = join(root, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'letter.txt'), 'mine')
    await expect(take(home, taken)).rejects.toThrow(/neither empty nor a backup folder/)
    expect(readdirSync(taken)).toEqual(['letter.txt'])
    const stranger = join(root, 'stranger')
    mkdirSync(stranger)
    writeFileSync(join(stranger, 'lika-backup.json'), '{"format":1,"system":"1"}')
    await expect(take(home, stranger)).rejects.toThrow(/backups of another installation/)
    expect(() => mustBeApart(backups, join(backups, 'wal/secret.key'))).toThrow(/key .* lies in the backup/)
    expect(() => mustBeApart(backups, key)).not.toThrow()
    await expect(take(join(root, 'nothing'), backups)).rejects.toThrow(/no database in/)
  })

  test('that is damaged by one byte, or lacks a part, is refused and named', async () => {
    const copy = join(root, 'damaged')
    cpSync(backups, copy, { recursive: true })
    const { name, manifest } = listBackups(copy)[0]!
    const data = join(copy, name, 'data.tar.gz')
    const bytes = readFileSync(data)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(data, bytes)
    expect((await checkParts(listBackups(copy)[0]!, copy)).join()).toContain('data.tar.gz')
    const place = join(root, 'from-damaged')
    await expect(restoreBackup({ folder: copy, home: place, key })).rejects.toThrow(/data.tar.gz .*damaged/)
    expect(existsSync(join(place, 'postgres/data'))).toBe(false)
    rmSync(join(copy, 'wal', manifest.wal[0]!.name))
    await expect(restoreBackup({ folder: copy, home: place, key })).rejects.toThrow(/missing or damaged/)
  })

  test('killed at any point leaves a draft, which the next removes', async () => {
    const folder = join(root, 'killed')
    const program = `
      const { takeBackup } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))})
      await takeBackup({ home: ${JSON.stringify(home)}, folder: ${JSON.stringify(folder)}, version: '0',
        keyFiles: ['secret.key'], alongside: [], keepDays: 14 })`
    for (const after of [700, 1100, 1600]) {
      const child = execFile(process.execPath, ['--no-warnings', '--input-type=module', '-e', program])
      await sleep(after)
      child.kill('SIGKILL')
    }
    for (const { manifest } of existsSync(folder) ? listBackups(folder) : [])
      expect(manifest.rows).toMatchObject({ record: expect.any(Number) })
    // The tar of a killed backup may still be writing into its draft.
    await sleep(300)
    const { name } = await take(home, folder)
    expect(readdirSync(folder).filter((each) => each.includes('unfinished'))).toEqual([])
    const whole = listBackups(folder).find((each) => each.name === name)!
    expect(await checkParts(whole, folder)).toEqual([])
  })

  test('goes when it is older than the days that are kept, but never the last two, nor a segment they need', async () => {
    const folder = join(root, 'pruned')
    await take(home, folder, 0)
    await sleep(1100)
    const second = await take(home, folder, 0)
    await sleep(1100)
    const third = await take(home, folder, 0)
    expect(third.pruned).toHaveLength(1)
    expect(listBackups(folder).map(({ name }) => name)).toEqual([second.name, third.name])
    const segments = readdirSync(join(folder, 'wal')).filter((name) => /^\w{24}\.gz$/.test(name))
    expect(segments.sort()[0]).toBe(`${second.manifest.firstSegment}.gz`)
  })
})

describe('a restore', () => {
  test('stops at a second, also on the line that an earlier restore began', {
    timeout: 120_000,
  }, async () => {
    const folder = join(root, 'line')
    const second = join(root, 'second')
    const third = join(root, 'third')
    const past = join(root, 'past')
    await take(home, folder)
    await write(home, 'insert into record values (2001)')
    await sleep(30)
    const early = new Date()
    await sleep(30)
    // Stopping the server archives what it has begun.
    await write(home, 'insert into record values (2002)')

    await restoreBackup({ folder, home: second, key, until: early })
    expect(await rowsOf(second)).toBe(1001)
    await write(second, 'insert into record values (3001)')
    await take(second, folder)
    await write(second, 'insert into record values (3002)')
    await sleep(30)
    const late = new Date()
    await sleep(30)
    await write(second, 'insert into record values (3003)')

    const { backup } = await restoreBackup({ folder, home: third, key, until: late })
    expect(backup.manifest.timeline).toBe(2)
    const numbers = await write(third, 'select n from record where n > 1000 order by n')
    expect(numbers.rows.map(({ n }) => n)).toEqual([2001, 3001, 3002])

    await restoreBackup({ folder, home: past, key, until: early })
    expect(await rowsOf(past)).toBe(1001)
    await expect(
      restoreBackup({ folder, home: join(root, 'future'), key, until: new Date(Date.now() + 60_000) }),
    ).rejects.toThrow(/journal of the backup ends at .* without --to/)
    await expect(
      restoreBackup({ folder, home: join(root, 'never'), key, until: new Date('2020-01-01') }),
    ).rejects.toThrow(/first second that can be restored is/)
  })
})

describe('a segment of the journal', () => {
  const folder = join(root, 'segments')
  const to = join(folder, 'wal')
  const archive = (name: string, text: string) => {
    writeFileSync(join(folder, 'segment'), text)
    const { archive_command: command } = archiveSettings(folder)
    const line = command!.replace('%p', join(folder, 'segment')).replace('%f', name)
    return spawnSync('/bin/sh', ['-c', line]).status
  }

  test('is dropped until somebody has named a folder, then kept once', () => {
    mkdirSync(to, { recursive: true })
    expect(archive('A', 'one')).toBe(0)
    expect(readdirSync(to)).toEqual([])
    writeFileSync(join(folder, 'archive-to'), `${to}\n`)
    expect(archive('A', 'one')).toBe(0)
    // Killed before it could say so, the server sends it again.
    expect(archive('A', 'one')).toBe(0)
    expect(readdirSync(to)).toEqual(['A.gz'])
  })

  test('is never overwritten by another, and half of one is replaced', () => {
    expect(archive('A', 'two')).not.toBe(0)
    writeFileSync(join(to, 'B.gz.draft'), gzipSync('half').subarray(0, 9))
    expect(archive('B', 'whole')).toBe(0)
    expect(readdirSync(to).sort()).toEqual(['A.gz', 'B.gz'])
  })

  test('follows its forerunner over the end of a file of 256', () => {
    expect(segmentsBetween('0000000200000001000000FE', '000000020000000200000001')).toEqual([
      '0000000200000001000000FE',
      '0000000200000001000000FF',
      '000000020000000200000000',
      '000000020000000200000001',
    ])
  })
})

test('the command of the journal stands in a folder whose name has quotes and percent signs', () => {
  const odd = join(root, "o'dd %p")
  mkdirSync(join(odd, 'wal'), { recursive: true })
  writeFileSync(join(odd, 'archive-to'), join(odd, 'wal'))
  writeFileSync(join(odd, 'segment'), 'x')
  const { archive_command: command } = archiveSettings(odd)
  const line = command!.replace(/%(.)/g, (_, each: string) =>
    each === '%' ? '%' : each === 'p' ? join(root, 'segment') : 'SEGMENT',
  )
  writeFileSync(join(root, 'segment'), 'x')
  expect(spawnSync('/bin/sh', ['-c', line]).status).toBe(0)
  expect(readdirSync(join(odd, 'wal'))).toEqual(['SEGMENT.gz'])
})
