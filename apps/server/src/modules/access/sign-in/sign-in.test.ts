// The ways in and out, through the whole server.
import { createHash } from 'node:crypto'
import {
  allRoutes,
  type OwnAccount,
  type PasskeyCreation,
  type PasskeyRequest,
  type Route,
} from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import { describe, expect, openedOn, send, serverOf } from '../../../testing.ts'
import { endSessions } from '../index.ts'
import { makeCode } from './codes.ts'
import { listTotp, takeStep } from './credentials.store.ts'
import { DAY, HOUR, MINUTE, test } from './testing/fixture.ts'
import {
  addAuthenticator,
  anAccount,
  aPerson,
  browserOn,
  must,
  nameAndPassword,
  type Refusal,
  signInAs,
} from './testing/people.ts'
import { softPasskey } from './testing/soft-passkey.ts'
import { codeAt } from './totp.ts'
import { stopUnused } from './unused.ts'

/** Every parameter in its place; what is wrong with the rest is found only after the permission. */
function requestOf(route: Route) {
  const url = route.path.replace(':id', uuidv7()).replace(':code', '999999999999').replace(/:\w+/g, 'x')
  return { method: route.method, url, payload: route.method === 'GET' ? undefined : {} }
}

const isOpenTo = (route: Route, ...permissions: string[]) => permissions.includes(route.permission)

describe('a fresh installation', () => {
  test('lets nobody in: no name, no demo account, no code that was not made', async ({
    emptyDb,
    databaseUrl,
  }) => {
    const installation = await openedOn(emptyDb, databaseUrl)
    const app = await serverOf(installation)
    const browser = browserOn(() => app)
    const session = await must(browser.ask('GET', '/api/session'))
    expect(session).toMatchObject({ account: null, pending: null, demoAccounts: [], ways: { isNew: true } })
    const tries = [
      ['/api/session/password', { name: 'admin', password: 'admin' }, 401],
      ['/api/session/password', { name: 'root', password: ''.padEnd(8, '1') }, 401],
      ['/api/session', { account: 'city' }, 404],
      ['/api/session/code', { code: 'AAAA-BBBB' }, 410],
      [
        '/api/session/code/account',
        { code: 'AAAA-BBBB', password: '鱼塘边的三棵龙眼树', name: 'me', displayName: 'me' },
        410,
      ],
    ] as const
    for (const [url, payload, status] of tries) {
      const answer = await browser.ask('POST', url, payload)
      expect([url, answer.status]).toEqual([url, status])
    }
    expect([...browser.cookies.keys()]).toEqual([])
    for (const route of allRoutes as readonly Route[]) {
      const { method, url, payload } = requestOf(route)
      const { status } = await browser.ask(method, url, payload)
      if (!isOpenTo(route, 'public')) expect([route.id, status]).toEqual([route.id, 401])
    }
    await app.close()
  })

  test('takes the code of `lika admin code` once, within its hour, for an administrator with a password and a second factor', async ({
    world,
  }) => {
    const { db, clock } = world
    const wanted = { for: { role: 'leader', regionCode: '4505' }, hours: 1 } as const
    const { code } = await makeCode(db.pool, wanted, clock.now())
    const browser = browserOn(world.app)
    const look = await must(browser.ask('POST', '/api/session/code', { code: code.toLowerCase() }))
    expect(look).toMatchObject({ kind: 'administrator', account: null, roles: [{ role: 'leader' }] })
    const given = { code, password: '荔枝树下的晒谷场', name: 'wei.san', displayName: '韦三' }
    const unnamed = await browser.ask<Refusal>('POST', '/api/session/code/account', {
      ...given,
      name: undefined,
    })
    expect([unnamed.status, unnamed.body.code]).toEqual([400, 'session.accountNeedsName'])
    const session = await must(browser.ask('POST', '/api/session/code/account', given))
    expect(session).toMatchObject({
      account: null,
      permissions: [],
      pending: { step: 'addSecondFactor', name: 'wei.san' },
    })
    await addAuthenticator(world, browser)
    expect(await must(browser.ask('GET', '/api/session'))).toMatchObject({
      account: { name: 'wei.san', role: 'leader', region: { code: '4505' } },
      pending: null,
    })
    const again = await browserOn(world.app).ask<Refusal>('POST', '/api/session/code/account', {
      ...given,
      name: 'other',
    })
    expect([again.status, again.body.code]).toEqual([410, 'session.codeSpent'])

    const { code: late } = await makeCode(db.pool, wanted, clock.now())
    clock.forward(HOUR + 1)
    expect(await browserOn(world.app).ask('POST', '/api/session/code', { code: late })).toMatchObject({
      status: 410,
    })
  })

  test('an invitation replaces everything the account was entered with, and the one before it opens nothing', async ({
    world,
  }) => {
    const { db, clock } = world
    const person = await aPerson(world, 'invited')
    const invite = () => makeCode(db.pool, { for: { accountId: person.id }, hours: 24 }, clock.now())
    const { code: first } = await invite()
    const { code } = await invite()
    const browser = browserOn(world.app)
    expect(await browser.ask('POST', '/api/session/code', { code: first })).toMatchObject({ status: 410 })
    expect(await must(browser.ask('POST', '/api/session/code', { code }))).toMatchObject({
      kind: 'invitation',
      account: { name: 'invited' },
      roles: [{ role: 'countyOffice' }],
    })
    const password = '廉州镇外鱼塘边三棵龙眼树'
    await must(browser.ask('POST', '/api/session/code/account', { code, password }))
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    const secret = await addAuthenticator(world, browser)
    const old = await browserOn(world.app).ask('POST', '/api/session/password', person)
    expect(old.status).toBe(400)
    const { name } = person
    expect(
      await browserOn(world.app).ask('POST', '/api/session/password', { name, password: person.password }),
    ).toMatchObject({ status: 401 })
    await signInAs(world, { ...person, password, secret })
  })
})

