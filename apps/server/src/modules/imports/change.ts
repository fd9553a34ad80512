/** What every change of an import by people has in common: whose it is, in which state it may be, and the answer. */
import { isWithin } from '@lika/codes'
import type { Import } from '@lika/contract'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { answerOf } from './answer.ts'
import type { ImportsDeps } from './deps.ts'
import { findImport, type ImportRecord, lockImport, type StateName, updateImport } from './imports.store.ts'
import { enqueueWork } from './jobs.ts'
import { settled } from './settled.ts'

/** The import, when it lies within what the actor may see. */
export function mustSee(actor: Actor, found: ImportRecord | undefined, id: string): ImportRecord {
  if (found && actor.regions.some((granted) => isWithin(found.region_code, granted))) return found
  throw notFound(
    'import.notFound',
    {
      zh: '没有这次导入，或者不在您的范围内。',
      en: 'There is no such import, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

/** One transaction on the import as it is now; answers it as it is after. */
export async function change(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  how: (tx: Tx, given: ImportRecord) => Promise<void>,
): Promise<Import> {
  await withTransaction(deps.registry.db, async (tx) => {
    const given = mustSee(actor, await lockImport(tx, id), id)
    await how(tx, settled(given))
  })
  return answerOf(deps, (await findImport(deps.registry.db.pool, id))!)
}

export async function startWork(
  tx: Tx,
  deps: ImportsDeps,
  actor: Actor,
  given: ImportRecord,
  state: StateName,
): Promise<void> {
  const jobId = await enqueueWork(tx, deps, { ...given, state }, actor.accountId)
  await updateImport(tx.client, given.id, { state, jobId, problem: null })
}

export function mustBeIn(given: ImportRecord, states: readonly StateName[]): void {
  if (states.includes(given.state)) return
  throw conflict(
    'import.state',
    {
      zh: `这次导入的状态是“${stateNames[given.state]}”，不能这样做。`,
      en: `The import is ${given.state}; that cannot be done now.`,
    },
    { value: given.state, expected: states },
  )
}

const stateNames: Readonly<Record<StateName, string>> = {
  uploaded: '已上传',
  staging: '读取中',
  checking: '检查中',
  ready: '待入库',
  committing: '入库中',
  committed: '已入库',
  undoing: '撤销中',
  undone: '已撤销',
  failed: '失败',
  cancelled: '已取消',
}
