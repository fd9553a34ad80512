import fs from 'node:fs'
import { dirname } from 'node:path'

export interface Space {
  /** Names the disk; folders of one disk have the same. */
  readonly device: number
  readonly free: number
  readonly total: number
}

/** Of the disk that a folder lies on, or will lie on. */
export function spaceOf(folder: string): Space {
  try {
    const { bavail, blocks, bsize } = fs.statfsSync(folder)
    return { device: fs.statSync(folder).dev, free: bavail * bsize, total: blocks * bsize }
  } catch (error) {
    const above = dirname(folder)
    if (above === folder || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return spaceOf(above)
  }
}
