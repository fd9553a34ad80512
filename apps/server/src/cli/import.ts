/** lika import FILE: a spreadsheet into the registry, all or nothing. */
import type { Command } from 'commander'
import { type ImportFileSummary, importFile } from '../modules/imports/index.ts'
import { invalid } from '../platform/errors.ts'
import { onInstallation, SHELL } from './database.ts'
import { EXIT, printJson, printLine, progressOf, say } from './output.ts'
import { mustBeDay, mustBeRegion } from './policy.ts'

interface ImportOptions {
  readonly kind: string
  readonly region: string
  readonly observedOn?: string
  readonly year?: string
  readonly dryRun?: boolean
  readonly leaveOutErrors?: boolean
  readonly json?: boolean
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('导入表格(xlsx、csv) / import a spreadsheet')
    .argument('<FILE>', '表格文件 / file')
    .option(
      '--kind <KIND>',
      'households(每人一行)或 villages / households (a row a person) or villages',
      'households',
    )
    .option('--region <CODE>', '各行须在该区划内 / region that all rows lie in', 'all')
    .option('--observed-on <DATE>', '表中无调查日期时的观察日期 / day of observation when the sheet has none')
    .option('--year <YEAR>', '表中无年度时收入所属年度 / year of the amounts when the sheet has none')
    .option('--dry-run', '只检查，不写入 / check only, write nothing')
    .option('--leave-out-errors', '略去有错误的行 / leave out rows with errors')
    .option('--json', 'JSON')
    .action((file: string, options: ImportOptions) =>
      onInstallation(async ({ imports }) => {
        const progress = progressOf(file)
        const summary = await importFile(imports, SHELL, file, {
          kind: kindOf(options.kind),
          region: mustBeRegion(options.region) || 'all',
          dryRun: options.dryRun ?? false,
          leaveOutErrors: options.leaveOutErrors ?? false,
          onProgress: progress.update,
          ...(options.observedOn === undefined
            ? {}
            : { observedOn: mustBeDay(options.observedOn, '--observed-on') }),
          ...(options.year === undefined ? {} : { period: yearOf(options.year) }),
        })
        progress.end()
        if (options.json) printJson(summary)
        else printSummary(summary)
        return summary.counts.error > 0 ? EXIT.found : EXIT.ok
      }),
    )
}

function kindOf(text: string): 'households' | 'villages' {
  if (text === 'households' || text === 'villages') return text
  throw invalid(
    'import.kind',
    {
      zh: `--kind 应为 households 或 villages,收到 ${text}。`,
      en: `--kind is households or villages, got ${text}.`,
    },
    { field: '--kind', value: text },
  )
}

function yearOf(text: string): { from: string; to: string } {
  if (/^(19|20)\d\d$/.test(text)) return { from: `${text}-01-01`, to: `${Number(text) + 1}-01-01` }
  throw invalid(
    'import.year',
    { zh: `--year 应为四位年份，收到 ${text}。`, en: `--year takes a year of four digits, got ${text}.` },
    { field: '--year', value: text },
  )
}

function printSummary(summary: ImportFileSummary): void {
  for (const [outcome, rows] of Object.entries(summary.counts)) printLine(`${outcome.padEnd(12)} ${rows}`)
  for (const { line, problems } of summary.errors.slice(0, 20)) {
    for (const problem of problems)
      printLine(
        `${say({ zh: '第', en: 'row ' })}${line}${say({ zh: '行', en: '' })}  ${say(problem.message)}`,
      )
  }
  printLine(
    summary.committed
      ? say({ zh: '已导入。', en: 'Imported.' })
      : say({ zh: '未写入任何数据。', en: 'Nothing was written.' }),
  )
}
