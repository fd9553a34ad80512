/**
 * The drill of a lost machine: write, back up, write more, note a second, write more, destroy, restore to that second,
 * and compare with what the server had acknowledged. Answers what was found, and how long it took.
 */
import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { prepareCluster } from '../apps/server/src/platform/postgres-cluster.ts'
import {
  aCounty,
  aFolder,
  enter,
  killDatabase,
  lika,
  likaJson,
  likaWith,
  type Person,
  type Ran,
  remove,
  startServer,
} from './server.ts'
import { householdsOf, writeSeveral } from './writing.ts'

export interface Drill {
  readonly before: readonly string[]
  readonly afterBackup: readonly string[]
  readonly afterSecond: readonly string[]
  readonly restored: ReadonlySet<string>
  readonly photo: { readonly kept: boolean }
  readonly verified: { readonly code: number; readonly out: string }
  /** Against the checkpoint that was kept outside since before the backup. */
  readonly seals: { readonly holds: boolean; readonly outside: number; readonly rows: number }
  /** The number of that checkpoint: the server seals by itself as well, so it need not be the first. */
  readonly checkpoint: number
  readonly trial: {
    readonly good: boolean
    readonly faults: readonly string[]
    readonly tables: number
    readonly indexes: number
  }
  readonly backupSeconds: number
  readonly restoreSeconds: number
  /** From the destroyed folder to a server that answers. */
  readonly untilServing: number
}

export async function drillRestore(records: number): Promise<Drill> {
  const home = await aCounty('drill')
  const kept = aFolder('kept')
  const backups = join(kept, 'backups')
  const key = join(kept, 'secret.key')
  const outside = join(kept, 'checkpoints')
  try {
    const server = await startServer(home)
    const clerk = await enter(() => server.address, 'county')
    const households = await householdsOf(clerk)
    const before = await writeSeveral(clerk, households, records)
    const { out: checkpoint } = await likaWith({ LIKA_CHECKPOINTS: outside }, home, 'seal')
    const taken = await likaJson<{ seconds: number }>(home, 'backup', backups, '--key-to', key)
    const photo = aPhoto()
    await send(clerk, photo)
    const afterBackup = await writeSeveral(clerk, households, records)
    await sleep(20)
    const second = new Date()
    await sleep(20)
    const afterSecond = await writeSeveral(clerk, households, records)
    // What a minute does by itself: the started segment of the journal, and the photo, go to the backup.
    await switchSegment(home)
    await isBroughtTo(backups, photo)

    await server.kill()
    await killDatabase(home)
    rmSync(prepareCluster({ folder: join(home, 'postgres') }).data, { recursive: true })
    rmSync(home, { recursive: true })
    const destroyed = Date.now()
    const restored = await likaJson<{ seconds: number }>(
      home,
      'restore',
      backups,
      '--to',
      second.toISOString(),
      '--key',
      key,
    )
    const again = await startServer(home)
    const untilServing = (Date.now() - destroyed) / 1000
    const reader = await enter(() => again.address, 'county')
    const photoAgain = await send(reader, photo)
    await again.stop()
    const ids = await recordIds(home)
    const verified = await lika(home, 'verify')
    const seals = await likaWith({ LIKA_CHECKPOINTS: outside }, home, 'verify', '--seals', '--json')
    const trial = await lika(home, 'backup', 'verify', backups, '--json')
    return {
      before,
      afterBackup,
      afterSecond,
      restored: ids,
      photo: { kept: photoAgain && (await hasFile(home, photo)) },
      verified,
      seals: sealsOf(seals, outside),
      checkpoint: Number(/^number (\d+)$/m.exec(checkpoint)?.[1]),
      trial: JSON.parse(trial.out),
      backupSeconds: taken.seconds,
      restoreSeconds: restored.seconds,
      untilServing,
    }
  } finally {
    await remove(home)
    rmSync(kept, { recursive: true, force: true })
  }
}

function sealsOf({ out }: Ran, outside: string): Drill['seals'] {
  const said = JSON.parse(out) as { holds: boolean; rows: number; outside: Record<string, number> }
  return { holds: said.holds, rows: said.rows, outside: said.outside[outside] ?? 0 }
}

/** Nobody's photo: one pixel. */
function aPhoto(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
}

/** Answers whether it was taken; a busy server is asked again. */
async function send(person: Person, photo: Buffer): Promise<boolean> {
  const { status, body } = await person.upload('/api/evidence', photo, '水源.png')
  if (status === 503) return sleep(250).then(() => send(person, photo))
  if (status !== 200) throw new Error(`the photo is not taken: ${status} ${JSON.stringify(body)}`)
  return true
}

async function hasFile(home: string, bytes: Buffer): Promise<boolean> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return onDatabase(home, async (client) => {
    const { rowCount } = await client.query('select from evidence_file where sha256 = $1', [sha256])
    return rowCount === 1
  })
}

/** The server brings new files by itself, every few seconds. */
async function isBroughtTo(backups: string, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  for (let tries = 0; !existsSync(join(backups, 'files', sha256.slice(0, 2), sha256)); tries += 1) {
    if (tries > 600) throw new Error('the photo was not brought to the backup')
    await sleep(100)
  }
}

async function switchSegment(home: string): Promise<void> {
  await onDatabase(home, async (client) => {
    await client.query('select pg_switch_wal()')
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await client.query<{ isDone: boolean }>(
        `select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 16777216) as "isDone" from pg_stat_archiver`,
      )
      if (rows[0]?.isDone) return
      await sleep(50)
    }
    throw new Error('the segment was not archived')
  })
}

export function recordIds(home: string): Promise<Set<string>> {
  return onDatabase(home, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from record')
    return new Set(rows.map(({ id }) => id))
  })
}

/** The database as its owner sees it, started for as long as it takes. */
export async function onDatabase<T>(home: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ folder: join(home, 'postgres') })
  const client = new pg.Client(postgres.url('lika'))
  try {
    await client.connect()
    return await ask(client)
  } finally {
    await client.end()
    await postgres.stop()
  }
}
