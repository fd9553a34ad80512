/** npm start, the first time and the second, until the office app's first page is there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Section, time } from './measurement.ts'
import { ROOT } from './places.ts'

const GIVE_UP_MS = 300_000

export const starting: Section = async ({ folder, isQuick }, say) => {
  const home = mkdtempSync(join(folder, 'start-'))
  try {
    // A quick run starts on an empty database instead of waiting for Beihai.
    const world = isQuick ? 'none' : 'beihai'
    say('the first start')
    const first = await startOnce(home, world)
    say('the second start')
    const second = await startOnce(home, world)
    return [
      {
        work: 'npm start on a machine that has installed once, until the first page',
        result: time(second),
        bar: 'under 10 s',
        reached: second < 10_000,
        note: isQuick
          ? 'without a demo world'
          : 'with the demo world of Beihai; the office app is built again when its sources changed meanwhile',
      },
      {
        work: 'the first npm start, which makes the database and loads Beihai',
        result: time(first),
        note: isQuick
          ? 'without a demo world'
          : 'no bar; it also builds the office app when its sources are newer than what was built',
      },
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function startOnce(home: string, world: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, LIKA_HOME: home, LIKA_PORT: String(port), LIKA_WORLD: world },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  try {
    for (;;) {
      if (isOver) throw new Error('npm start ended; what it said is above')
      if (performance.now() - began > GIVE_UP_MS) throw new Error('npm start shows no page')
      if (await hasPage(port)) return performance.now() - began
      await sleep(20)
    }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function hasPage(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } })
    const text = await answer.text()
    return answer.ok && text.includes('<html')
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