describe('two factors', () => {
  test('with a password alone every route refuses, and only the second factor can be given', async ({
    world,
  }) => {
    const person = await aPerson(world, 'half')
    const browser = browserOn(world.app)
    const session = await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    expect(session).toMatchObject({
      account: null,
      permissions: [],
      pending: { step: 'giveSecondFactor', factors: ['totp'] },
    })
    let refused = 0
    for (const route of allRoutes as readonly Route[]) {
      if (isOpenTo(route, 'public', 'entering')) continue
      const { method, url, payload } = requestOf(route)
      const { status, body } = await browser.ask<Refusal>(method, url, payload)
      expect([route.id, status, body.code]).toEqual([route.id, 403, 'access.secondFactorNeeded'])
      refused += 1
    }
    expect(refused).toBeGreaterThan(50)
    // A thief of the password must not bring a second factor of his own.
    for (const url of ['/api/session/own/totp/challenge', '/api/session/own/passkeys/challenge']) {
      const { status, body } = await browser.ask<Refusal>('POST', url)
      expect([url, status, body.code]).toEqual([url, 409, 'session.notAsked'])
    }
    const change = { current: person.password, password: '荔枝树下的晒谷场' }
    expect(await browser.ask('PUT', '/api/session/own/password', change)).toMatchObject({ status: 409 })
    await must(
      browser.ask('POST', '/api/session/totp', { code: codeAt(person.secret, new Date(world.clock.now())) }),
    )
    expect(await must(browser.ask('GET', '/api/session'))).toMatchObject({
      account: { name: 'half' },
      pending: null,
    })
  })

  test('the database holds it too: a session with a password alone sees nothing, and none is stored otherwise', async ({
    world,
  }) => {
    const person = await aPerson(world, 'stored')
    const browser = browserOn(world.app)
    await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    const { rows } = await world.db.pool.query(
      `select regions::text from session where account_id = $1 and pending is not null and ended_at is null`,
      [person.id],
    )
    expect(rows).toEqual([{ regions: '{}' }])
    await expect(
      world.db.pool.query(
        `update session set regions = '{["45","46")}' where account_id = $1 and pending is not null`,
        [person.id],
      ),
    ).rejects.toMatchObject({ constraint: 'session_pending_sees_nothing' })
    await expect(
      world.db.pool.query(
        `update session set pending = null where account_id = $1 and factors = '{password}'`,
        [person.id],
      ),
    ).rejects.toMatchObject({ constraint: 'session_password_alone_is_pending' })
  })

  test('a code of the authenticator works once, also from two browsers at once', async ({ world }) => {
    const person = await aPerson(world, 'once')
    const browsers = [browserOn(world.app), browserOn(world.app), browserOn(world.app)]
    for (const browser of browsers)
      await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    const code = codeAt(person.secret, new Date(world.clock.now()))
    const answers = await Promise.all(
      browsers.map((browser) => browser.ask('POST', '/api/session/totp', { code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    world.wait()
    const next = codeAt(person.secret, new Date(world.clock.now()))
    const late = browsers[answers.findIndex(({ status }) => status === 401)]!
    expect(await late.ask('POST', '/api/session/totp', { code: next })).toMatchObject({ status: 200 })
  })

  test('of many that take the step of one code at once, one has it, and nobody takes an earlier one', async ({
    world,
  }) => {
    const { id } = await aPerson(world, 'steps.taken')
    const { pool } = world.db
    const [totp] = await listTotp(pool, id)
    const step = Number(totp!.last_step) + 1
    const takes = (wanted: number) => takeStep(pool, totp!.id, wanted, world.clock.now())
    const taken = await Promise.all(Array.from({ length: 8 }, () => takes(step)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await takes(step - 1)).toBe(false)
    expect(await takes(step + 1)).toBe(true)
  })

  test('only the clock of the server counts: codes of five minutes ago and of five minutes ahead are refused', async ({
    world,
  }) => {
    const person = await aPerson(world, 'clocks')
    const browser = browserOn(world.app)
    await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    const now = Date.parse(world.clock.now())
    for (const off of [-5 * MINUTE, 5 * MINUTE]) {
      const code = codeAt(person.secret, new Date(now + off))
      expect(await browser.ask('POST', '/api/session/totp', { code })).toMatchObject({ status: 401 })
    }
  })

  test('a passkey enters in one step, and what it signed once opens nothing again', async ({ world }) => {
    const person = await aPerson(world, 'passkey')
    const device = softPasskey('http://localhost:8600')
    const { challengeId, options } = await must(
      person.browser.ask<PasskeyCreation>('POST', '/api/session/own/passkeys/challenge'),
    )
    const made = { challengeId, label: '办公电脑', answer: device.create(options) }
    await must(person.browser.ask('POST', '/api/session/own/passkeys', made))
    expect(await person.browser.ask('POST', '/api/session/own/passkeys', made)).toMatchObject({ status: 422 })

    const browser = browserOn(world.app)
    const asked = await must(browser.ask<PasskeyRequest>('POST', '/api/session/passkey/challenge'))
    const given = { challengeId: asked.challengeId, answer: device.answer(asked.options) }
    expect(await must(browser.ask('POST', '/api/session/passkey', given))).toMatchObject({
      account: { name: 'passkey' },
    })
    expect(await browserOn(world.app).ask('POST', '/api/session/passkey', given)).toMatchObject({
      status: 422,
    })
    const unasked = { challengeId: uuidv7(), answer: device.answer(asked.options) }
    expect(await browserOn(world.app).ask('POST', '/api/session/passkey', unasked)).toMatchObject({
      status: 422,
    })
    const numbers = browserOn(world.app, { host: '127.0.0.1:8600' })
    expect(await numbers.ask('POST', '/api/session/passkey/challenge')).toMatchObject({ status: 422 })
    expect((await must(numbers.ask('GET', '/api/session'))).ways.passkey).toBe(false)
  })

  test('one factor stays, and only a fresh session changes them', async ({ world }) => {
    const person = await aPerson(world, 'factors')
    const { factors } = await must(person.browser.ask<OwnAccount>('GET', '/api/session/own'))
    expect(factors).toMatchObject([{ kind: 'totp', label: '手机' }])
    const url = `/api/session/own/factors/${factors[0]!.id}`
    expect(await person.browser.ask('DELETE', url)).toMatchObject({
      status: 409,
      body: { code: 'session.lastFactor' },
    })
    await addAuthenticator(world, person.browser)
    expect((await must(person.browser.ask<OwnAccount>('DELETE', url))).factors).toHaveLength(1)
    expect(await person.browser.ask('DELETE', url)).toMatchObject({ status: 404 })
  })
})

describe('a session', () => {
  test('is an opaque token that is stored nowhere: a copy of the whole database opens nothing', async ({
    world,
  }) => {
    const person = await aPerson(world, 'dumped')
    await signInAs(world, person)
    const invitation = await makeCode(
      world.db.pool,
      { for: { accountId: person.id }, hours: 1 },
      world.clock.now(),
    )
    const token = person.browser.cookies.get('lika_session')!
    const device = person.browser.cookies.get('lika_device')!
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const { rows: tables } = await world.db.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    let dump = ''
    for (const { name } of tables) {
      const { rows } = await world.db.pool.query<{ row: string }>(`select t::text as row from ${name} t`)
      dump += rows.map(({ row }) => row).join('\n')
    }
    const bare = invitation.code.replaceAll('-', '')
    const secrets = { token, device, password: person.password, code: invitation.code, bare }
    for (const [name, secret] of Object.entries(secrets)) {
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret, 'base64url').toString('hex'),
      ]) {
        if (form) expect(dump.includes(form), name).toBe(false)
      }
    }
    expect(dump.includes(person.secret.toString('hex'))).toBe(false)
    // What is stored is no cookie either.
    const stored = createHash('sha256').update(token).digest()
    for (const tried of [stored.toString('base64url'), stored.toString('hex')]) {
      const answer = await send(world.app(), {
        method: 'GET',
        url: '/api/session/own',
        headers: { cookie: `lika_session=${tried}` },
      })
      expect(answer.statusCode).toBe(401)
    }
  })

  test('ends at rest after an hour, and after twelve in any case', async ({ world }) => {
    const person = await aPerson(world, 'resting')
    for (let count = 0; count < 13; count++) {
      world.clock.forward(50 * MINUTE)
      expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 200 })
    }
    world.clock.forward(61 * MINUTE)
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    await signInAs(world, person, person.browser)
    let alive = 0
    for (; alive < 20; alive++) {
      world.clock.forward(50 * MINUTE)
      if ((await person.browser.ask('GET', '/api/session/own')).status !== 200) break
    }
    expect(alive).toBe(14)
  })

  test('ends at once for an account that is disabled, and where its grants change', async ({ world }) => {
    const { db, clock } = world
    const person = await aPerson(world, 'disabled')
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 200 })
    await db.pool.query(
      `update account set state = 'disabled', disabled_at = now(), disabled_because = 'left' where id = $1`,
      [person.id],
    )
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    expect(
      await browserOn(world.app).ask('POST', '/api/session/password', nameAndPassword(person)),
    ).toMatchObject({
      status: 401,
    })

    const other = await aPerson(world, 'regranted')
    await endSessions(db.pool, { accountId: other.id, now: clock.now(), because: 'grantsChanged' })
    expect(await other.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
  })

  test('is listed and ended by its owner, and by nobody else', async ({ world }) => {
    const person = await aPerson(world, 'owner')
    const second = await signInAs(world, person)
    const stranger = await aPerson(world, 'not.the.owner')
    const { sessions } = await must(person.browser.ask<OwnAccount>('GET', '/api/session/own'))
    expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true])
    const other = sessions.find(({ isThis }) => !isThis)!
    expect(other.factors).toEqual(['password', 'totp'])
    const url = `/api/session/own/sessions/${other.id}`
    expect(await stranger.browser.ask('DELETE', url)).toMatchObject({ status: 404 })
    expect((await must(person.browser.ask<OwnAccount>('DELETE', url))).sessions).toHaveLength(1)
    expect(await second.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    const third = await signInAs(world, person)
    await must(person.browser.ask('DELETE', '/api/session/own/sessions'))
    expect(await third.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 200 })
  })

  test('is over in the database when somebody leaves, not only in the browser', async ({ world }) => {
    const person = await aPerson(world, 'leaver')
    const kept = person.browser.cookies.get('lika_session')!
    await must(person.browser.ask('DELETE', '/api/session'))
    expect(person.browser.cookies.has('lika_session')).toBe(false)
    const answer = await send(world.app(), {
      method: 'GET',
      url: '/api/session/own',
      headers: { cookie: `lika_session=${kept}` },
    })
    expect(answer.statusCode).toBe(401)
  })

  test('has another token after each step, and the one before opens nothing', async ({ world }) => {
    const person = await aPerson(world, 'steps')
    const browser = browserOn(world.app)
    await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    const first = browser.cookies.get('lika_session')!
    await must(
      browser.ask('POST', '/api/session/totp', { code: codeAt(person.secret, new Date(world.clock.now())) }),
    )
    world.wait()
    const second = browser.cookies.get('lika_session')!
    await must(
      browser.ask('POST', '/api/session/fresh', { code: codeAt(person.secret, new Date(world.clock.now())) }),
    )
    const third = browser.cookies.get('lika_session')!
    expect(new Set([first, second, third]).size).toBe(3)
    for (const [token, status] of [
      [first, 401],
      [second, 401],
      [third, 200],
    ] as const) {
      const answer = await send(world.app(), {
        method: 'GET',
        url: '/api/session/own',
        headers: { cookie: `lika_session=${token}` },
      })
      expect(answer.statusCode).toBe(status)
    }
  })

  test('over https has a cookie that no neighbour and no clear address can set', async ({ installation }) => {
    const behindProxy = {
      ...installation,
      access: { ...installation.access, publicOrigin: 'https://lika.hepu.example' },
    }
    const app = await serverOf(behindProxy)
    const answer = await send(app, { method: 'POST', url: '/api/session', payload: { account: 'county' } })
    const line = String([answer.headers['set-cookie']].flat()[0])
    expect(line).toMatch(/^__Host-lika=[\w-]{43}; /)
    const attributes = line
      .split('; ')
      .slice(1)
      .map((each) => each.toLowerCase())
    expect(attributes.sort()).toEqual(['httponly', 'path=/', 'samesite=strict', 'secure'])
    // A cookie that came in clear is none.
    const token = answer.cookies[0]!.value
    const clear = await send(app, {
      method: 'GET',
      url: '/api/session/own',
      headers: { cookie: `lika_session=${token}` },
    })
    expect(clear.statusCode).toBe(401)
    await app.close()
  })
})

