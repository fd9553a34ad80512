/** A few kills; `npm run kill` does many. */
import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { killImports, killWrites } from './kill.ts'

const seed = Number(process.env.LIKA_SEED ?? randomInt(1, 2 ** 31))

test(`an import whose server and database are killed ends equal to one that nobody killed (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const run = await killImports({ kills: 4, seed, households: 60, withinMs: 1_500 })
  expect(run.kills).toHaveLength(4)
  expect(run.differences).toEqual([])
  expect(run.verified.out).not.toContain('✕')
  expect(run.verified.code).toBe(0)
})

test(`nothing that was acknowledged is lost when server and database are killed, and sending again is harmless (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const run = await killWrites({ kills: 3, seed, withinMs: 1_000 })
  expect(run.acknowledged).toBeGreaterThan(0)
  expect(run.lost).toEqual([])
  expect(run.wrong).toEqual([])
  expect(run.refused).toEqual([])
  expect(run.verified.out).not.toContain('✕')
  expect(run.verified.code).toBe(0)
})
