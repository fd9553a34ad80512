import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOutbound } from '../../../platform/outbound.ts'
import { openOidc } from './oidc.ts'
import { goThrough, redirectUri, startProvider, type TestProvider } from './testing/oidc-provider.ts'

let provider: TestProvider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.close())

function client(issuer = provider.issuer, allowed = issuer) {
  const settings = {
    issuer,
    clientId: 'lika',
    clientSecret: 'a secret of the test',
    label: '北海市统一身份认证',
    strongAcr: ['two'],
  }
  return openOidc(settings, createOutbound({ allowed: [{ origin: allowed, network: '127.0.0.0/8' }] }))
}

test('a real provider says who came back, and whether with two factors', async () => {
  const one = client()
  const cases = [
    [[], undefined, false],
    [['pwd'], undefined, false],
    [['pwd', 'otp', 'mfa'], undefined, true],
    [[], 'two', true],
    [[], 'one', false],
  ] as const
  for (const [amr, acr, isStrong] of cases) {
    Object.assign(provider, { subject: 'u-1001', amr: [...amr], acr })
    const { address, attempt } = await one.begin(redirectUri, false)
    const identity = await one.finish(attempt, await goThrough(address))
    expect(identity, `${amr} ${acr}`).toEqual({ issuer: provider.issuer, subject: 'u-1001', isStrong })
  }
})

test('what came back is good once, for the browser that was sent, and unchanged', async () => {
  const one = client()
  const { address, attempt } = await one.begin(redirectUri, false)
  const search = await goThrough(address)
  const { attempt: another } = await one.begin(redirectUri, false)
  const bent = new URLSearchParams(search)
  bent.set('code', 'made-up')
  await expect(one.finish(another, search)).rejects.toMatchObject({ code: 'session.refused' })
  await expect(one.finish({ ...attempt, nonce: 'other' }, search)).rejects.toMatchObject({
    code: 'session.refused',
  })
  const { address: third, attempt: own } = await one.begin(redirectUri, false)
  const good = await goThrough(third)
  await expect(one.finish(own, `?${bent}`)).rejects.toMatchObject({ code: 'session.refused' })
  expect(await one.finish(own, good)).toMatchObject({ subject: provider.subject })
  await expect(one.finish(own, good)).rejects.toMatchObject({ code: 'session.refused' })
  await expect(one.finish(own, '?error=access_denied')).rejects.toMatchObject({ status: 401 })
})

test('a fresh sign-on asks again, also where the provider still knows the browser', async () => {
  const one = client()
  const cookies = new Map<string, string>()
  const first = await one.begin(redirectUri, false)
  await one.finish(first.attempt, await goThrough(first.address, cookies))
  const asked = provider.asked
  const known = await one.begin(redirectUri, false)
  await one.finish(known.attempt, await goThrough(known.address, cookies))
  expect(provider.asked).toBe(asked)
  const fresh = await one.begin(redirectUri, true)
  await one.finish(fresh.attempt, await goThrough(fresh.address, cookies))
  expect(provider.asked).toBe(asked + 1)
})

test('only the host that was named is asked, and one that does not answer is said to be out of reach', async () => {
  await expect(
    client(provider.issuer, 'https://sso.example').begin(redirectUri, false),
  ).rejects.toMatchObject({
    code: 'session.oidcUnreachable',
    status: 502,
  })
  await expect(client('http://127.0.0.1:9').begin(redirectUri, false)).rejects.toMatchObject({ status: 502 })
})
