// SR-39 on a disk that is really full. The server and its database run on a small one; it is filled by others, by what
// people write, by an upload, by an import, and by a journal that nobody fetches.

import fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boundsOf } from '../apps/server/src/platform/disk/limits.ts'
import { prepareCluster } from '../apps/server/src/platform/postgres-cluster.ts'
import { uuidv7 } from '../apps/server/src/platform/uuid.ts'
import { recordIds } from './restore.ts'
import {
  enter,
  lika,
  likaJson,
  type Person,
  postmasterOf,
  remove,
  type Server,
  startServer,
} from './server.ts'
import { aSheet } from './sheet.ts'
import { mountDisk, type SmallDisk } from './small-disk.ts'
import { aRecord, householdsOf, startWriters, write } from './writing.ts'

const MB = 2 ** 20
const DISK_MB = 480
const { full, spent, ballast } = boundsOf(DISK_MB * MB)
const mounted = mountDisk(DISK_MB)
if (typeof mounted === 'string') console.warn(`the tests of a full disk are skipped: ${mounted}`)

describe.skipIf(typeof mounted === 'string')('on a full disk', { timeout: 240_000 }, () => {
  const disk = mounted as SmallDisk
  const home = join(disk.folder ?? '', 'home')
  const acknowledged: string[] = []
  let server: Server
  let clerk: Person
  let households: string[]
  let database: number | undefined

  beforeAll(async () => {
    fs.mkdirSync(home, { mode: 0o755 })
    await likaJson(home, 'world', 'load', 'county', '--households', '100')
    server = await startServer(home, { LIKA_LOG: 'silent' })
    clerk = await enter(() => server.address, 'county')
    households = await householdsOf(clerk)
    database = postmasterOf(home)
  })

  afterAll(async () => {
    await server?.stop()
    await remove(home)
    disk.unmount()
  })

  const level = async () =>
    ((await (await fetch(`${server.address}/api/health`)).json()) as { disk: string }).disk
  const reads = async () => (await clerk.send('GET', `/api/households/${households[0]}`)).status
  const record = () => aRecord(households[0]!)
  const until = async (what: () => Promise<boolean>, seconds = 60) => {
    const deadline = Date.now() + seconds * 1000
    while (!(await what())) {
      if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`)
      await sleep(200)
    }
  }
  /** Somebody makes room: the same server, with the same database, stores again by itself. */
  const storesAgain = async () => {
    disk.makeRoom()
    await until(async () => {
      const one = record()
      const { status } = await write(clerk, one)
      if (status === 200) acknowledged.push(one.id)
      return status === 200
    })
    expect(postmasterOf(home), 'the database was not restarted').toBe(database)
  }
  const leftovers = () => {
    const lying = (folder: string): string[] =>
      fs.existsSync(folder)
        ? fs
            .readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .filter((name) => /\.|^plain/.test(name))
        : []
    return [...lying(join(home, 'files')), ...fs.readdirSync(join(home, 'uploads'))]
  }

  test('nothing is stored, people read and enter, and it stores again without a restart', async () => {
    disk.fillTo(full - 4 * MB)
    expect(await level()).toBe('full')
    const refused = record()
    const sheet = aSheet(900, 5, ['450599001001'])
    const answers = [
      await write(clerk, refused),
      await clerk.upload(`/api/imports?id=${uuidv7()}&kind=households&region=450599`, sheet, 'a.csv'),
      await clerk.upload('/api/evidence', Buffer.from('%PDF-1.4'), 'a.pdf'),
      await clerk.send('PUT', `/api/views/${uuidv7()}`, {
        page: 'households',
        name: 'x',
        search: {},
        shared: false,
      }),
    ]
    for (const { status, body } of answers) expect([status, body.code]).toEqual([507, 'server.diskFull'])
    expect(await reads()).toBe(200)
    expect((await enter(() => server.address, 'village')).send).toBeDefined()
    await storesAgain()
    expect((await recordsThere(home)).has(refused.id)).toBe(false)
    expect((await write(clerk, refused)).status).toBe(200)
    acknowledged.push(refused.id)
  })

  test('to the last byte, what was held back is given up: the database stays up and people read', async () => {
    const held = join(home, 'postgres', 'ballast')
    await until(async () => fs.existsSync(held))
    expect(fs.statSync(held).size).toBe(ballast)
    disk.fillTo(0)
    await until(async () => !fs.existsSync(held))
    expect(disk.free()).toBeGreaterThan(spent)
    expect((await write(clerk, record())).status).toBe(507)
    expect(await reads()).toBe(200)
    await storesAgain()
    await until(async () => fs.existsSync(held))
  })

  test('filled by what people write, it refuses in time, and keeps all that it had acknowledged', async () => {
    disk.fillTo(full + 20 * MB)
    const writers = startWriters(clerk, households, 4)
    await until(async () => {
      await emitJournal(home, 1)
      return writers.wrong.length > 0
    })
    await writers.stop()
    for (const answer of writers.wrong)
      expect(answer).toContain('507 {"type":"urn:lika:problem:server.diskFull"')
    expect(writers.acknowledged.size).toBeGreaterThan(0)
    acknowledged.push(...writers.acknowledged)
    expect(await reads()).toBe(200)
    await storesAgain()
  })

  test('an upload that does not fit is refused, whether it says its length or not, and leaves nothing', async () => {
    disk.fillTo(full + 40 * MB)
    const big = aSheet(901, 200, ['450599001001'])
    const sheet = Buffer.concat([big, Buffer.alloc(60 * MB, 0x2c)])
    const path = `/api/imports?id=${uuidv7()}&kind=households&region=450599`
    expect((await clerk.upload(path, sheet, 'big.csv').catch(refusedEarly)).status).toBe(507)
    expect(await drip(server.address, path, sheet)).toBe(507)
    expect(leftovers()).toEqual([])
    expect(disk.free()).toBeGreaterThan(full)
    await storesAgain()
  })

  test('an import that fills it is rolled back whole, says why, and ends well when there is room', async () => {
    const id = uuidv7()
    const villages = await villagesOf(clerk)
    const path = `/api/imports?id=${id}&kind=households&region=450599`
    expect((await clerk.upload(path, aSheet(902, 1500, villages), 'c.csv')).status).toBe(200)
    const state = async () => (await clerk.send('GET', `/api/imports/${id}`)).body as Record<string, unknown>
    const settled = (wanted: string) => until(async () => (await state()).state === wanted, 120)
    await clerk.send('POST', `/api/imports/${id}/check`)
    await settled('ready')
    const before = await recordsThere(home)
    disk.fillTo(full + 6 * MB)
    expect((await clerk.send('POST', `/api/imports/${id}/commit`, {})).status).toBe(200)
    await settled('ready')
    expect(await state()).toMatchObject({ problem: { code: 'server.diskFull' } })
    expect(await recordsThere(home)).toEqual(before)
    expect(await reads()).toBe(200)
    await storesAgain()
    await until(async () => (await clerk.send('POST', `/api/imports/${id}/commit`, {})).status === 200)
    await settled('committed')
    expect((await recordsThere(home)).size).toBeGreaterThan(before.size + 1500)
  })

  test('filled by a journal that nobody fetches, it stores again as soon as it is fetched', async () => {
    // Settings that no archiver can follow: every segment is kept until somebody sees to it.
    const pointer = join(home, 'postgres', 'archive.json')
    fs.writeFileSync(pointer, '{}', { mode: 0o644 })
    await until(async () => {
      await emitJournal(home, 8)
      return (await level()) !== 'ok' && (await write(clerk, record())).status === 507
    }, 120)
    expect(await reads()).toBe(200)
    fs.rmSync(pointer)
    await emitJournal(home, 0)
    await storesAgain()
  })

  test('a server that is started on a full disk lets people read', async () => {
    await server.stop()
    disk.fillTo(full - 20 * MB)
    server = await startServer(home, { LIKA_LOG: 'silent' })
    clerk = await enter(() => server.address, 'county')
    database = postmasterOf(home)
    expect(await reads()).toBe(200)
    expect((await write(clerk, record())).status).toBe(507)
    await storesAgain()
  })

  test('afterwards every fold equals its journal, the seals hold, and nothing acknowledged is missing', async () => {
    await server.stop()
    const kept = await recordIds(home)
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect((await lika(home, 'verify')).out).not.toContain('✕')
    expect((await lika(home, 'verify', '--seals')).code).toBe(0)
    expect(fs.readFileSync(join(home, 'postgres', 'postgres.log'), 'utf8')).not.toContain('PANIC')
  })
})

/** A server that refuses before it has read everything may close the line while we send. */
function refusedEarly(error: Error): { status: number } {
  if (/EPIPE|ECONNRESET|fetch failed/.test(`${error.message} ${error.cause}`)) return { status: 507 }
  throw error
}

/** A form in pieces, whose length nobody says beforehand. */
async function drip(address: string, path: string, bytes: Buffer): Promise<number> {
  const entered = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'county' }),
  })
  const head =
    '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n'
  async function* pieces() {
    yield Buffer.from(head)
    for (let at = 0; at < bytes.length; at += MB) yield bytes.subarray(at, at + MB)
    yield Buffer.from('\r\n--cut--\r\n')
  }
  const { status } = await fetch(address + path, {
    method: 'POST',
    headers: {
      cookie: entered.headers.getSetCookie().join('; '),
      'content-type': 'multipart/form-data; boundary=cut',
    },
    body: ReadableStream.from(pieces()),
    duplex: 'half',
  } as RequestInit).catch(refusedEarly)
  return status
}

async function villagesOf(person: Person): Promise<string[]> {
  const { body } = await person.send('GET', '/api/households?region=450599&limit=50')
  const listed = body.items as { region: { code: string }[] }[]
  return [...new Set(listed.map(({ region }) => region.at(-1)!.code.slice(0, 12)))].sort()
}

async function onDatabase<T>(home: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { socket } = prepareCluster({ folder: join(home, 'postgres') })
  const client = new pg.Client({
    host: socket,
    user: 'postgres',
    database: 'lika',
    application_name: 'drill',
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function recordsThere(home: string): Promise<Set<string>> {
  return onDatabase(home, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from record')
    return new Set(rows.map(({ id }) => id))
  })
}

/** So many megabytes into the database's own journal, as large work would write, and the archiver woken. */
async function emitJournal(home: string, megabytes: number): Promise<void> {
  await onDatabase(home, async (client) => {
    for (let each = 0; each < megabytes; each += 1)
      await client.query(`select pg_logical_emit_message(false, 'drill', repeat('x', ${MB}))`)
    await client.query('select pg_switch_wal()')
    await client.query('select pg_reload_conf()')
  })
}
