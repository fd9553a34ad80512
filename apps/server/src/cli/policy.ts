/** lika policy test | explain | judge | schema: what needs no database. */
import { readFileSync } from 'node:fs'
import {
  compileSet,
  type EffectivePolicy,
  effectivePolicy,
  explainPolicy,
  explainSet,
  type PackTestReport,
  type Problem,
  packSchema,
  parseDay,
  problemText,
  runPackTests,
  subjectFromJson,
} from '@lika/policy'
import type { Command } from 'commander'
import { AppError, invalid } from '../platform/errors.ts'
import { EXIT, isChinese, printJson, printLine, printNote, say } from './output.ts'
import { openPolicyFolder, type PolicyFolder } from './policy-files.ts'

export function addPolicyCommands(program: Command, shipped: string): void {
  const policy = program.command('policy').description('政策包 / policy packs')
  policy
    .command('test')
    .description('检查并测试政策包 / check and test packs')
    .argument('[DIR]', '政策包文件夹，默认为随附的全部 / folder of packs; all that Lika ships otherwise')
    .option('--no-mutate', '不做变异检查 / without mutation')
    .option('--json', 'JSON')
    .action((folder: string | undefined, options: { mutate: boolean; json?: boolean }) => {
      process.exitCode = testPolicies(openPolicyFolder(shipped, folder), options)
    })
  policy
    .command('explain')
    .description('某地某日有效的政策及每项来源 / the policy in force, with the origin of every item')
    .argument('<REGION>', '区划代码 / region code')
    .argument('<DATE>', 'YYYY-MM-DD')
    .option('--known-on <DATE>', '截至该日已公布 / as published by then')
    .option('--json', 'JSON')
    .action((region: string, date: string, options: { knownOn?: string; json?: boolean }) => {
      const policy = policyAt(
        openPolicyFolder(shipped, undefined),
        mustBeRegion(region),
        mustBeDay(date, 'DATE'),
        options.knownOn,
      )
      printPolicy(policy, options.json)
    })
  policy
    .command('judge')
    .description('用政策包判定事实文件 / judge a file of facts with packs')
    .argument('<PACK_DIR>', '政策包文件夹 / folder of packs')
    .requiredOption(
      '--set <ID>',
      '标准：household-exit 或完整包名 / set: its topic, or the whole name of the pack',
    )
    .requiredOption('--date <DATE>', '判定日 / the day judged')
    .requiredOption('--facts <FILE>', '事实文件，见 docs/packs.md / facts, see docs/packs.md')
    .option('--region <CODE>', '在哪个区域判定 / region to judge in; that of the pack otherwise')
    .option('--json', 'JSON')
    .action((folder: string, options: JudgeOptions) => {
      printVerdicts(judgeFile(openPolicyFolder(shipped, folder), options), options.json)
    })
  policy
    .command('schema')
    .description('政策包文件的 JSON Schema / JSON Schema of a pack file')
    .action(() => printJson(packSchema()))
}

function testPolicies(
  folder: PolicyFolder,
  options: { readonly mutate: boolean; readonly json?: boolean },
): number {
  const report = runPackTests(folder.packs, folder.own, { mutate: options.mutate })
  const failed = report.cases.filter((each) => !each.passed)
  if (options.json)
    printJson({
      cases: report.cases,
      problems: report.problems,
      passed: report.cases.length - failed.length,
      failed: failed.length,
    })
  else printReport(report)
  return failed.length > 0 || report.problems.length > 0 ? EXIT.found : EXIT.ok
}

function printReport(report: PackTestReport): void {
  for (const each of report.cases.filter(({ passed }) => !passed)) {
    printLine(`${each.place.file}:${each.place.line} ${each.name}`)
    for (const failure of each.failures)
      printLine(
        `  ${failure.what}: ${say({ zh: '应为', en: 'expected' })} ${failure.expected}, ${say({ zh: '实为', en: 'got' })} ${failure.actual}`,
      )
  }
  for (const problem of report.problems) printLine(problemText(problem, isChinese() ? 'zh' : 'en'))
  const passed = report.cases.filter((each) => each.passed).length
  printLine(`${passed} passed, ${report.cases.length - passed} failed, ${report.problems.length} problems`)
}

