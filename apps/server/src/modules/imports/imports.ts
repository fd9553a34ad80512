/** What people do with an import: upload, map, check, look, commit, undo, cancel. */

import { isRegionCode, isWithin, regionRange } from '@lika/codes'
import type { Import, ImportOptions } from '@lika/contract'
import { withTransaction } from '../../platform/db.ts'
import { conflict, refused } from '../../platform/errors.ts'
import { keepFile, withPlainFile } from '../../platform/files.ts'
import type { Actor, UploadedFile } from '../../platform/http.ts'
import { requestCancel } from '../../platform/jobs.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { unseenRegion } from '../registry/index.ts'
import { answerOf } from './answer.ts'
import { change, mustBeIn, mustSee, startWork } from './change.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { ImportKindName, ImportsDeps } from './deps.ts'
import {
  deleteRows,
  findImport,
  type ImportRecord,
  insertImport,
  listImportRecords,
  type StoredOptions,
  saveMapping,
  updateImport,
} from './imports.store.ts'
import { fieldsOf } from './layout/fields.ts'
import { chooseColumns, headersDigest, missingFields } from './layout/mapping.ts'
import { previewFile } from './layout/preview.ts'
import { isWorking } from './settled.ts'
import { guardSheet } from './sheet/index.ts'

export interface UploadQuery {
  readonly id: string
  readonly kind: ImportKindName
  readonly region: string
  readonly sheet?: string | undefined
  readonly headerLine?: string | undefined
}

export async function uploadImport(
  deps: ImportsDeps,
  actor: Actor,
  query: UploadQuery,
  file: Pick<UploadedFile, 'path' | 'filename' | 'sha256'>,
): Promise<Import> {
  const { db } = deps.registry
  await mustBeRegion(deps, actor, query.region)
  await guardSheet(file.path)
  const { mapping, seen } = await previewFile(deps, file.path, query.kind, {
    ...(query.sheet === undefined ? {} : { sheet: query.sheet }),
    ...(query.headerLine === undefined ? {} : { headerLine: Number(query.headerLine) }),
  })
  await keepFile(deps, file.path, file.sha256)
  await withTransaction(db, async (tx) => {
    const inserted = await insertImport(tx, {
      id: query.id,
      kind: query.kind,
      region: query.region,
      fileName: file.filename,
      sha256: file.sha256,
      mapping,
      options: {
        ...(query.sheet === undefined ? {} : { sheet: query.sheet }),
        ...(query.headerLine === undefined ? {} : { headerLine: Number(query.headerLine) }),
        ...seen,
      },
      madeBy: actor.accountId,
    })
    if (!inserted) mustBeSameUpload(await findImport(tx.client, query.id), query, file.sha256, actor)
  })
  return getImport(deps, actor, query.id)
}

/** Another sheet of the file, or another line of headers: the columns are mapped anew. */
export async function chooseImportSheet(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  body: { readonly sheet?: string | undefined; readonly headerLine?: number | undefined },
): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    mustBeIn(given, ['uploaded', 'ready', 'failed', 'cancelled'])
    const chosen = {
      ...(body.sheet === undefined ? {} : { sheet: body.sheet }),
      ...(body.headerLine === undefined ? {} : { headerLine: body.headerLine }),
    }
    const { mapping, seen } = await withPlainFile(deps, given.sha256, (path) =>
      previewFile(deps, path, given.kind, chosen),
    )
    const { observedOn, period, keepWrongIdNumbers } = given.options
    const options: StoredOptions = {
      ...(observedOn === undefined ? {} : { observedOn }),
      ...(period === undefined ? {} : { period }),
      ...(keepWrongIdNumbers === undefined ? {} : { keepWrongIdNumbers }),
      ...chosen,
      ...seen,
    }
    await deleteRows(tx.client, id)
    await updateImport(tx.client, id, { mapping, options, counts: null, state: 'uploaded', problem: null })
  })
}

