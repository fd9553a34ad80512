/** Browsers and people for tests that go through the whole server: somebody with a password and an authenticator. */
import type { Session } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../../../../platform/db.ts'
import { uuidv7 } from '../../../../platform/uuid.ts'
import { send } from '../../../../testing.ts'
import { makeCode } from '../codes.ts'
import { codeAt } from '../totp.ts'

export interface Answered<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Readonly<Record<string, unknown>>
}

export type Refusal = {
  readonly code: string
  readonly value?: unknown
  readonly messages: { zh: string; en: string }
}

/** Keeps its cookies as a browser does, and asks from an address of its own. */
export interface Browser {
  readonly cookies: Map<string, string>
  ask<Body = Session>(method: string, url: string, payload?: unknown): Promise<Answered<Body>>
}

let addresses = 0

export function browserOn(
  app: () => FastifyInstance,
  at: { readonly address?: string; readonly host?: string } = {},
): Browser {
  const cookies = new Map<string, string>()
  const number = addresses++
  const address = at.address ?? `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return {
    cookies,
    ask: async <Body>(method: string, url: string, payload?: unknown) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await send(app(), {
        method: method as 'GET',
        url,
        remoteAddress: address,
        headers: { host: at.host ?? 'localhost:8600', ...(cookie ? { cookie } : {}) },
        ...(payload === undefined ? {} : { payload: payload as object }),
      })
      for (const { name, value } of answer.cookies) {
        if (value) cookies.set(name, value)
        else cookies.delete(name)
      }
      const body = answer.body === '' ? undefined : JSON.parse(answer.body)
      return { status: answer.statusCode, body: body as Body, headers: answer.headers }
    },
  }
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly password: string
  /** Of the authenticator. */
  readonly secret: Buffer
  readonly browser: Browser
}

export interface World {
  readonly app: () => FastifyInstance
  readonly db: Db
  readonly clock: { now(): string }
  /** Lets half a minute pass, so that the authenticator shows another code. */
  readonly wait: () => void
}

export async function anAccount(
  db: Db,
  name: string,
  role = 'countyOffice',
  regionCode = '450521',
  since = '2017-01-01T00:00:00Z',
): Promise<string> {
  const id = uuidv7()
  await db.pool.query(
    'insert into account (id, name, display_name, region_code, created_at) values ($1, $2, $2, $3, $4)',
    [id, name, regionCode, since],
  )
  await db.pool.query('insert into role_grant (id, account_id, role, region_code) values ($1, $2, $3, $4)', [
    uuidv7(),
    id,
    role,
    regionCode,
  ])
  return id
}

/** Invited by a code, with a password and an authenticator, and signed in. */
export async function aPerson(
  world: World,
  name: string,
  role?: string,
  regionCode?: string,
): Promise<Person> {
  const { db, clock } = world
  const id = await anAccount(db, name, role, regionCode, clock.now())
  const { code } = await makeCode(db.pool, { for: { accountId: id }, hours: 1 }, clock.now())
  const browser = browserOn(world.app)
  const password = `鱼塘边的三棵龙眼树 ${name}`
  await must(browser.ask('POST', '/api/session/code/account', { code, password }))
  const secret = await addAuthenticator(world, browser)
  return { id, name, password, secret, browser }
}

export async function addAuthenticator({ clock, wait }: World, browser: Browser): Promise<Buffer> {
  const { challengeId, secret: text } = await must(
    browser.ask<{ challengeId: string; secret: string }>('POST', '/api/session/own/totp/challenge'),
  )
  const secret = fromBase32(text)
  const code = codeAt(secret, new Date(clock.now()))
  await must(browser.ask('POST', '/api/session/own/totp', { challengeId, code, label: '手机' }))
  wait()
  return secret
}

/** Both steps on a browser; answers the session. */
export async function signInAs(
  world: World,
  person: Person,
  browser = browserOn(world.app),
): Promise<Browser> {
  const { name, password, secret } = person
  await must(browser.ask('POST', '/api/session/password', { name, password }))
  const code = codeAt(secret, new Date(world.clock.now()))
  await must(browser.ask('POST', '/api/session/totp', { code }))
  world.wait()
  return browser
}

export async function must<Body>(call: Promise<Answered<Body>>): Promise<Body> {
  const { status, body } = await call
  if (status !== 200) throw new Error(`it was refused: ${status} ${JSON.stringify(body)}`)
  return body
}

function fromBase32(text: string): Buffer {
  let bits = ''
  for (const letter of text)
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

export const nameAndPassword = ({ name, password }: Person) => ({ name, password })
