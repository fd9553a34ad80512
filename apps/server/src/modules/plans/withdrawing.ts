/** Naming the plan above, withdrawing a plan and taking it in again: decisions, like those about its statements. */
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, Plan, routes } from '@lika/contract'
import { withTransaction } from '../../platform/db.ts'
import { refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { differentBody } from './deciding/decide.ts'
import {
  appendDecisions,
  findDecisions,
  instantAfter,
  type PlanDecision,
} from './deciding/decisions.store.ts'
import { foldPlan } from './deciding/fold.ts'
import type { PlansDeps } from './deps.ts'
import { findPlan, lockPlan, setAbove } from './plans.store.ts'
import { getPlan, mustBeAbove, mustSeePlan } from './plans.ts'
import { mustOwn } from './scope.ts'

export async function changePlan(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  body: BodyOf<(typeof routes.plans)['changePlan']>,
): Promise<Plan> {
  const plan = await mustSeePlan(deps, actor, id)
  mustOwn(actor, plan.regionCode)
  const { above, ended } = body
  if (above === undefined && ended === undefined) throw nothing()
  if (above) await mustBeAbove(deps, actor, plan, above)
  const decision: PlanDecision = {
    id: body.id,
    plan: id,
    region: plan.regionCode,
    kind: ended === undefined ? 'planAboveNamed' : ended ? 'planWithdrawn' : 'planTakenIn',
    facts: { ...(above === undefined ? {} : { above }), ...(ended === undefined ? {} : { ended }) },
    reason: body.reason.trim(),
    corrects: null,
  }
  await withTransaction(deps.db, async (tx) => {
    await lockPlan(tx.client, id)
    const known = (await findDecisions(tx.client, id, [body.id])).get(body.id)
    if (known) {
      const { kind, facts, reason } = known
      if (isDeepStrictEqual([kind, facts, reason], [decision.kind, decision.facts, decision.reason])) return
      throw differentBody(body.id)
    }
    const isEnded = (await findPlan(tx.client, id))!.endedAt !== null
    if (ended !== undefined && ended === isEnded) throw isSoAlready(ended)
    const at = await tx.whole(() => instantAfter(tx.client, id, deps.clock.now()))
    const signed = { by: actor.accountId, on: deps.clock.today(), at }
    if ((await appendDecisions(tx.client, [decision], signed)).length === 0) throw differentBody(body.id)
    if (above !== undefined) await setAbove(tx.client, id, above)
    if (ended !== undefined) await foldPlan(tx, { id, region: plan.regionCode, today: deps.clock.today() })
  })
  return getPlan(deps, actor, id)
}

function nothing() {
  return refused(
    'plan.noChange',
    {
      zh: '请写明要改什么：上级文件，或者撤下、恢复。',
      en: 'Say what changes: the plan above, or whether it is withdrawn.',
    },
    { field: 'above', expected: ['above', 'ended'] },
  )
}

function isSoAlready(ended: boolean) {
  return refused(
    'plan.isSoAlready',
    ended
      ? { zh: '方案已经撤下了。', en: 'The plan is withdrawn already.' }
      : { zh: '方案没有撤下，不用恢复。', en: 'The plan is not withdrawn.' },
    { field: 'ended', value: ended, expected: !ended },
  )
}
