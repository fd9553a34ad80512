// Guessing: what it costs, and what it does not tell.
import { describe, expect, send, serverOf } from '../../../testing.ts'
import { hashPassword } from './password-hash.ts'
import { MINUTE, test } from './testing/fixture.ts'
import {
  anAccount,
  aPerson,
  browserOn,
  must,
  nameAndPassword,
  type Refusal,
  signInAs,
} from './testing/people.ts'

describe('wrong tries', () => {
  test('make the next ones wait, across a restart, and for a name that is none just the same', async ({
    installation,
    world,
  }) => {
    await aPerson(world, 'guessed')
    const before = await serverOf(installation)
    const after = await serverOf(installation)
    const statusesOf = async (name: string) => {
      let app = before
      const browser = browserOn(() => app)
      const statuses: [number, unknown][] = []
      for (let count = 0; count < 20; count++) {
        if (count === 10) app = after
        const { status, body } = await browser.ask<Refusal>('POST', '/api/session/password', {
          name,
          password: `wrong guess ${count}`,
        })
        statuses.push([status, body.value])
        world.clock.forward(1000)
      }
      return statuses
    }
    const unknown = await statusesOf('nobody.at.all')
    const known = await statusesOf('guessed')
    expect(unknown).toEqual(known)
    expect(known.slice(0, 5).map(([status]) => status)).toEqual([401, 401, 401, 401, 401])
    const judged = known.filter(([status]) => status === 401).length
    expect(judged).toBeLessThan(10)
    expect(known.slice(10).some(([status]) => status === 429)).toBe(true)
    // Without the restart's help nothing was forgotten: the right password waits as well.
    const right = await browserOn(() => after).ask<Refusal>('POST', '/api/session/password', {
      name: 'guessed',
      password: '鱼塘边的三棵龙眼树 guessed',
    })
    expect([right.status, right.body.code]).toEqual([429, 'session.wait'])
    expect(Number(right.headers['retry-after'])).toBe(right.body.value)
    await Promise.all([before.close(), after.close()])
  })

  test('many at once are no way around the waiting', async ({ world }) => {
    await aPerson(world, 'flooded')
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        browserOn(world.app).ask('POST', '/api/session/password', {
          name: 'flooded',
          password: `wrong guess ${index}`,
        }),
      ),
    )
    const judged = answers.filter(({ status }) => status === 401).length
    expect(judged).toBeLessThanOrEqual(5)
    expect(answers.filter(({ status }) => status === 429).length).toBe(25 - judged)
  })

  test('of strangers do not keep the owner out: a browser that was used before is let in at once, any other within a quarter of an hour', async ({
    world,
  }) => {
    const person = await aPerson(world, 'besieged')
    const stranger = () =>
      browserOn(world.app).ask('POST', '/api/session/password', { name: 'besieged', password: 'wrong guess' })
    for (let count = 0; count < 40; count++) {
      await stranger()
      world.clock.forward(60_000)
    }
    await must(person.browser.ask('DELETE', '/api/session'))
    await signInAs(world, person, person.browser)
    for (let count = 0; count < 30; count++) await stranger()
    expect(
      await browserOn(world.app).ask('POST', '/api/session/password', nameAndPassword(person)),
    ).toMatchObject({
      status: 429,
    })
    world.clock.forward(15 * MINUTE)
    await signInAs(world, person)
  })

  test('from one address wait too, whatever names they try', async ({ world }) => {
    const browser = browserOn(world.app, { address: '10.99.0.1' })
    const statuses: number[] = []
    for (let count = 0; count < 40; count++) {
      statuses.push(
        (
          await browser.ask('POST', '/api/session/password', {
            name: `name.${count}`,
            password: 'wrong guess',
          })
        ).status,
      )
    }
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(31).every((status) => status === 429)).toBe(true)
  })

  test('at the code of the authenticator are counted as well', async ({ world }) => {
    const person = await aPerson(world, 'digits')
    const browser = browserOn(world.app)
    await must(browser.ask('POST', '/api/session/password', nameAndPassword(person)))
    const statuses: number[] = []
    for (let count = 0; count < 12; count++) {
      statuses.push(
        (await browser.ask('POST', '/api/session/totp', { code: String(count).padStart(6, '0') })).status,
      )
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
    expect(statuses.slice(5)).toEqual(Array(7).fill(429))
  })

  test('take as long for a name that is none as for one that is', async ({ app, db }) => {
    const hash = await hashPassword('鱼塘边的三棵龙眼树')
    const names = Array.from({ length: 100 }, (_, index) => `timed.${index}`)
    for (const name of names) {
      const id = await anAccount(db, name)
      await db.pool.query('insert into account_password values ($1, $2, now())', [id, hash])
    }
    const msOf = async (name: string, index: number, round: number) => {
      const began = performance.now()
      const { statusCode } = await send(app, {
        method: 'POST',
        url: '/api/session/password',
        remoteAddress: `172.${16 + round}.${index >> 8}.${index & 255}`,
        payload: { name, password: 'wrong guess' },
      })
      expect(statusCode).toBe(401)
      return performance.now() - began
    }
    const medianOf = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!
    const ratios: number[] = []
    // The machine may be busy with something else for a while: one quiet round of 200 is enough.
    for (let round = 0; round < 3; round++) {
      const known: number[] = []
      const unknown: number[] = []
      for (const [index, name] of names.entries()) {
        known.push(await msOf(name, index, round))
        unknown.push(await msOf(`nobody.${index}`, index + 100, round))
      }
      const ratio = medianOf(known) / medianOf(unknown)
      ratios.push(ratio)
      if (ratio > 0.9 && ratio < 1.1) return
    }
    expect.fail(`known ÷ unknown: ${ratios.map((each) => each.toFixed(3)).join(', ')}`)
  }, 300_000)
})
