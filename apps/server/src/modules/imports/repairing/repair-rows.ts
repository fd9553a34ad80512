/** Correcting an import that is not committed yet: cells on the page, or a sheet that was repaired outside. */
import type { Import } from '@lika/contract'
import { invalid, refused } from '../../../platform/errors.ts'
import { keepFile } from '../../../platform/files.ts'
import type { Actor, UploadedFile } from '../../../platform/http.ts'
import { change, mustBeIn, mustSee, startWork } from '../change.ts'
import type { ImportsDeps } from '../deps.ts'
import {
  deleteRows,
  findImport,
  type ImportRecord,
  type StoredOptions,
  updateImport,
} from '../imports.store.ts'
import { fieldsOf } from '../layout/fields.ts'
import { type MappedColumn, missingFields } from '../layout/mapping.ts'
import { previewFile } from '../layout/preview.ts'
import { guardSheet } from '../sheet/index.ts'
import { keepRepairs, mostRepairedRows, type Repairs, readRepairs } from './repairs.ts'
import { correctionsOf, isReport, lineHeader, problemHeader } from './report-sheet.ts'

const repairable = ['uploaded', 'ready', 'failed', 'cancelled'] as const

export interface RepairedRow {
  readonly line: number
  readonly cells: readonly { readonly column: number; readonly value: string | null }[]
}

/** Keeps the corrected cells and checks everything again: one row may make another right, or wrong. */
export async function repairImportRows(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  rows: readonly RepairedRow[],
): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    mustBeIn(given, repairable)
    const columns = new Set(given.mapping.flatMap(({ column, key }) => (key === null ? [] : [column])))
    const corrections: Repairs = new Map(
      rows.map(({ line, cells }) => {
        for (const { column } of cells) if (!columns.has(column)) throw unknownColumn(column)
        return [line, Object.fromEntries(cells.map(({ column, value }) => [column, value]))]
      }),
    )
    const options = { ...given.options, ...(await withRepairs(deps, given, corrections)) }
    await updateImport(tx.client, id, { options })
    await startWork(tx, deps, actor, given, 'staging')
  })
}

/**
 * A sheet that was repaired outside. When it is the sheet of errors that the import gave, whole or its wrong rows alone,
 * its cells go over the rows that it names; any other sheet takes the file's place, and columns of the same names keep
 * their fields.
 */
export async function replaceImportFile(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  file: Pick<UploadedFile, 'path' | 'filename' | 'sha256'>,
): Promise<Import> {
  const before = mustSee(actor, await findImport(deps.registry.db.pool, id), id)
  mustBeIn(before, repairable)
  await guardSheet(file.path)
  const alsoKnown = [...before.mapping.map(({ header }) => header), lineHeader, problemHeader]
  const preview = await previewFile(deps, file.path, before.kind, { alsoKnown })
  if (isReport(before, preview.mapping)) {
    const corrections = await correctionsOf(deps, before, file.path, alsoKnown)
    if (corrections.size === 0) throw nothingRepaired()
    return change(deps, actor, id, async (tx, given) => {
      mustBeIn(given, repairable)
      const options = { ...given.options, ...(await withRepairs(deps, given, corrections)) }
      await updateImport(tx.client, id, { options })
      await startWork(tx, deps, actor, given, 'staging')
    })
  }
  await keepFile(deps, file.path, file.sha256)
  return change(deps, actor, id, async (tx, given) => {
    mustBeIn(given, repairable)
    const mapping = asBefore(given.mapping, preview.mapping)
    const { observedOn, period, keepWrongIdNumbers } = given.options
    const options: StoredOptions = {
      ...(observedOn === undefined ? {} : { observedOn }),
      ...(period === undefined ? {} : { period }),
      ...(keepWrongIdNumbers === undefined ? {} : { keepWrongIdNumbers }),
      ...preview.seen,
    }
    await deleteRows(tx.client, id)
    await updateImport(tx.client, id, {
      fileName: file.filename,
      sha256: Buffer.from(file.sha256, 'hex'),
      mapping,
      options,
      counts: null,
      state: 'uploaded',
      problem: null,
    })
    const isComplete = missingFields(fieldsOf(deps.registry.catalogue, given.kind), mapping).length === 0
    const now = { ...given, file_name: file.filename }
    // The same columns as before need no second look.
    if (isComplete && isSameShape(given.mapping, mapping)) await startWork(tx, deps, actor, now, 'staging')
  })
}

async function withRepairs(
  deps: ImportsDeps,
  given: ImportRecord,
  corrections: Repairs,
): Promise<Pick<StoredOptions, 'repairs'>> {
  const known = await readRepairs(deps, given.options)
  for (const [line, cells] of corrections) known.set(line, { ...known.get(line), ...cells })
  if (known.size > mostRepairedRows) throw tooManyRepairs(known.size)
  return { repairs: await keepRepairs(deps, known) }
}

/** Columns keep what was decided of a column of the same name. */
function asBefore(before: readonly MappedColumn[], now: readonly MappedColumn[]): MappedColumn[] {
  const known = new Map(before.map((column) => [column.header, column]))
  const taken = new Set<string>()
  const decided = now.map((column) => {
    const earlier = known.get(column.header)
    if (!earlier) return column
    if (earlier.key !== null) taken.add(earlier.key)
    return { ...column, key: earlier.key, how: earlier.key === null ? 'left out' : 'saved' }
  })
  return decided.map((column) =>
    column.key !== null && taken.has(column.key) && !known.has(column.header)
      ? { ...column, key: null, how: 'ambiguous' }
      : column,
  )
}

function isSameShape(before: readonly MappedColumn[], now: readonly MappedColumn[]): boolean {
  return before.length === now.length && before.every(({ header }, index) => header === now[index]?.header)
}

function unknownColumn(column: number) {
  return invalid(
    'import.unknownColumn',
    { zh: `表中没有可填的第 ${column + 1} 列。`, en: `The sheet has no column ${column + 1} that is read.` },
    { field: 'rows', value: column },
  )
}

function nothingRepaired() {
  return refused(
    'import.nothingRepaired',
    {
      zh: '这份表和原来的表没有不同，没有可以改正的内容。请在表中改正后保存，再上传。',
      en: 'This sheet does not differ from the one before. Correct it, save it and upload it again.',
    },
    { field: 'file' },
  )
}

function tooManyRepairs(rows: number) {
  return refused(
    'import.tooManyRepairs',
    {
      zh: `改动了 ${rows} 行，超过 ${mostRepairedRows} 行。请直接改好原表，用整份表替换。`,
      en: `${rows} rows were corrected, more than ${mostRepairedRows}: correct the sheet itself and replace it whole.`,
    },
    { field: 'rows', value: rows, expected: mostRepairedRows },
  )
}
