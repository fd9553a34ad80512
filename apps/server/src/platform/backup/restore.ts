// Builds an installation out of a backup, as it was at a second: the packed database, rolled forward through the
// archived journal; uploaded files; checkpoints. Into a folder that holds no database yet: nothing is overwritten.
// Killed at any point it leaves no database, and running it again begins anew.

import fs from 'node:fs'
import { join, resolve } from 'node:path'
import type { Message } from '../errors.ts'
import { type Cluster, ownFolder, prepareCluster } from '../postgres-cluster.ts'
import { chownTo, POSTGRES_MAJOR } from '../postgres-runtime.ts'
import { mustHavePrograms } from './archive.ts'
import {
  type Backup,
  filesOf,
  isSealedBy,
  listBackups,
  type Part,
  readMarker,
  refusal,
  syncFolder,
  walOf,
} from './folder.ts'
import { bringKey, keyOf, mustOpenSome, readKeys } from './keys.ts'
import { damaged, mustBeWhole, openBytes, sourceOfPart, unpackFolder } from './parts.ts'
import { endForerunner, rollForward } from './recovery.ts'
import { SEALED } from './sealed.ts'
import { chooseBackup, noBackup } from './timeline.ts'
import { copyNewFiles } from './uploads.ts'

export type RestoreOptions = {
  readonly folder: string
  /** LIKA_HOME of the installation that is made. */
  readonly home: string
  /** As it was at this instant; as far as the journal reaches when left out. */
  readonly until?: Date | undefined
  /** Files with the key of the backup, beside the one that may lie in the home already: several, if it was replaced. */
  readonly keys?: readonly string[]
  /** For a trial: uploaded files stay in the backup. */
  readonly databaseOnly?: boolean
  readonly onStep?: (step: Message) => void
  readonly onProgress?: (done: number, total: number | undefined) => void
}

export type Restored = {
  readonly backup: Backup
  /** When the last change that was restored had been made; undefined when the journal held none after the backup. */
  readonly lastChangeAt: string | undefined
  readonly seconds: number
}

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  mustHavePrograms()
  const began = Date.now()
  const step = options.onStep ?? (() => {})
  const folder = resolve(options.folder)
  readMarker(folder)
  const backups = listBackups(folder)
  if (backups.length === 0) throw noBackup(folder)
  fs.mkdirSync(options.home, { recursive: true, mode: 0o711 })
  const keys = await readKeys(options.home, options.keys ?? [])
  mustOpenSome(backups, keys)
  const roots = keys.map(({ root }) => root)
  const backup = await chooseBackup(folder, backups, options.until, roots)
  const key = keyOf(backup, keys)
  mustBeReadable(backup, key.root)
  await bringKey(key, options.home)

  const cluster = prepareCluster({ folder: join(options.home, 'postgres') })
  mustHoldNothing(cluster.data)
  const draft = `${cluster.data}.restoring`
  await endForerunner(draft)
  fs.rmSync(draft, { recursive: true, force: true })
  ownFolder(draft, cluster)
  ownFolder(cluster.socket, cluster)

  for (const part of backup.manifest.parts) {
    // The packed ones are measured while they are read.
    if (!part.name.endsWith(PACKED)) await mustBeWhole(backup.folder, part)
  }
  for (const segment of backup.manifest.wal) await mustBeWhole(walOf(folder), segment)
  step({ zh: `取出备份 ${backup.name}`, en: `Unpacking the backup ${backup.name}` })
  await unpack(backup, roots, { draft, cluster }, options)
  step({ zh: '按数据库日志向前重放', en: "Rolling forward through the database's journal" })
  const journal = { wal: walOf(folder), roots, until: options.until }
  const lastChangeAt = await rollForward({ ...cluster, data: draft }, journal)
  if (!options.databaseOnly) {
    step({ zh: '复制上传的文件', en: 'Copying uploaded files' })
    await copyNewFiles(filesOf(folder), join(options.home, 'files'), {
      count: (bytes) => options.onProgress?.(bytes, backup.manifest.files.bytes),
    })
    await unpackAlongside(backup, roots, options)
  }
  // Last of all: only now is there a database.
  fs.renameSync(draft, cluster.data)
  syncFolder(resolve(cluster.data, '..'))
  return { backup, lastChangeAt, seconds: (Date.now() - began) / 1000 }
}

function mustBeReadable({ manifest, name, folder }: Backup, root: Buffer): void {
  if (!isSealedBy(manifest, root)) throw damaged(join(folder, 'manifest.json'))
  if (manifest.postgres === POSTGRES_MAJOR) return
  throw refusal('backup.otherVersion', name, {
    zh: `备份 ${name} 属于 PostgreSQL ${manifest.postgres}，本程序使用 ${POSTGRES_MAJOR}：请用当时的版本（Lika ${manifest.lika}）恢复。`,
    en: `The backup ${name} belongs to PostgreSQL ${manifest.postgres}, this program uses ${POSTGRES_MAJOR}: restore it with its own version, Lika ${manifest.lika}.`,
  })
}

function mustHoldNothing(data: string): void {
  if (!fs.existsSync(data)) return
  throw refusal('restore.notEmpty', data, {
    zh: `${data} 已有数据库，不会覆盖：请先停止服务器并把它移到别处，或用 LIKA_HOME 恢复到另一个文件夹。`,
    en: `${data} holds a database, which is not overwritten: stop the server and move it away, or set LIKA_HOME to another folder.`,
  })
}

const PACKED = `.tar.gz${SEALED}`

async function unpack(
  backup: Backup,
  roots: readonly Buffer[],
  { draft, cluster }: { readonly draft: string; readonly cluster: Cluster },
  options: RestoreOptions,
): Promise<void> {
  const { account } = cluster.runtime
  const data = partNamed(backup, `data${PACKED}`)
  await unpackFolder(sourceOfPart(backup, data, roots), data, { folder: draft, account }, (bytes) =>
    options.onProgress?.(bytes, data.bytes),
  )
  fs.chmodSync(draft, 0o700)
  fs.mkdirSync(join(draft, 'pg_wal/archive_status'), { recursive: true })
  const label = partNamed(backup, `backup_label${SEALED}`)
  fs.writeFileSync(join(draft, 'backup_label'), await openBytes(sourceOfPart(backup, label, roots)))
  fs.writeFileSync(join(draft, 'recovery.signal'), '')
  for (const name of ['pg_wal/archive_status', 'backup_label', 'recovery.signal'])
    chownTo(account, join(draft, name))
}

function partNamed({ manifest, folder }: Backup, name: string): Part {
  const part = manifest.parts.find((each) => each.name === name)
  if (!part) throw damaged(join(folder, name))
  return part
}

async function unpackAlongside(
  backup: Backup,
  roots: readonly Buffer[],
  { home }: RestoreOptions,
): Promise<void> {
  for (const part of backup.manifest.parts) {
    const name = part.name.endsWith(PACKED) ? part.name.slice(0, -PACKED.length) : 'data'
    if (name === 'data') continue
    const place = join(home, name)
    const draft = `${place}.restoring`
    fs.rmSync(draft, { recursive: true, force: true })
    fs.mkdirSync(draft, { mode: 0o700 })
    await unpackFolder(sourceOfPart(backup, part, roots), part, { folder: draft, account: undefined })
    if (fs.existsSync(place)) fs.rmSync(draft, { recursive: true })
    else fs.renameSync(draft, place)
  }
}