describe('what asks for a fresh factor', () => {
  const guarded = (allRoutes as readonly Route[]).filter((route) => (route as { stepUp?: boolean }).stepUp)

  test('is exports, and what changes how an account is entered', () => {
    const ids = guarded.map(({ id }) => id)
    for (const id of [
      'exportHouseholds',
      'exportVillages',
      'exportDuplicates',
      'addTotp',
      'addPasskey',
      'removeFactor',
    ]) {
      expect(ids).toContain(id)
    }
  })

  test('refuses a session whose factor is older than ten minutes on each such route, until one is given again', async ({
    world,
  }) => {
    const person = await aPerson(world, 'stale')
    world.clock.forward(11 * MINUTE)
    const permitted = new Set((await must(person.browser.ask('GET', '/api/session'))).permissions)
    const mine = guarded.filter(
      ({ permission }) => permitted.has(permission) || ['signedIn', 'entering'].includes(permission),
    )
    expect(mine.length).toBeGreaterThan(5)
    for (const route of mine) {
      const { method, url, payload } = requestOf(route)
      const { status, body } = await person.browser.ask<Refusal>(method, url, payload)
      expect([route.id, status, body.code]).toEqual([route.id, 403, 'access.stepUpNeeded'])
    }
    expect(await person.browser.ask('POST', '/api/session/fresh', { code: '000000' })).toMatchObject({
      status: 401,
    })
    const code = codeAt(person.secret, new Date(world.clock.now()))
    await must(person.browser.ask('POST', '/api/session/fresh', { code }))
    expect(await person.browser.ask('POST', '/api/session/own/totp/challenge')).toMatchObject({ status: 200 })
  })

  test('is open to a demo account, behind which nothing stands', async ({ app }) => {
    const browser = browserOn(() => app)
    await must(browser.ask('POST', '/api/session', { account: 'county' }))
    const url = '/api/households/export?region=450521&format=csv'
    const answer = await send(app, {
      method: 'GET',
      url,
      headers: { cookie: `lika_session=${browser.cookies.get('lika_session')}` },
    })
    expect(answer.statusCode).toBe(200)
  })
})