function mustBeSameUpload(
  known: ImportRecord | undefined,
  query: UploadQuery,
  sha256: string,
  actor: Actor,
): void {
  const isSame =
    known?.kind === query.kind &&
    known.region_code === query.region &&
    known.sha256 === sha256 &&
    known.made_by === actor.accountId
  if (isSame) return
  throw conflict(
    'import.differentBody',
    {
      zh: `编号 ${query.id} 的导入已存在，文件或区域不同。`,
      en: `An import ${query.id} is there already, with another file or region.`,
    },
    { field: 'id', value: query.id },
  )
}

async function mustBeRegion(deps: ImportsDeps, actor: Actor, region: string): Promise<void> {
  const isHers =
    (region === 'all' || isRegionCode(region)) && actor.regions.some((granted) => isWithin(region, granted))
  const found =
    isHers &&
    (region === 'all' || (await deps.registry.findPlaces(deps.registry.db.pool, [region])).has(region))
  if (found) return
  throw unseenRegion(region)
}

export async function getImport(deps: ImportsDeps, actor: Actor, id: string): Promise<Import> {
  return answerOf(deps, mustSee(actor, await findImport(deps.registry.db.pool, id), id))
}

const page = 50

export async function listImports(
  deps: ImportsDeps,
  actor: Actor,
  query: { readonly region: string; readonly cursor?: string | undefined },
): Promise<{ items: Import[]; next?: string }> {
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor, ['id']).id
  const ranges = actor.regions.flatMap((granted) => {
    if (isWithin(query.region, granted)) return [regionRange(query.region)]
    return isWithin(granted, query.region) ? [regionRange(granted)] : []
  })
  const rows = await listImportRecords(deps.registry.db.pool, ranges, before, page + 1)
  const items = rows.slice(0, page).map((row) => answerOf(deps, row))
  const last = items.at(-1)
  return { items, ...(rows.length > page && last ? { next: cursorOf({ id: last.id }) } : {}) }
}

export async function mapImport(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  body: {
    readonly columns: readonly { readonly column: number; readonly key: string | null }[]
    readonly options: ImportOptions
  },
): Promise<Import> {
  mustBePeriod(body.options)
  return change(deps, actor, id, async (tx, given) => {
    mustBeIn(given, ['uploaded', 'ready', 'failed', 'cancelled'])
    const fields = fieldsOf(deps.registry.catalogue, given.kind)
    const mapping = chooseColumns(fields, given.mapping, body.columns)
    const options = { ...body.options, ...fileOptions(given.options) }
    await saveMapping(
      tx.client,
      digestOf(given),
      mapping.map(({ key }) => key),
    )
    await deleteRows(tx.client, id)
    await updateImport(tx.client, id, { mapping, options, counts: null, state: 'uploaded', problem: null })
  })
}

/** What belongs to the file, whatever is asked of it. */
function fileOptions({ sheet, headerLine, sheets, foundHeaderLine, repairs }: StoredOptions): StoredOptions {
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerLine === undefined ? {} : { headerLine }),
    ...(sheets === undefined ? {} : { sheets }),
    ...(foundHeaderLine === undefined ? {} : { foundHeaderLine }),
    ...(repairs === undefined ? {} : { repairs }),
  }
}

/** The same as `headersDigest` of the columns read: the full names in order. */
function digestOf(given: ImportRecord): Buffer {
  return headersDigest(
    given.kind,
    given.mapping.map(({ column, header }) => ({ column, name: header })),
  )
}

function mustBePeriod({ period }: ImportOptions): void {
  if (!period || (period.from.endsWith('-01') && period.to.endsWith('-01') && period.from < period.to)) return
  throw refused(
    'import.period',
    {
      zh: '时期须由整月组成：从某月1日到末月次月1日。',
      en: 'A period is whole months: from the first of a month to the first of the month after the last.',
    },
    { field: 'options.period', value: period, expected: { from: '2016-01-01', to: '2017-01-01' } },
  )
}

export async function checkImport(deps: ImportsDeps, actor: Actor, id: string): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    // Asked for twice: it is under way.
    if (given.state === 'staging' || given.state === 'checking') return
    mustBeIn(given, ['uploaded', 'ready', 'failed', 'cancelled'])
    mustBeMapped(deps, given)
    await startWork(tx, deps, actor, given, 'staging')
  })
}

