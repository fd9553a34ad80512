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
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../postgres.ts'
import { archivedBetween } from './archive.ts'
import { checkParts, listBackups, mustBeApart, restoreBackup, takeBackup } from './index.ts'
import { openBytes, partOf, sourceOfPart, sourceOfSegment } from './parts.ts'
import { fileOfSegment } from './segment.ts'
import { isSegment, namesOf } from './segments.ts'

const root = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-backup-`))
chmodSync(root, 0o755)
const home = join(root, 'home')
const backups = join(root, 'backups')
const key = join(root, 'kept.key')
const keyBytes = Buffer.alloc(32, 5)
const photo = 'ab'.repeat(32)
// As the server keeps it; what is in it does not matter here.
const sealedPhoto = Buffer.concat([Buffer.from('LIKASEAL'), Buffer.alloc(40)])

interface Running {
  readonly client: pg.Client
  readonly ask: (statement: string) => Promise<Record<string, unknown>[]>
  readonly stop: () => Promise<void>
}

/** A running database, which backups join. */
async function start(of: string, database = 'lika'): Promise<Running> {
  const postgres = await startPostgres({ folder: join(of, 'postgres') })
  const client = new pg.Client(postgres.url(database))
  await client.connect()
  return {
    client,
    ask: async (statement) => (await client.query(statement)).rows,
    stop: async () => {
      await client.end()
      await postgres.stop()
    },
  }
}

let site: Running

beforeAll(async () => {
  mkdirSync(join(home, 'files/ab'), { recursive: true })
  mkdirSync(join(home, 'checkpoints'))
  writeFileSync(join(home, 'secret.key'), keyBytes)
  writeFileSync(key, keyBytes)
  writeFileSync(join(home, 'checkpoints/2026-11-22.txt'), 'lika checkpoint 1\n')
  writeFileSync(join(home, 'files/ab', photo), sealedPhoto)
  const admin = await start(home, 'postgres')
  await admin.ask('create database lika')
  site = await start(home)
  await admin.stop()
  await site.ask('create table record (n int primary key, said text)')
  await site.ask('insert into record select generate_series(1, 1000)')
})

afterAll(async () => {
  await site.stop()
  rmSync(root, { recursive: true, force: true })
})

const take = (of = home, folder = backups, keepDays = 14) =>
  takeBackup({ home: of, folder, version: '0', keyFile: 'secret.key', alongside: ['checkpoints'], keepDays })

/** Numbers above the first thousand, once a restored database is started. */
async function numbersIn(of: string): Promise<unknown[]> {
  const running = await start(of)
  const rows = await running.ask('select n from record where n > 1000 order by n')
  await running.stop()
  return rows.map(({ n }) => n)
}

/** What was written until now lies in the folder, as it does by itself after a minute. */
async function archived({ client, ask }: Running, folder: string): Promise<void> {
  const [row] = await ask('select pg_walfile_name(pg_current_wal_lsn()) as name')
  await ask('select pg_switch_wal()')
  await archivedBetween(client, walIn(folder), String(row!.name), String(row!.name))
}

const walIn = (folder: string) => join(folder, 'wal')

/** Paths, in order. */
const segmentsIn = (folder: string) =>
  namesOf(readdirSync(walIn(folder)))
    .filter(isSegment)
    .map((name) => join(walIn(folder), fileOfSegment(name)))

function changeByte(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(path, bytes)
}

/** As gzip, zstd, xz, bzip2 and zip begin. */
const isPacked = (bytes: Buffer) =>
  ['1f8b', '28b52ffd', 'fd377a58', '425a68', '504b0304'].some((begin) =>
    bytes.subarray(0, 4).toString('hex').startsWith(begin),
  )

describe('a backup', () => {
  test('names what it holds with its digest, and never holds the key', async () => {
    const { name, manifest } = await take()
    expect(readdirSync(join(backups, name)).sort()).toEqual([
      'backup_label.sealed',
      'checkpoints.tar.gz.sealed',
      'data.tar.gz.sealed',
      'files.txt.sealed',
      'manifest.json',
    ])
    expect(manifest.rows).toEqual({ record: 1000 })
    expect(manifest.key).toMatchObject({ name: 'secret.key', bytes: 32 })
    const found = spawnSync('grep', ['-rlaP', '\\x05{32}', backups]).stdout.toString()
    expect(found).toBe('')
    const [backup] = listBackups(backups)
    expect(await checkParts(backup!, backups)).toEqual([])
    const list = manifest.parts.find((part) => part.name === 'files.txt.sealed')!
    const said = await openBytes(sourceOfPart(backup!, list, [keyBytes]))
    expect(said.toString()).toBe(`${photo} ${sealedPhoto.length}\n`)
  })

  test('is restored with files and checkpoints, once somebody brings the key', async () => {
    const place = join(root, 'restored')
    await expect(restoreBackup({ folder: backups, home: place })).rejects.toThrow(
      /key file secret.key is miss/,
    )
    const other = join(root, 'other.key')
    writeFileSync(other, Buffer.alloc(32, 6))
    await expect(restoreBackup({ folder: backups, home: place, keys: [other] })).rejects.toThrow(
      /not the key of the backup/,
    )
    await restoreBackup({ folder: backups, home: place, keys: [key] })
    expect(await numbersIn(place)).toEqual([])
    expect(readFileSync(join(place, 'files/ab', photo))).toEqual(sealedPhoto)
    expect(existsSync(join(place, 'checkpoints/2026-11-22.txt'))).toBe(true)
    expect(readFileSync(join(place, 'secret.key'))).toEqual(keyBytes)
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
    writeFileSync(join(stranger, 'lika-backup.json'), '{"format":2,"system":"1"}')
    await expect(take(home, stranger)).rejects.toThrow(/backups of another installation/)
    expect(() => mustBeApart(backups, join(backups, 'wal/secret.key'))).toThrow(/key .* lies in the backup/)
    expect(() => mustBeApart(backups, key)).not.toThrow()
    await expect(take(join(root, 'nothing'), backups)).rejects.toThrow(/no database in/)
  })

  test('of an earlier version, which lies in clear, is called so', async () => {
    const old = join(root, 'old')
    mkdirSync(old)
    writeFileSync(join(old, 'lika-backup.json'), '{"format":1,"system":"1"}')
    await expect(take(home, old)).rejects.toThrow(/earlier version, which are not encrypted/)
    await expect(restoreBackup({ folder: old, home: join(root, 'new'), keys: [key] })).rejects.toThrow(
      /restore the old ones with the version that made them/,
    )
  })

  test('takes no uploaded file that lies in clear', async () => {
    const plain = join(home, 'files/ab', 'ab'.padEnd(64, '0'))
    writeFileSync(plain, 'a sheet of before encryption')
    await expect(take(home, join(root, 'plain'))).rejects.toThrow(/start the server once, which encrypts/)
    rmSync(plain)
  })

  test('that is damaged by one byte, or lacks a part, is refused and named', async () => {
    const copy = join(root, 'damaged')
    cpSync(backups, copy, { recursive: true })
    const { name, manifest } = listBackups(copy)[0]!
    changeByte(join(copy, name, 'data.tar.gz.sealed'))
    expect((await checkParts(listBackups(copy)[0]!, copy)).join()).toContain('data.tar.gz')
    const place = join(root, 'from-damaged')
    await expect(restoreBackup({ folder: copy, home: place, keys: [key] })).rejects.toThrow(
      /data.tar.gz.* damaged/,
    )
    expect(existsSync(join(place, 'postgres/data'))).toBe(false)
    rmSync(join(copy, 'wal', manifest.wal[0]!.name))
    await expect(restoreBackup({ folder: copy, home: place, keys: [key] })).rejects.toThrow(
      /missing or damaged/,
    )
  })

  test('whose manifest somebody wrote anew without the key is refused', async () => {
    const copy = join(root, 'forged')
    cpSync(backups, copy, { recursive: true })
    const { name, manifest } = listBackups(copy)[0]!
    // Another list of files, and its digest in the manifest: all digests are right.
    const list = join(copy, name, 'files.txt.sealed')
    writeFileSync(list, 'nothing')
    const forged = await partOf(list)
    const parts = manifest.parts.map((part) => (part.name === forged.name ? forged : part))
    writeFileSync(join(copy, name, 'manifest.json'), JSON.stringify({ ...manifest, parts }))
    expect(await checkParts(listBackups(copy)[0]!, copy)).toEqual([])
    await expect(restoreBackup({ folder: copy, home: join(root, 'deceived'), keys: [key] })).rejects.toThrow(
      /manifest.json .*damaged/,
    )
  })

  test('made after the key was replaced wants the new one', async () => {
    const folder = join(root, 'replaced')
    const young = join(root, 'young.key')
    writeFileSync(young, Buffer.alloc(32, 9))
    await take(home, folder)
    const between = await aMoment()
    await site.ask('insert into record values (-2)')
    try {
      cpSync(young, join(home, 'secret.key'))
      await afterThat(() => take(home, folder))
    } finally {
      writeFileSync(join(home, 'secret.key'), keyBytes)
    }
    const place = join(root, 'from-replaced')
    await expect(restoreBackup({ folder, home: place, keys: [key] })).rejects.toThrow(
      /not the key of the backup/,
    )
    // Of before it, the old one: whoever has both may ask for any second.
    await restoreBackup({ folder, home: place, keys: [key, young], until: between })
    expect(readFileSync(join(place, 'secret.key'))).toEqual(keyBytes)
  })

  test('tells nobody a name who lacks the key', async () => {
    const sentence = '鸢尾金丝雀患有蓝鸢综合征'
    const folder = join(root, 'quiet')
    await site.ask(`insert into record values (0, '${sentence}')`)
    const { manifest } = await take(home, folder)
    // Once in the packed database, once in the journal after it.
    await site.ask(`insert into record values (-1, '${sentence}')`)
    await archived(site, folder)
    await site.ask('delete from record where said is not null')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((each) => join(folder, each))
      .filter((each) => statSync(each).isFile())
    expect(files.length).toBeGreaterThan(6)
    for (const file of files) {
      const bytes = readFileSync(file)
      expect(bytes.includes(sentence), file).toBe(false)
      expect(isPacked(bytes), `${file} is packed, and not sealed`).toBe(false)
    }
    // It is there for whoever has the key.
    const data = manifest.parts.find((part) => part.name.startsWith('data'))!
    const packed = await openBytes(sourceOfPart(listBackups(folder)[0]!, data, [keyBytes]))
    expect(gunzipSync(packed).includes(sentence)).toBe(true)
    const last = namesOf(readdirSync(walIn(folder))).findLast(isSegment)!
    const segment = await openBytes(sourceOfSegment(walIn(folder), last, [keyBytes]))
    expect(gunzipSync(segment).includes(sentence)).toBe(true)
  })

  test('killed at any point leaves a draft, which the next removes', async () => {
    const folder = join(root, 'killed')
    const program = `
      const { takeBackup } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))})
      process.stdout.write('begun')
      await takeBackup({ home: ${JSON.stringify(home)}, folder: ${JSON.stringify(folder)}, version: '0',
        keyFile: 'secret.key', alongside: [], keepDays: 14 })`
    for (const after of [200, 400, 700]) {
      const child = execFile(process.execPath, ['--no-warnings', '--input-type=module', '-e', program])
      await new Promise((begun) => child.stdout!.once('data', begun))
      await sleep(after)
      child.kill('SIGKILL')
    }
    for (const { manifest } of existsSync(folder) ? listBackups(folder) : [])
      expect(manifest.rows).toMatchObject({ record: expect.any(Number) })
    const { name } = await afterThat(() => take(home, folder))
    expect(readdirSync(folder).filter((each) => each.includes('unfinished'))).toEqual([])
    const whole = listBackups(folder).find((each) => each.name === name)!
    expect(await checkParts(whole, folder)).toEqual([])
  })

  test('goes when it is older than the days that are kept, but never the last two, nor a segment they need', async () => {
    const folder = join(root, 'pruned')
    await take(home, folder, 0)
    // What a killed one leaves, however fast the machine is.
    mkdirSync(join(folder, '2026-01-01T00-00-00Z.unfinished'))
    const second = await afterThat(() => take(home, folder, 0))
    const third = await afterThat(() => take(home, folder, 0))
    expect(third.pruned).toHaveLength(1)
    expect(readdirSync(folder).filter((each) => each.endsWith('.unfinished'))).toEqual([])
    expect(listBackups(folder).map(({ name }) => name)).toEqual([second.name, third.name])
    expect(basename(segmentsIn(folder)[0]!)).toBe(fileOfSegment(second.manifest.firstSegment))
  })
})

/** Backups are named by the second; and the database takes a moment to see that somebody who held its lock was killed. */
async function afterThat<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!['backup.exists', 'backup.running'].includes((error as { code: string }).code) || tries > 100)
        throw error
      await sleep(100)
    }
  }
}

describe('a restore', () => {
  const folder = join(root, 'line')

  test('stops at a second, also on the line that an earlier restore began', async () => {
    const [second, third, past] = ['second', 'third', 'past'].map((name) => join(root, name))
    await take(home, folder)
    await site.ask('insert into record values (2001)')
    const early = await aMoment()
    await site.ask('insert into record values (2002)')
    await archived(site, folder)

    await restoreBackup({ folder, home: second!, keys: [key], until: early })
    const again = await start(second!)
    expect(await again.ask('select n from record where n > 1000')).toEqual([{ n: 2001 }])
    await again.ask('insert into record values (3001)')
    await take(second!, folder)
    await again.ask('insert into record values (3002)')
    const late = await aMoment()
    await again.ask('insert into record values (3003)')
    await again.stop()

    const { backup } = await restoreBackup({ folder, home: third!, keys: [key], until: late })
    expect(backup.manifest.timeline).toBe(2)
    expect(await numbersIn(third!)).toEqual([2001, 3001, 3002])

    await restoreBackup({ folder, home: past!, keys: [key], until: early })
    expect(await numbersIn(past!)).toEqual([2001])
    await expect(
      restoreBackup({
        folder,
        home: join(root, 'future'),
        keys: [key],
        until: new Date(Date.now() + 60_000),
      }),
    ).rejects.toThrow(/journal of the backup ends at .* without --to/)
    await expect(
      restoreBackup({ folder, home: join(root, 'never'), keys: [key], until: new Date('2020-01-01') }),
    ).rejects.toThrow(/first second that can be restored is/)
  })

  test('leaves nothing out silently behind a segment that is damaged or lost', async () => {
    const lost = join(root, 'lost')
    const copy = join(root, 'line-copy')
    cpSync(folder, copy, { recursive: true })
    const { manifest } = listBackups(copy).at(-1)!
    const [, ...later] = segmentsIn(copy).filter(
      (each) => basename(each) >= fileOfSegment(manifest.lastSegment),
    )
    const [segment] = later
    // Something follows it, so that its loss is a hole and not the end.
    cpSync(segment!, segment!.replace(/0\.gz|[1-9A-F]\.gz/, 'F.gz'))
    changeByte(segment!)
    await expect(restoreBackup({ folder: copy, home: lost, keys: [key] })).rejects.toThrow(
      `${basename(segment!)} of the backup is missing or damaged`,
    )
    rmSync(segment!)
    await expect(restoreBackup({ folder: copy, home: lost, keys: [key] })).rejects.toThrow(
      /journal of the backup lacks .* and goes on behind it/,
    )
    expect(existsSync(join(lost, 'postgres/data'))).toBe(false)
  })
})

/** An instant with nothing written shortly before or after it. */
async function aMoment(): Promise<Date> {
  await sleep(30)
  const moment = new Date()
  await sleep(30)
  return moment
}
