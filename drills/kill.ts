/**
 * Servers and databases killed at random, by SIGKILL, while they import and while people write. The oracle is what was
 * acknowledged, and a run of the same work that nobody killed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '../apps/server/src/platform/uuid.ts'
import { contentsOf, differencesBetween } from './contents.ts'
import { recordIds } from './restore.ts'
import {
  type Answer,
  aCounty,
  aFolder,
  copyHome,
  enter,
  killDatabase,
  lika,
  type Person,
  remove,
  type Server,
  startServer,
} from './server.ts'
import { aSheet } from './sheet.ts'
import { householdsOf, startWriters, type Written, write } from './writing.ts'

export interface Chance {
  /** From 0 to below 1. */
  readonly next: () => number
}

/** Numbers that look random and come again for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    },
  }
}

interface Site {
  readonly home: string
  server: Server
  readonly person: () => Promise<Person>
}

async function openSite(home: string): Promise<Site> {
  const site: Site = {
    home,
    server: await startServer(home),
    person: () => enter(() => site.server.address, 'county'),
  }
  return site
}

/** One kill: of the server, which somebody starts again, or of the database, which the server starts again. */
async function killOne(site: Site, chance: Chance): Promise<'server' | 'database' | 'both'> {
  const kind = (['server', 'database', 'both'] as const)[Math.floor(chance.next() * 3)]!
  if (kind !== 'database') await site.server.kill()
  if (kind !== 'server') await killDatabase(site.home)
  if (kind !== 'database') site.server = await startServer(site.home)
  return kind
}

export interface ImportRun {
  readonly kills: readonly string[]
  readonly imports: number
  /** What differs from the run that nobody killed. */
  readonly differences: readonly string[]
  readonly verified: { readonly code: number; readonly out: string }
}

export interface ImportRunOptions {
  readonly kills: number
  readonly seed: number
  readonly households: number
  /** Longest time between two kills. */
  readonly withinMs: number
  readonly say?: (line: string) => void
}

/** Imports and undoes sheet after sheet until it was killed often enough, then does the same undisturbed, and compares. */
export async function killImports(options: ImportRunOptions): Promise<ImportRun> {
  const home = await aCounty('killed')
  const calm = aFolder('calm')
  copyHome(home, calm)
  const chance = chanceOf(options.seed)
  const kills: string[] = []
  try {
    const site = await openSite(home)
    const villages = await villagesOf(await site.person())
    let working = true
    const killing = (async () => {
      while (working && kills.length < options.kills) {
        await sleep(chance.next() * options.withinMs)
        if (!working) break
        kills.push(await killOne(site, chance))
        options.say?.(`kill ${kills.length}: ${kills.at(-1)}`)
      }
    })()
    let imports = 0
    // One sheet more than was needed for the kills, which nobody disturbs.
    while (kills.length < options.kills || imports === 0) {
      await importOne(site, imports, options.households, villages)
      imports += 1
      options.say?.(`sheet ${imports} is in`)
    }
    working = false
    await killing
    await site.server.stop()

    const quiet = await openSite(calm)
    for (let each = 0; each < imports; each += 1) await importOne(quiet, each, options.households, villages)
    await quiet.server.stop()
    return {
      kills,
      imports,
      differences: differencesBetween(await contentsOf(home), await contentsOf(calm)),
      verified: await lika(home, 'verify'),
    }
  } finally {
    await remove(home)
    await remove(calm)
  }
}

/** A sheet in; every second one is taken back. */
async function importOne(
  site: Site,
  number: number,
  households: number,
  villages: readonly string[],
): Promise<void> {
  const id = uuidv7()
  const sheet = aSheet(number, households, villages)
  const path = `/api/imports?${new URLSearchParams({ id, kind: 'households', region: '450599' })}`
  await persist(site, (person) => person.upload(path, sheet, `${number}.csv`))
  await bring(site, id, 'ready', 'check')
  await bring(site, id, 'committed', 'commit')
  if (number % 2 === 1) await bring(site, id, 'undone', 'undo', { reason: '测试撤销' })
}

