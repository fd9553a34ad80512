// Whether there is room to write. A full disk must refuse before PostgreSQL meets the wall: PostgreSQL ends itself when
// it cannot write its journal, and then nobody can read either.
//
//   ok ──→ low (somebody is told) ──→ full (nothing is stored but what reading needs) ──→ spent (not even that)
//    └──────────────────────── as soon as there is space again ────────────────────────────┘

import { AppError } from '../errors.ts'
import { FULL, isDiskFull } from '../outage.ts'
import { type Bounds, boundsOf } from './limits.ts'
import { type Space, spaceOf } from './space.ts'

export type DiskLevel = 'ok' | 'low' | 'full' | 'spent'

export interface DiskState {
  readonly level: DiskLevel
  /** Since when it is at this level; null while all is well. */
  readonly since: string | null
  /** The folder whose disk has least left, and how much of what it should have. */
  readonly place: string
  readonly free: number
  readonly bounds: Bounds
}

export interface Disk {
  /** Looks at the disks now. */
  readonly look: () => DiskState
  /** Refuses with 507 what would store `bytes` more, unless reading hangs on it. */
  readonly mustTake: (bytes?: number) => void
  /** The same for the little that reading needs: a session, an entry of the audit journal. */
  readonly mustTakeLittle: () => void
  /** What an error means while the disk is full: 507 for what was stopped because of it. */
  readonly explain: (error: unknown) => AppError | undefined
}

export interface DiskOptions {
  readonly now?: () => string
  readonly spaceOf?: (folder: string) => Space
}

/** The disks that these folders lie on. */
export function createDisk(folders: readonly string[], options: DiskOptions = {}): Disk {
  const { now = () => new Date().toISOString(), spaceOf: measure = spaceOf } = options
  let last: DiskState | undefined
  const look = () => {
    const worst = folders.map((folder) => stateOf(folder, measure(folder), last)).sort(byRoom)[0]!
    const since = worst.level === 'ok' ? null : worst.level === last?.level ? last.since : now()
    last = { ...worst, since }
    return last
  }
  return {
    look,
    mustTake: (bytes = 0) => {
      const { level, free, bounds } = look()
      if (isFull(level) || free - bytes < bounds.full) throw diskFull()
    },
    mustTakeLittle: () => {
      if (look().level === 'spent') throw diskFull()
    },
    explain: (error) => {
      if (isDiskFull(error)) return diskFull(error)
      return wasStopped(error) && isFull(look().level) ? diskFull(error) : undefined
    },
  }
}

/** Room without end: for commands that store little, and for tests. */
export const roomyDisk: Disk = {
  look: () => ({ level: 'ok', since: null, place: '', free: Infinity, bounds: boundsOf(Infinity) }),
  mustTake: () => {},
  mustTakeLittle: () => {},
  explain: (error) => (isDiskFull(error) ? diskFull(error) : undefined),
}

export function isFull(level: DiskLevel): boolean {
  return level === 'full' || level === 'spent'
}

type Measured = Omit<DiskState, 'since'>

function stateOf(place: string, { free, total }: Space, last: DiskState | undefined): Measured {
  const bounds = boundsOf(total)
  const wasFull = last !== undefined && last.place === place && isFull(last.level)
  const level =
    free < bounds.spent
      ? 'spent'
      : free < (wasFull ? bounds.enough : bounds.full)
        ? 'full'
        : free < bounds.low
          ? 'low'
          : 'ok'
  return { level, place, free, bounds }
}

const LEVELS: readonly DiskLevel[] = ['spent', 'full', 'low', 'ok']

function byRoom(a: Measured, b: Measured): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.free - b.free
}

export function diskFull(cause?: unknown): AppError {
  return new AppError('server.diskFull', 507, FULL, cause === undefined ? {} : { cause })
}

/** As the watch stops statements (watch.ts), not as a limit of time does. */
function wasStopped(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === '57014' && /user request/.test(String(message))
}