export function mustBeMapped(deps: ImportsDeps, given: ImportRecord): void {
  const missing = missingFields(fieldsOf(deps.registry.catalogue, given.kind), given.mapping)
  if (missing.length === 0) return
  throw refused(
    'import.columnsMissing',
    {
      zh: `表中没有必需的列：${missing.map(({ label }) => label.zh).join('、')}。请确认列的对应关系。`,
      en: `Required columns are missing: ${missing.map(({ label }) => label.en).join(', ')}. Check the mapping.`,
    },
    { field: 'columns', expected: missing.map(({ key }) => key) },
  )
}

export async function commitImport(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  leaveOutErrors: boolean,
): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    const isAsked = given.state === 'committing' || given.state === 'committed'
    if (isAsked && (given.options.leaveOutErrors ?? false) === leaveOutErrors) return
    mustBeIn(given, ['ready'])
    mustBeCommittable(given, leaveOutErrors)
    await updateImport(tx.client, id, { options: { ...given.options, leaveOutErrors } })
    await startWork(tx, deps, actor, given, 'committing')
  })
}

export function mustBeCommittable(given: ImportRecord, leaveOutErrors: boolean): void {
  const { error: errors = 0, total = 0, dependent = 0 } = given.counts ?? {}
  if (errors === 0) return
  if (leaveOutErrors && errors + dependent < total) return
  if (leaveOutErrors) throw nothingLeft(errors, dependent)
  throw refused(
    'import.hasErrors',
    {
      zh: `还有 ${errors} 行有错误。请改正后重新上传，或者明确选择不导入这些行。`,
      en: `${errors} rows have errors. Correct them and upload the sheet again, or choose to leave them out.`,
    },
    { field: 'leaveOutErrors', value: errors },
  )
}

function nothingLeft(errors: number, dependent: number) {
  return refused(
    'import.nothingLeft',
    {
      zh: `不导入有误的 ${errors} 行后，没有可以入库的行了${dependent > 0 ? `（另有 ${dependent} 行因同户的行有误也不能入库）` : ''}。请先改正，再重新检查。`,
      en: `Without the ${errors} rows with errors there is nothing left to commit${dependent > 0 ? ` (${dependent} more depend on them)` : ''}. Correct them first and check again.`,
    },
    { field: 'leaveOutErrors', value: errors },
  )
}

export async function undoImport(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  body: { readonly reason: string; readonly leaveChanged?: boolean | undefined },
): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    const isAsked = given.state === 'undoing' || given.state === 'undone'
    if (isAsked && given.undo && isSameUndo(given.undo, body, actor)) return
    mustBeIn(given, ['committed'])
    const undo = {
      batchId: uuidv7(),
      reason: body.reason,
      leaveChanged: body.leaveChanged ?? false,
      accountId: actor.accountId,
    }
    await updateImport(tx.client, id, { undo })
    await startWork(tx, deps, actor, given, 'undoing')
  })
}

function isSameUndo(
  asked: NonNullable<ImportRecord['undo']>,
  body: { readonly reason: string; readonly leaveChanged?: boolean | undefined },
  actor: Actor,
): boolean {
  return (
    asked.reason === body.reason &&
    asked.leaveChanged === (body.leaveChanged ?? false) &&
    asked.accountId === actor.accountId
  )
}

/** Work under way stops at its next step, and its transaction leaves nothing behind. */
export async function cancelImport(deps: ImportsDeps, actor: Actor, id: string): Promise<Import> {
  return change(deps, actor, id, async (tx, given) => {
    if (isWorking(given)) {
      await requestCancel(tx, given.job_id!)
      return
    }
    mustBeIn(given, ['uploaded', 'ready', 'failed', 'cancelled'])
    await deleteRows(tx.client, id)
    await updateImport(tx.client, id, { state: 'cancelled', counts: null, problem: null })
  })
}
