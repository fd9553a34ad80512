/** The rows of a sheet, read, checked and encoded for the staging table: in a worker for large files, here for small. */
import { isDeepStrictEqual } from 'node:util'
import { keyringOf } from '../../../platform/crypto/index.ts'
import type { SealedValue } from '../../../platform/sealed/index.ts'
import { readPlainRepairs, repaired } from '../repairing/repairs.ts'
import { type Progress, readSheet } from '../sheet/index.ts'
import { copyLine } from './copy-text.ts'
import { hiding, sealedJson } from './hide.ts'
import { type Facts, rowReader, type StagedRow } from './row.ts'
import type { StageTask } from './stage.ts'

const encoder = new TextEncoder()

/** Batch after batch; `rows` counts from the beginning, `share` says how much of the file was read. */
export async function* encodedRows(
  task: StageTask,
  signal?: AbortSignal,
): AsyncGenerator<{
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly rows: number
  readonly share: number
}> {
  const read = rowReader(task.plan)
  const line = lineWriter(task)
  const repairs = await readPlainRepairs(task.repairsPath)
  let rows = 0
  let share = 0
  const onProgress = ({ bytes, totalBytes }: Progress) => {
    share = totalBytes > 0 ? bytes / totalBytes : 0
  }
  const options = { ...task.sheet, onProgress, ...(signal ? { signal } : {}) }
  for await (const batch of readSheet(task.path, options)) {
    if (batch.rows.length === 0) continue
    let text = ''
    for (const row of batch.rows) text += line(read(repaired(row, repairs)))
    rows += batch.rows.length
    yield { bytes: encoder.encode(text), rows, share }
  }
}

/** A household's facts stand once where the rows below say the same: most sheets repeat them for every member. */
function lineWriter(task: StageTask): (row: StagedRow) => string {
  const keyring = keyringOf(task.keys)
  const hide = hiding(task.plan, keyring)
  let above: StagedRow | undefined
  return (row) => {
    const isSameHousehold =
      above !== undefined &&
      row.householdNumber !== undefined &&
      row.householdNumber === above.householdNumber
    const values: SealedValue[] = []
    const once = (part: 'household' | 'status' | 'income') => {
      const same =
        isSameHousehold && (row[part] === above![part] || isDeepStrictEqual(row[part], above![part]))
      return same && (part !== 'income' || isDeepStrictEqual(row.period, above!.period))
        ? null
        : jsonOf(part === 'household' ? hide.facts(part, row[part], values) : row[part])
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
      jsonOf(hide.facts('person', row.person, values)),
      row.identity === undefined ? null : `\\x${keyring.hash('identity', row.identity).toString('hex')}`,
      sealedJson(values),
      row.problems.length === 0 ? null : JSON.stringify(hide.problems(row.problems)),
    ]
    above = row
    return copyLine(fields)
  }
}

function jsonOf(facts: Facts): string | null {
  for (const _ in facts) return JSON.stringify(facts)
  return null
}
