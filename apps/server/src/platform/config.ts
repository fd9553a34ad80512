// The environment, read once. Every setting is named here with what it means; a bad value stops the program.

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { SuiteName } from './crypto/index.ts'
import { type AppError, startupError } from './errors.ts'
import { type AllowedOrigin, readAllowedOrigins } from './outbound.ts'

export type Config = {
  /** LIKA_PORT: where API and office app are served. 8600 unless set. */
  readonly port: number
  /** LIKA_HOST: the address to listen at. 127.0.0.1 unless set: other machines reach it only when asked for. */
  readonly host: string
  /** LIKA_HOME: the folder of all local data. `.lika` in the repository unless set. */
  readonly home: string
  /** LIKA_CHECKPOINTS: a second folder for the checkpoints of the journals, on another machine if possible. */
  readonly checkpoints: string | undefined
  /** DATABASE_URL: a PostgreSQL server of one's own instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** LIKA_POOL: most connections to the database at a time. 20 unless set. */
  readonly poolSize: number
  /** LIKA_TIME_ZONE: the time zone whose days count. Asia/Shanghai unless set. */
  readonly timeZone: string
  /** LIKA_LOG: trace, debug, info, warn, error or silent. info unless set. */
  readonly logLevel: string
  /** LIKA_WORLD: the demo world that npm start loads into an empty database: beihai, county, or none. beihai unless set. */
  readonly world: 'beihai' | 'county' | undefined
  /** LIKA_CRYPTO: the suite of a new database, international (AES, SHA-2, Ed25519) unless set, or sm (SM4, SM3, SM2). */
  readonly crypto: SuiteName | undefined
  /** LIKA_SCAN: a virus scanner that every upload is shown to, such as `clamdscan --fdpass --no-summary`. None unless set. */
  readonly scan: string | undefined
  /** LIKA_PROFILE: international (OWASP ASVS) unless set, or mlps3 (等保三级): passwords and limits of sessions. */
  readonly profile: 'international' | 'mlps3'
  /** LIKA_ORIGIN: https://… by which people reach the server through a proxy that does TLS. Needed beyond this machine. */
  readonly origin: string | undefined
  /** LIKA_PROXIES: addresses of the proxies whose word about the caller's address counts. This machine unless set. */
  readonly proxies: readonly string[]
  /** LIKA_OIDC_ISSUER, LIKA_OIDC_CLIENT, LIKA_OIDC_SECRET, LIKA_OIDC_LABEL, LIKA_OIDC_ACR: the single sign-on, if any. */
  readonly oidc: OidcConfig | undefined
  /** LIKA_OUTBOUND: further origins that the server may ask, with the network of those that are not public. */
  readonly outbound: readonly AllowedOrigin[]
  readonly version: string
}

export type OidcConfig = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly label: string
  readonly strongAcr: readonly string[]
}

const ROOT = resolve(import.meta.dirname, '../../../..')
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return {
    port: wholeNumber(env, 'LIKA_PORT', 8600, 0, 65_535),
    host: env.LIKA_HOST || '127.0.0.1',
    home: resolve(env.LIKA_HOME || resolve(ROOT, '.lika')),
    checkpoints: env.LIKA_CHECKPOINTS ? resolve(env.LIKA_CHECKPOINTS) : undefined,
    databaseUrl: postgresUrl(env.DATABASE_URL || undefined),
    poolSize: wholeNumber(env, 'LIKA_POOL', 20, 2, 500),
    timeZone: timeZone(env.LIKA_TIME_ZONE || 'Asia/Shanghai'),
    logLevel: oneOf('LIKA_LOG', env.LIKA_LOG || 'info', LOG_LEVELS),
    world: worldName(oneOf('LIKA_WORLD', env.LIKA_WORLD || 'beihai', ['beihai', 'county', 'none'])),
    crypto: env.LIKA_CRYPTO
      ? (oneOf('LIKA_CRYPTO', env.LIKA_CRYPTO, ['international', 'sm']) as SuiteName)
      : undefined,
    scan: env.LIKA_SCAN?.trim() || undefined,
    profile: oneOf('LIKA_PROFILE', env.LIKA_PROFILE || 'international', [
      'international',
      'mlps3',
    ]) as Config['profile'],
    origin: env.LIKA_ORIGIN ? httpsOrigin('LIKA_ORIGIN', env.LIKA_ORIGIN) : undefined,
    proxies: addresses('LIKA_PROXIES', env.LIKA_PROXIES || '127.0.0.1, ::1'),
    oidc: env.LIKA_OIDC_ISSUER ? oidc(env, env.LIKA_OIDC_ISSUER) : undefined,
    outbound: readAllowedOrigins(env.LIKA_OUTBOUND || ''),
    version: JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')).version,
  }
}

