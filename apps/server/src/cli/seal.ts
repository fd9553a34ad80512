/** lika seal: now, and the checkpoint to print and keep. */
import type { Command } from 'commander'
import type { Installation } from '../compose.ts'
import { checkpointText, findLastCheckpoint, giveUpFuture, seal } from '../modules/seals/index.ts'
import { invalid } from '../platform/errors.ts'
import { onInstallation } from './database.ts'
import { EXIT, printJson, printLine, printNote, say } from './output.ts'

export function addSealCommand(program: Command): void {
  program
    .command('seal')
    .description('立即封存日志并打印检查点 / seal the journals now and print the checkpoint')
    .option(
      '--restored <REASON>',
      '声明曾从备份恢复，放弃之后的检查点 / say that a backup was restored, and give up the checkpoints after it',
    )
    .option('--json', 'JSON')
    .action((options: { restored?: string; json?: boolean }) =>
      onInstallation((installation) => sealNow(installation, options)),
    )
}

async function sealNow(
  { seals }: Installation,
  options: { restored?: string; json?: boolean },
): Promise<number> {
  const givenUp = options.restored === undefined ? [] : await giveUpFuture(seals, mustSay(options.restored))
  const { rows, batches } = await seal(seals)
  const last = await findLastCheckpoint(seals.db.pool)
  if (options.json) {
    printJson({ rows, batches, givenUp, checkpoint: last ? checkpointText(last) : null })
    return EXIT.ok
  }
  printNote(
    say({ zh: `新封存 ${rows} 条，${batches} 批。`, en: `${rows} rows sealed in ${batches} batches.` }),
  )
  for (const { from, to } of givenUp)
    printNote(
      say({ zh: `已放弃检查点 ${from} 至 ${to}。`, en: `Checkpoints ${from} to ${to} were given up.` }),
    )
  printLine(last ? checkpointText(last) : say({ zh: '日志是空的。', en: 'The journals are empty.' }))
  return EXIT.ok
}

function mustSay(reason: string): string {
  if (reason.trim().length >= 4) return reason
  throw invalid(
    'seals.reasonNeeded',
    {
      zh: `--restored 要写明原因，至少 4 个字，收到“${reason}”。`,
      en: `--restored takes the reason in at least 4 letters, got “${reason}”.`,
    },
    { field: '--restored', value: reason },
  )
}
