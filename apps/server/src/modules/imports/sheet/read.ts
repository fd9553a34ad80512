/** Reading a sheet in a worker with a heap and a time of its own, so that no file can harm the server. */
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../platform/errors.ts'
import type { SheetHeader } from './header.ts'
import { type SheetLimits, withDefaults } from './limits.ts'
import type { Progress, SheetInfo } from './open.ts'
import { refuseSheet } from './refusals.ts'
import type { SheetRow } from './rows.ts'
import type { SheetFormat } from './sniff.ts'

/** What is the same for the whole sheet comes with every batch, so that a batch explains itself. */
export type SheetBatch = {
  readonly format: SheetFormat
  readonly sheets: readonly SheetInfo[]
  readonly header: SheetHeader
  /** Rows below the header that have a value, at most `batchRows` of them; none in a sheet without data. */
  readonly rows: readonly SheetRow[]
}

export type ReadSheetOptions = {
  /** The sheet's name; else the first that is not hidden. */
  readonly sheet?: string
  /** Column names that help to find the header, in any spelling that `normaliseHeader` levels. */
  readonly knownHeaders?: readonly string[]
  /** Where the header is, when the person who uploads says so. */
  readonly headerLine?: number
  readonly headerLines?: 1 | 2
  readonly batchRows?: number
  readonly limits?: Partial<SheetLimits>
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** What the worker is started with. */
export type ReadTask = Omit<ReadSheetOptions, 'onProgress' | 'signal' | 'limits'> & {
  readonly path: string
  readonly limits: SheetLimits
}

/** What the worker says. It goes on only as far as it is asked to by `ahead` permits. */
export type FromReader =
  | { readonly kind: 'batch'; readonly batch: SheetBatch; readonly progress: Progress }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly error: Pick<AppError, 'code' | 'status' | 'messages' | 'detail'> }

/** Batches that may wait in memory, so that the worker reads while the caller stores. */
const ahead = 4
const youngMiB = 32

/**
 * The rows below the header, batch after batch; the first batch comes even when there are none. The worker
 * never runs more than a few batches ahead; leaving the loop, `signal` or any error ends it. Throws an
 * AppError `sheet.<reason>` (422) for a file that cannot or must not be read.
 */
export async function* readSheet(path: string, options: ReadSheetOptions = {}): AsyncGenerator<SheetBatch> {
  const { onProgress, signal, limits: given, ...rest } = options
  signal?.throwIfAborted()
  const limits = withDefaults(given)
  const reader = startReader({ ...rest, path, limits })
  const abort = () => reader.fail(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    for (;;) {
      const said = await reader.next()
      if (said.kind === 'done') return
      if (said.kind === 'refused') {
        const { code, status, messages, detail } = said.error
        throw new AppError(code, status, messages, detail)
      }
      onProgress?.(said.progress)
      yield said.batch
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    await reader.stop()
  }
}

/** What a file holds, for choosing a sheet and mapping its columns: the header and the first rows. */
export async function previewSheet(path: string, options: ReadSheetOptions = {}): Promise<SheetBatch> {
  for await (const batch of readSheet(path, { batchRows: 50, ...options })) return batch
  throw refuseSheet('noSheet')
}

function startReader(task: ReadTask) {
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: task.limits.heapMiB, maxYoungGenerationSizeMb: youngMiB },
    // The server's own flags, and what a test runner adds to them, are not for the worker.
    execArgv: [],
    env: {},
  })
  const arrived: FromReader[] = []
  let failure: { readonly reason: unknown } | undefined
  let wake: (() => void) | undefined
  let waited = 0

  const fail = (reason: unknown) => {
    failure ??= { reason }
    wake?.()
  }
  worker.on('message', (said: FromReader) => {
    arrived.push(said)
    wake?.()
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const limit = task.limits.heapMiB
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuseSheet('outOfMemory', { limit }, error) : error)
  })
  worker.on('exit', () => {
    if (arrived.at(-1)?.kind !== 'done') fail(new Error('the reader of the sheet ended early'))
  })
  for (let permit = 0; permit < ahead; permit++) worker.postMessage('more')

  /** The next thing the worker says; only the time spent waiting for it counts, not the caller's own work. */
  const next = async (): Promise<FromReader> => {
    const since = performance.now()
    while (arrived.length === 0 && failure === undefined) {
      const left = task.limits.waitMs - waited - (performance.now() - since)
      if (left <= 0) throw refuseSheet('tooSlow', { limit: task.limits.waitMs })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = undefined
    }
    waited += performance.now() - since
    const said = arrived.shift()
    if (said === undefined) throw failure?.reason
    if (said.kind === 'batch') worker.postMessage('more')
    return said
  }
  return { next, fail, stop: () => worker.terminate() }
}
