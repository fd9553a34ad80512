/** The second lock: what the database shows of notices and objections to a request, whatever the query layer asks. */
import { inRequest } from '../../../platform/request.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, group, signIn, today, village } from '../../../testing.ts'
import { test } from '../testing.ts'
import { objectFromSite } from './from-site.ts'
import { aNotice, forPublic } from './testing.ts'

test('a request sees notices that touch its regions, objections within them, and without a session nothing', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const { id } = await aNotice({ app, as }, [await aHousehold({ region: group(village(1)) })], today)
  const said = { id: uuidv7(), secret: uuidv7(), notice: id, row: 1, text: '有意见' } as const
  await objectFromSite(forPublic(installation), said)
  const count = async (table: 'notice' | 'objection', token: string | undefined) => {
    const context = { requestId: '', routeId: 'test', method: 'GET', address: '', actor: undefined, token }
    const ask = `select count(*)::int as n from ${table}`
    const { rows } = await inRequest(context, () => installation.requestDb.pool.query<{ n: number }>(ask))
    return rows[0]!.n
  }
  const seen = async (account: string) => {
    const token = (await signIn(app, account)).split('=')[1]!
    return [await count('notice', token), await count('objection', token)]
  }
  for (const account of ['registrar', 'town', 'county', 'city']) expect(await seen(account)).toEqual([1, 1])
  for (const account of ['otherTown', 'otherCounty']) expect(await seen(account)).toEqual([0, 0])
  for (const token of [undefined, '', '%']) {
    expect(await count('notice', token)).toBe(0)
    expect(await count('objection', token)).toBe(0)
  }
})

test('a request changes nothing of a notice but that it was taken down, and nothing of an objection', async ({
  app,
  installation,
}) => {
  const token = (await signIn(app, 'county')).split('=')[1]!
  const context = { requestId: '', routeId: 'test', method: 'POST', address: '', actor: undefined, token }
  for (const statement of [
    `update notice set content = '{}'`,
    `update notice set hangs_until = '2099-01-01'`,
    'delete from notice',
    'update objection set secret = null',
    'delete from objection',
  ])
    await expect(
      inRequest(context, () => installation.requestDb.pool.query(statement)),
      statement,
    ).rejects.toThrow('permission denied')
})
