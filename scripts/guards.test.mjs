import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withoutGuard } from './guards.mjs'
import { guards } from './guards-table.mjs'
import { root, run } from './setup.mjs'

test('every guard can be switched off, has a name of its own, and its tests are there', () => {
  const names = guards.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  for (const guard of guards) {
    const source = readFileSync(join(root, guard.file), 'utf8')
    expect(withoutGuard(guard, source), guard.name).not.toBe(source)
    for (const path of guard.tests) expect(existsSync(join(root, path)), `${guard.name}: ${path}`).toBe(true)
  }
})

test('every pattern names a test', () => {
  for (const { name, tests, pattern } of guards) {
    if (!pattern) continue
    const text = tests.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
    const [words] = pattern.replaceAll(/[$()]/g, '').split('|')
    expect(wordsOf(text), `${name}: ${pattern}`).toContain(wordsOf(words).split(' ').slice(-3).join(' '))
  }
})

const wordsOf = (text) => text.replaceAll(/[^a-zA-Z0-9]+/g, ' ').trim()

test('a guard that is switched off is noticed, and one that nobody holds is named; the others are tried by npm run guards', async () => {
  const held = guards.find(({ name }) => name === 'SR-10 an id number shows no birthday')
  const idle = { ...held, name: 'a comment', from: 'Masks for notices', to: 'No masks for notices' }
  const program = `
    const { tryGuards } = await import(${JSON.stringify(join(root, 'scripts/guards.mjs'))})
    console.log('missed', JSON.stringify(await tryGuards(${JSON.stringify([held, idle])})))`
  // A runner within a runner of its own.
  const env = Object.fromEntries(
    Object.keys(process.env).map((name) => [name, /^VI?TE/.test(name) ? '' : process.env[name]]),
  )
  const { output } = await run(process.execPath, ['--input-type=module', '-e', program], { quiet: true, env })
  expect(output).toContain(`held    ${held.name}`)
  expect(output).toContain('missed ["a comment"]')
}, 300_000)
