/**
 * The long steps of an import, run by the queue, and by the command line in its own process.
 *
 *   uploaded ─check→ staging → checking ─→ ready ─commit→ committing → committed ─undo→ undoing → undone
 *                        └─────────┴ failed, cancelled: check again      (a failure falls back to where it came from)
 *
 * Each step is whole: killed at any point, it begins again from the stored file or does nothing at all.
 */
import { parentOf, regionRange } from '@lika/codes'
import type { ImportCounts } from '@lika/contract'
import { withTransaction } from '../../platform/db.ts'
import { AppError, conflict, type Message } from '../../platform/errors.ts'
import { openPlain } from '../../platform/files.ts'
import { checkHouseholds } from './checking/check-households.ts'
import { checkVillages } from './checking/check-villages.ts'
import { commitRows } from './committing/commit.ts'
import { undoBatch } from './committing/undo.ts'
import type { ImportsDeps } from './deps.ts'
import {
  claimImport,
  countRows,
  deleteCommittedRows,
  findImport,
  type ImportRecord,
  listRegions,
  type StateName,
  updateImport,
} from './imports.store.ts'
import { fieldsOf } from './layout/fields.ts'
import { stateAfterFailure } from './settled.ts'
import type { RowPlan } from './staging/row.ts'
import { type StageTask, stageRows } from './staging/stage.ts'

export interface WorkRun {
  readonly progress: (done: number, total: number | undefined, message: Message) => Promise<void>
  readonly signal?: AbortSignal
}

const quiet: WorkRun = { progress: async () => {} }

/** Reads every row into staging and checks it; answers the counts. */
export async function checkStep(
  deps: ImportsDeps,
  given: ImportRecord,
  run: WorkRun = quiet,
): Promise<ImportCounts> {
  const { db, clock } = deps.registry
  const total = given.counts?.total
  await run.progress(0, total, words.staging)
  const staged = await withTransaction(db, async (tx) => {
    mustStillWork(await claimImport(tx, given.id), given, ['staging', 'checking', 'committing'])
    const rows = await withStageTask(deps, given, (task) =>
      stageRows(tx, task, {
        onProgress: (rows, guess) =>
          run.progress(rows, total ?? guess, total === undefined ? words.stagingFirst : words.staging),
        ...(run.signal ? { signal: run.signal } : {}),
      }),
    )
    if (given.state === 'staging') await updateImport(tx.client, given.id, { state: 'checking' })
    return rows
  })
  return withTransaction(db, async (tx) => {
    mustStillWork(await claimImport(tx, given.id), given, ['checking', 'committing'])
    await tx.client.query(`set local work_mem = '128MB'`)
    let done = 0
    const check = given.kind === 'households' ? checkHouseholds : checkVillages
    await check(
      tx,
      deps,
      { importId: given.id, region: given.region_code, columns: given.mapping },
      async () => {
        await run.progress(done++, checkSteps, words.checking)
      },
    )
    const counts = await countRows(tx.client, given.id)
    if (counts.total !== staged)
      throw new Error(`${staged} rows were staged and ${counts.total} have a result`)
    if (given.state !== 'committing') {
      // A day that was left open is the day of the check, so that committing later says the same.
      const options = { ...given.options, observedOn: given.options.observedOn ?? clock.today() }
      await updateImport(tx.client, given.id, { state: 'ready', counts, options, problem: null })
    }
    return counts
  })
}

const checkSteps = 5

/** Appends everything in one transaction. Rows that a crash took away are staged and checked again first. */
export async function commitStep(
  deps: ImportsDeps,
  given: ImportRecord,
  run: WorkRun = quiet,
): Promise<void> {
  const { db, clock } = deps.registry
  await restoreRows(deps, given, run)
  await withTransaction(db, async (tx) => {
    const locked = mustStillWork(await claimImport(tx, given.id), given, ['committing'])
    let done = 0
    await commitRows(
      tx,
      deps,
      {
        importId: given.id,
        kind: given.kind,
        region: given.region_code,
        accountId: locked.made_by,
        fileName: given.file_name,
      },
      async () => run.progress(done++, commitSteps, words.committing),
    )
    await deleteCommittedRows(tx.client, given.id)
    await updateImport(tx.client, given.id, { state: 'committed', committedAt: clock.now(), problem: null })
  })
}

const commitSteps = 3

async function restoreRows(deps: ImportsDeps, given: ImportRecord, run: WorkRun): Promise<void> {
  const found = await countRows(deps.registry.db.pool, given.id)
  if (sameCounts(found, given.counts)) return
  const counts = await checkStep(deps, given, run)
  if (sameCounts(counts, given.counts)) return
  await updateImport(deps.registry.db.pool, given.id, { counts })
  throw conflict('import.checkedAgain', {
    zh: '重新检查的结果与预览不同，请看过预览后再入库。',
    en: 'Checked again, the result differs from the preview: look at it before committing.',
  })
}

function sameCounts(a: ImportCounts, b: ImportCounts | null): boolean {
  const keys = ['total', 'new', 'changed', 'unchanged', 'duplicate', 'error'] as const
  return b !== null && keys.every((key) => a[key] === b[key])
}

