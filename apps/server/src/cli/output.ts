/** How commands speak: results to standard output, everything else to standard error, honest exit codes. */
import { AppError } from '../platform/errors.ts'

/** What an exit code means; documented in docs/cli.md. */
export const EXIT = { ok: 0, found: 1, usage: 2, cannotRun: 3 } as const

/** Chinese unless the terminal says English: LIKA_LANG=en, or the usual variables. */
export function isChinese(env: NodeJS.ProcessEnv = process.env): boolean {
  const language = env.LIKA_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return !language.startsWith('en')
}

export function say(text: { readonly zh: string; readonly en: string }): string {
  return isChinese() ? text.zh : text.en
}

export function printJson(value: unknown): void {
  process.stdout.write(
    `${JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? each.toString() : each), 2)}\n`,
  )
}

// Whoever reads the output may have seen enough: `lika policy explain … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok)
  throw error
})

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`)
}

export function printNote(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Columns aligned by what they take on a terminal: Chinese characters are two wide. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')))) ?? []
  for (const row of rows) {
    printLine(
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + ' '.repeat(widths[column]! - widthOf(cell)),
        )
        .join('  '),
    )
  }
}

function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1
  return width
}

/** One sentence for what people can mend; the whole error for what only we can. */
export function reportFailure(error: unknown): number {
  if (error instanceof AppError) {
    printNote(say(error.messages))
    for (const each of error.errors.slice(0, 20)) printNote(`  ${each.field ?? ''} ${say(each.message)}`)
    return error.status >= 500 ? EXIT.cannotRun : EXIT.usage
  }
  printNote(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return EXIT.cannotRun
}

/** A bar with count and time left, on a terminal only. */
export function progressOf(label: string): {
  update: (done: number, total: number | undefined) => void
  end: () => void
} {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} }
  const began = Date.now()
  let drawn = 0
  return {
    update: (done, total) => {
      if (Date.now() - drawn < 100) return
      drawn = Date.now()
      const seconds = (Date.now() - began) / 1000
      const left = total && done > 0 ? Math.ceil((seconds / done) * (total - done)) : undefined
      const share = total ? `${Math.floor((done / total) * 100)}%` : ''
      process.stderr.write(
        `\r\u001b[K${label} ${done.toLocaleString('en-US')}${total ? ` / ${total.toLocaleString('en-US')}` : ''} ${share}${left === undefined ? '' : ` ${left}s`}`,
      )
    },
    end: () => process.stderr.write('\r\u001b[K'),
  }
}
