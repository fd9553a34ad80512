// A burst of four times what the server can do, over real connections: some are refused, none fails, and who only
// asks whether the server lives is answered all the while.

import { mkdtempSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { defineRoute } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { fixedClock } from '../clock.ts'
import { type Actor, buildHttp, createLogger, handle, listen } from '../http.ts'
import { test as base, expect } from '../testing.ts'
import { createLoad } from './load.ts'

const label = { zh: '测试', en: 'Test' }
const answer = { 200: Type.Object({ ok: Type.Boolean() }) }
const past = defineRoute({
  id: 'past',
  method: 'GET',
  path: '/api/past',
  summary: label,
  permission: 'public',
  cost: 'heavyWhenPast',
  query: Type.Object({ date: Type.Optional(Type.String()), who: Type.String() }),
  response: answer,
})
const file = defineRoute({
  id: 'file',
  method: 'GET',
  path: '/api/file',
  summary: label,
  permission: 'public',
  cost: 'export',
  response: { 200: { download: 'text/csv' } },
})
const light = defineRoute({
  id: 'light',
  method: 'GET',
  path: '/api/light',
  summary: label,
  permission: 'public',
  response: answer,
})

const limits = {
  requests: 40,
  exports: { running: 2, runningPerAccount: 1, waiting: 2, waitingPerAccount: 0, waitMs: 60_000 },
  heavy: { running: 4, runningPerAccount: 2, waiting: 8, waitingPerAccount: 4, waitMs: 60_000 },
}

const test = base.extend('server', { scope: 'file' }, async ({ db }, { onCleanup }) => {
  // Work lasts until the test says so, so that it does not hang on how fast a machine is.
  let door = Promise.withResolvers<void>()
  let heavy = 0
  let most = 0
  const app: FastifyInstance = await buildHttp({
    contract: [past, file, light],
    handled: [
      handle(past, async () => {
        most = Math.max(most, ++heavy)
        await door.promise
        heavy--
        return { ok: true }
      }),
      handle(file, async () => ({ filename: 'x.csv', content: 'x'.repeat(2 ** 22) })),
      handle(light, async () => {
        await door.promise
        return { ok: true }
      }),
    ],
    authenticate: async ({ headers }) => ({
      actor: actorOf(String(headers['x-who'] ?? 'somebody')),
      token: '',
    }),
    uploadFolder: mkdtempSync(join(tmpdir(), 'lika-load-')),
    audit: { append: async () => {} },
    load: createLoad({ pool: db.pool, clock: fixedClock('2017-03-31T02:00:00Z') }, limits),
    logger: createLogger({ level: 'silent' }),
    about: { title: 'Test', version: '1' },
  })
  onCleanup(() => app.close())
  return {
    address: await listen(app, { host: '127.0.0.1', port: 0 }),
    mostHeavy: () => most,
    shut: () => {
      door = Promise.withResolvers()
    },
    open: () => door.resolve(),
  }
})

function actorOf(accountId: string): Actor {
  return { accountId, name: '', role: '', permissions: new Set(), regions: [] }
}

const agent = new Agent({ keepAlive: true, maxSockets: 200 })
type Told = { status: number; retryAfter: string | undefined; ms: number }

function ask(address: string, path: string, who = 'somebody'): Promise<Told> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(address + path, { agent, headers: { 'x-who': who } }, (got) => {
      got.resume()
      got.on('end', () => {
        const { statusCode, headers } = got
        resolve({
          status: statusCode ?? 0,
          retryAfter: headers['retry-after'],
          ms: performance.now() - began,
        })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}
const count = (all: readonly Told[], status: number) => all.filter((each) => each.status === status).length

/** Asks every few milliseconds whether the server lives, until told to stop. */
async function watch(address: string, until: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (!until.aborted) {
    const { status, ms } = await ask(address, '/api/health')
    expect(status).toBe(200)
    times.push(ms)
    await wait(5)
  }
  return times.toSorted((a, b) => a - b)
}

/** Sends them all, opens the door once `refusals` of them were refused, and answers all. */
async function burst(
  server: { shut: () => void; open: () => void },
  asked: readonly (() => Promise<Told>)[],
  refusals: number,
): Promise<Told[]> {
  server.shut()
  let refused = 0
  const all = asked.map(async (one) => {
    const told = await one()
    if (told.status === 503) refused++
    return told
  })
  while (refused < refusals) await wait(5)
  server.open()
  return Promise.all(all)
}

test('at four times what it can do, the server refuses the rest, fails nobody, and answers whether it lives', async ({
  server,
}) => {
  const { address, mostHeavy } = server
  const over = new AbortController()
  const watching = watch(address, over.signal)
  const past = (i: number) => () => ask(address, '/api/past?date=2016-12-31&who=x', `a${i % 8}`)
  const { running, waiting } = limits.heavy
  const room = running + waiting
  const heavy = await burst(
    server,
    Array.from({ length: 4 * room }, (_, i) => past(i)),
    3 * room,
  )
  // Beyond the gates of costly work: more requests at once than the server takes in.
  const crowd = await burst(
    server,
    Array.from({ length: 4 * limits.requests }, () => () => ask(address, '/api/light')),
    3 * limits.requests,
  )
  over.abort()
  const times = await watching

  const all = [...heavy, ...crowd]
  expect(all.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  expect(mostHeavy()).toBe(running)
  expect(count(heavy, 200)).toBe(room)
  expect(count(crowd, 200)).toBe(limits.requests)
  for (const { status, retryAfter } of all) if (status === 503) expect(retryAfter).toMatch(/^\d+$/)
  // Against hanging, not against slowness: unshed, the crowd and the health route wait for each other.
  expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(2_000)
  expect((await ask(address, '/api/light')).status).toBe(200)
})

test('today costs nothing special, and one account with many questions leaves room for another', async ({
  server,
}) => {
  const { address } = server
  const past = (who: string) => () => ask(address, '/api/past?date=2016-12-31&who=x', who)
  const all = await burst(
    server,
    Array.from({ length: 12 }, () => past('greedy')),
    6,
  )
  expect([count(all, 200), count(all, 503)]).toEqual([6, 6])
  server.shut()
  const own = Array.from({ length: 6 }, past('greedy'))
  await wait(100)
  const others = [past('other')(), ask(address, '/api/past?date=2017-03-31&who=x', 'greedy')]
  await wait(50)
  server.open()
  expect((await Promise.all([...own, ...others])).map(({ status }) => status)).toEqual(Array(8).fill(200))
})

test('a file keeps its place until it is sent or its reader is gone', async ({ server }) => {
  const { address } = server
  // Somebody who asks for a file and does not read it.
  const stalled = await new Promise<() => void>((resolve) => {
    const sent = request(`${address}/api/file`, { headers: { 'x-who': 'slow' } }, (got) => {
      got.pause()
      resolve(() => got.destroy())
    })
    sent.end()
  })
  expect((await ask(address, '/api/file', 'slow')).status).toBe(503)
  expect((await ask(address, '/api/file', 'quick')).status).toBe(200)
  stalled()
  await wait(50)
  expect((await ask(address, '/api/file', 'slow')).status).toBe(200)
})
