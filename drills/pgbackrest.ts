/**
 * The guide for servers of one's own, step by step on a cluster of its own that Lika works on: pgBackRest and PostgreSQL of
 * the system, never the system's cluster. Where a program is missing it says which.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { aFolder, likaWith } from './server.ts'

export interface ServerDrill {
  readonly skipped?: string
  readonly versions?: string
  readonly restoreSeconds?: number
  readonly isGood?: boolean
}

export async function drillServer(say: (line: string) => void): Promise<ServerDrill> {
  const missing = whatIsMissing()
  if (missing) return { skipped: missing }
  const root = aFolder('pgbackrest')
  const bin = binFolder()!
  const [data, repo, socket] = ['data', 'repo', 'run'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  const versions = [versionOf(join(bin, 'postgres'), '--version'), versionOf('pgbackrest', 'version')].join(
    ', ',
  )
  const account = accountOf()
  for (const folder of [root, repo, socket]) {
    mkdirSync(folder, { recursive: true })
    if (account) chownSync(folder, account.uid, account.gid)
    chmodSync(folder, 0o750)
  }
  const config = join(root, 'pgbackrest.conf')
  writeFileSync(
    config,
    `[global]\nrepo1-path=${repo}\nrepo1-retention-full=4\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=of-this-drill-alone\nstart-fast=y\nlog-path=${root}\nlock-path=${root}\nspool-path=${root}\n\n[lika]\npg1-path=${data}\npg1-socket-path=${socket}\npg1-port=5998\n`,
  )
  chmodSync(config, 0o644)
  const as = { cwd: '/', ...(account ?? {}), stdio: 'pipe' as const, encoding: 'utf8' as const }
  const run = (program: string, ...args: string[]) => {
    say(`  ${program.split('/').at(-1)} ${args.join(' ')}`)
    return execFileSync(program, args, as)
  }
  const backrest = (...args: string[]) => run('pgbackrest', `--config=${config}`, '--stanza=lika', ...args)
  const start = () => run(join(bin, 'pg_ctl'), '-D', data, '-w', '-l', join(root, 'log'), 'start')
  const stop = () => run(join(bin, 'pg_ctl'), '-D', data, '-m', 'fast', '-w', 'stop')
  const ask = async (statement: string) => {
    const client = new pg.Client({ host: socket, port: 5998, user: 'postgres', database: 'postgres' })
    await client.connect()
    try {
      return (await client.query(statement)).rows
    } finally {
      await client.end()
    }
  }
  // Files and the key of this installation stay where they are; only the database is lost.
  const home = aFolder('pgbackrest-home')
  const onServer = async (...args: string[]) => {
    say(`  lika ${args.join(' ')}`)
    const url = `postgresql://postgres@localhost:5998/lika?host=${encodeURIComponent(socket)}`
    const ran = await likaWith({ DATABASE_URL: url }, home, ...args)
    if (ran.code !== 0)
      throw new Error(`lika ${args.join(' ')} ended with ${ran.code}: ${ran.err || ran.out}`)
  }
  try {
    run(
      join(bin, 'initdb'),
      '-D',
      data,
      '--username=postgres',
      '--auth=trust',
      '--data-checksums',
      '--locale=C.UTF-8',
    )
    appendFileSync(
      join(data, 'postgresql.conf'),
      `listen_addresses = ''\nport = 5998\nunix_socket_directories = '${socket}'\narchive_mode = on\narchive_command = 'pgbackrest --config=${config} --stanza=lika archive-push %p'\narchive_timeout = 60\n`,
    )
    start()
    await ask('create database lika')
    await ask('create table moment (n int)')
    backrest('stanza-create')
    backrest('check')
    await onServer('world', 'load', 'county', '--households', '100')
    backrest('--type=full', 'backup')
    await onServer('seal')
    await ask('insert into moment values (1)')
    await sleep(50)
    const [{ at }] = await ask("select to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS.USTZH') as at")
    await sleep(50)
    await ask('insert into moment values (2)')
    await ask('select pg_switch_wal()')
    backrest('check')
    backrest('verify')
    stop()
    rmSync(data, { recursive: true })
    mkdirSync(data, { mode: 0o700 })
    if (account) chownSync(data, account.uid, account.gid)
    const began = Date.now()
    backrest('--type=time', `--target=${at}`, '--target-action=promote', 'restore')
    start()
    let rows: { n: number }[] = []
    for (let tries = 0; tries < 200 && rows.length === 0; tries += 1) {
      rows = await ask('select n from moment where not pg_is_in_recovery()').catch(() => [])
      if (rows.length === 0) await sleep(100)
    }
    const restoreSeconds = (Date.now() - began) / 1000
    await onServer('verify')
    await onServer('verify', '--seals')
    return { versions, restoreSeconds, isGood: rows.map(({ n }) => n).join() === '1' }
  } finally {
    spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], as)
    for (const folder of [root, home]) rmSync(folder, { recursive: true, force: true })
  }
}

function versionOf(program: string, flag: string): string {
  return execFileSync(program, [flag], { encoding: 'utf8' }).trim()
}

function whatIsMissing(): string | undefined {
  const lacking = [
    ...(spawnSync('pgbackrest', ['version']).error ? ['pgbackrest'] : []),
    ...(binFolder() ? [] : ['postgresql']),
  ]
  if (lacking.length > 0)
    return `this machine lacks ${lacking.join(' and ')}; apt-get install ${lacking.join(' ')} brings it.`
  if (process.getuid?.() === 0 && !accountOf()) return 'run as root, it needs the account postgres.'
  return undefined
}

/** The programs of the newest PostgreSQL of Debian. */
function binFolder(): string | undefined {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return undefined
  const newest = readdirSync(versions)
    .map(Number)
    .sort((a, b) => b - a)[0]
  const bin = join(versions, String(newest), 'bin')
  return existsSync(join(bin, 'pg_ctl')) ? bin : undefined
}

function accountOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const ask = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [ask('-u'), ask('-g')]
  return uid > 0 ? { uid, gid } : undefined
}