function worldName(text: string): 'beihai' | 'county' | undefined {
  return text === 'none' ? undefined : (text as 'beihai' | 'county')
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = env[name]
  if (!text) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw badSetting(name, text, `a whole number from ${least} to ${most}`, `${least} 到 ${most} 的整数`)
}

function postgresUrl(text: string | undefined): string | undefined {
  if (text === undefined || /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  // The address may hold a password, so it is not told back.
  throw badSetting(
    'DATABASE_URL',
    '…',
    'postgresql://user:password@host:5432/database',
    '形如 postgresql://用户:密码@主机:5432/数据库',
  )
}

function timeZone(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    throw badSetting(
      'LIKA_TIME_ZONE',
      name,
      'an IANA time zone such as Asia/Shanghai',
      'IANA 时区名，如 Asia/Shanghai',
    )
  }
}

/** Plain http is for this machine itself: what passes a network needs TLS. */
function httpsOrigin(name: string, text: string): string {
  const url = URL.parse(text)
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || isLocal) && url.href === `${url.origin}/`) return url.origin
  throw badSetting(
    name,
    text,
    'https:// and a name, such as https://lika.example.cn',
    'https:// 加域名，如 https://lika.example.cn',
  )
}

function addresses(name: string, text: string): string[] {
  const list = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  for (const each of list) {
    const [address = '', bits = '0'] = each.split('/')
    if (isIP(address) !== 0 && /^\d{1,3}$/.test(bits)) continue
    throw badSetting(
      name,
      each,
      'addresses or networks such as 10.1.2.3, 10.2.0.0/16',
      '地址或网段，如 10.1.2.3, 10.2.0.0/16',
    )
  }
  return list
}

function oidc(env: Readonly<Record<string, string | undefined>>, issuer: string): OidcConfig {
  const url = URL.parse(issuer)
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !isLocal)) {
    throw badSetting('LIKA_OIDC_ISSUER', issuer, 'the https address of the provider', '统一登录的 https 地址')
  }
  if (!env.LIKA_OIDC_CLIENT) {
    throw badSetting(
      'LIKA_OIDC_CLIENT',
      '',
      'the id that the provider gave to Lika',
      '统一登录分配给立卡的客户端标识',
    )
  }
  return {
    issuer,
    clientId: env.LIKA_OIDC_CLIENT,
    clientSecret: env.LIKA_OIDC_SECRET || undefined,
    label: env.LIKA_OIDC_LABEL || url.hostname,
    strongAcr: (env.LIKA_OIDC_ACR || '').split(/[\s,]+/).filter((each) => each !== ''),
  }
}

function oneOf(name: string, value: string, choices: readonly string[]): string {
  if (choices.includes(value)) return value
  throw badSetting(name, value, `one of ${choices.join(', ')}`, `${choices.join('、')} 之一`)
}

function badSetting(name: string, value: string, en: string, zh: string): AppError {
  return startupError(
    'config.invalid',
    {
      zh: `设置 ${name}=${value} 无效：应为${zh}。`,
      en: `The setting ${name}=${value} is not valid: ${en} is expected.`,
    },
    { field: name, value, expected: en },
  )
}
