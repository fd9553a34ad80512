// Errors of the machine, not of the program: the database is away, a disk is full. They pass, and whoever asked may ask
// again; a write without an answer may have been stored, and its id makes sending it again harmless.

import { AppError, type Message } from './errors.ts'

/** The answer to an outage; undefined for any other error. */
export function outageOf(error: unknown): AppError | undefined {
  const { code, message, syscall, cause } = error as {
    code?: unknown
    message?: unknown
    syscall?: unknown
    cause?: unknown
  }
  if (isDiskFull(error)) return new AppError('server.diskFull', 507, FULL, { cause: error })
  const isAway =
    /^(08|57P0)/.test(String(code)) ||
    TOO_MANY.has(String(code)) ||
    LOST.has(String(code)) ||
    (code === 'ENOENT' && syscall === 'connect') ||
    LOST_MESSAGES.test(String(message))
  if (isAway) return new AppError('database.away', 503, AWAY, { cause: error })
  return cause === undefined || cause === error ? undefined : outageOf(cause)
}

export function isDiskFull(error: unknown): boolean {
  return DISK_FULL.has(String((error as { code?: unknown }).code))
}

// Of PostgreSQL, and of the file system for uploads.
const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])
const TOO_MANY = new Set(['53200', '53300', '53400'])
const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])
// The driver gives these no code.
const LOST_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/

export const FULL: Message = {
  zh: '服务器磁盘空间不足，没有保存；可以继续查看，请通知管理员清理后再试。',
  en: 'The disk of the server is full, so nothing was stored. Reading goes on; ask the administrator to free some space, then try again.',
}

const AWAY: Message = {
  zh: '数据库暂时连不上，不能确定是否已保存；请稍后用同一内容再提交一次，不会重复。',
  en: 'The database is away for a moment, and whether this was stored is not known. Send the same again in a moment: it will not be stored twice.',
}
