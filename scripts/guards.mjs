// npm run guards [-- SR-15,SR-16]: switches one guard after the other off in a copy of the sources, and a test that
// holds it must fail. There are no switches in the program itself.

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

/** Switches the guard off for as long as `work` takes. */
async function switchedOff(copy, guard, work) {
  const path = join(copy, guard.file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, withoutGuard(guard, source))
  try {
    return await work()
  } finally {
    writeFileSync(path, source)
  }
}

/** What the tests of a guard say without it. */
async function withoutIt(copy, tests, guard, openTests) {
  return switchedOff(copy, guard, async () => {
    tests.changed(guard.file)
    if (!guard.file.startsWith('database/migrations/')) return tests.run(guard.tests, guard.pattern)
    const said = guard.cluster ? undefined : await tests.runMigrated(guard.tests, guard.pattern)
    if (said) return said
    const own = await openTests(copy)
    try {
      return await own.run(guard.tests, guard.pattern)
    } finally {
      await own.close()
    }
  })
}

/** The tests of all guards by their files, each file once: with every guard on they pass. */
function together(chosen) {
  const byFiles = Map.groupBy(chosen, ({ tests }) => tests.join())
  return [...byFiles.values()].map((all) => ({
    tests: all[0].tests,
    pattern: all.every(({ pattern }) => pattern) ? all.map(({ pattern }) => pattern).join('|') : undefined,
  }))
}

/** Tries them one after the other, and says of each what noticed. Answers the names of those that nobody holds. */
export async function tryGuards(chosen) {
  const { openTests } = await import('./guards-tests.mjs')
  const copy = copySources()
  const tests = await openTests(copy)
  const missed = []
  try {
    for (const guard of chosen) {
      const began = Date.now()
      const { passed, failed, broken } = await withoutIt(copy, tests, guard, openTests)
      tests.changed(guard.file)
      const [first] = failed
      if (!first) missed.push(guard.name)
      const none = passed === 0 ? ['no test ran'] : []
      const said = first ? `${first.name}: ${first.because}` : [...none, ...broken].join('; ')
      const seconds = ((Date.now() - began) / 1000).toFixed(1)
      console.log(`${first ? 'held  ' : 'MISSED'}  ${guard.name}  (${seconds} s)\n        ${said}`)
    }
    for (const each of together(chosen)) {
      const { passed, failed, broken } = await tests.run(each.tests, each.pattern)
      if (passed > 0 && failed.length + broken.length === 0) continue
      missed.push(each.tests.join())
      const said = [...failed.map(({ name, because }) => `${name}: ${because}`), ...broken].join('; ')
      console.log(`FAILS WITH ALL GUARDS ON  ${each.tests.join()}\n        ${said}`)
    }
  } finally {
    await tests.close()
    rmSync(copy, { recursive: true, force: true })
  }
  return missed
}

async function main(words) {
  const wanted = words.split(',')
  const chosen = guards.filter(({ name }) => wanted.some((each) => name.includes(each)))
  const missed = await tryGuards(chosen)
  console.log(
    `${chosen.length} guards tried${missed.length > 0 ? `; not held: ${missed.join(', ')}` : ', all held'}`,
  )
  process.exitCode = missed.length === 0 && chosen.length > 0 ? 0 : 1
}

if (process.argv[1] === import.meta.filename) {
  const node = await setup()
  const words = process.argv.slice(2)
  // The sources are TypeScript, which older ones do not run.
  if (Number(process.versions.node.split('.')[0]) >= 24) await main(words.join(' '))
  else {
    const again = await run(node, [import.meta.filename, ...words], { env: pathWith(node) })
    process.exitCode = again.code
  }
}
