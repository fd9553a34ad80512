// The backup folder, one for one installation:
//
//   lika-backup.json         whose it is
//   wal/                     the database's journal since the first backup, segment by segment, sealed
//   files/ab/abcd…           uploaded files under their SHA-256, shared by all backups, sealed as the server keeps them
//   2026-11-22T06-10-00Z/    one backup: manifest.json, and the sealed parts that it names with their digests
//
// The key of the installation is never in it. Without the key a backup tells how large it is and when it was made; with
// it, everything.

import fs from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { SuiteName } from '../crypto/index.ts'
import { AppError, type Message, notFound } from '../errors.ts'
import { digestOf } from './sealed.ts'
import { fileOfSegment } from './segment.ts'
import { isSegment, namesOf, segmentNumber } from './segments.ts'

const MARKER = 'lika-backup.json'
const MANIFEST = 'manifest.json'
const UNFINISHED = '.unfinished'
/** Before it, backups lay in clear. */
const FORMAT = 2

export type Part = { readonly name: string; readonly bytes: number; readonly sha256: string }

export type Manifest = {
  readonly format: typeof FORMAT
  readonly suite: SuiteName
  readonly lika: string
  readonly postgres: number
  /** Identifier that PostgreSQL gave the cluster when it was made. */
  readonly system: string
  readonly startedAt: string
  /** From this instant on a restore can stop at any second. */
  readonly endedAt: string
  readonly timeline: number
  readonly endLsn: string
  readonly firstSegment: string
  readonly lastSegment: string
  /** Which key file belongs to it, by its digest; the key itself lies elsewhere. */
  readonly key: Part
  readonly parts: readonly Part[]
  readonly wal: readonly Part[]
  readonly files: { readonly count: number; readonly bytes: number }
  /** Rows by table when it began: journals only grow, so a restore has as many at least. */
  readonly rows: Readonly<Record<string, number>>
  /** Keyed digest of all this: whoever lacks the key can write no manifest. */
  readonly seal: string
}

export type Backup = { readonly name: string; readonly folder: string; readonly manifest: Manifest }

export const walOf = (folder: string): string => join(folder, 'wal')
export const filesOf = (folder: string): string => join(folder, 'files')

/** Makes the folder for this installation, or opens it; refuses one that belongs to something else. */
export function claimFolder(folder: string, system: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o711 })
  const marker = join(folder, MARKER)
  if (fs.existsSync(marker)) {
    const owner = readMarker(folder)
    if (owner === system) return
    throw refusal('backup.otherInstallation', folder, {
      zh: `${folder} 属于另一套系统的备份，请用另一个文件夹。`,
      en: `${folder} holds backups of another installation: use another folder.`,
    })
  }
  if (fs.readdirSync(folder).length > 0) {
    throw refusal('backup.folderNotEmpty', folder, {
      zh: `${folder} 不是空文件夹，也不是备份文件夹：不会覆盖其中的内容，请用另一个文件夹。`,
      en: `${folder} is neither empty nor a backup folder, and nothing is overwritten: use another folder.`,
    })
  }
  writeWhole(marker, JSON.stringify({ format: FORMAT, system }))
}

/** Identifier of the cluster whose backups lie in the folder. */
export function readMarker(folder: string): string {
  const marker = markerIn(folder)
  if (marker.format === FORMAT) return marker.system
  if (marker.format !== 1) throw newer(folder)
  throw refusal('backup.inClear', folder, {
    zh: `${folder} 里是旧版本未加密的备份，本版本既不写入也不恢复：请用另一个文件夹作新的备份；旧备份用作它的那个版本恢复，用不到后销毁。`,
    en: `${folder} holds backups of an earlier version, which are not encrypted: this one neither adds to them nor restores them. Back up into another folder; restore the old ones with the version that made them, and destroy them when they are needed no more.`,
  })
}

function markerIn(folder: string): { readonly format: number; readonly system: string } {
  try {
    return JSON.parse(fs.readFileSync(join(folder, MARKER), 'utf8'))
  } catch (cause) {
    throw notFound(
      'backup.noFolder',
      { zh: `${folder} 不是备份文件夹。`, en: `${folder} is no backup folder.` },
      { field: 'FOLDER', value: folder, cause },
    )
  }
}

function newer(folder: string): AppError {
  return refusal('backup.newer', folder, {
    zh: `${folder} 由更新的版本写成，请用该版本。`,
    en: `${folder} was written by a newer version: use that one.`,
  })
}

