/** npm run bench: sections in turn, a table, and RESULTS.md. */
import { fork } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine, load } from './machine.ts'
import type { Measurement, Options } from './measurement.ts'
import { keepResults } from './report/kept.ts'
import { printResult, type SectionResult } from './report/table.ts'
import { SECTIONS } from './sections.ts'

const USAGE = `npm run bench -- [SECTION…] [--quick] [--households N] [--persons N] [--keep FOLDER]
  SECTION       ${Object.keys(SECTIONS).join(', ')}; all of them otherwise
  --quick       small sizes: two minutes on a quiet machine
  --households  households of the sections judge and sql (1,000,000; quick: 100,000)
  --persons     persons of the large registry (1,000,000; quick: 20,000)
  --keep        keep the databases in this folder, and use those that are there already
  --no-file     leave bench/RESULTS.md as it is, as quick runs always do`

const { values, positionals } = readArguments()
const isQuick = values.quick ?? false
const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS)
const folder = values.keep ? resolve(values.keep) : mkdtempSync(join(tmpdir(), 'lika-bench-'))
mkdirSync(folder, { recursive: true })
chmodSync(folder, 0o755)
const options: Options = {
  isQuick,
  households: Number(values.households ?? (isQuick ? 100_000 : 1_000_000)),
  persons: Number(values.persons ?? (isQuick ? 20_000 : 1_000_000)),
  folder,
}

const results: SectionResult[] = []
try {
  for (const name of names) {
    const result = await runSection(name)
    printResult(result)
    results.push(result)
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true })
}
finish()

function readArguments() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean' },
        households: { type: 'string' },
        persons: { type: 'string' },
        keep: { type: 'string' },
        'no-file': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const unknown = parsed.positionals.find((name) => !SECTIONS[name])
    if (unknown) throw new Error(`there is no section ${unknown}`)
    for (const key of ['households', 'persons'] as const) {
      const text = parsed.values[key]
      if (text !== undefined && !/^[1-9]\d{2,7}$/.test(text))
        throw new Error(`--${key} takes a whole number from 100, not ${text}`)
    }
    if (!parsed.values.help) return parsed
    console.log(USAGE)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(2)
  }
}

interface Told {
  readonly measurements?: Measurement[]
  readonly peakMb?: number
  readonly failure?: string
  readonly absent?: string
}

async function runSection(name: string): Promise<SectionResult> {
  const { title } = SECTIONS[name]!
  process.stderr.write(`\n${title}\n`)
  const began = performance.now()
  const loadBefore = load()
  const child = fork(join(import.meta.dirname, 'section.ts'), [name, JSON.stringify(options)], {
    // A million households with their members are about 2 GB.
    execArgv: ['--expose-gc', '--max-old-space-size=8192'],
  })
  const told = await new Promise<Told>((done) => {
    let answer: Told = { failure: 'it ended without an answer' }
    child.on('message', (message) => {
      answer = message as Told
    })
    child.on('close', () => done(answer))
  })
  return {
    name,
    title,
    measurements: told.measurements ?? [],
    seconds: (performance.now() - began) / 1000,
    loadBefore,
    peakMb: told.peakMb ?? 0,
    ...(told.failure === undefined ? {} : { failure: told.failure }),
    ...(told.absent === undefined ? {} : { absent: told.absent }),
  }
}

function finish(): void {
  const missed = results
    .flatMap(({ measurements }) => measurements)
    .filter(({ reached }) => reached === false)
  console.log(`\n${missed.length} bars not reached.`)
  if (results.some(({ failure }) => failure)) process.exitCode = 1
  if (isQuick || values['no-file']) return
  keepResults(results, describeMachine())
  console.log('Written: bench/RESULTS.md')
}
