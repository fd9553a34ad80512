import type { Message } from '../errors.ts'
import { type DiskState, isFull } from './disk.ts'

export interface DiskAlarm {
  readonly reason: 'diskLow' | 'diskFull'
  readonly since: string | null
  readonly message: Message
}

/** What an administrator is told of the disk; undefined while it has room. */
export function diskAlarm({ level, since, place, free, bounds }: DiskState): DiskAlarm | undefined {
  if (level === 'ok') return undefined
  const [left, low, full] = [free, bounds.low, bounds.enough].map(mb)
  if (!isFull(level)) {
    return {
      reason: 'diskLow',
      since,
      message: {
        zh: `${place} 所在磁盘只剩 ${left} MB（少于 ${low} MB）：请清理或扩容，否则不久将停止保存。`,
        en: `The disk that holds ${place} has ${left} MB left, less than ${low} MB: free some space or enlarge it, or soon nothing will be stored.`,
      },
    }
  }
  return {
    reason: 'diskFull',
    since,
    message: {
      zh: `${place} 所在磁盘只剩 ${left} MB，已停止保存，只能查看：请清理到 ${full} MB 以上，之后会自动恢复，无需重启。`,
      en: `The disk that holds ${place} has ${left} MB left: nothing is stored, and people can only read. Free it up to ${full} MB; storing begins again by itself, without a restart.`,
    },
  }
}

function mb(bytes: number): string {
  return Math.floor(bytes / 2 ** 20).toLocaleString('en-US')
}
