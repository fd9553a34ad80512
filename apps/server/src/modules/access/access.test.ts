import { allRoutes, isDownload } from '@lika/contract'
import { describe, expect, idNumberOf, test } from '../../testing.ts'

describe('who may enter', () => {
  test('a demo account enters without a password, with its role and region', async ({ app }) => {
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { account: 'town' } })
    expect(answer.json().account).toMatchObject({ name: 'town', role: 'townshipOfficer' })
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
  })

  test('an account that is no demo account cannot enter, and looks like one that is not there', async ({
    app,
    db,
  }) => {
    await db.pool.query(
      `insert into account (id, name, display_name, role, region_code) values (gen_random_uuid(), 'real', '真', 'countyOffice', '450521')`,
    )
    const refusals = await Promise.all(
      ['real', 'nobody'].map(async (account) => {
        const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { account } })
        expect(answer.cookies).toEqual([])
        const { status, code } = answer.json()
        return { status, code }
      }),
    )
    expect(refusals).toEqual(Array(2).fill({ status: 404, code: 'session.noAccount' }))
  })

  test('a cookie that was made up, or whose account was exchanged, is nobody', async ({ app }) => {
    const enter = async (account: string) =>
      (await app.inject({ method: 'POST', url: '/api/session', payload: { account } })).cookies[0]!.value
    const [village, city] = [await enter('registrar'), await enter('city')]
    const forged = [
      `${city.split('.')[0]}.${village.split('.')[1]}`,
      `${city.split('.')[0]}.`,
      city.replace(/\.(.)/, (_, first) => (first === 'A' ? '.B' : '.A')),
      'x.y',
    ]
    for (const value of forged) {
      const headers = { cookie: `lika_session=${value}` }
      const answer = await app.inject({ url: '/api/summary?region=4505', headers })
      expect(answer.statusCode, value).toBe(401)
    }
  })

  test('without a session every route but the public ones refuses', async ({ app }) => {
    const closed = allRoutes.filter(({ permission }) => permission !== 'public')
    expect(closed.length).toBeGreaterThan(10)
    for (const route of closed) {
      const url = route.path.replace(/:\w+/g, '0')
      const answer = await app.inject({
        method: route.method,
        url,
        ...(route.method === 'GET' ? {} : { payload: {} }),
      })
      expect(answer.statusCode, route.id).toBe(401)
    }
    expect(
      allRoutes
        .filter((route) => route.permission === 'public' && !isDownload(Object.values(route.response)[0]!))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['getSession', 'signIn', 'signOut'])
  })

  test('a role is refused what it has no permission for', async ({ app }) => {
    const entered = await app.inject({ method: 'POST', url: '/api/session', payload: { account: 'finance' } })
    const headers = { cookie: `lika_session=${entered.cookies[0]!.value}` }
    const look = await app.inject({ url: '/api/summary?region=450521', headers })
    const write = await app.inject({ method: 'POST', url: '/api/records', headers, payload: {} })
    expect([look.statusCode, write.statusCode]).toEqual([200, 403])
  })
})

test('id number, telephone and bank account leave masked, on the page and in its history', async ({
  app,
  aHousehold,
}) => {
  const idNumber = idNumberOf(7)
  const { id } = await aHousehold({
    members: [{ idNumber, phone: '13900000000' }],
    phone: '13911111111',
    bankAccount: '6222020000000000005',
  })
  const entered = await app.inject({ method: 'POST', url: '/api/session', payload: { account: 'county' } })
  const headers = { cookie: `lika_session=${entered.cookies[0]!.value}` }
  for (const url of [`/api/households/${id}`, `/api/households/${id}/timeline`]) {
    const { body, statusCode } = await app.inject({ url, headers })
    expect(statusCode).toBe(200)
    for (const secret of [idNumber, '13900000000', '13911111111', '6222020000000000005']) {
      expect(body, url).not.toContain(secret)
    }
    expect(body).toContain('139****1111')
  }
})
