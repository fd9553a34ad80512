import type { Actor } from '../http.ts'
import { test as base, expect } from '../testing.ts'
import { uuidv7 } from '../uuid.ts'
import { spend, spendInBlocks } from './budget.ts'

type Spender = Pick<Actor, 'accountId' | 'regions'>

const test = base.extend('anAccount', { scope: 'file' }, ({ db }) => async (region = '450521100201') => {
  const accountId = uuidv7()
  await db.pool.query(
    `insert into account (id, name, display_name, region_code, demo) values ($1::uuid, $1::text, 'x', $2, true)`,
    [accountId, region],
  )
  return { accountId, regions: [region] } satisfies Spender
})

const morning = '2017-03-31T02:10:00Z'

test('a village team may export five thousand rows a day, and is told what is left and when it renews', async ({
  db,
  anAccount,
}) => {
  const account = await anAccount()
  await spend(db.pool, account, 'exportedRows', 4_000, morning)
  await expect(spend(db.pool, account, 'exportedRows', 1_001, morning)).rejects.toMatchObject({
    status: 429,
    code: 'budget.usedUp',
    detail: { field: 'exportedRows', value: 1_001, expected: { left: 1_000, most: 5_000 } },
    // Midnight in China is 16:00 UTC.
    retryAfter: (13 * 60 + 50) * 60,
  })
  await spend(db.pool, account, 'exportedRows', 1_000, morning)
  await expect(spend(db.pool, account, 'exportedRows', 1, '2017-03-31T15:59:59Z')).rejects.toThrow(
    /0 are left/,
  )
  await spend(db.pool, account, 'exportedRows', 5_000, '2017-03-31T16:00:00Z')
})

test('more than the whole budget at once is refused, whatever was used before', async ({ db, anAccount }) => {
  const account = await anAccount()
  await expect(spend(db.pool, account, 'exportedRows', 5_001, morning)).rejects.toMatchObject({
    status: 429,
    detail: { expected: { left: 5_000, most: 5_000 } },
  })
  await spend(db.pool, account, 'exportedRows', 5_000, morning)
})

test('the wider the region, the more rows; the budget of one account is not that of another', async ({
  db,
  anAccount,
}) => {
  const county = await anAccount('450521')
  await spend(db.pool, county, 'exportedRows', 200_000, morning)
  await expect(spend(db.pool, county, 'exportedRows', 1, morning)).rejects.toThrow(/budget|limit/)
  await spend(db.pool, await anAccount('450521'), 'exportedRows', 200_000, morning)
  const country = await anAccount('all')
  await spend(db.pool, country, 'exportedRows', 3_000_000, morning)
})

test('twenty at once never take more than there is', async ({ db, anAccount }) => {
  const account = await anAccount()
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => spend(db.pool, account, 'unmaskings', 3, morning)),
  )
  expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(13)
})

test('what is taken in blocks ends at the same limit, and a restart renews nothing', async ({
  db,
  anAccount,
}) => {
  const account = await anAccount()
  let done = 0
  const read = async (times: number) => {
    const take = spendInBlocks(db.pool)
    for (let i = 0; i < times; i++) {
      await take(account, 'searches', morning)
      done++
    }
  }
  await read(610)
  expect((await read(10_000).catch((error) => error)).code).toBe('budget.usedUp')
  expect(done).toBeGreaterThan(1_200 - 20)
  expect(done).toBeLessThanOrEqual(1_200)
  await spend(db.pool, account, 'searches', 1_200, '2017-03-31T03:00:00Z')
})

test('an installation can set limits of its own, and old counts are forgotten', async ({ db, anAccount }) => {
  const account = await anAccount()
  await spend(db.pool, account, 'unmaskings', 40, '2017-01-01T00:00:00Z')
  await db.pool.query(`insert into setting values ('budgets', '{"unmaskings": {"12": 2}}')`)
  await spend(db.pool, account, 'unmaskings', 2, morning)
  await expect(spend(db.pool, account, 'unmaskings', 1, morning)).rejects.toThrow(
    /limit of numbers seen in full is 2/,
  )
  await db.pool.query(`delete from setting where key = 'budgets'`)
  const { rows } = await db.pool.query('select used from budget where account_id = $1', [account.accountId])
  expect(rows).toEqual([{ used: 2 }])
})
