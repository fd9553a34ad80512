/** What changed between two versions, and which accepted statements that touches. */
import type { AnswerOf, routes, TextChange } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import { statementAnswers } from '../deciding/statement-answer.ts'
import { listStatements } from '../deciding/statements.store.ts'
import type { PlansDeps } from '../deps.ts'
import { findText } from '../plans.store.ts'
import { mustFindVersion, mustSeePlan } from '../plans.ts'
import type { TextPiece } from './compare.ts'

export async function comparePlanVersions(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  asked: { readonly from: string; readonly to: string },
): Promise<AnswerOf<(typeof routes.plans)['comparePlanVersions'], never>> {
  const plan = await mustSeePlan(deps, actor, id)
  const from = await mustFindVersion(deps, plan.id, asked.from, 'from')
  const to = await mustFindVersion(deps, plan.id, asked.to, 'to')
  const textOf = async (version: number) => (await findText(deps.db.pool, { plan: id, version })) ?? ''
  const { pieces } = await deps.texts.run({ kind: 'compare', from: await textOf(from), to: await textOf(to) })
  const rows = (await listStatements(deps.db.pool, { plans: [id], regions: actor.regions })).filter(
    ({ state, version }) => state === 'accepted' && version !== null,
  )
  // Those that stand in the one and not in the other.
  const before = await statementAnswers(deps, { plan: id, version: from }, rows)
  const after = await statementAnswers(deps, { plan: id, version: to }, rows)
  const touched = after.filter(({ here }, index) => here === null && before[index]!.here !== null)
  return { from, to, changes: pieces.flatMap(shortened), touched }
}

/** So much of what stayed the same is shown on either side of a change. */
const AROUND = 80

/** Equal text is left out in the middle; at the ends of the whole as well, except for what is beside a change. */
function shortened({ kind, text }: TextPiece, at: number, all: readonly TextPiece[]): TextChange[] {
  if (kind !== 'same') return [{ kind, text, leftOut: 0 }]
  const head = at === 0 ? 0 : AROUND
  const tail = at === all.length - 1 ? 0 : AROUND
  const leftOut = text.length - head - tail
  if (leftOut <= AROUND) return [{ kind, text, leftOut: 0 }]
  const shown: TextChange[] = [{ kind, text: text.slice(0, head), leftOut }]
  if (tail > 0) shown.push({ kind, text: text.slice(-tail), leftOut: 0 })
  return shown
}
