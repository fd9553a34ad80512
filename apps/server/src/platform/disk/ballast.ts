// A file that holds nothing but space. PostgreSQL ends when its journal cannot be written, so a disk that fills up all
// the same must have something left to give: the file is removed, and reading goes on.

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { boundsOf } from './limits.ts'
import { spaceOf } from './space.ts'

/** Lies beside the cluster, never in it: a backup does not carry it. */
export function ballastOf(folder: string): string {
  return join(folder, 'ballast')
}

/** Holds the space back, if there is enough to spare. Answers whether it lies there now. */
export function holdBallast(file: string, folder: string): boolean {
  if (fs.existsSync(file)) return true
  const { free, total } = spaceOf(folder)
  const { enough, ballast } = boundsOf(total)
  if (free < enough + ballast) return false
  const draft = `${file}.draft`
  try {
    // Blocks that are really there: a file that is only long holds nothing.
    const made = spawnSync('fallocate', ['-l', String(ballast), draft])
    if (made.status !== 0) fillWithChance(draft, ballast)
    fs.chmodSync(draft, 0o600)
    fs.renameSync(draft, file)
    return true
  } catch {
    fs.rmSync(draft, { force: true })
    return false
  }
}

/** Gives it up. Answers whether there was anything to give. */
export function giveUpBallast(file: string): boolean {
  const wasThere = fs.existsSync(file)
  fs.rmSync(file, { force: true })
  return wasThere
}

/** Where the system cannot set space apart. Zeros would be nothing to a file system that packs. */
function fillWithChance(path: string, bytes: number): void {
  const file = fs.openSync(path, 'w', 0o600)
  try {
    for (let written = 0; written < bytes; written += PIECE) fs.writeSync(file, randomBytes(PIECE))
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}

const PIECE = 2 ** 20
