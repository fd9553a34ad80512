import { expect, test } from 'vitest'
import { readConfig } from './platform/config.ts'
import { mustBeReachedSafely } from './reach.ts'
import { serve } from './server.ts'

const refusalOf = (env: Record<string, string>) => {
  try {
    mustBeReachedSafely(readConfig(env))
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('other machines are let in by https only: the address that people use has to be told', async () => {
  for (const LIKA_HOST of ['0.0.0.0', '::', '192.168.1.5', 'office.example']) {
    const home = { LIKA_HOST, LIKA_HOME: '/nowhere/at/all', LIKA_WORLD: 'none' }
    await expect(
      serve(readConfig(home), () => {}),
      LIKA_HOST,
    ).rejects.toMatchObject({ code: 'server.notLocal' })
    expect(refusalOf({ ...home, LIKA_ORIGIN: 'http://localhost:8600' }), LIKA_HOST).toBe('server.notLocal')
    expect(refusalOf({ ...home, LIKA_ORIGIN: 'https://lika.hepu.example' }), LIKA_HOST).toBeUndefined()
  }
  for (const LIKA_HOST of ['127.0.0.1', 'localhost', '::1']) expect(refusalOf({ LIKA_HOST })).toBeUndefined()
})

test('a demo world stays on its own machine, also behind a proxy of the machine', () => {
  const LIKA_ORIGIN = 'https://lika.hepu.example'
  for (const LIKA_HOST of ['0.0.0.0', '127.0.0.1']) {
    expect(refusalOf({ LIKA_HOST, LIKA_ORIGIN })).toBe('server.worldStaysLocal')
    expect(refusalOf({ LIKA_HOST, LIKA_ORIGIN, LIKA_WORLD: 'none' })).toBeUndefined()
  }
})

test('an address in clear, one with a path, and a proxy that is none are refused with one sentence', () => {
  for (const [name, value] of [
    ['LIKA_ORIGIN', 'http://lika.hepu.example'],
    ['LIKA_ORIGIN', 'https://lika.hepu.example/office'],
    ['LIKA_ORIGIN', 'lika.hepu.example'],
    ['LIKA_PROXIES', 'the proxy'],
    ['LIKA_PROFILE', 'none'],
    ['LIKA_OIDC_ISSUER', 'http://sso.hepu.example'],
    ['LIKA_OIDC_ISSUER', 'https://sso.hepu.example'],
  ] as const) {
    expect(refusalOf({ [name]: value }), `${name}=${value}`).toBe('config.invalid')
  }
})
