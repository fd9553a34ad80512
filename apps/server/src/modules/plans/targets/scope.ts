import { isWithin } from '@lika/codes'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { unseenRegion } from '../../registry/index.ts'
import { isPlanSeen, type Runner } from './targets.store.ts'

/** Plans are passed down: one's own regions, those below, and those above. */
export function mustTouchRegion(actor: Actor, region: string): void {
  if (actor.regions.some((granted) => isWithin(region, granted) || isWithin(granted, region))) return
  throw unseenRegion(region)
}

export async function mustSeePlan(runner: Runner, id: string): Promise<void> {
  if (await isPlanSeen(runner, id)) return
  throw notFound(
    'plans.notFound',
    {
      zh: `没有方案 ${id}，或者不在您的范围内。`,
      en: `There is no plan ${id}, or it is not within your scope.`,
    },
    { field: 'plan', value: id },
  )
}
