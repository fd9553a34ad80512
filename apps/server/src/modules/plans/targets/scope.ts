import type { Actor } from '../../../platform/http.ts'
import { unseenRegion } from '../../registry/index.ts'
import { findPlan } from '../plans.store.ts'
import { isSeen, unknownPlan } from '../scope.ts'
import type { Runner } from './targets.store.ts'

/** Plans are passed down: one's own regions, those below, and those above. */
export function mustTouchRegion(actor: Actor, region: string): void {
  if (!isSeen(actor, region)) throw unseenRegion(region)
}

export async function mustSeePlan(runner: Runner, actor: Actor, id: string): Promise<void> {
  const plan = await findPlan(runner, id)
  if (!plan || !isSeen(actor, plan.regionCode)) throw unknownPlan(id, 'plan')
}
