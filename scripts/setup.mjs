// Makes the repository ready to run: installs what is missing and finds the pinned Node 24. Plain JavaScript for
// Node 20, with nothing installed. Every other script starts with it.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const OLDEST_NODE = 20
const PINNED_NODE = 24

/** Installs when node_modules is missing or the lockfile changed. Answers the Node binary to run everything with. */
export async function setup() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE) {
    fail(
      `Node ${process.versions.node} is too old: Lika needs Node ${OLDEST_NODE} or later to start.`,
      `Node ${process.versions.node} 版本过低：启动需要 Node ${OLDEST_NODE} 或更高版本。`,
    )
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.lika-installed')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    if (!isInstalled()) await install()
    writeFileSync(stamp, wanted)
  }
  // Node keeps what it compiled beside the packages, under their owner: every command starts in half the time.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')
  return nodeBinary()
}

/** What npm itself recorded, so that an install by hand counts and a lockfile that merely says more does not. */
function isInstalled() {
  try {
    const installed = JSON.parse(
      readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8'),
    ).packages
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, optional, link }]) =>
        path === '' ||
        !path.startsWith('node_modules') ||
        optional ||
        link ||
        installed[path]?.version === version,
    )
  } catch {
    return false
  }
}

async function install() {
  console.error('Installing packages (once)… 正在安装依赖(仅首次)…')
  const started = Date.now()
  // A progress of our own: npm's is not shown when it is not run by a person.
  const ticker = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000)
    if (process.stderr.isTTY) process.stderr.write(`\r  ${seconds} s `)
    else if (seconds % 10 === 0) console.error(`  ${seconds} s`)
  }, 1000)
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await run('npm', flags, { quiet: true })
  clearInterval(ticker)
  if (process.stderr.isTTY) process.stderr.write('\r')
  if (code !== 0) {
    console.error(output.trim())
    fail(
      'The packages could not be installed: check the network and the disk, then run the same command again.',
      '依赖安装失败：请检查网络和磁盘空间，然后重新执行同一命令。',
    )
  }
  console.error(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s. 依赖已安装。`)
}

function nodeBinary() {
  const installed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(installed)) return installed
  if (Number(process.versions.node.split('.')[0]) >= PINNED_NODE) return process.execPath
  return fail(
    `There is no Node ${PINNED_NODE} for ${process.platform}-${process.arch}: install Node ${PINNED_NODE} or later and run the same command with it.`,
    `没有适用于 ${process.platform}-${process.arch} 的 Node ${PINNED_NODE}：请安装 Node ${PINNED_NODE} 或更高版本后重试。`,
  )
}

export function fail(en, zh) {
  console.error(`${zh}\n${en}`)
  process.exit(1)
}

/**
 * Runs a program. Signals that reach us are passed on; the code is 128 + n when a signal ended it.
 * With `quiet` the output is collected, with `tee` shown and collected.
 */
export function run(command, args, options = {}) {
  const { quiet = false, tee = false, env = {}, cwd = root, input = 'inherit' } = options
  const collect = quiet || tee
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input, collect ? 'pipe' : 'inherit', collect ? 'pipe' : 'inherit'],
    })
    let output = ''
    for (const stream of ['stdout', 'stderr']) {
      child[stream]?.setEncoding('utf8').on('data', (text) => {
        output += text
        if (tee) process[stream].write(text)
      })
    }
    // Ctrl-C in a terminal reaches the whole group by itself; twice would mean "at once".
    const signals = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
    const ignore = () => {}
    if (process.stdin.isTTY) process.on('SIGINT', ignore)
    const forward = signals.map((signal) => [signal, () => child.kill(signal)])
    for (const [signal, pass] of forward) process.on(signal, pass)
    const end = (code) => {
      for (const [signal, pass] of forward) process.off(signal, pass)
      process.off('SIGINT', ignore)
      done({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      end(127)
    })
    child.on('close', (code, signal) => end(code ?? 128 + (signal === 'SIGINT' ? 2 : 15)))
  })
}

/** The environment for programs that start `node` by name. */
export function pathWith(node) {
  return { PATH: `${dirname(node)}:${join(root, 'node_modules', '.bin')}:${process.env.PATH}` }
}

export function lika(relativePath) {
  const folder = join(root, '.lika')
  mkdirSync(folder, { recursive: true })
  return join(folder, relativePath)
}
