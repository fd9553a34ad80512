/** What a county office must be able to rely on when its machine burns down. `npm run drill` does the same at length. */
import { expect, test } from 'vitest'
import { drillRestore } from './restore.ts'

test('a destroyed database comes back as it was at a second, from the backup and the key that was kept apart', {
  timeout: 600_000,
}, async () => {
  const drill = await drillRestore(5)
  for (const id of [...drill.before, ...drill.afterBackup]) expect(drill.restored).toContain(id)
  for (const id of drill.afterSecond) expect(drill.restored).not.toContain(id)
  expect(drill.photo.kept).toBe(true)
  expect(drill.verified.out).not.toContain('✕')
  expect(drill.verified.code).toBe(0)
  expect(drill.checkpoint).toBeGreaterThan(0)
  expect(drill.seals).toMatchObject({ holds: true, outside: drill.checkpoint })
  expect(drill.trial).toMatchObject({ good: true, faults: [] })
})
