/** lika intake FILE: what a policy document says, and whether its sums come out. Needs no database. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Finding, openFile, type ReadDocument, readText, toJson, UnreadableFile } from '@lika/intake'
import type { Command } from 'commander'
import { invalid } from '../platform/errors.ts'
import { isChinese, printJson, printLine, say } from './output.ts'

export function addIntakeCommand(program: Command): void {
  program
    .command('intake')
    .description('读取政策文件：提纲、指标、责任、资金与核算 / read a policy document and check its sums')
    .argument('<FILE>', '.txt、.html 或 .docx / .txt, .html or .docx; - 为标准输入 / - for standard input')
    .option('--json', 'JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      const read = readText((await openNamed(file)).text)
      if (options.json) printJson(toJson(read))
      else for (const document of read.documents) printDocument(document)
    })
}

async function openNamed(file: string) {
  try {
    return await openFile(readFileSync(file === '-' ? 0 : file), basename(file))
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw invalid('intake.unreadable', { zh: error.zh, en: error.en }, { field: 'FILE', value: file })
    throw invalid(
      'intake.noFile',
      { zh: `文件 ${file} 打不开。`, en: `The file ${file} cannot be opened.` },
      { field: 'FILE', value: file, cause: error },
    )
  }
}

const grades = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '疑点', en: 'warning' },
  note: { zh: '提示', en: 'note' },
} as const

function printDocument({
  title,
  number,
  outline,
  quantities,
  duties,
  fundLines,
  findings,
}: ReadDocument): void {
  printLine([title || say({ zh: '（无标题）', en: '(no title)' }), number].filter(Boolean).join('  '))
  printLine(
    say({
      zh: `  条目 ${outline.length}，数字 ${quantities.length}，责任 ${duties.length}，资金 ${fundLines.length}`,
      en: `  ${outline.length} items, ${quantities.length} figures, ${duties.length} duties, ${fundLines.length} fund lines`,
    }),
  )
  for (const finding of findings) printLine(`  ${textOf(finding)}`)
}

function textOf({ grade, message }: Finding): string {
  return `${say(grades[grade])}${isChinese() ? '：' : ': '}${say(message)}`
}
