// Progress of long work on a terminal: one line that is rewritten, or a line now and then where output is a file.

import type { Writable } from 'node:stream'

export type Progress = {
  /** `total` is left out as long as it is not known. */
  update(done: number, total?: number): void
  /** Ends the line; what is said stays there. */
  end(message?: string): void
}

type Terminal = Writable & { readonly isTTY?: boolean }

const TERMINAL_MS = 100
const FILE_MS = 5_000

/** Writes to stderr unless told otherwise: stdout belongs to the result. */
export function startProgress(label: string, output: Terminal = process.stderr): Progress {
  const started = Date.now()
  let last = started
  const write = (text: string) => output.write(output.isTTY ? `\r${text}\u001b[K` : `${text}\n`)
  if (output.isTTY) write(`${label} …`)
  return {
    update(done, total) {
      const now = Date.now()
      if (now - last < (output.isTTY ? TERMINAL_MS : FILE_MS)) return
      last = now
      write(`${label} ${amount(done, total)}${timeLeft(done, total, now - started)}`)
    },
    end(message) {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      write(`${label} ${message ?? 'done'} (${seconds} s)`)
      if (output.isTTY) output.write('\n')
    },
  }
}

function amount(done: number, total: number | undefined): string {
  const figure = done.toLocaleString('en')
  if (!total) return figure
  return `${figure} / ${total.toLocaleString('en')} (${Math.floor((100 * done) / total)} %)`
}

function timeLeft(done: number, total: number | undefined, elapsed: number): string {
  if (!total || done === 0 || elapsed < 2_000) return ''
  const seconds = Math.ceil(((total - done) / done) * (elapsed / 1000))
  return seconds < 90 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`
}
