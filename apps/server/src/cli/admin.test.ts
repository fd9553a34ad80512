import { hashOfCode } from '../modules/access/sign-in/one-time-code.ts'
import { expect } from '../platform/testing.ts'
import { lika, test } from './testing.ts'

test('a code for an administrator is told once, stored hashed, good for an hour, and written down', async ({
  databaseUrl,
  db,
}) => {
  const env = { DATABASE_URL: databaseUrl }
  const ran = await lika(
    ['admin', 'code', '--role', 'securityAdministrator', '--region', '4505', '--json'],
    env,
  )
  expect(ran.err).toBe('')
  expect(ran.code).toBe(0)
  const { code, until, role, region } = ran.json() as Record<string, string>
  expect([role, region]).toEqual(['securityAdministrator', '4505'])
  expect(Date.parse(until!) - Date.now()).toBeGreaterThan(55 * 60_000)
  expect(Date.parse(until!) - Date.now()).toBeLessThanOrEqual(3_600_000)
  const { rows } = await db.pool.query(
    'select code_hash, role, region_code, account_id, used_at from one_time_code',
  )
  expect(rows).toEqual([
    {
      code_hash: hashOfCode(code!),
      role: 'securityAdministrator',
      region_code: '4505',
      account_id: null,
      used_at: null,
    },
  ])
  const { rows: events } = await db.pool.query(
    `select kind, result, detail from audit_event where action = 'cli:admin'`,
  )
  expect(events).toEqual([{ kind: 'change', result: 'done', detail: { role: 'securityAdministrator' } }])
  expect(JSON.stringify(events)).not.toContain(code)
})

test('a role that is no administrator, and a region that is none, are refused', async ({ databaseUrl }) => {
  const env = { DATABASE_URL: databaseUrl }
  expect((await lika(['admin', 'code', '--role', 'countyOffice'], env)).code).toBe(2)
  expect((await lika(['admin', 'code', '--role', 'auditAdministrator', '--region', '45x'], env)).code).toBe(2)
  expect((await lika(['admin', 'code'], env)).code).toBe(2)
})
