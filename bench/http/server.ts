/** Starts the server of a registry, and enters it as one of its accounts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Server {
  /** Origin that it listens on. */
  readonly address: string
  readonly send: (request: Request) => Promise<Answer>
  readonly peakMb: () => Promise<number>
  readonly stop: () => Promise<void>
}

export interface Request {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
  /** Of whoever asks; see `enter`. */
  readonly cookie?: string
}

export interface Answer {
  readonly status: number
  readonly body: string
  readonly cookie?: string
}

export async function startServer(databaseUrl: string, home: string): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    // What the bench itself may use is no matter of the server's.
    execArgv: [],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      LIKA_HOME: home,
      LIKA_PORT: '0',
      LIKA_LOG: 'error',
      LIKA_WORLD: 'none',
    },
  })
  const { address } = await told<{ address: string }>(child)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    address,
    send: (asked) => send(agent, address, asked),
    peakMb: async () => {
      child.send('memory')
      return (await told<{ peakMb: number }>(child)).peakMb
    },
    stop: async () => {
      agent.destroy()
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    },
  }
}

async function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('the server ended; what it said is above'))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as T)
    })
  })
}

function send(agent: Agent, address: string, asked: Request): Promise<Answer> {
  const body = asked.body === undefined ? undefined : JSON.stringify(asked.body)
  return new Promise((resolve, reject) => {
    const sent = request(
      address + asked.path,
      {
        agent,
        method: asked.method ?? 'GET',
        headers: {
          ...(asked.cookie ? { cookie: asked.cookie } : {}),
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: answer.statusCode!, body: text, ...(cookie ? { cookie } : {}) })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The cookie of a demo account. */
export async function enter(server: Server, account: string): Promise<string> {
  const answer = await patiently(server, { path: '/api/session', method: 'POST', body: { account } })
  if (answer.status !== 200 || !answer.cookie) throw new Error(`cannot enter as ${account}: ${answer.body}`)
  return answer.cookie
}

/** The body of an answer that must be a success. */
export async function ask<T>(server: Server, asked: Request): Promise<T> {
  const answer = await patiently(server, asked)
  if (answer.status !== 200) throw new Error(`${asked.path}: ${answer.status} ${answer.body}`)
  return JSON.parse(answer.body) as T
}

/** A server that has just started on a busy machine sheds load; whoever prepares a measurement waits. */
async function patiently(server: Server, asked: Request): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await server.send(asked)
    if (answer.status !== 503 || attempt === 30) return answer
    await sleep(1000)
  }
}
