/** A disk of its own that a test may fill: a tmpfs, which only root may mount. */
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { spaceOf } from '../apps/server/src/platform/disk/space.ts'
import { aFolder } from './server.ts'

export interface SmallDisk {
  readonly folder: string
  /** Fills it with somebody else's file, until so many bytes are free. */
  readonly fillTo: (free: number) => void
  readonly makeRoom: () => void
  readonly free: () => number
  readonly unmount: () => void
}

/** The disk, or the sentence that says why there is none. */
export function mountDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a small disk can be mounted by root on Linux only'
  const folder = aFolder('disk')
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    fs.rmSync(folder, { recursive: true })
    return `this machine lets nobody mount a disk: ${mounted.stderr?.toString().trim()}`
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fillTo: (free) => fill(filler, folder, free),
    makeRoom: () => fs.rmSync(filler, { force: true }),
    free: () => spaceOf(folder).free,
    unmount: () => {
      execFileSync('umount', ['-l', folder])
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** At once: what is given up meanwhile is not taken as well. */
function fill(filler: string, folder: string, free: number): void {
  const begin = fs.existsSync(filler) ? fs.statSync(filler).size : 0
  const bytes = spaceOf(folder).free - free
  if (bytes > 0) execFileSync('fallocate', ['-o', String(begin), '-l', String(bytes), filler])
}
