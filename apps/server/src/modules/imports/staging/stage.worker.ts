/** `encodedRows` away from the server's own thread, waiting whenever nobody asked for more. */
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../platform/errors.ts'
import { encodedRows } from './encode.ts'
import type { FromStager, StageTask } from './stage.ts'

const task: StageTask = workerData
const port = parentPort
if (port === null) throw new Error('stage.worker.ts runs in a worker only')

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

const say = (message: FromStager, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, [...moved])

try {
  for await (const { bytes, rows, share } of encodedRows(task)) {
    await permit()
    say({ kind: 'rows', bytes, rows, share }, [bytes.buffer])
  }
  say({ kind: 'done' })
} catch (error) {
  if (!(error instanceof AppError)) throw error
  const { code, status, messages, detail } = error
  say({ kind: 'refused', error: { code, status, messages, detail } })
} finally {
  port.unref()
}
