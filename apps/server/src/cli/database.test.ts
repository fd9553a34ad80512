import { describe, expect } from 'vitest'
import { lika, test } from './testing.ts'

describe('commands on a database', { timeout: 400_000 }, () => {
  test('a small county is loaded, summarised, judged and verified, and tampering is found', async ({
    db,
    databaseUrl,
  }) => {
    const run = (...args: string[]) => lika(args, { DATABASE_URL: databaseUrl })
    const loaded = await run('world', 'load', 'county', '--households', '100', '--json')
    expect([loaded.code, loaded.json()]).toEqual([
      0,
      expect.objectContaining({ name: 'county', households: 100 }),
    ])
    const again = await run('world', 'load', 'county')
    expect([again.code, again.out]).toEqual([2, ''])
    expect(again.err).toContain('already')

    const summary = await run('summary', '--region', '450599', '--json')
    expect(summary.json()).toMatchObject({ region: '450599', date: '2017-03-31', households: 100 })
    const judged = await run('judge', '--region', '450599', '--json')
    expect([judged.code, judged.json()]).toEqual([
      0,
      expect.objectContaining({ region: '450599', changed: 0 }),
    ])
    const verified = await run('verify', '--json')
    expect([verified.code, verified.json()]).toEqual([0, expect.objectContaining({ equal: true })])
    const passed = await run('world', 'day', '2017-04-08', '--json')
    expect([passed.code, passed.json()]).toEqual([0, { day: '2017-04-08' }])
    const then = await run('summary', '--region', '450599', '--json')
    expect(then.json()).toMatchObject({ date: '2017-04-08', households: 100 })
    const backwards = await run('world', 'day', '2017-04-07')
    expect([backwards.code, backwards.out]).toEqual([2, ''])
    expect(backwards.err).toContain('2017-04-08')
    const still = await run('verify', '--json')
    expect([still.code, still.json()]).toEqual([0, expect.objectContaining({ equal: true })])
    await db.pool.query(`update household_snapshot set status = 'exited' where valid_to = 'infinity'`)
    const tampered = await run('verify')
    expect(tampered.code).toBe(1)
    expect(tampered.out).toMatch(/✕\s+household_snapshot/)
  })

  const wrong: readonly [string, string[], RegExp][] = [
    ['a region that is no code', ['summary', '--region', '45052'], /45052/],
    ['a day that does not exist', ['summary', '--region', '4505', '--date', '2017-02-30'], /2017-02-30/],
    ['a world that nobody made', ['world', 'load', 'atlantis'], /beihai/],
    ['too few for a county', ['world', 'load', 'county', '--households', '99'], /100/],
  ]
  test('what makes no sense is refused with one sentence', async ({ databaseUrl }) => {
    const tries = wrong.map(async ([what, args, said]) => {
      const { code, out, err } = await lika(args, { DATABASE_URL: databaseUrl })
      expect([code, out], what).toEqual([2, ''])
      expect(err, what).toMatch(said)
    })
    await Promise.all(tries)
  })

  test('a database that is not there is said in one sentence', async () => {
    const { code, err } = await lika(['verify'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
    expect(code).toBe(3)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toContain('DATABASE_URL')
  })
})
