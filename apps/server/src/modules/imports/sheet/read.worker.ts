/** The worker of `readSheet`: opens, guards and scans the file, and waits whenever nobody asked for more. */
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../platform/errors.ts'
import { normaliseHeader } from './columns.ts'
import { detectHeader, type HeaderHint, headerSampleRows } from './header.ts'
import { type OpenSheet, openSheet } from './open.ts'
import type { FromReader, ReadTask, SheetBatch } from './read.ts'
import { refuseSheet } from './refusals.ts'
import type { SheetRow } from './rows.ts'

const task: ReadTask = workerData
const port = parentPort
if (port === null) throw new Error('read.worker.ts runs in a worker only')

let permits = 0
let wake: (() => void) | undefined
port.on('message', () => {
  permits++
  wake?.()
})

async function permit(): Promise<void> {
  while (permits === 0) await new Promise<void>((resolve) => (wake = resolve))
  permits--
}

const say = (message: FromReader) => port.postMessage(message)

async function read(): Promise<void> {
  const sheet = await openSheet(task.path, task.limits)
  try {
    for await (const batch of batchesOf(sheet)) {
      await permit()
      say({ kind: 'batch', batch, progress: sheet.progress() })
    }
    say({ kind: 'done' })
  } finally {
    sheet.close()
  }
}

async function* batchesOf(sheet: OpenSheet): AsyncGenerator<SheetBatch> {
  const size = task.batchRows ?? 500
  let shared: Omit<SheetBatch, 'rows'> | undefined
  let waiting: SheetRow[] = []
  let given = false
  const start = () => {
    const header = detectHeader(waiting, hint())
    if (header === undefined) throw refuseSheet('noHeader')
    const firstData = header.line + header.lines
    waiting = waiting.filter((row) => row.line >= firstData)
    return { format: sheet.format, sheets: sheet.sheets, header }
  }
  for await (const rows of sheet.rows(task.sheet)) {
    for (const row of rows) waiting.push(row)
    if (shared === undefined) {
      if (waiting.length < headerSampleRows) continue
      shared = start()
    }
    let from = 0
    for (; waiting.length - from >= size; from += size) {
      given = true
      yield { ...shared, rows: waiting.slice(from, from + size) }
    }
    if (from > 0) waiting = waiting.slice(from)
  }
  shared ??= start()
  if (waiting.length > 0 || !given) yield { ...shared, rows: waiting }
}

function hint(): HeaderHint {
  const known = new Set(task.knownHeaders?.map(normaliseHeader))
  return {
    ...(known.size === 0 ? {} : { known: (name: string) => known.has(normaliseHeader(name)) }),
    ...(task.headerLine === undefined ? {} : { line: task.headerLine }),
    ...(task.headerLines === undefined ? {} : { lines: task.headerLines }),
  }
}

try {
  await read()
} catch (error) {
  if (!(error instanceof AppError)) throw error
  const { code, status, messages, detail } = error
  say({ kind: 'refused', error: { code, status, messages, detail } })
} finally {
  // Nothing else keeps the worker alive once its file is closed.
  port.unref()
}
