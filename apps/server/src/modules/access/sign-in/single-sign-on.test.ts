// The single sign-on through the whole server, with a real provider.
import type { OwnAccount } from '@lika/contract'
import { createOutbound } from '../../../platform/outbound.ts'
import { arm, faultyOutbound, hasFired, noFault } from '../../../testing/faults.ts'
import { afterAll, beforeAll, expect, serverOf } from '../../../testing.ts'
import { openOidc } from './oidc.ts'
import { test as base, MINUTE } from './testing/fixture.ts'
import { goThrough, startProvider, type TestProvider } from './testing/oidc-provider.ts'
import { aPerson, type Browser, browserOn, must, type Refusal } from './testing/people.ts'
import { codeAt } from './totp.ts'

let provider: TestProvider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.close())

/** Which call to the provider fails, counted from 1. */
const fault = noFault()

const test = base.extend('world', { scope: 'file' }, async ({ installation, db, clock }, { onCleanup }) => {
  const settings = {
    issuer: provider.issuer,
    clientId: 'lika',
    clientSecret: 'a secret of the test',
    label: '北海市统一身份认证',
    strongAcr: ['two'],
  }
  const outbound = createOutbound({ allowed: [{ origin: provider.issuer, network: '127.0.0.0/8' }] })
  const oidc = openOidc(settings, faultyOutbound(outbound, fault))
  const app = await serverOf({ ...installation, access: { ...installation.access, oidc } })
  onCleanup(() => app.close())
  return { app: () => app, db, clock, wait: () => clock.forward(31_000) }
})

/** To the provider and back, in one browser. */
async function signOn(browser: Browser, purpose: 'enter' | 'fresh' | 'link') {
  const { address } = await must(
    browser.ask<{ address: string }>('POST', '/api/session/oidc/start', { purpose }),
  )
  const search = await goThrough(address)
  return { search, answer: await browser.ask('POST', '/api/session/oidc', { search }) }
}

const as = (subject: string, acr?: string) => Object.assign(provider, { subject, amr: [], acr })

test('nobody gets an account by it: whom the provider names must have been linked before', async ({
  world,
}) => {
  as('u-unknown', 'two')
  const browser = browserOn(world.app)
  expect((await must(browser.ask('GET', '/api/session'))).ways.oidc).toEqual({ label: '北海市统一身份认证' })
  const { answer } = await signOn(browser, 'enter')
  expect([answer.status, (answer.body as unknown as Refusal).code]).toEqual([401, 'session.notLinked'])
  const { rows } = await world.db.pool.query(`select from account where name like '%unknown%'`)
  expect(rows).toEqual([])
})

test('its owner links an account with a fresh factor, and enters by it; another account cannot have the same link', async ({
  world,
}) => {
  const person = await aPerson(world, 'linked')
  as('u-1001', 'two')
  const { answer } = await signOn(person.browser, 'link')
  expect(answer.status).toBe(200)
  const { links } = await must(person.browser.ask<OwnAccount>('GET', '/api/session/own'))
  expect(links).toMatchObject([{ issuer: provider.issuer, subject: 'u-1001' }])

  const browser = browserOn(world.app)
  expect((await signOn(browser, 'enter')).answer).toMatchObject({
    status: 200,
    body: { account: { name: 'linked' } },
  })

  const other = await aPerson(world, 'other.linked')
  const taken = await signOn(other.browser, 'link')
  expect([taken.answer.status, (taken.answer.body as unknown as Refusal).code]).toEqual([
    409,
    'session.linkedElsewhere',
  ])

  world.clock.forward(11 * MINUTE)
  const stale = await other.browser.ask<Refusal>('POST', '/api/session/oidc/start', { purpose: 'link' })
  expect([stale.status, stale.body.code]).toEqual([403, 'access.stepUpNeeded'])

  // What asks for a fresh factor takes it from the provider, too.
  const url = '/api/session/own/totp/challenge'
  expect(await browser.ask('POST', url)).toMatchObject({ status: 403 })
  expect((await signOn(browser, 'fresh')).answer.status).toBe(200)
  expect(await browser.ask('POST', url)).toMatchObject({ status: 200 })
})

test('where the provider saw one factor only, the second is given here', async ({ world }) => {
  const person = await aPerson(world, 'one.factor')
  as('u-2002', 'two')
  await signOn(person.browser, 'link')
  as('u-2002', 'one')
  const browser = browserOn(world.app)
  const { answer } = await signOn(browser, 'enter')
  expect(answer).toMatchObject({
    status: 200,
    body: { account: null, pending: { step: 'giveSecondFactor' } },
  })
  expect(await browser.ask('GET', '/api/households?region=450521')).toMatchObject({ status: 403 })
  const code = codeAt(person.secret, new Date(world.clock.now()))
  expect(await must(browser.ask('POST', '/api/session/totp', { code }))).toMatchObject({
    account: { name: 'one.factor' },
  })
})

test('the way back is good once, in the browser that was sent', async ({ world }) => {
  const person = await aPerson(world, 'way.back')
  as('u-3003', 'two')
  await signOn(person.browser, 'link')
  const browser = browserOn(world.app)
  const { address } = await must(
    browser.ask<{ address: string }>('POST', '/api/session/oidc/start', { purpose: 'enter' }),
  )
  const search = await goThrough(address)
  // Somebody who lures another into their own account, or who reads the address.
  expect(await browserOn(world.app).ask('POST', '/api/session/oidc', { search })).toMatchObject({
    status: 401,
  })
  const question = new Map(browser.cookies)
  expect(await browser.ask('POST', '/api/session/oidc', { search })).toMatchObject({ status: 200 })
  for (const [name, value] of question) browser.cookies.set(name, value)
  expect(await browser.ask('POST', '/api/session/oidc', { search })).toMatchObject({ status: 422 })
})

test('a disabled account is not entered by it', async ({ world }) => {
  const person = await aPerson(world, 'gone')
  as('u-4004', 'two')
  await signOn(person.browser, 'link')
  await world.db.pool.query(`update account set state = 'disabled' where id = $1`, [person.id])
  expect((await signOn(browserOn(world.app), 'enter')).answer.status).toBe(401)
})

test('whichever call to the provider fails, nobody is let in or linked by half, and the next try enters', async ({
  world,
}) => {
  const person = await aPerson(world, 'fault.y')
  as('u-7007', 'two')
  await signOn(person.browser, 'link')
  const sessions = async () =>
    (
      await world.db.pool.query(
        `select from session s join account a on a.id = s.account_id where a.name = 'fault.y' and s.ended_at is null`,
      )
    ).rowCount
  let failures = 0
  for (let at = 1; at < 20; at += 1) {
    const before = await sessions()
    arm(fault, at)
    const browser = browserOn(world.app)
    const { answer } = await signOn(browser, 'enter').catch((error: Error) => ({ answer: error }))
    const fired = hasFired(fault)
    arm(fault, 0)
    if (!fired) break
    failures += 1
    if (!(answer instanceof Error)) expect(answer.status, `call ${at}`).toBeGreaterThanOrEqual(400)
    expect(await sessions(), `call ${at}`).toBe(before)
    expect((await must(browser.ask<{ account: unknown }>('GET', '/api/session'))).account).toBeNull()
    expect((await signOn(browserOn(world.app), 'enter')).answer.status).toBe(200)
  }
  expect(failures).toBeGreaterThan(0)
})
