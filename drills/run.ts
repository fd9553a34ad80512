/** npm run kill [kills] [seed], npm run drill, npm run sqlmap: the long runs, told line by line; exit code 1 when anything was lost. */
import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { killImports, killWrites } from './kill.ts'
import { measureLoss } from './loss.ts'
import { drillServer } from './pgbackrest.ts'
import { drillRestore } from './restore.ts'
import { probe } from './sqlmap.ts'

const [what = 'kill', ...rest] = process.argv.slice(2)
const say = (line: string) => console.log(line)

if (what === 'kill') await runKill(Number(rest[0] ?? 20), Number(rest[1] ?? randomInt(1, 2 ** 31)))
else if (what === 'sqlmap') await runSqlmap()
else if (rest.includes('--pgbackrest')) await runServer()
else await runDrill()

async function runKill(kills: number, seed: number): Promise<void> {
  say(`seed ${seed}`)
  const imports = await killImports({ kills, seed, households: 400, withinMs: 6_000, say })
  say(
    `${imports.imports} sheets, ${imports.kills.length} kills: ${imports.differences.length} differences from a run that nobody killed`,
  )
  for (const each of imports.differences) say(`  ${each}`)
  const writes = await killWrites({ kills, seed, withinMs: 4_000, say })
  say(
    `${writes.acknowledged} acknowledged, ${writes.unknown} without an answer and sent again, ${writes.lost.length} lost, ${writes.wrong.length} wrong answers, ${writes.refused.length} refused`,
  )
  const isGood =
    imports.differences.length + writes.lost.length + writes.wrong.length + writes.refused.length === 0 &&
    imports.verified.code === 0 &&
    writes.verified.code === 0
  say(isGood ? 'good: every fold equals its journal' : 'NOT good')
  process.exitCode = isGood ? 0 : 1
}

async function runSqlmap(): Promise<void> {
  const { targets, parameters, noticed, found } = await probe(say)
  for (const line of found) say(line)
  const isGood = noticed && found.length === 0
  say(`${targets} addresses, ${parameters} places: ${isGood ? 'good, no SQL comes through' : 'NOT good'}`)
  process.exitCode = isGood ? 0 : 1
}

async function runDrill(): Promise<void> {
  const drill = await drillRestore(200)
  const loss = await measureLoss(say)
  const isExact =
    [...drill.before, ...drill.afterBackup].every((id) => drill.restored.has(id)) &&
    drill.afterSecond.every((id) => !drill.restored.has(id))
  const isSealed = drill.seals.holds && drill.seals.outside > 0
  const isGood = isExact && drill.photo.kept && drill.verified.code === 0 && isSealed && drill.trial.good
  const figures = [
    ['backup of the running server', `${drill.backupSeconds.toFixed(1)} s`],
    ['restore to a second', `${drill.restoreSeconds.toFixed(1)} s`],
    ['from the destroyed folder to a server that answers (RTO)', `${drill.untilServing.toFixed(1)} s`],
    ['acknowledged work lost with the disk (RPO), worst of the trials', `${loss.worstSeconds.toFixed(1)} s`],
    ['acknowledged work lost while the disk lives', 'none'],
    ['records before the second, all there again', `${drill.before.length + drill.afterBackup.length}`],
    ['records after the second, none of them there', `${drill.afterSecond.length}`],
    ['sealed rows that agree with the checkpoint kept outside', `${drill.seals.rows}`],
    [
      'tables and indexes read page by page without a fault',
      `${drill.trial.tables} and ${drill.trial.indexes}`,
    ],
  ]
  for (const [name, value] of figures) say(`${name}: ${value}`)
  say(isGood ? 'good: exactly what was acknowledged before the second is there' : 'NOT good')
  if (isGood) writeFileSync(join(import.meta.dirname, '../docs/drill.md'), page(figures))
  process.exitCode = isGood ? 0 : 1
}

function page(figures: readonly (readonly string[])[]): string {
  const widthOf = (at: number) => Math.max('measured'.length, ...figures.map((row) => row[at]!.length))
  const width = widthOf(0)
  const rows = figures.map(([name, value]) => `| ${name!.padEnd(width)} | ${value!.padEnd(widthOf(1))} |`)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`
  return `# The drill

Written by \`npm run drill\`: a small county is written to over HTTP, backed up, written to, destroyed with its server, and
restored to a second; then compared with what the server had acknowledged. A large registry takes longer in proportion to
its size: reading and writing it once. [backup.md](backup.md) says how to run it.

Last run: ${new Date().toISOString().slice(0, 10)}, on ${machine}${busy()}.

| ${'what'.padEnd(width)} | ${'measured'.padEnd(widthOf(1))} |
| ${'-'.repeat(width)} | ${'-'.repeat(widthOf(1))} |
${rows.join('\n')}
`
}

/** Figures of a machine that has much else to do are those of that. */
function busy(): string {
  const load = loadavg()[1]!
  return load > cpus().length ? `, which was busy: a load of ${load.toFixed(0)}` : ''
}

async function runServer(): Promise<void> {
  const { skipped, versions, restoreSeconds, isGood } = await drillServer(say)
  if (skipped) say(`skipped: ${skipped}`)
  else
    say(
      `${versions}: restored to a second in ${restoreSeconds!.toFixed(1)} s; ${isGood ? 'good' : 'NOT good'}`,
    )
  process.exitCode = skipped || isGood ? 0 : 1
}
