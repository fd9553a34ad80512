// npm run guards [-- words of a name]: switches one guard after the other off in a copy of the sources, and the tests
// that hold it must fail. There are no switches in the program itself.

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guards } from './guards-table.mjs'
import { pathWith, root, run, setup } from './setup.mjs'

/** The source without the guard; throws when the place is not there, or there twice. */
export function withoutGuard({ name, file, from, to, also = [] }, source) {
  const places = [{ from, to }, ...also].map((each) => ({
    from: each.from.replaceAll('§', '$'),
    to: each.to.replaceAll('§', '$'),
  }))
  return places.reduce((text, each) => {
    const times = text.split(each.from).length - 1
    if (times !== 1) throw new Error(`${name}: in ${file} this stands ${times} times: ${each.from}`)
    return text.replace(each.from, () => each.to)
  }, source)
}

/** A copy of the repository whose packages are its own. */
export function copySources() {
  const copy = mkdtempSync(join(tmpdir(), 'lika-guards-'))
  const left = new Set(['node_modules', '.git', '.lika', 'test-results'])
  for (const name of readdirSync(root)) {
    if (left.has(name)) continue
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist)$/.test(path),
    })
  }
  const modules = join(copy, 'node_modules')
  mkdirSync(join(modules, '@lika'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@lika') symlinkSync(join(root, 'node_modules', name), join(modules, name))
  for (const name of readdirSync(join(root, 'node_modules/@lika'))) {
    const folder = ['packages', 'apps'].find((each) => readdirSync(join(copy, each)).includes(name))
    if (folder) symlinkSync(join(copy, folder, name), join(modules, '@lika', name))
  }
  return copy
}

/** Whether the tests of the guard pass in the copy, with it or without. */
export async function passes(copy, guard, node) {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const pattern = guard.pattern ? ['-t', guard.pattern] : []
  const { code, output } = await run(node, [vitest, 'run', '--bail', '1', ...pattern, ...guard.tests], {
    quiet: true,
    cwd: copy,
    env: { ...pathWith(node), NO_COLOR: '1' },
  })
  if (!/^\s*Tests\s/m.test(output)) throw new Error(`${guard.name}: no test ran\n${output.slice(-2000)}`)
  return code === 0
}

export async function isNoticed(copy, guard, node) {
  const path = join(copy, guard.file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, withoutGuard(guard, source))
  try {
    return !(await passes(copy, guard, node))
  } finally {
    writeFileSync(path, source)
  }
}

if (process.argv[1] === import.meta.filename) {
  const words = process.argv.slice(2).join(' ')
  const chosen = guards.filter(({ name }) => name.includes(words))
  const node = await setup()
  const copy = copySources()
  let missed = 0
  try {
    for (const guard of chosen) {
      const noticed = await isNoticed(copy, guard, node)
      if (!noticed) missed++
      console.log(`${noticed ? 'held  ' : 'MISSED'}  ${guard.name}`)
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  console.log(`${chosen.length - missed} of ${chosen.length} guards are held by their tests`)
  process.exitCode = missed === 0 && chosen.length > 0 ? 0 : 1
}
