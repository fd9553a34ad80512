// What a browser is told about every answer, and what it must not be able to do from another site.
import { allRoutes, type Route } from '@lika/contract'
import { expect, send, signIn, test } from './testing.ts'

const routes = allRoutes as readonly Route[]
const somewhere = (route: Route) => route.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000001')

const expected = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;font-src 'self' data:;connect-src 'self';worker-src 'self' blob:;object-src 'none';frame-ancestors 'none';base-uri 'self';form-action 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

test('every route, answered or refused, carries the same headers of protection', async ({ app }) => {
  const cookie = await signIn(app, 'county')
  for (const route of routes) {
    for (const headers of [{ cookie }, {}]) {
      const answer = await send(app, { method: route.method, url: somewhere(route), headers })
      const told = Object.fromEntries(Object.keys(expected).map((name) => [name, answer.headers[name]]))
      expect(told, `${route.id} ${answer.statusCode}`).toEqual(expected)
      expect(answer.headers['x-request-id'], route.id).toMatch(/^[0-9a-f-]{36}$/)
      expect(
        Object.keys(answer.headers).filter((name) => /^(server|x-powered-by|access-control-)/.test(name)),
      ).toEqual([])
    }
  }
})

test('what is at no address is told with the same headers', async ({ app }) => {
  for (const url of ['/api/nothing', '/api/openapi.json', '/api/health']) {
    const { headers } = await send(app, { method: 'GET', url })
    expect(headers, url).toMatchObject({ ...expected })
  }
})

test('the cookie of a session is for this site, for http alone, and says so', async ({ app }) => {
  const answer = await send(app, { method: 'POST', url: '/api/session', payload: { account: 'county' } })
  for (const cookie of [answer.headers['set-cookie']].flat()) {
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).not.toMatch(/; Domain=/)
  }
})

test('a form on another site changes nothing, whatever it is sent as', async ({ app, db }) => {
  const cookie = await signIn(app, 'county')
  const count = async () => (await db.pool.query('select count(*) as n from record')).rows[0].n
  const before = await count()
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:80.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' },
  ]
  const changing = routes.filter(({ method }) => method !== 'GET')
  for (const [asked, route] of changing.entries()) {
    for (const [at, headers] of foreign.entries()) {
      // Each way on every third route: all routes are tried, and all ways.
      if ((at + asked) % 3 !== 0) continue
      const type = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'][
        at % 3
      ]
      const answer = await send(app, {
        method: route.method,
        url: somewhere(route),
        headers: { cookie, host: 'localhost:80', 'content-type': type, ...headers },
        payload: '{}',
      })
      expect([answer.statusCode, answer.json().code], `${route.id} ${JSON.stringify(headers)}`).toEqual([
        403,
        'access.crossSite',
      ])
    }
  }
  expect(await count()).toBe(before)
})

test('no other site is allowed to read an answer', async ({ app }) => {
  const cookie = await signIn(app, 'county')
  for (const route of routes) {
    const origin = 'https://evil.example'
    const preflight = await send(app, {
      method: 'OPTIONS',
      url: somewhere(route),
      headers: { origin, 'access-control-request-method': route.method },
    })
    expect([403, 404, 405], route.id).toContain(preflight.statusCode)
    const asked = await send(app, { method: 'GET', url: somewhere(route), headers: { cookie, origin } })
    for (const { headers } of [preflight, asked])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})
