import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missingOptional } from './lockfile.mjs'

const lock = () => JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'))

test('the lockfile names the packages of every platform (if not: node scripts/lockfile.mjs)', () => {
  expect(Object.keys(missingOptional(lock()))).toEqual([])
})

test('a package of another platform that is missing is named with its platform', () => {
  const owner = {
    dev: true,
    optionalDependencies: { '@x/tool-linux-arm64-musl': '1.2.3', '@x/tool-darwin-x64': '1.2.3' },
  }
  expect(missingOptional({ packages: { 'node_modules/@x/tool': owner } })).toEqual({
    'node_modules/@x/tool-linux-arm64-musl': {
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
    'node_modules/@x/tool-darwin-x64': {
      version: '1.2.3',
      cpu: ['x64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    },
  })
})

test('every package comes with the registry at hand: no host is fixed and no install script is needed', () => {
  for (const [place, entry] of Object.entries(lock().packages)) {
    if (entry.link) continue
    expect(entry.resolved, place).toBeUndefined()
  }
})
