/**
 * The demo world that journeys walk through: `npm start` on a folder that nothing else uses. It is made once a run; each of
 * those who walk side by side gets a copy and a server of their own, since some journeys change it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test as base, expect, type Page } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')
const homes = process.env.LIKA_E2E_HOME ?? join(root, '.lika', 'e2e')
const fresh = join(homes, 'fresh')
const firstPort = Number(process.env.LIKA_E2E_PORT ?? '8690')

/** Before the first journey: the world as it is when nobody has touched it. */
export default async function makeWorld(): Promise<void> {
  rmSync(homes, { recursive: true, force: true })
  const server = startServer(fresh, firstPort)
  await server.answers()
  await sealed(`http://127.0.0.1:${firstPort}`)
  await server.stop()
}

/** The server seals what it finds soon after its start: once, and the copies have no more of it to do. */
async function sealed(address: string): Promise<void> {
  const entered = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'auditor' }),
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${address}/api/audit/seals`, { headers: { cookie } })
    if (!answer.ok) throw new Error(await answer.text())
    if (((await answer.json()) as { checkpoint: object | null }).checkpoint) return
    await setTimeout(500)
  }
  throw new Error('the journals of the demo world were not sealed')
}

/** Where the world of whoever walks as the n-th lies, for commands beside its server. */
export const homeOf = (walker: number): string => join(homes, `walker-${walker}`)

/** Days pass in the demo world until one, and everybody is judged for it: a notice hangs its full days. Any account may. */
export async function letDaysPass(page: Page, day: string): Promise<void> {
  const answer = await page.request.post('/api/world/day', { data: { day }, timeout: 120_000 })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** Port of whoever walks as the n-th, and the nine behind it, for what stands beside the server. */
export const portOf = (walker: number): number => firstPort + walker * 10

export const test = base.extend<object, { days: string; world: string }>({
  // A file whose journeys let days pass names itself here, and gets a world whose day is the first: `test.use({ days })`.
  days: ['still', { scope: 'worker', option: true }],
  world: [
    async ({ days: _ }, use, { parallelIndex }) => {
      const home = homeOf(parallelIndex)
      rmSync(home, { recursive: true, force: true })
      // Keeps owners and modes, which PostgreSQL asks about.
      execFileSync('cp', ['-a', fresh, home])
      const server = startServer(home, portOf(parallelIndex))
      await server.answers()
      await use(`http://127.0.0.1:${portOf(parallelIndex)}`)
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: ({ world }, use) => use(world),
})

interface Server {
  readonly answers: () => Promise<void>
  readonly stop: () => Promise<void>
}

function startServer(home: string, port: number): Server {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LIKA_HOME: home,
    LIKA_WORLD: 'beihai',
    LIKA_LOG: 'warn',
    LIKA_PORT: String(port),
  }
  delete env.DATABASE_URL
  const server = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((done) => server.on('exit', () => done()))
  return {
    answers: () => answers(server, `http://127.0.0.1:${port}/api/session`),
    stop: async () => {
      server.kill('SIGTERM')
      await ended
    },
  }
}

async function answers(server: ChildProcess, address: string): Promise<void> {
  // A machine that does ten other things loads the world in minutes.
  for (let tries = 0; tries < 1_200 && server.exitCode === null; tries++) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await setTimeout(500)
  }
  throw new Error(`the server at ${address} does not answer`)
}
