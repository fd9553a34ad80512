/** The keys that a restore is given: that of its home, and those that were kept apart; several, if it was replaced. */
import fs from 'node:fs'
import { join } from 'node:path'
import { digestFile } from '../files.ts'
import { type Backup, refusal } from './folder.ts'
import { copyKey } from './parts.ts'

export interface Key {
  readonly path: string
  readonly root: Buffer
  readonly sha256: string
}

const placeIn = (home: string) => join(home, 'secret.key')

export async function readKeys(home: string, named: readonly string[]): Promise<Key[]> {
  const paths = [...(fs.existsSync(placeIn(home)) ? [placeIn(home)] : []), ...named]
  const missing = paths.length === 0 ? 'secret.key' : paths.find((path) => !fs.existsSync(path))
  if (missing !== undefined) {
    throw refusal('restore.keyMissing', missing, {
      zh: `缺少密钥文件 ${missing}：备份里没有密钥，请用 --key 指出另行保管的密钥文件。`,
      en: `The key file ${missing} is missing: a backup does not hold it. Name the one that was kept apart with --key.`,
    })
  }
  const read = async (path: string) => ({
    path,
    root: fs.readFileSync(path),
    sha256: await digestFile(path),
  })
  return Promise.all(paths.map(read))
}

/** Before anything of the folder is opened, so that a wrong key is called so. */
export function mustOpenSome(backups: readonly Backup[], keys: readonly Key[]): void {
  if (!backups.some((backup) => findKey(backup, keys))) keyOf(backups.at(-1)!, keys)
}

/** The one that the backup was made with; another opens nothing of it. */
export function keyOf(backup: Backup, keys: readonly Key[]): Key {
  const key = findKey(backup, keys)
  if (key) return key
  const paths = keys.map(({ path }) => path)
  throw refusal('restore.otherKey', paths.join(', '), {
    zh: `${paths.join('、')} 不是备份 ${backup.name} 所属的密钥。`,
    en: `${paths.join(', ')}: not the key of the backup ${backup.name}.`,
  })
}

function findKey({ manifest }: Backup, keys: readonly Key[]): Key | undefined {
  return keys.find(({ sha256 }) => sha256 === manifest.key.sha256)
}

/** Whatever lies in the home already stays: it may be the one that replaced that of the backup. */
export async function bringKey({ path }: Key, home: string): Promise<void> {
  if (!fs.existsSync(placeIn(home))) await copyKey(path, placeIn(home))
}
