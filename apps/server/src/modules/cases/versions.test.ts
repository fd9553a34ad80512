// A case is not offered a move to a version that asks and does the same, however an earlier release kept it.
import { county, expect } from '../../testing.ts'
import { sha256 } from '../policies/index.ts'
import { findProcedures, isSameProcedure, proceduresAt } from './procedures.ts'
import { test } from './testing.ts'

test('a version kept in an older form is the same, and one that asks more is another', async ({
  installation,
}) => {
  const deps = { judging: () => installation.judging() } as Parameters<typeof proceduresAt>[0]
  const current = proceduresAt(deps, county).find(({ procedure }) => procedure.id === 'householdExit')!
  const { procedure, note, pack, version } = current
  // As it was kept before: every step said whether it was optional, and none asked facts.
  const steps = procedure.steps.map(({ facts: _, ...step }) => ({ ...step, optional: false }))
  const more = procedure.steps.map((step, index) => (index === 0 ? { ...step, days: 1000 } : step))
  const keep = async (changed: object) => {
    const content = JSON.stringify({ procedure: { ...procedure, ...changed }, note })
    await installation.db.pool.query(
      `insert into procedure_version (digest, id, pack, version, content, first_used) values ($1, $2, $3, $4, $5, now())`,
      [sha256(content), procedure.id, pack, version, content],
    )
    return (await findProcedures(installation.db.pool, [sha256(content)])).get(sha256(content))!
  }
  const older = await keep({ steps })
  expect(older.digest).not.toBe(current.digest)
  expect(isSameProcedure(older, current)).toBe(true)
  expect(isSameProcedure(await keep({ steps: more }), current)).toBe(false)
})
