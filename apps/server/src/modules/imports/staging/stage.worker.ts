/** Reads, checks and encodes the rows of a sheet away from the server's own thread. */
import { createHmac } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../platform/errors.ts'
import { readSheet } from '../sheet/index.ts'
import { copyLine } from './copy-text.ts'
import { type Facts, rowReader, type StagedRow } from './row.ts'
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

const say = (message: FromStager) => port.postMessage(message)
const encoder = new TextEncoder()

async function stage(): Promise<void> {
  const read = rowReader(task.plan)
  const line = lineWriter()
  let rows = 0
  for await (const batch of readSheet(task.path, task.sheet)) {
    if (batch.rows.length === 0) continue
    let text = ''
    for (const row of batch.rows) text += line(read(row))
    rows += batch.rows.length
    await permit()
    const bytes = encoder.encode(text)
    port!.postMessage({ kind: 'rows', bytes, rows } satisfies FromStager, [bytes.buffer as ArrayBuffer])
  }
  say({ kind: 'done', rows })
}

/** A household's facts stand once where the rows below say the same: most sheets repeat them for every member. */
function lineWriter(): (row: StagedRow) => string {
  let above: StagedRow | undefined
  return (row) => {
    const isSameHousehold =
      above !== undefined &&
      row.householdNumber !== undefined &&
      row.householdNumber === above.householdNumber
    const once = (part: 'household' | 'status' | 'income') => {
      const same =
        isSameHousehold && (row[part] === above![part] || isDeepStrictEqual(row[part], above![part]))
      return same && (part !== 'income' || isDeepStrictEqual(row.period, above!.period))
        ? null
        : jsonOf(row[part])
    }
    const fields = [
      task.importId,
      row.line,
      row.countyCode,
      row.regionCode,
      row.householdNumber,
      row.observedOn,
      once('household'),
      once('status'),
      once('income'),
      row.period?.from,
      row.period?.to,
      jsonOf(row.person),
      row.identity === undefined ? null : `\\x${hash(row.identity)}`,
      row.problems.length === 0 ? null : JSON.stringify(row.problems),
    ]
    above = row
    return copyLine(fields)
  }
}

function jsonOf(facts: Facts): string | null {
  for (const _ in facts) return JSON.stringify(facts)
  return null
}

function hash(identity: string): string {
  return createHmac('sha256', task.identityKey).update(identity).digest('hex')
}

try {
  await stage()
} catch (error) {
  if (!(error instanceof AppError)) throw error
  const { code, status, messages, detail } = error
  say({ kind: 'refused', error: { code, status, messages, detail } })
} finally {
  port.unref()
}
