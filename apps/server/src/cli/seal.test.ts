import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { lika, test } from './testing.ts'

describe('the seals from the shell', { timeout: 400_000 }, () => {
  test('a row that was edited by hand in the database is named, and the printed checkpoint compared', async ({
    db,
    databaseUrl,
  }) => {
    const env = {
      DATABASE_URL: databaseUrl,
      LIKA_HOME: mkdtempSync(join(tmpdir(), 'lika-cli-')),
      LIKA_CHECKPOINTS: mkdtempSync(join(tmpdir(), 'lika-second-')),
    }
    const run = (...args: string[]) => lika(args, env)
    await run('world', 'load', 'county', '--households', '100')
    const sealed = await run('seal')
    expect(sealed.code).toBe(0)
    const fingerprint = /fingerprint (.+)/.exec(sealed.out)![1]!
    const whole = await run('verify', '--printed', `1:${fingerprint}`, '--json')
    expect([whole.code, whole.json()]).toEqual([
      0,
      expect.objectContaining({
        holds: true,
        outside: { [join(env.LIKA_HOME, 'checkpoints')]: 1, [env.LIKA_CHECKPOINTS]: 1 },
      }),
    ])
    const { rows } = await db.pool.query<{ id: string }>(
      `update record set facts = facts || '{"houseArea": "999"}' where id = (select id from record order by id limit 1) returning id`,
    )
    const edited = await run('verify', '--seals')
    expect(edited.code).toBe(1)
    expect(edited.out).toContain(`The row ${rows[0]!.id} of record was edited`)
    const other = await run('verify', '--printed', `1:${fingerprint.replaceAll(/\w/g, '0')}`)
    expect(other.out).toContain('is not the printed one')
    const wrong = await run('verify', '--printed', 'seven')
    expect([wrong.code, wrong.out]).toEqual([2, ''])
    const vague = await run('seal', '--restored', ' x ')
    expect([vague.code, vague.out]).toEqual([2, ''])
  })
})
