import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copySources, isNoticed, passes, withoutGuard } from './guards.mjs'
import { guards } from './guards-table.mjs'

const root = join(import.meta.dirname, '..')
let copy
afterAll(() => copy && rmSync(copy, { recursive: true, force: true }))

test.each(guards.map((guard) => [guard.name, guard]))(
  '%s: it can be switched off, and its tests are there',
  (_, guard) => {
    const source = readFileSync(join(root, guard.file), 'utf8')
    expect(withoutGuard(guard, source)).not.toBe(source)
    for (const path of guard.tests) expect(existsSync(join(root, path)), path).toBe(true)
  },
)

test('a guard that is switched off is noticed; the others are tried by npm run guards', async () => {
  copy = copySources()
  const guard = guards.find(({ name }) => name.startsWith('SR-17 redirects'))
  expect(await isNoticed(copy, guard, process.execPath)).toBe(true)
  expect(await passes(copy, guard, process.execPath)).toBe(true)
}, 300_000)
