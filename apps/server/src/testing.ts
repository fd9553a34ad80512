// The fixture of tests that go through the whole server:
//
//   import { expect, test } from '../../testing.ts'
//   test('a household whose water is far is not met', async ({ api, aHousehold }) => {
//     const { id } = await aHousehold({ members: 3, waterMinutes: 30 })
//     const { verdicts } = await api.getHousehold({ params: { id } })
//   })
//
// Every test file has a server of its own on a database of its own. It is 31 March 2017. `api` is the county office of
// 450521; `as('village')` is somebody else. `app` takes requests that the typed client would not send.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type ApiProblem, allRoutes, createClient, routes } from '@lika/contract'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { compose, POLICIES_FOLDER } from './compose.ts'
import { SESSION_COOKIE } from './modules/access/index.ts'
import { openPolicies, type Policies } from './modules/policies/index.ts'
import type { Opened } from './open.ts'
import { openAuditJournal } from './platform/audit.ts'
import type { Clock } from './platform/clock.ts'
import { openKeyring } from './platform/crypto/index.ts'
import { closeDb, type Db, openRequestDb, requestUrl, setFoldKey } from './platform/db.ts'
import { buildHttp, createLogger } from './platform/http.ts'
import { createLoad } from './platform/load/load.ts'
import { test as base } from './platform/testing.ts'
import { finishing, handledRoutes, pagesOf, whoAsks } from './server.ts'
import { plantAccounts, plantRegions } from './testing/places.ts'
import { type Builders, buildersOf } from './testing/subjects.ts'

export { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
export {
  type AccountName,
  accounts,
  county,
  group,
  otherCounty,
  otherTown,
  town,
  village,
} from './testing/places.ts'
export { goodHousehold, goodMembers, goodVillage, idNumberOf } from './testing/subjects.ts'

/** The day of all tests. */
export const today = '2017-03-31'

export type Api = ReturnType<typeof clientOf>

/** A clock whose day stands still and whose instants follow each other; `learnOn` lets the next ones be of another day. */
export type TestClock = Clock & { learnOn(day: string): void }

export const test = base
  .extend('clock', { scope: 'file' }, (): TestClock => testClock())
  .extend(
    'installation',
    { scope: 'file' },
    async ({ db, databaseUrl, clock }, { onCleanup }): Promise<Opened> => {
      await plantRegions(db)
      await plantAccounts(db)
      const opened = await openedOn(db, databaseUrl, clock)
      onCleanup(opened.close)
      return opened
    },
  )
  .extend('app', { scope: 'file' }, async ({ installation }, { onCleanup }): Promise<FastifyInstance> => {
    const app = await serverOf(installation)
    onCleanup(() => app.close())
    return app
  })
  .extend('as', { scope: 'file' }, ({ app }) => {
    const sessions = new Map<string, Promise<string>>()
    return (account: string): Api => {
      if (!sessions.has(account)) sessions.set(account, signIn(app, account))
      return clientOf(app, () => sessions.get(account)!)
    }
  })
  .extend('api', { scope: 'file' }, ({ as }): Api => as('county'))
  .extend('stranger', { scope: 'file' }, ({ app }): Api => clientOf(app, async () => ''))
  .extend('builders', { scope: 'file' }, ({ installation, api }): Builders => buildersOf(installation, api))
  .extend('aHousehold', { scope: 'file' }, ({ builders }) => builders.aHousehold)
  .extend('aVillage', { scope: 'file' }, ({ builders }) => builders.aVillage)
  .extend('aDecision', { scope: 'file' }, ({ builders }) => builders.aDecision)

let packs: Policies | undefined

/** Read once for all servers of this process: packs do not change. What is known of a database is of each its own. */
function policiesOnce(): Policies {
  packs ??= openPolicies(POLICIES_FOLDER)
  return { ...packs, receipts: new Map() }
}

/** An installation on a migrated database, with a key of the tests. */
export async function openedOn(db: Db, databaseUrl: string, clock?: Clock): Promise<Opened> {
  const key = Buffer.alloc(32, 7)
  const installation = await compose({
    db,
    policies: policiesOnce(),
    keyring: await openKeyring({ client: db.pool, root: key }),
    filesFolder: mkdtempSync(join(tmpdir(), 'lika-files-')),
    checkpointPlaces: [mkdtempSync(join(tmpdir(), 'lika-checkpoints-'))],
    ...(clock ? { clock } : {}),
  })
  const foldKey = 'a key of the tests'
  await setFoldKey(db, foldKey)
  const requestDb = openRequestDb({ url: requestUrl(databaseUrl, ''), max: 8, foldKey })
  return {
    ...installation,
    databaseUrl,
    requestDb,
    key,
    embedded: undefined,
    close: () => closeDb(requestDb),
  }
}

export function serverOf(
  installation: Opened,
  logger = createLogger({ level: process.env.LIKA_LOG ?? 'silent' }),
  uploadFolder = mkdtempSync(join(tmpdir(), 'lika-uploads-')),
): Promise<FastifyInstance> {
  return buildHttp({
    handled: handledRoutes(installation),
    contract: allRoutes,
    ...whoAsks(installation),
    uploadFolder,
    finish: finishing(installation),
    audit: openAuditJournal(installation.db.pool, installation.disk),
    disk: installation.disk,
    days: installation.days,
    load: createLoad({ pool: installation.db.pool, clock: installation.clock }),
    logger,
    about: { title: 'Lika', version: '0' },
    pages: pagesOf(installation),
  })
}

/** The cookie of somebody who has entered as a demo account. */
export async function signIn(app: FastifyInstance, account: string): Promise<string> {
  const answer = await send(app, { method: 'POST', url: '/api/session', payload: { account } })
  const cookie = answer.cookies.find(({ name }) => name === SESSION_COOKIE)
  if (!cookie) throw new Error(`${account} cannot enter: ${answer.body}`)
  return `${SESSION_COOKIE}=${cookie.value}`
}

const everyRoute = [
  ...Object.values(routes.session),
  ...Object.values(routes.administration),
  ...Object.values(routes.regions),
  ...Object.values(routes.registry),
  ...Object.values(routes.policies),
  ...Object.values(routes.plans),
  ...Object.values(routes.cases),
  ...Object.values(routes.notices),
  ...Object.values(routes.statistics),
  ...Object.values(routes.tasks),
  ...Object.values(routes.views),
  ...Object.values(routes.assignments),
  ...Object.values(routes.targets),
  ...Object.values(routes.search),
  ...Object.values(routes.dictionary),
  ...Object.values(routes.audit),
  ...Object.values(routes.retention),
  ...Object.values(routes.complaints),
  ...Object.values(routes.leads),
  ...Object.values(routes.world),
]

/** The client of the apps, talking to a server in this process. */
export function clientOf(app: FastifyInstance, cookie: () => Promise<string>) {
  const inProcess = async (url: Parameters<typeof fetch>[0], init: RequestInit = {}) => {
    const answer = await send(app, {
      method: init.method as 'GET',
      url: String(url),
      headers: { ...(init.headers as Record<string, string>), cookie: await cookie() },
      ...(init.body === undefined ? {} : { payload: init.body as string }),
    })
    return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode })
  }
  return createClient(everyRoute, { fetch: inProcess as typeof fetch })
}

/** A server that has just compiled all packs on a busy machine asks to be asked again, and so do we. */
export async function send(app: FastifyInstance, request: InjectOptions) {
  for (let attempt = 0; ; attempt++) {
    const answer = await app.inject(request)
    if (answer.statusCode !== 503 || attempt === 20) return answer
    await setTimeout(250)
  }
}

/** The refusal that a call ends with; a call that is answered is a failure. */
export async function refusalOf(call: Promise<unknown>): Promise<ApiProblem['problem']> {
  const answered = await call.then(
    (value) => ({ value }),
    (error: ApiProblem) => ({ problem: error.problem ?? error }),
  )
  if ('problem' in answered) return answered.problem
  throw new Error(`it was answered: ${JSON.stringify(answered.value).slice(0, 300)}`)
}

function testClock(): TestClock {
  let instant = Date.parse(`${today}T02:00:00Z`)
  return {
    // Two records of one instant would be ordered by their ids, which are made at random within it.
    now: () => new Date(instant++).toISOString(),
    today: () => today,
    learnOn: (day) => {
      instant = Date.parse(`${day}T02:00:00Z`)
    },
  }
}
