/** Who can reach the server: its own machine, or others by https and with accounts of their own. */
import { findWorld } from './modules/access/index.ts'
import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import { type AppError, startupError } from './platform/errors.ts'

const LOCAL = ['127.0.0.1', 'localhost', '::1']

/** Before anything is opened: others come by https, and into no demo world. */
export function mustBeReachedSafely(config: Config): void {
  if (!LOCAL.includes(config.host) && !config.origin?.startsWith('https:')) {
    throw startupError(
      'server.notLocal',
      {
        zh: `LIKA_HOST=${config.host} 会让其他机器访问：请由反向代理提供 TLS，并设置 LIKA_ORIGIN=https://域名（人们访问的地址）；只在本机使用则用 127.0.0.1。`,
        en: `LIKA_HOST=${config.host} lets other machines in: put a proxy with TLS in front and set LIKA_ORIGIN=https://… to the address that people use, or use 127.0.0.1.`,
      },
      { field: 'LIKA_HOST', value: config.host, expected: 'LIKA_ORIGIN=https://…' },
    )
  }
  if (isReachedByOthers(config) && config.world) throw worldStaysHome()
}

/** Once the database is open: anybody who reaches a demo world can enter it, so it answers to this machine alone. */
export async function mustHoldNoWorld(config: Config, db: Db): Promise<void> {
  if (isReachedByOthers(config) && (await findWorld(db.pool))) throw worldStaysHome()
}

function isReachedByOthers(config: Config): boolean {
  if (!LOCAL.includes(config.host)) return true
  return config.origin !== undefined && !LOCAL.includes(new URL(config.origin).hostname)
}

function worldStaysHome(): AppError {
  return startupError(
    'server.worldStaysLocal',
    {
      zh: '演示世界不用密码即可进入，只能在本机使用：供他人访问时请设置 LIKA_WORLD=none，并使用没有演示数据的数据库。',
      en: 'A demo world is entered without a password, so it answers to this machine alone: set LIKA_WORLD=none and use a database without one when others are to reach it.',
    },
    { field: 'LIKA_WORLD', expected: 'none' },
  )
}
