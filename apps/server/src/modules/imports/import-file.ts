/** An import from the command line, in its own process: the same steps without the queue. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportCounts, RowProblem } from '@lika/contract'
import { AppError, invalid } from '../../platform/errors.ts'
import { digestFile } from '../../platform/files.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { listRows } from './checking/rows.ts'
import type { ImportKindName, ImportsDeps } from './deps.ts'
import { deleteRows, findImport, type ImportRecord, updateImport } from './imports.store.ts'
import { mustBeCommittable, mustBeMapped, uploadImport } from './imports.ts'
import { checkStep, commitStep } from './work.ts'

export interface ImportFileOptions {
  readonly kind: ImportKindName
  readonly region: string
  /** Checks and tells, and leaves nothing behind. */
  readonly dryRun: boolean
  readonly leaveOutErrors?: boolean
  readonly observedOn?: string
  readonly period?: { readonly from: string; readonly to: string }
  readonly keepWrongIdNumbers?: boolean
  readonly onProgress?: (done: number, total: number | undefined) => void
  readonly signal?: AbortSignal
}

/** Stable: scripts read it. */
export interface ImportFileSummary {
  readonly id: string | null
  readonly file: string
  readonly kind: ImportKindName
  readonly region: string
  readonly dryRun: boolean
  readonly committed: boolean
  readonly counts: ImportCounts
  readonly columns: readonly { readonly header: string; readonly key: string | null }[]
  /** Earlier imports of the same file. */
  readonly sameFile: readonly string[]
  /** The first rows with errors. */
  readonly errors: readonly { readonly line: number; readonly problems: readonly RowProblem[] }[]
}

/** Checks a file and, unless it is a dry run or has errors that were not to be left out, commits it. */
export async function importFile(
  deps: ImportsDeps,
  actor: Actor,
  path: string,
  options: ImportFileOptions,
): Promise<ImportFileSummary> {
  await mustBeFile(path)
  const { pool } = deps.registry.db
  const id = uuidv7()
  await uploadImport(
    deps,
    actor,
    { id, kind: options.kind, region: options.region },
    { path, filename: basename(path), sha256: await digestFile(path) },
  )
  const read = async (): Promise<ImportRecord> => (await findImport(pool, id))!
  const run = {
    progress: async (done: number, total: number | undefined) => options.onProgress?.(done, total),
    ...(options.signal ? { signal: options.signal } : {}),
  }
  let isKept = false
  try {
    const uploaded = await read()
    mustBeMapped(deps, uploaded)
    const { observedOn, period, keepWrongIdNumbers } = options
    await updateImport(pool, id, {
      state: 'staging',
      options: {
        ...uploaded.options,
        ...(observedOn === undefined ? {} : { observedOn }),
        ...(period === undefined ? {} : { period }),
        ...(keepWrongIdNumbers === undefined ? {} : { keepWrongIdNumbers }),
      },
    })
    const counts = await checkStep(deps, await read(), run)
    const { items } = await listRows(pool, await read(), { outcome: 'error' })
    if (!options.dryRun) {
      mustBeCommittable(await read(), options.leaveOutErrors ?? false)
      await updateImport(pool, id, { state: 'committing' })
      await commitStep(deps, await read(), run)
      isKept = true
    }
    const after = await read()
    return {
      id: isKept ? id : null,
      file: basename(path),
      kind: options.kind,
      region: options.region,
      dryRun: options.dryRun,
      committed: isKept,
      counts,
      columns: after.mapping.map(({ header, key }) => ({ header, key })),
      sameFile: after.same_file.map((other) => other.id),
      errors: items.map(({ line, problems }) => ({ line, problems })),
    }
  } finally {
    if (!isKept) {
      await deleteRows(pool, id)
      await pool.query('delete from import where id = $1', [id])
    }
  }
}

async function mustBeFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    if (error instanceof AppError) throw error
  }
  throw invalid(
    'import.noFile',
    { zh: `没有文件 ${path}，或者无法读取。`, en: `There is no file ${path}, or it cannot be read.` },
    { field: 'FILE', value: path },
  )
}
