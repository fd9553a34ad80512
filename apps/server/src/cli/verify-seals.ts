/** lika verify --seals: whether anything that was sealed is another now, and where. */
import type { Installation } from '../compose.ts'
import { findingText, type Printed, verifySeals } from '../modules/seals/index.ts'
import { invalid } from '../platform/errors.ts'
import { EXIT, printJson, printLine, progressOf, say } from './output.ts'

export async function verifySealed(
  { seals }: Installation,
  options: { printed?: string | undefined; json?: boolean | undefined },
): Promise<number> {
  const printed = options.printed === undefined ? undefined : printedOf(options.printed)
  const progress = progressOf('verify')
  const verified = await verifySeals(seals, {
    printed,
    onProgress: (rows) => progress.update(rows, undefined),
  })
  progress.end()
  if (options.json) {
    const findings = verified.findings.map((each) => ({ ...each, message: findingText(each) }))
    printJson({ ...verified, findings })
    return verified.holds ? EXIT.ok : EXIT.found
  }
  const { rows, batches, checkpoints, outside, givenUp, erased, findings, more } = verified
  printLine(
    say({
      zh: `${rows} 条已封存记录，${batches} 批，${checkpoints} 个检查点。`,
      en: `${rows} sealed rows, ${batches} batches, ${checkpoints} checkpoints.`,
    }),
  )
  for (const [place, count] of Object.entries(outside)) printLine(`  ${place}: ${count}`)
  for (const { from, to, reason } of givenUp)
    printLine(
      say({
        zh: `检查点 ${from} 至 ${to} 在恢复后已声明放弃：${reason}`,
        en: `Checkpoints ${from} to ${to} were given up after a restore: ${reason}`,
      }),
    )
  if (erased > 0)
    printLine(
      say({
        zh: `其中 ${erased} 条因到期或本人申请已删除内容，删除经签批并已封存。`,
        en: `${erased} of them were emptied by erasures that were signed and are sealed.`,
      }),
    )
  for (const finding of findings) printLine(`✕ ${say(findingText(finding))}`)
  if (more > 0) printLine(say({ zh: `✕ 另有 ${more} 处。`, en: `✕ and ${more} more.` }))
  if (verified.holds) printLine(say({ zh: '✓ 全部相符。', en: '✓ everything agrees.' }))
  return verified.holds ? EXIT.ok : EXIT.found
}

/** `57:3f2a 9c01 …` as it stands on a print. */
function printedOf(text: string): Printed {
  const [, number, fingerprint] = /^\s*(\d+)\s*:\s*([0-9a-fA-F\s]+)$/.exec(text) ?? []
  if (number && fingerprint?.replaceAll(/\s/g, '').length === 32)
    return { number: Number(number), fingerprint }
  throw invalid(
    'seals.printed',
    {
      zh: `--printed 应为“编号:指纹”，指纹是 32 位十六进制，收到“${text}”。`,
      en: `--printed takes NUMBER:FINGERPRINT with 32 hexadecimal digits, got “${text}”.`,
    },
    { field: '--printed', value: text, expected: '57:3f2a 9c01 …' },
  )
}
