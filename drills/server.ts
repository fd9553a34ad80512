/** A server and its embedded database as processes: started, asked over HTTP, stopped, or killed like a power cut. */
import { type ChildProcess, execFile, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareCluster } from '../apps/server/src/platform/postgres-cluster.ts'

const CLI = resolve(import.meta.dirname, '../apps/server/src/cli.ts')

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly code?: string }
}

export interface Server {
  readonly address: string
  /** Ends the process at once, as a power cut would; the database goes on. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly isUp: () => boolean
}

/** A folder that the account of PostgreSQL can enter, removed by `remove`. */
export function aFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-${name}-`))
  chmodSync(folder, 0o755)
  return folder
}

export async function startServer(home: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    execArgv: ['--no-warnings'],
    env: environment(home, { LIKA_PORT: '0', LIKA_LOG: 'error', LIKA_WORLD: 'none', ...env }),
  })
  const address = await new Promise<string>((told, failed) => {
    child.once('message', (message) => told((message as { address: string }).address))
    child.once('exit', () => failed(new Error('the server ended; what it said is above')))
  })
  const isUp = () => child.exitCode === null && child.signalCode === null
  const ended = (end: (process: ChildProcess) => void) => async () => {
    if (!isUp()) return
    const exit = once(child, 'exit')
    end(child)
    await exit
  }
  return {
    address,
    isUp,
    kill: ended((process) => process.kill('SIGKILL')),
    stop: ended((process) => process.send('stop')),
  }
}

function environment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env
  return { ...env, LIKA_LANG: 'en', LIKA_HOME: home, ...more }
}

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A command as somebody types it. */
export function lika(home: string, ...args: string[]): Promise<Ran> {
  return likaWith({}, home, ...args)
}

/** The same with more settings: on a server of one's own, say. */
export function likaWith(more: NodeJS.ProcessEnv, home: string, ...args: string[]): Promise<Ran> {
  const options = { env: environment(home, more), maxBuffer: 64 * 2 ** 20 }
  return new Promise((done) => {
    execFile(process.execPath, ['--no-warnings', CLI, ...args], options, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })
}

/** The same, which must succeed; its JSON. */
export async function likaJson<T>(home: string, ...args: string[]): Promise<T> {
  const { code, out, err } = await lika(home, ...args, '--json')
  if (code !== 0) throw new Error(`lika ${args.join(' ')} ended with ${code}: ${err || out}`)
  return JSON.parse(out) as T
}

let county: Promise<string> | undefined

/** A small county in a home of its own: made once, then copied. */
export async function aCounty(name: string): Promise<string> {
  county ??= makeCounty()
  const home = aFolder(name)
  copyHome(await county, home)
  return home
}

async function makeCounty(): Promise<string> {
  const home = aFolder('county')
  process.once('exit', () => rmSync(home, { recursive: true, force: true }))
  await likaJson(home, 'world', 'load', 'county', '--households', '100')
  return home
}

/** Whose database is stopped. What belongs to the account of PostgreSQL goes on to. */
export function copyHome(from: string, to: string): void {
  execFileSync('cp', ['--archive', '--reflink=auto', `${from}/.`, to])
}

export function postmasterOf(home: string): number | undefined {
  const { data } = prepareCluster({ folder: join(home, 'postgres') })
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

/** Kills PostgreSQL with everything it runs, as a power cut would. */
export async function killDatabase(home: string): Promise<void> {
  const pid = postmasterOf(home)
  if (pid === undefined || !existsSync(`/proc/${pid}`)) return
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  for (const each of [pid, ...children]) {
    try {
      if (each > 0) process.kill(each, 'SIGKILL')
    } catch {
      // It had ended already.
    }
  }
  while (existsSync(`/proc/${pid}`)) await sleep(10)
}

export async function remove(home: string): Promise<void> {
  await killDatabase(home)
  rmSync(home, { recursive: true, force: true })
}

/** Somebody at the API: a demo account, by its name. */
export interface Person {
  readonly send: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => Promise<Answer>
  readonly upload: (path: string, bytes: Buffer, name: string) => Promise<Answer>
}

export async function enter(address: () => string, account: string): Promise<Person> {
  let cookie = ''
  const signIn = async (): Promise<void> => {
    const answer = await fetch(`${address()}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account }),
    })
    // A server that has just started on a busy machine asks to be asked again.
    if (answer.status === 503) return sleep(250).then(signIn)
    if (answer.status !== 200) throw new Error(`${account} cannot enter: ${await answer.text()}`)
    cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
  }
  await signIn()
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(address() + path, { ...init, headers: { ...init.headers, cookie } })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) }
  }
  return {
    send: (method, path, body) =>
      ask(path, {
        method,
        headers: body ? { 'content-type': 'application/json' } : {},
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    upload: (path, bytes, name) => {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(bytes)]), name)
      return ask(path, { method: 'POST', body: form })
    },
  }
}
