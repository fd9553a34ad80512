// The boundaries of the architecture hold only as long as the linter sees every way to cross them: each is planted
// here, beside what must stay allowed.

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const modules = 'apps/server/src/modules'

const forbidden = [
  ['packages/codes/src/x.ts', '@lika/policy'],
  ['packages/codes/src/x.ts', '../../policy/src/index.ts'],
  ['packages/policy/src/x.ts', '@lika/contract'],
  ['packages/policy/src/x.ts', '../../codes/src/index.ts'],
  ['packages/contract/src/x.ts', '@lika/server'],
  ['packages/contract/src/x.ts', '../../../apps/server/src/main.ts'],
  ['packages/intake/src/x.ts', '@lika/office'],
  ['apps/server/src/platform/x.ts', '../modules/registry/index.ts'],
  ['apps/server/src/platform/x.ts', '../compose.ts'],
  ['apps/server/src/platform/http/x.ts', '../../modules/registry/index.ts'],
  ['apps/server/src/x.ts', '@lika/office'],
  ['apps/server/src/x.ts', '../../../packages/codes/src/index.ts'],
  [`${modules}/registry/x.ts`, '../policies/policies.store.ts'],
  [`${modules}/registry/x.ts`, '../policies/sub/index.ts'],
  [`${modules}/registry/x.ts`, '../../modules/policies/policies.store.ts'],
  [`${modules}/registry/x.ts`, '../../main.ts'],
  [`${modules}/registry/sub/x.ts`, '../../policies/policies.store.ts'],
  [`${modules}/registry/sub/sub/x.ts`, '../../../policies/policies.store.ts'],
  ['apps/office/src/x.ts', '@lika/server'],
  ['apps/site/src/x.ts', '@lika/contract'],
  ['apps/site/src/x.ts', '../../server/src/main.ts'],
  ['apps/office/src/x.ts', '../../server/src/main.ts'],
  ['apps/office/src/x.ts', '../../../packages/codes/src/index.ts'],
]

const allowed = [
  ['packages/policy/src/x.ts', '@lika/codes'],
  ['packages/contract/src/x.ts', '@lika/policy'],
  ['apps/office/src/x.ts', '@lika/contract'],
  ['apps/server/src/platform/http/x.ts', '../db.ts'],
  ['apps/server/src/x.ts', './modules/registry/index.ts'],
  ['apps/server/src/x.ts', '@lika/site'],
  [`${modules}/registry/x.ts`, '../policies/index.ts'],
  [`${modules}/registry/x.ts`, '../../platform/http/actor.ts'],
  [`${modules}/registry/x.ts`, './sub/thing.ts'],
  [`${modules}/registry/sub/x.ts`, '../other/thing.ts'],
  [`${modules}/registry/sub/x.ts`, '../../policies/index.ts'],
  [`${modules}/registry/sub/x.ts`, '../../../platform/db.ts'],
]

let folder
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lika-boundaries-'))
  execFileSync('git', ['init', '-q'], { cwd: folder })
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'))
  cpSync(join(root, '.gitignore'), join(folder, '.gitignore'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Plants each import in a file of its own, all at once, and answers what the linter found in which. */
function lint(plants) {
  rmSync(join(folder, 'packages'), { recursive: true, force: true })
  rmSync(join(folder, 'apps'), { recursive: true, force: true })
  const files = plants.map(([path, specifier], index) => {
    const file = path.replace('x.ts', `x${index}.ts`)
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(
      join(folder, file),
      `import { thing } from '${specifier}'\n\nexport const other = () => thing\n`,
    )
    return file
  })
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const found = JSON.parse(stdout).diagnostics.map((each) => ({
    rule: each.category,
    file: each.location.path?.file ?? each.location.path,
  }))
  return { files, found }
}

test('every import across a boundary is an error', () => {
  const { files, found } = lint(forbidden)
  const caught = new Set(
    found.filter((each) => each.rule.endsWith('noRestrictedImports')).map((each) => each.file),
  )
  expect(files.filter((file) => !caught.has(file))).toEqual([])
})

test('what the architecture allows is no error', () => {
  expect(lint(allowed).found).toEqual([])
})

test('a cycle of imports is an error', () => {
  const { found } = lint([
    [`${modules}/registry/x.ts`, './x1.ts'],
    [`${modules}/registry/x.ts`, './x0.ts'],
  ])
  expect(new Set(found.map((each) => each.rule))).toEqual(new Set(['lint/suspicious/noImportCycles']))
})
