// What the documents say is there: paths, tables, facts, commands, settings, the example pack.

import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { DICTIONARY, dictionary, readCatalogue, readTables } from './dictionary.mjs'

const root = join(import.meta.dirname, '..')
const read = (path) => readFileSync(join(root, path), 'utf8')

const documents = globSync(
  ['*.md', 'docs/**/*.md', 'demo/*.md', 'packages/*/README.md', 'apps/server/src/modules/**/README.md'],
  { cwd: root, exclude: (name) => name.includes('node_modules') },
).sort()

// Made when it runs, or an example of what one would write.
const NOT_THERE = [/^\.lika/, /^database\/migrations\/0007_wells\.sql$/, /^policies\/cn\/yunnan\//]
// How a path begins here: anything else between backquotes is code, or an address.
const FOLDERS = /^(\.\/|\.\.\/|apps|bench|database|demo|docs|drills|e2e|packages|policies|scripts)\//

test('every path that the documents name is there', () => {
  const missing = documents.flatMap((document) =>
    pathsIn(read(document))
      .filter((path) => !NOT_THERE.some((pattern) => pattern.test(path)))
      .filter((path) => ![root, join(root, dirname(document))].some((from) => isThere(from, path)))
      .map((path) => `${document}: ${path}`),
  )
  expect(missing).toEqual([])
})

function pathsIn(text) {
  const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1])
  const code = [...text.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1].split(' ').find((word) => FOLDERS.test(word)) ?? '')
    .filter((path) => FOLDERS.test(path) && !/[<>…{]/.test(path))
  const capitals = [...text.matchAll(/\b([A-Z]{4,}(?:\.zh-CN)?\.md)\b/g)].map((match) => match[1])
  return [...links.filter((link) => !/^[a-z]+:/.test(link)), ...code, ...capitals]
}

function isThere(from, path) {
  return path.includes('*') ? globSync(path, { cwd: from }).length > 0 : existsSync(join(from, path))
}

test('every test that SECURITY.md names is there', () => {
  const named = [
    ...read('SECURITY.md').matchAll(/`([^`\s]+\.(?:test|spec)\.(?:ts|mjs))`: (“[^”]+”(?:, “[^”]+”)*)/g),
  ]
  const names = named.flatMap(([, file, list]) =>
    [...list.matchAll(/“([^”]+)”/g)].map(([, name]) => ({ file, name: name.replace(/…$/, '') })),
  )
  expect(names.length).toBeGreaterThan(80)
  // A backquote within the name of a test is escaped or not, as its quotes want it.
  const gone = names.filter(({ file, name }) => !read(file).replaceAll('\\`', '`').includes(name))
  expect(gone).toEqual([])
})

test('SECURITY.md speaks of every row that is built', () => {
  const text = read('SECURITY.md')
  const until = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const built = [...until(1, 19), 21, ...until(26, 33), 38, 39]
  const rows = built.map((number) => `SR-${String(number).padStart(2, '0')}`)
  expect(rows.filter((row) => !text.includes(`\n| ${row} `))).toEqual([])
})

test('both readmes show the picture', () => {
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    expect(read(readme)).toContain('](docs/pictures/overview.png)')
  }
})

test('every table has its entry in the glossary', () => {
  const glossary = read('GLOSSARY.md')
  const missing = readTables().filter(({ name }) => !glossary.includes(`\`${name}\``))
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('the glossary names no table that is gone', () => {
  const section = read('GLOSSARY.md').split('## Tables')[1]
  const named = [...section.matchAll(/`([a-z_]+)`/g)].map((match) => match[1])
  const tables = new Set(readTables().map(({ name }) => name))
  expect(named.filter((name) => !tables.has(name))).toEqual([])
})

test('every table and every column says what it means', () => {
  const silent = readTables().flatMap((table) => [
    ...(table.comment ? [] : [table.name]),
    ...table.columns.filter(({ comment }) => !comment).map(({ name }) => `${table.name}.${name}`),
  ])
  expect(silent).toEqual([])
})