function policyAt(
  folder: PolicyFolder,
  region: string,
  asOf: string,
  knownAt: string | undefined,
): EffectivePolicy {
  const result = effectivePolicy(folder.packs, {
    region,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt: mustBeDay(knownAt, '--known-on') }),
  })
  if ('problems' in result) throw broken(result.problems)
  return result
}

function broken(problems: readonly Problem[]): AppError {
  const first = problems[0]!
  return new AppError(
    'policy.cannotSay',
    422,
    { zh: problemText(first, 'zh'), en: problemText(first, 'en') },
    {
      errors: problems
        .slice(1)
        .map((problem) => ({ message: { zh: problemText(problem, 'zh'), en: problemText(problem, 'en') } })),
    },
  )
}

function printPolicy(policy: EffectivePolicy, json: boolean | undefined): void {
  const { items } = explainPolicy(policy)
  if (json) {
    printJson({ region: policy.region, asOf: policy.asOf, packs: policy.packs, items })
    return
  }
  for (const pack of policy.packs) printLine(`${pack.pack} ${pack.version} ${pack.digest.slice(0, 19)}`)
  printLine()
  for (const item of items) {
    const clause = item.source.clause ? ` ${item.source.clause}` : ''
    const mark = item.confirmed ? '' : say({ zh: '（未核实）', en: ' (unconfirmed)' })
    printLine(
      `${item.part} ${item.of ? `${item.of}.` : ''}${item.id}  ${say(item.label)}${item.value ? `  ${say(item.value)}` : ''}`,
    )
    for (const rule of item.rules) {
      printLine(`  ${'  '.repeat(rule.depth)}${rule.label ? `${say(rule.label)}: ` : ''}${say(rule.text)}`)
    }
    printLine(`    ${item.origin.pack} ${item.origin.version}  ${item.source.title}${clause}${mark}`)
  }
}

interface JudgeOptions {
  readonly set: string
  readonly date: string
  readonly facts: string
  readonly region?: string
  readonly json?: boolean
}

export interface FileVerdict {
  readonly subject: string
  readonly outcome: string
  readonly criteria: readonly {
    id: string
    outcome: string
    missing: readonly string[]
    explanation: { zh: string; en: string }
  }[]
}

export function judgeFile(folder: PolicyFolder, options: JudgeOptions): FileVerdict[] {
  const date = mustBeDay(options.date, '--date')
  const topic = options.set.split('/').at(-1)!
  const region = options.region === undefined ? regionOf(folder, options.set) : mustBeRegion(options.region)
  const policy = policyAt(folder, region, date, undefined)
  const set = policy.sets[topic]
  if (!set) {
    throw invalid(
      'policy.noSet',
      {
        zh: `${date} 在区域 ${region || 'all'} 没有标准 ${topic}；有：${Object.keys(policy.sets).join('、')}。`,
        en: `There is no set ${topic} in region ${region || 'all'} on ${date}; there are ${Object.keys(policy.sets).join(', ')}.`,
      },
      { field: '--set', value: options.set },
    )
  }
  const judge = compileSet(set)
  return readSubjects(options.facts).map(({ subject: name, facts }, index) => {
    const read = subjectFromJson(facts, set.subject, policy, `${options.facts}[${index}]`)
    if ('problems' in read) throw broken(read.problems)
    const verdict = judge(read.subject, date)
    const explained = explainSet(set, read.subject, date, policy)
    return {
      subject: name,
      outcome: verdict.outcome,
      criteria: verdict.criteria.map((criterion, at) => ({
        id: criterion.id,
        outcome: criterion.outcome,
        missing: criterion.missing,
        explanation: explained[at]!.text,
      })),
    }
  })
}