/** Asks for a step until the import is where it leads, as somebody would who sees it fall back. */
async function bring(site: Site, id: string, goal: string, step: string, body?: object): Promise<void> {
  const beyond = ['uploaded', 'ready', 'committed', 'undone']
  for (;;) {
    const { body: given } = await persist(site, (person) => person.send('GET', `/api/imports/${id}`))
    const state = String(given.state)
    if (beyond.indexOf(state) >= beyond.indexOf(goal)) return
    if (['staging', 'checking', 'committing', 'undoing'].includes(state)) await sleep(30)
    else {
      // Two answers are fine: it begins, or it had begun when the answer was lost.
      await persist(site, (person) =>
        person.send('POST', `/api/imports/${id}/${step}`, body ?? (step === 'check' ? undefined : {})),
      ).catch((error: Error) => {
        if (!/^409/.test(error.message)) throw error
      })
    }
  }
}

// Starting again takes minutes on a machine that much else is done on.
const PATIENCE_MS = 900_000

/** Sends the same again until it is answered: a server that is being killed answers nothing, or 503. */
async function persist(site: Site, ask: (person: Person) => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await site
      .person()
      .then(ask)
      .catch((error: Error) => error)
    if (!(answer instanceof Error) && answer.status < 300) return answer
    if (!(answer instanceof Error) && answer.status !== 503)
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
    if (Date.now() > deadline) throw new Error(`no answer for ${PATIENCE_MS / 1000} s: ${answer}`)
    await sleep(100)
  }
}

async function villagesOf(person: Person): Promise<string[]> {
  const { body } = await person.send('GET', '/api/households?region=450599&limit=50')
  const households = body.items as { region: { code: string }[] }[]
  return [...new Set(households.map(({ region }) => region.at(-1)!.code.slice(0, 12)))].sort()
}

export interface WriteRun {
  readonly kills: readonly string[]
  readonly acknowledged: number
  readonly unknown: number
  /** Acknowledged and not there. */
  readonly lost: readonly string[]
  /** Answers that nobody should get. */
  readonly wrong: readonly string[]
  /** Sent again with the same id afterwards, and not taken. */
  readonly refused: readonly string[]
  readonly verified: { readonly code: number; readonly out: string }
}

/** Four people write without a pause while things are killed; afterwards everything without an answer is sent again. */
export async function killWrites(options: Omit<ImportRunOptions, 'households'>): Promise<WriteRun> {
  const home = await aCounty('writing')
  const chance = chanceOf(options.seed)
  const kills: string[] = []
  try {
    const site = await openSite(home)
    const person = await site.person()
    const households = await householdsOf(person)
    const writers = startWriters(person, households, 4)
    while (kills.length < options.kills) {
      await sleep(chance.next() * options.withinMs)
      const before = writers.acknowledged.size
      kills.push(await killOne(site, chance))
      options.say?.(`kill ${kills.length}: ${kills.at(-1)}, ${before} acknowledged`)
      // Killed again before anybody could write, nothing would be tried.
      const deadline = Date.now() + PATIENCE_MS
      while (writers.acknowledged.size < before + 5 && Date.now() < deadline) await sleep(20)
    }
    await writers.stop()
    const refused = await sendAgain(site, [...writers.unknown.values()])
    await site.server.stop()
    const kept = await recordIds(home)
    const all = [...writers.acknowledged, ...writers.unknown.keys()]
    return {
      kills,
      acknowledged: writers.acknowledged.size,
      unknown: writers.unknown.size,
      lost: all.filter((id) => !kept.has(id)),
      wrong: writers.wrong,
      refused,
      verified: await lika(home, 'verify'),
    }
  } finally {
    await remove(home)
  }
}

async function sendAgain(site: Site, records: readonly Written[]): Promise<string[]> {
  const refused: string[] = []
  for (const record of records) {
    await persist(site, (person) => write(person, record)).catch((error: Error) =>
      refused.push(error.message),
    )
  }
  return refused
}