describe('passwords', () => {
  test('are changed by whoever knows the present one; other sessions end', async ({ world }) => {
    const person = await aPerson(world, 'changer')
    const other = await signInAs(world, person)
    const ask = (current: string, password: string) =>
      person.browser.ask<Refusal>('PUT', '/api/session/own/password', { current, password })
    expect(await ask('wrong guess', '荔枝树下的晒谷场')).toMatchObject({ status: 401 })
    expect(await ask(person.password, person.password)).toMatchObject({ status: 409 })
    for (const weak of ['password', 'changer2017', '合浦县2017!', '12345678']) {
      expect(await ask(person.password, weak)).toMatchObject({
        status: 422,
        body: { code: 'session.weakPassword' },
      })
    }
    expect(await ask(person.password, '荔枝树下的晒谷场')).toMatchObject({ status: 200 })
    expect(await other.ask('GET', '/api/session/own')).toMatchObject({ status: 401 })
    expect(await person.browser.ask('GET', '/api/session/own')).toMatchObject({ status: 200 })
    await signInAs(world, { ...person, password: '荔枝树下的晒谷场' })
  })

  test('in the profile mlps3 are changed after 90 days before anything else, and are to be mixed', async ({
    installation,
    world,
  }) => {
    const { profileOf } = await import('./profile.ts')
    const app = await serverOf({
      ...installation,
      access: { ...installation.access, profile: profileOf('mlps3') },
    })
    const strict = { ...world, app: () => app }
    const person = await aPerson(world, 'rotating')
    world.clock.forward(80 * DAY)
    await signInAs(strict, person)
    world.clock.forward(11 * DAY)
    const browser = await signInAs(strict, person)
    const session = await must(browser.ask('GET', '/api/session'))
    expect(session).toMatchObject({
      account: null,
      permissions: [],
      pending: { step: 'changePassword' },
      ways: { password: { kinds: 3, days: 90 } },
    })
    const refused = await browser.ask<Refusal>('GET', '/api/households?region=450521')
    expect([refused.status, refused.body.code]).toEqual([403, 'access.newPasswordNeeded'])
    const change = (password: string) =>
      browser.ask('PUT', '/api/session/own/password', { current: person.password, password })
    expect(await change('荔枝树下的晒谷场')).toMatchObject({ status: 422 })
    expect(await change('荔枝树下的晒谷场 Li8')).toMatchObject({
      status: 200,
      body: { pending: null, account: { name: 'rotating' } },
    })
    // International does not ask for it.
    const calm = await aPerson(world, 'calm')
    world.clock.forward(89 * DAY)
    const again = await signInAs(world, calm)
    world.clock.forward(2 * DAY)
    expect(await must((await signInAs(world, calm, again)).ask('GET', '/api/session'))).toMatchObject({
      pending: null,
    })
    await app.close()
  })
})

