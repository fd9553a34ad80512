import { sql } from 'kysely'
import { closeDb, mustBeFitToServe, openDb, withTransaction } from './db.ts'
import { notFound } from './errors.ts'
import { describe, expect, test } from './testing.ts'

describe('types of columns', () => {
  test('a day stays the same day and money stays exact', async ({ db }) => {
    const { rows } = await db.pool.query(`select date '2016-12-31' as day, date 'infinity' as never,
      12345678901234567890.10::numeric as money, array[1.10, 2.20]::numeric[] as amounts,
      array[date '2016-01-01'] as days`)
    expect(rows[0]).toEqual({
      day: '2016-12-31',
      never: 'infinity',
      money: '12345678901234567890.10',
      amounts: ['1.10', '2.20'],
      days: ['2016-01-01'],
    })
  })

  test('an instant is an ISO string in UTC with its microseconds', async ({ db }) => {
    const { rows } = await db.pool.query(`select timestamptz '2017-01-01 08:00:00.123456+08' as at,
      array[timestamptz '2017-01-01 08:00+08'] as all, timestamp '2017-01-01 08:00' as local`)
    expect(rows[0]).toEqual({
      at: '2017-01-01T00:00:00.123456Z',
      all: ['2017-01-01T00:00:00Z'],
      local: '2017-01-01T08:00:00',
    })
  })

  test('a big integer is a number, and refused when a number cannot hold it', async ({ db }) => {
    const { rows } = await db.pool.query(
      'select count(*) as n, 9007199254740991 as most, array[1::int8] as several from pg_class',
    )
    expect(rows[0]).toEqual({ n: expect.any(Number), most: 9007199254740991, several: [1] })
    await expect(db.pool.query('select 9007199254740993 as n')).rejects.toThrow('9007199254740993')
    await expect(db.pool.query('select 1 as n')).resolves.toBeDefined()
  })

  test('keys inside jsonb are left as they are', async ({ db }) => {
    const { rows } =
      await sql`select jsonb_build_object('per_capita', 1, 'isHead', true) as some_facts`.execute(db)
    expect(rows[0]).toEqual({ someFacts: { per_capita: 1, isHead: true } })
  })
})

describe('transactions', () => {
  const table = 'create table if not exists note (body text)'

  test('what a transaction wrote is there after it, and nothing of one that failed', async ({ db }) => {
    await db.pool.query(table)
    await withTransaction(db, (tx) => sql`insert into note values ('kept')`.execute(tx))
    const failing = withTransaction(db, async (tx) => {
      await sql`insert into note values ('lost')`.execute(tx)
      throw notFound('note.missing', { zh: '无', en: 'none' })
    })
    await expect(failing).rejects.toThrow('none')
    const { rows } = await db.pool.query('select body from note')
    expect(rows).toEqual([{ body: 'kept' }])
  })

  test('settings hold in the transaction only', async ({ db }) => {
    const read = sql<{ sid: string | null }>`select current_setting('app.sid', true) as sid`
    const inside = await withTransaction(db, (tx) => read.execute(tx), { settings: { 'app.sid': "o'k" } })
    expect(inside.rows[0]?.sid).toBe("o'k")
    for (let borrower = 0; borrower < 10; borrower += 1) {
      expect((await read.execute(db)).rows[0]?.sid || null).toBeNull()
    }
  })

  test('a query that comes after the end of its transaction is refused', async ({ db }) => {
    const late = await withTransaction(db, async (tx) => () => sql`select 1`.execute(tx))
    await expect(late()).rejects.toThrow('after its transaction had ended')
  })

  test('a connection that saw a database error is not lent again', async ({ db }) => {
    const pid = async () => (await db.pool.query('select pg_backend_pid() as pid')).rows[0].pid
    let broken = 0
    const failing = withTransaction(db, async (tx) => {
      broken = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid
      await sql`select 1 / 0`.execute(tx)
    })
    await expect(failing).rejects.toThrow('division by zero')
    for (let borrower = 0; borrower < 10; borrower += 1) expect(await pid()).not.toBe(broken)
  })

  test('a read-only transaction writes nothing', async ({ db }) => {
    await db.pool.query(table)
    const writing = withTransaction(db, (tx) => sql`insert into note values ('x')`.execute(tx), {
      readOnly: true,
    })
    await expect(writing).rejects.toThrow('read-only')
  })
})

test('a server that may lose acknowledged writes is refused', async ({ db }) => {
  await expect(mustBeFitToServe(db)).rejects.toThrow('fsync is off')
  await expect(mustBeFitToServe(db, { durable: false })).resolves.toBeUndefined()
})

test('what a test does in tx is undone after it', async ({ tx }) => {
  await sql`create table undone (n int)`.execute(tx)
  expect((await sql`select * from undone`.execute(tx)).rows).toEqual([])
})

test('a server that cannot be reached is told in one sentence, without the password', async () => {
  const db = openDb({ url: 'postgresql://lika:hunter2@127.0.0.1:1/none' })
  const failure = await mustBeFitToServe(db).catch((error: Error) => error)
  await closeDb(db)
  expect(String(failure)).toContain('The database cannot be reached')
  expect(String(failure)).not.toContain('hunter2')
})
