// npm test: everything that CI runs. npm run check is the same without the browser (--no-browser).

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildOffice } from './build-office.mjs'
import { pathWith, root, run, setup } from './setup.mjs'

const withBrowser = !process.argv.includes('--no-browser')
const node = await setup()
// Output goes through a pipe, so that it can be counted; colours have to be asked for.
const env = { ...pathWith(node), ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }
const bin = (path) => join(root, 'node_modules', path)

const stages = [
  {
    name: 'format and lint',
    run: () => tool([bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.']),
  },
  { name: 'types', run: () => tool([bin('typescript/bin/tsc'), '-p', 'tsconfig.json']) },
  {
    name: 'types of the office app',
    run: () => tool([bin('typescript/bin/tsc'), '-p', 'apps/office/tsconfig.json']),
    skip: () => !existsSync(join(root, 'apps/office/tsconfig.json')) && 'there is no office app yet',
  },
  {
    name: 'drift of generated files',
    run: () => tool(['apps/server/src/platform/schema/generate.ts', '--check']),
  },
  {
    name: 'pack tests',
    run: () => tool(['apps/server/src/cli.ts', 'policy', 'test']),
    skip: () => !existsSync(join(root, 'apps/server/src/cli.ts')) && 'there is no command line yet',
  },
  { name: 'tests', run: () => tool([bin('vitest/vitest.mjs'), 'run']), count: vitestCount },
  {
    name: 'browser journeys',
    run: browserJourneys,
    count: playwrightCount,
    skip: () => (!withBrowser && 'left out') || (journeys().length === 0 && 'there are no journeys yet'),
  },
]

const results = []
for (const stage of stages) {
  const reason = stage.skip?.()
  if (reason) {
    results.push({ name: stage.name, skipped: reason, passed: 0, failed: 0 })
    continue
  }
  console.log(`\n== ${stage.name}`)
  const started = Date.now()
  const { code, output } = await stage.run()
  // Where a stage counts its own tests, those are told; a stage that fails without a failed test is one failure.
  const counted = stage.count?.(output)
  const failed = counted?.failed || (code === 0 ? 0 : 1)
  const passed = counted ? counted.passed : failed ? 0 : 1
  results.push({ name: stage.name, passed, failed, seconds: (Date.now() - started) / 1000 })
}
report()

function tool(args) {
  return run(node, args, { tee: true, env })
}

function vitestCount(output) {
  return countIn(stripVTControlCharacters(output).match(/^\s*Tests\s+(.*)$/m)?.[1])
}

function playwrightCount(output) {
  const passed = stripVTControlCharacters(output).match(/^\s*(\d+) passed/m)?.[1]
  const failed = stripVTControlCharacters(output).match(/^\s*(\d+) failed/m)?.[1]
  return passed || failed ? { passed: Number(passed ?? 0), failed: Number(failed ?? 0) } : undefined
}

function countIn(line) {
  if (!line) return undefined
  const number = (word) => Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0)
  return { passed: number('passed'), failed: number('failed') }
}

function journeys() {
  const folder = join(root, 'e2e')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => /\.(spec|test)\.ts$/.test(name))
    : []
}

async function browserJourneys() {
  const missing = await prepareBrowser()
  if (missing) {
    console.error(missing)
    return { code: 1, output: '' }
  }
  await buildOffice(node)
  const config = existsSync(join(root, 'e2e/playwright.config.ts'))
    ? ['--config', 'e2e/playwright.config.ts']
    : []
  return tool([bin('@playwright/test/cli.js'), 'test', ...config])
}

/** Debian's own Chromium and Chinese fonts: the download of browsers by test tools fails on closed networks. */
async function prepareBrowser() {
  const hasBrowser = existsSync('/usr/bin/chromium') || Boolean(process.env.LIKA_CHROMIUM)
  const { output: fonts } = await run('fc-list', [':lang=zh-cn', 'family'], { quiet: true })
  const packages = [
    ...(hasBrowser ? [] : ['chromium']),
    ...(/noto|cjk|han/i.test(fonts) ? [] : ['fonts-noto-cjk']),
  ]
  if (packages.length === 0) return undefined
  const advice = `The browser journeys need ${packages.join(' and ')}: apt-get install ${packages.join(' ')}, or run npm run check without them.`
  if (process.getuid?.() !== 0) return advice
  console.log(`Installing ${packages.join(' and ')} with apt-get…`)
  const apt = (args) =>
    run('apt-get', ['-qq', '-y', ...args], {
      quiet: true,
      input: 'ignore',
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  await apt(['update'])
  const { code, output } = await apt(['install', '--no-install-recommends', ...packages])
  return code === 0 ? undefined : `${output.trim()}\n${advice}`
}

function report() {
  console.log('\n== summary')
  for (const { name, passed, failed, seconds, skipped } of results) {
    const verdict = skipped
      ? `skipped: ${skipped}`
      : failed
        ? `FAILED (${passed} passed, ${failed} failed)`
        : `ok (${passed})`
    console.log(`${name.padEnd(26)} ${verdict}${seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`}`)
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
  console.log(`${total('passed')} passed, ${total('failed')} failed`)
  process.exitCode = total('failed') === 0 ? 0 : 1
}