/** Whole backups only, the oldest first. */
export function listBackups(folder: string): Backup[] {
  return fs
    .readdirSync(folder)
    .filter((name) => /^\d{4}-.*Z$/.test(name))
    .sort()
    .map((name) => ({
      name,
      folder: join(folder, name),
      manifest: JSON.parse(fs.readFileSync(join(folder, name, MANIFEST), 'utf8')) as Manifest,
    }))
}

export function draftOf(folder: string, startedAt: string): { draft: string; whole: string } {
  const whole = join(folder, startedAt.replace(/\.\d+/, '').replaceAll(':', '-'))
  if (fs.existsSync(whole)) {
    throw refusal('backup.exists', whole, {
      zh: `备份 ${whole} 已存在，不会覆盖。`,
      en: `The backup ${whole} is there already and is not overwritten.`,
    })
  }
  const draft = `${whole}${UNFINISHED}`
  fs.mkdirSync(draft, { mode: 0o700 })
  return { draft, whole }
}

/** What killed backups left; called by whoever holds the lock of backups. Files that were copied already are kept. */
export function removeDrafts(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith(UNFINISHED)) fs.rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The manifest with its seal, by the key of the installation. */
export function sealManifest(manifest: Omit<Manifest, 'seal'>, root: Buffer): Manifest {
  return { ...manifest, seal: digestOf(root, manifest.suite, 'manifest', JSON.stringify(manifest)) }
}

export function isSealedBy({ seal, ...manifest }: Manifest, root: Buffer): boolean {
  return seal === sealManifest(manifest, root).seal
}

export function finishBackup(draft: string, whole: string, manifest: Manifest): void {
  writeWhole(join(draft, MANIFEST), JSON.stringify(manifest, null, 2))
  syncFolder(draft)
  fs.renameSync(draft, whole)
  syncFolder(resolve(whole, '..'))
}

const AT_LEAST = 2
const DAY_MS = 86_400_000

/**
 * Keeps any second of the last `days` days restorable: the newest backup from before them and all since, two in any
 * case. Of the journal goes what lies before the oldest that is kept. Answers the names of what went.
 */
export function prune(folder: string, days: number, now: Date): string[] {
  const backups = listBackups(folder)
  const begin = now.getTime() - days * DAY_MS
  const lastBefore = backups.findLastIndex(({ manifest }) => Date.parse(manifest.endedAt) <= begin)
  const firstKept = Math.max(0, Math.min(lastBefore, backups.length - AT_LEAST))
  const gone = backups.slice(0, firstKept)
  for (const backup of gone) {
    // First renamed: a killed pruning leaves a draft, never half a backup.
    const draft = `${backup.folder}${UNFINISHED}`
    fs.renameSync(backup.folder, draft)
    fs.rmSync(draft, { recursive: true, force: true })
  }
  const oldest = backups[firstKept]
  if (oldest) removeSegmentsBefore(walOf(folder), oldest.manifest.firstSegment)
  return gone.map(({ name }) => name)
}

function removeSegmentsBefore(wal: string, first: string): void {
  for (const name of namesOf(fs.readdirSync(wal))) {
    if (isSegment(name) && segmentNumber(name) < segmentNumber(first))
      fs.rmSync(join(wal, fileOfSegment(name)))
  }
}

/** The key must not lie beside what it opens. */
export function mustBeApart(folder: string, path: string): void {
  const inside = `${fs.realpathSync(resolve(path, '..'))}${sep}`.startsWith(
    `${fs.realpathSync(folder)}${sep}`,
  )
  if (!inside) return
  throw refusal('backup.keyBeside', path, {
    zh: `密钥 ${path} 在备份文件夹里：密钥与备份不能放在一起，请换一个地方。`,
    en: `The key ${path} lies in the backup folder: keep key and backup in different places.`,
  })
}

export function refusal(code: string, value: string, message: Message): AppError {
  return new AppError(code, 409, message, { value })
}

/** Whole or not at all, and on the disk when it returns. */
export function writeWhole(path: string, text: string): void {
  const file = fs.openSync(`${path}.draft`, 'w', 0o600)
  fs.writeSync(file, text)
  fs.fsyncSync(file)
  fs.closeSync(file)
  fs.renameSync(`${path}.draft`, path)
  syncFolder(resolve(path, '..'))
}

export function syncFolder(folder: string): void {
  const file = fs.openSync(folder, 'r')
  fs.fsyncSync(file)
  fs.closeSync(file)
}