describe('an account that nobody uses', () => {
  test('stops after 90 days, at the door and in the background, until it is enabled again', async ({
    installation,
    world,
  }) => {
    const { db, clock } = world
    const idle = await aPerson(world, 'idle')
    const used = await aPerson(world, 'used')
    clock.forward(60 * DAY)
    await signInAs(world, used)
    clock.forward(31 * DAY)
    expect(
      await browserOn(world.app).ask('POST', '/api/session/password', nameAndPassword(idle)),
    ).toMatchObject({
      status: 401,
    })
    const stateOf = async (id: string) =>
      (await db.pool.query('select state, disabled_because as because from account where id = $1', [id]))
        .rows[0]
    expect(await stateOf(idle.id)).toEqual({ state: 'disabled', because: 'unused' })
    await signInAs(world, used)
    await db.pool.query(`update account set state = 'active', enabled_at = $2 where id = $1`, [
      idle.id,
      clock.now(),
    ])
    await signInAs(world, idle)

    const sleeper = await anAccount(db, 'sleeper', 'helper', '450521', clock.now())
    clock.forward(91 * DAY)
    await stopUnused(installation.access, clock.now())
    expect(await stateOf(sleeper)).toEqual({ state: 'disabled', because: 'unused' })
    const { rows } = await db.pool.query(`select from account where demo and state = 'disabled'`)
    expect(rows).toEqual([])
  })
})

describe('a demo account', () => {
  test("is entered without a password, by a session like any other, and is nobody's own", async ({
    app,
    db,
  }) => {
    const browser = browserOn(() => app)
    expect(await must(browser.ask('POST', '/api/session', { account: 'county' }))).toMatchObject({
      account: { name: 'county' },
    })
    const token = browser.cookies.get('lika_session')!
    const { rows } = await db.pool.query('select factors, pending from session where token_hash = $1', [
      createHash('sha256').update(token).digest(),
    ])
    expect(rows).toEqual([{ factors: ['demo'], pending: null }])
    expect(await browser.ask('POST', '/api/session/own/totp/challenge')).toMatchObject({ status: 409 })
    const change = { current: 'x', password: '荔枝树下的晒谷场' }
    expect(await browser.ask('PUT', '/api/session/own/password', change)).toMatchObject({ status: 409 })
    expect(
      await browser.ask('POST', '/api/session/password', { name: 'county', password: 'county' }),
    ).toMatchObject({ status: 401 })
  })
})