/** The region of the packs in the folder that speak of the set; of its deepest jurisdiction when none does. */
function regionOf(folder: PolicyFolder, set: string): string {
  const own = new Set(folder.own.map(({ path }) => path))
  const packs = folder.packs.list.filter((pack) => own.has(pack.path))
  const speaking = packs.filter((pack) => pack.content.pack === set || pack.topic === set)
  const names = [...new Set((speaking.length > 0 ? speaking : packs).map((pack) => pack.jurisdiction))]
  const regions = [...new Set(names.map((name) => folder.packs.jurisdictions.get(name)?.region ?? ''))].sort(
    (a, b) => b.length - a.length,
  )
  const [deepest, next] = regions
  if (deepest === undefined)
    throw invalid(
      'policy.noPack',
      { zh: '文件夹里没有政策包。', en: 'The folder holds no pack.' },
      { field: 'PACK_DIR' },
    )
  if (next !== undefined && next.length === deepest.length) {
    throw invalid(
      'policy.whichRegion',
      {
        zh: `文件夹里有多个区域的 ${set}:${regions.join('、')}；请用 --region 指明。`,
        en: `The folder holds ${set} for several regions, ${regions.join(', ')}: say which with --region.`,
      },
      { field: '--region' },
    )
  }
  return deepest
}

function readSubjects(file: string): { subject: string; facts: unknown }[] {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw invalid(
      'facts.unreadable',
      {
        zh: `无法读取 ${file}:${(cause as Error).message}`,
        en: `${file} cannot be read: ${(cause as Error).message}`,
      },
      { field: '--facts', value: file },
    )
  }
  const list = Array.isArray(json) ? json : [json]
  return list.map((each, index) => {
    const entry = each as { subject?: unknown; facts?: unknown } | null
    if (
      typeof entry === 'object' &&
      entry !== null &&
      typeof entry.facts === 'object' &&
      entry.facts !== null
    ) {
      return { subject: String(entry.subject ?? index + 1), facts: entry.facts }
    }
    throw invalid(
      'facts.shape',
      {
        zh: `${file} 第 ${index + 1} 项应为 { "subject": …, "facts": {…} }。`,
        en: `Entry ${index + 1} of ${file} is not { "subject": …, "facts": {…} }.`,
      },
      { field: `[${index}]` },
    )
  })
}

function printVerdicts(verdicts: readonly FileVerdict[], json: boolean | undefined): void {
  if (json) {
    printJson(verdicts)
    return
  }
  const marks: Record<string, string> = { met: '✓', unmet: '✕', undetermined: '?' }
  for (const verdict of verdicts) {
    printLine(`${marks[verdict.outcome]} ${verdict.subject}`)
    for (const criterion of verdict.criteria)
      printLine(`  ${marks[criterion.outcome]} ${criterion.id}  ${say(criterion.explanation)}`)
  }
  if (verdicts.length === 0) printNote(say({ zh: '事实文件里没有对象。', en: 'The file holds no subjects.' }))
}

export function mustBeDay(text: string, field: string): string {
  if (parseDay(text) !== undefined) return text
  throw invalid(
    'day',
    { zh: `${field} 应为 YYYY-MM-DD,收到 ${text}。`, en: `${field} must be YYYY-MM-DD, got ${text}.` },
    { field, value: text },
  )
}

export function mustBeRegion(text: string): string {
  if (text === 'all') return ''
  if (/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{14})$/.test(text)) return text
  throw invalid(
    'region',
    {
      zh: `区划代码应为 2、4、6、9、12 或 14 位数字，收到 ${text}。`,
      en: `A region code has 2, 4, 6, 9, 12 or 14 digits, got ${text}.`,
    },
    { field: 'REGION', value: text },
  )
}
