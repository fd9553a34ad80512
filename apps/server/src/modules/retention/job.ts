/** What is done once a day: removes leftovers, proposes what is past its period, carries out what was signed. */
import { appendAudit } from '../../platform/audit.ts'
import type { RetentionDeps } from './deps.ts'
import { eraseSigned } from './erase.ts'
import { findLastRun, keepLastRun } from './last-run.ts'
import { removeLeftovers } from './leftovers.ts'
import { proposeErasures } from './propose.ts'

export interface RetentionRun {
  readonly proposed: number
  readonly erased: number
  readonly removed: Readonly<Record<string, number>>
}

/** Once for each day of the clock; what was signed since then waits for the next, so that it can still be held. */
export async function runRetentionDaily(deps: RetentionDeps): Promise<RetentionRun | undefined> {
  const last = await findLastRun(deps.system.pool)
  if (last && last.at.slice(0, 10) >= deps.registry.clock.now().slice(0, 10)) return undefined
  return runRetention(deps)
}

export async function runRetention(deps: RetentionDeps): Promise<RetentionRun> {
  const { pool } = deps.system
  const erased = await eraseSigned(deps)
  const proposed = await proposeErasures(deps)
  const removed = await removeLeftovers(deps)
  if (proposed > 0 || Object.keys(removed).length > 0) {
    const detail = { proposed, erased, ...removed }
    await appendAudit(pool, [{ kind: 'change', action: 'job:retention', result: 'done', detail }])
  }
  await keepLastRun(pool, { at: deps.registry.clock.now(), removed: { ...removed } })
  return { proposed, erased, removed }
}
