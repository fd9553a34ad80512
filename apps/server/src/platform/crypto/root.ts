/**
 * The root key: the secret of the installation, in a file outside the database. It wraps every other key.
 *
 *   secret.key         the root that is in use
 *   secret.key.next    one that is being put in its place
 *   secret.key.old-…   one that was replaced: backups of before open with it alone
 *
 * Replacing it: the next one is written and is on the disk; all keys are wrapped anew in one transaction; the next one
 * takes the place of the old one. Killed before the transaction has committed, the old one opens the keys and the next is
 * used when somebody begins again; killed after it, the next one opens them, and is put in its place at the next start.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, withTransaction } from '../db.ts'
import { onDisk } from '../files.ts'
import { opensKeys, rewrapKeys } from './data-keys.ts'

const BYTES = 32

/** Reads the root of a home, and makes the first one. */
export function makeRoot(home: string): Buffer {
  const path = join(home, 'secret.key')
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(BYTES), { mode: 0o600, flag: 'wx', flush: true })
    } catch (error) {
      // Another process was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(path)
}

/** The root that opens the keys; a replacement that was cut short after its transaction comes to its end here. */
export async function settleRoot(db: Db, home: string): Promise<Buffer> {
  const root = makeRoot(home)
  const path = join(home, 'secret.key.next')
  if (!existsSync(path) || (await opensKeys(db.pool, root))) return root
  const next = readFileSync(path)
  if (next.length !== BYTES || !(await opensKeys(db.pool, next))) return root
  try {
    await putInPlace(home)
  } catch (error) {
    // Another process that starts at the same moment has done it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return next
}

export interface ReplacedRoot {
  readonly keys: number
  /** Where the replaced one lies. */
  readonly old: string
}

/**
 * A new root in the place of the old one. Nothing may run on the database meanwhile but the caller: whoever has read the
 * old one cannot open keys any more. `onStep` is for tests that cut it short.
 */
export async function replaceRoot(
  db: Db,
  home: string,
  onStep: (step: 'written' | 'wrapped') => void = () => {},
): Promise<ReplacedRoot> {
  const root = await settleRoot(db, home)
  const path = join(home, 'secret.key.next')
  // One that was written and never used may be half of one.
  rmSync(path, { force: true })
  const next = randomBytes(BYTES)
  writeFileSync(path, next, { mode: 0o600, flag: 'wx', flush: true })
  await onDisk(home)
  onStep('written')
  const keys = await withTransaction(db, ({ client }) => rewrapKeys(client, root, next))
  onStep('wrapped')
  return { keys, old: await putInPlace(home) }
}

/** The old one is kept under another name before the next takes its own: at no moment is a file missing. */
async function putInPlace(home: string): Promise<string> {
  const path = join(home, 'secret.key')
  const old = `${path}.old-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`
  linkSync(path, old)
  renameSync(`${path}.next`, path)
  await onDisk(home)
  return old
}