export async function undoStep(deps: ImportsDeps, given: ImportRecord, run: WorkRun = quiet): Promise<void> {
  await withTransaction(deps.registry.db, async (tx) => {
    const { undo } = mustStillWork(await claimImport(tx, given.id), given, ['undoing'])
    if (!undo) throw new Error('an undo without its reason')
    let done = 0
    const { taken, left, numbers } = await undoBatch(
      tx,
      deps,
      { importId: given.id, region: given.region_code, ...undo },
      async () => run.progress(done++, commitSteps, words.undoing),
    )
    await updateImport(tx.client, given.id, {
      state: 'undone',
      undo: { ...undo, taken, left, numbers },
      problem: null,
    })
  })
}

/** Runs the step that the import's state asks for, and keeps why it failed. */
export async function runStep(deps: ImportsDeps, id: string, run: WorkRun): Promise<void> {
  const { pool } = deps.registry.db
  const given = await findImport(pool, id)
  if (!given) return
  try {
    if (given.state === 'staging' || given.state === 'checking')
      await checkStep(deps, { ...given, state: 'staging' }, run)
    else if (given.state === 'committing') await commitStep(deps, given, run)
    else if (given.state === 'undoing') await undoStep(deps, given, run)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const isCancelled = error.code === 'job.cancelled'
    const problem = {
      code: error.code,
      message: error.messages,
      ...(error.detail.value === undefined ? {} : { value: error.detail.value }),
    }
    // Another worker may have brought it to its end meanwhile: what is committed stays so.
    await pool.query(
      `update import set state = $2, problem = $3 where id = $1 and job_id is not distinct from $4
         and state in ('staging', 'checking', 'committing', 'undoing')`,
      [id, stateAfterFailure(given.state, isCancelled), JSON.stringify(problem), given.job_id],
    )
    throw error
  }
}

function mustStillWork(
  now: ImportRecord | undefined,
  given: ImportRecord,
  states: readonly StateName[],
): ImportRecord {
  if (now && now.job_id === given.job_id && states.includes(now.state)) return now
  throw conflict('import.movedOn', {
    zh: '这次导入已由另一个任务处理。',
    en: 'Another job has taken over this import.',
  })
}

/** The sheet and its corrections are opened for as long as they are read. */
async function withStageTask<T>(
  deps: ImportsDeps,
  given: ImportRecord,
  work: (task: StageTask) => Promise<T>,
): Promise<T> {
  const sheet = await openPlain(deps, given.sha256)
  try {
    const { repairs } = given.options
    const corrections = repairs && (await openPlain(deps, repairs.sha256))
    try {
      const task = await stageTask(deps, given)
      const repairsPath = corrections ? { repairsPath: corrections.path } : {}
      return await work({ ...task, path: sheet.path, ...repairsPath })
    } finally {
      await corrections?.close()
    }
  } finally {
    await sheet.close()
  }
}

async function stageTask(deps: ImportsDeps, given: ImportRecord): Promise<Omit<StageTask, 'path'>> {
  const { registry } = deps
  const fields = new Map(fieldsOf(registry.catalogue, given.kind).map((field) => [field.key, field]))
  const observedOn = given.options.observedOn ?? registry.clock.today()
  const plan: RowPlan = {
    kind: given.kind,
    columns: given.mapping.flatMap(({ column, key }) => {
      const field = key === null ? undefined : fields.get(key)
      return field ? [{ column, field }] : []
    }),
    codeLists: registry.codeLists,
    regions: await listRegions(
      registry.db.pool,
      regionRange(given.region_code),
      regionsAbove(given.region_code),
      registry.clock.today(),
    ),
    region: given.region_code,
    today: registry.clock.today(),
    observedOn,
    period: given.options.period,
    keepWrongIdNumbers: given.options.keepWrongIdNumbers ?? false,
  }
  const { sheet, headerLine } = given.options
  return {
    importId: given.id,
    plan,
    sheet: {
      ...(sheet === undefined ? {} : { sheet }),
      ...(headerLine === undefined ? {} : { headerLine }),
      knownHeaders: [...fields.values()].flatMap(({ labels, synonyms }) => [...labels, ...synonyms]),
    },
    keys: deps.keyring.material(['identity', 'token', 'fact']),
  }
}

/** Rows may name the county and town above the import's region. */
function regionsAbove(region: string): string[] {
  const above = region === 'all' ? undefined : parentOf(region)
  return above === undefined || above === 'all' ? [] : [above, ...regionsAbove(above)]
}

const words = {
  staging: { zh: '读取并检查各行', en: 'Reading and checking rows' },
  stagingFirst: {
    zh: '读取并检查各行，总行数按文件大小估计',
    en: 'Reading and checking rows; how many there are is estimated from the size of the file',
  },
  checking: { zh: '与登记册核对', en: 'Comparing with the registry' },
  committing: { zh: '入库', en: 'Committing' },
  undoing: { zh: '撤销', en: 'Undoing' },
} as const
