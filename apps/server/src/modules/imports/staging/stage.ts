/** Drives the worker that reads a sheet, and pours what it encodes into the staging table. */
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { from as copyFrom } from 'pg-copy-streams'
import type { KeyMaterial } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { ReadSheetOptions } from '../sheet/index.ts'
import { encodedRows } from './encode.ts'
import type { RowPlan } from './row.ts'

export interface StageTask {
  readonly importId: string
  readonly path: string
  /** Corrected cells, read over the file. */
  readonly repairsPath?: string
  readonly plan: RowPlan
  readonly sheet: Omit<ReadSheetOptions, 'onProgress' | 'signal'>
  /** Keys for what is hashed on the way. */
  readonly keys: readonly KeyMaterial[]
}

export type FromStager =
  | { readonly kind: 'rows'; readonly bytes: Uint8Array; readonly rows: number; readonly share: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly error: Pick<AppError, 'code' | 'status' | 'messages' | 'detail'> }

const columns = [
  'import_id',
  'row_number',
  'county_code',
  'region_code',
  'household_number',
  'observed_on',
  'household_facts',
  'status_facts',
  'income_facts',
  'period_from',
  'period_to',
  'person_facts',
  'id_hash',
  'sealed',
  'problems',
]

/** Smaller files are checked here: starting a worker would take longer. Reading is done in one in any case. */
const smallBytes = 200_000

/** Batches that may wait, so that reading and storing overlap without growing. */
const ahead = 3

/** Stages every row anew; answers how many there are. */
export async function stageRows(
  tx: Tx,
  task: StageTask,
  options: {
    /** `guess` is how many rows there may be in all, by the part of the file that they take. */
    readonly onProgress?: (rows: number, guess: number | undefined) => Promise<void>
    readonly signal?: AbortSignal
  } = {},
): Promise<number> {
  await tx.client.query('delete from import_row where import_id = $1', [task.importId])
  const isSmall = (await stat(task.path)).size < smallBytes
  let rows = 0
  async function* encoded() {
    const batches = isSmall ? encodedRows(task, options.signal) : workerBatches(task, options.signal)
    for await (const batch of batches) {
      rows = batch.rows
      yield batch.bytes
      const guess = batch.share > 0 ? Math.max(rows, Math.round(rows / batch.share)) : undefined
      await options.onProgress?.(rows, guess)
    }
  }
  const sink = tx.client.query(copyFrom(`copy import_row (${columns.join(', ')}) from stdin`))
  await pipeline(Readable.from(encoded(), { highWaterMark: 2 }), sink)
  // What the stand-ins of the rows stand for; a value that is known already stays.
  await tx.client.query(
    `insert into sealed_value (token, kind, key_id, sealed)
     select v->>0, v->>1, (v->>2)::int, decode(v->>3, 'base64')
     from import_row r, jsonb_array_elements(r.sealed) v where r.import_id = $1 order by 1
     on conflict (token) do nothing`,
    [task.importId],
  )
  await tx.client.query(
    'analyze import_row (import_id, county_code, household_number, region_code, id_hash, period_from)',
  )
  return rows
}

/** What the worker says, in order; leaving the loop ends it. */
async function* workerBatches(
  task: StageTask,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ bytes: Buffer; rows: number; share: number }> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    env: {},
  })
  const arrived: FromStager[] = []
  let failure: { readonly reason: unknown } | undefined
  let wake: (() => void) | undefined
  const fail = (reason: unknown) => {
    failure ??= { reason }
    wake?.()
  }
  const abort = () => fail(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  worker.on('message', (said: FromStager) => {
    arrived.push(said)
    wake?.()
  })
  worker.on('error', fail)
  worker.on('exit', () => {
    if (arrived.at(-1)?.kind !== 'done') fail(new Error('the reader of the import ended early'))
  })
  for (let permit = 0; permit < ahead; permit++) worker.postMessage('more')
  try {
    for (;;) {
      while (arrived.length === 0 && failure === undefined) {
        await new Promise<void>((resolve) => (wake = resolve))
        wake = undefined
      }
      const said = arrived.shift()
      if (said === undefined) throw failure?.reason
      if (said.kind === 'done') return
      if (said.kind === 'refused') {
        const { code, status, messages, detail } = said.error
        throw new AppError(code, status, messages, detail)
      }
      yield {
        bytes: Buffer.from(said.bytes.buffer, said.bytes.byteOffset, said.bytes.byteLength),
        rows: said.rows,
        share: said.share,
      }
      worker.postMessage('more')
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