test('every fact of the packs has its entry in the data dictionary', () => {
  const entries = new Set(
    [...read(DICTIONARY).matchAll(/^\| `(\w+)` +\| (\S+)/gm)].map(([, id, label]) => `${id} ${label}`),
  )
  const missing = readCatalogue().facts.filter(
    ({ id, label }) => !entries.has(`${id} ${label.zh.split(' ')[0]}`),
  )
  expect(missing.map(({ subject, id }) => `${subject}.${id}`)).toEqual([])
})

test('the data dictionary is up to date (if not: node scripts/dictionary.mjs)', () => {
  expect(read(DICTIONARY) === dictionary()).toBe(true)
})

test('every command and every option is documented', () => {
  const cli = read('docs/cli.md')
  const { commands, options } = readCommands()
  expect(commands.length).toBeGreaterThan(9)
  expect(commands.filter((name) => !cli.includes(`\n## lika ${name}\n`))).toEqual([])
  expect(options.filter((name) => !cli.includes(name))).toEqual([])
})

test('no command is documented that is not there', () => {
  const documented = [...read('docs/cli.md').matchAll(/^## lika (.+)$/gm)].map((match) => match[1])
  const { commands } = readCommands()
  expect(documented.filter((name) => !commands.includes(name))).toEqual([])
})

/** Commands as the source declares them: a variable that holds a group, and the commands below it. */
function readCommands() {
  const sources = ['apps/server/src/cli.ts', ...globSync('apps/server/src/cli/*.ts', { cwd: root })].map(read)
  const text = sources.filter((source) => !source.includes('.test.')).join('\n')
  const groups = new Map(
    [...text.matchAll(/const (\w+) = program\s*\.command\('([\w-]+)/g)].map(([, variable, name]) => [
      variable,
      name,
    ]),
  )
  const commands = [...text.matchAll(/\b(\w+)\s*\.command\('([\w-]+)/g)]
    .map(([, variable, name]) => (groups.has(variable) ? `${groups.get(variable)} ${name}` : name))
    .filter((name) => ![...groups.values()].includes(name))
  const options = [...text.matchAll(/\.(?:requiredOption|option)\(\s*'(?:-\w, )?(--[\w-]+)/g)].map(
    (match) => match[1],
  )
  return { commands: [...new Set(commands)], options: [...new Set(options)] }
}

test('every setting is documented', () => {
  const sources = globSync(['apps/server/src/**/*.ts', 'scripts/*.mjs', 'e2e/*.ts'], { cwd: root })
    .filter((path) => !path.includes('.test.'))
    .map(read)
  const named = new Set(
    sources.flatMap((text) => [...text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)|'(LIKA_[A-Z0-9_]+)'/g)]),
  )
  const settings = [...new Set([...named].map((match) => match[1] ?? match[2]))].filter((name) =>
    /^(LIKA_|DATABASE_URL)/.test(name),
  )
  expect(settings).toContain('LIKA_HOME')
  const cli = read('docs/cli.md')
  expect(settings.filter((name) => !cli.includes(`\`${name}\``))).toEqual([])
})

test('the example pack of the tutorial passes its tests and judges as the tutorial says', {
  timeout: 300_000,
}, () => {
  const lika = (...args) =>
    spawnSync(process.execPath, ['apps/server/src/cli.ts', 'policy', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, LIKA_LANG: 'en' },
    })
  const tested = lika('test', 'docs/example-pack')
  expect(tested.stdout.trim()).toBe('11 passed, 0 failed, 0 problems')
  expect(tested.status).toBe(0)
  const facts = 'docs/example-pack/facts.json'
  const judged = lika(
    'judge',
    'docs/example-pack',
    '--set',
    'household-exit',
    '--date',
    '2017-12-31',
    '--facts',
    facts,
    '--json',
  )
  const outcomes = JSON.parse(judged.stdout).map(({ subject, outcome, criteria }) => [
    subject,
    outcome,
    criteria.find(({ id }) => id === 'water').outcome,
  ])
  expect(outcomes).toEqual([
    ['H1', 'unmet', 'unmet'],
    ['H2', 'undetermined', 'undetermined'],
  ])
})
