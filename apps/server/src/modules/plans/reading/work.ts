/**
 * Work on whole texts, in a thread with a heap and a time of its own: a million characters take seconds. The thread stays
 * for a while, since the next text comes soon and starting costs more than reading a short one.
 */
import { Worker } from 'node:worker_threads'
import type { TextPiece } from '../versions/compare.ts'
import type { ReadPart } from './read-part.ts'
import { type RefusalReason, refuseText } from './refusals.ts'

export interface WorkAnswers {
  /** The text of an uploaded file. */
  readonly open: { readonly text: string }
  /** What is read out of a text, document by document. */
  readonly read: { readonly reader: string; readonly parts: readonly ReadPart[] }
  /** Two texts as runs that are the same, removed and added. */
  readonly compare: { readonly pieces: readonly TextPiece[] }
}

export type WorkTask =
  | { readonly kind: 'open'; readonly path: string; readonly name: string }
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'compare'; readonly from: string; readonly to: string }

export type WorkSaid =
  | { readonly answer: WorkAnswers[WorkTask['kind']] }
  | { readonly refused: RefusalReason }
  | { readonly unreadable: { readonly zh: string; readonly en: string } }
  | { readonly failed: Error }

export interface TextWork {
  /** Throws an AppError `plan.…` for what cannot or must not be read. */
  readonly run: <K extends WorkTask['kind']>(
    task: Extract<WorkTask, { kind: K }>,
    signal?: AbortSignal,
  ) => Promise<WorkAnswers[K]>
}

const HEAP_MIB = 1_024
const YOUNG_MIB = 64
const WAIT_MS = 180_000
const IDLE_MS = 60_000

export function openTextWork(): TextWork {
  let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout; readonly end: () => void } | undefined
  const take = (): Worker => {
    if (!idle) return start()
    const { worker, timer, end } = idle
    clearTimeout(timer)
    idle = undefined
    worker.off('error', end).off('exit', end).ref()
    return worker
  }
  const leave = (worker: Worker) => {
    if (idle) {
      void worker.terminate()
      return
    }
    const end = () => {
      idle = undefined
      void worker.terminate()
    }
    idle = { worker, timer: setTimeout(end, IDLE_MS).unref(), end }
    worker.on('error', end).on('exit', end).unref()
  }
  return {
    run: async (task, signal) => {
      signal?.throwIfAborted()
      const worker = take()
      let isWhole = false
      try {
        const answer = await told(worker, task, signal)
        isWhole = true
        return answer as never
      } catch (error) {
        // It has said no, and can be asked again.
        isWhole = error instanceof Refused
        throw error instanceof Refused ? error.cause : error
      } finally {
        if (isWhole) leave(worker)
        else await worker.terminate()
      }
    },
  }
}

class Refused extends Error {}

function start(): Worker {
  const worker = new Worker(new URL('./text.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
    // The server's own flags, and what a test runner adds to them, are not for the worker.
    execArgv: [],
    env: {},
  })
  // One that fails while nobody waits for it, about to be ended, must not end the server.
  return worker.on('error', () => {})
}

async function told(worker: Worker, task: WorkTask, signal: AbortSignal | undefined): Promise<unknown> {
  const said = Promise.withResolvers<WorkSaid>()
  const fail = (error: NodeJS.ErrnoException) =>
    said.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuseText('outOfMemory') : error)
  const exit = () => said.reject(new Error('the work on a text ended early'))
  worker.on('message', said.resolve).on('error', fail).on('exit', exit)
  const timer = setTimeout(() => said.reject(refuseText('tooSlow')), WAIT_MS)
  const abort = () => said.reject(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  worker.postMessage(task)
  try {
    const answer = await said.promise
    if ('answer' in answer) return answer.answer
    if ('failed' in answer) throw answer.failed
    const refusal =
      'refused' in answer ? refuseText(answer.refused) : refuseText('unreadable', answer.unreadable)
    throw new Refused(refusal.message, { cause: refusal })
  } finally {
    clearTimeout(timer)
    worker.off('message', said.resolve).off('error', fail).off('exit', exit)
    signal?.removeEventListener('abort', abort)
  }
}
