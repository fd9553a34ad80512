/** Who reads a plan, and who works on it. */
import { isWithin } from '@lika/codes'
import { AppError, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { unseenRegion } from '../registry/index.ts'

/** Whether one region lies within the other, whichever it is. */
export function isInLine(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a)
}

/** A plan is read by whoever works for its region, within it or above it: plans are passed down. */
export function isSeen(actor: Actor, region: string): boolean {
  return actor.regions.some((granted) => isInLine(region, granted))
}

/** A region whose plans the actor reads some of: one's own, those below, and those above. */
export function mustTouchRegion(actor: Actor, region: string): void {
  if (!isSeen(actor, region)) throw unseenRegion(region)
}

export function isOwn(actor: Actor, region: string): boolean {
  return actor.regions.some((granted) => isWithin(region, granted))
}

/** For a plan that the actor sees already. */
export function mustOwn(actor: Actor, region: string): void {
  if (isOwn(actor, region)) return
  throw new AppError(
    'plan.notYours',
    403,
    {
      zh: `这份方案由 ${region} 收录，您的范围是 ${actor.regions.join('、')}：可以查看，不能处理。`,
      en: `This plan is one of ${region}, and you work for ${actor.regions.join(', ')}: you may read it, not work on it.`,
    },
    { field: 'region', value: region, expected: actor.regions },
  )
}

/** Not there and not yours look the same. */
export function unknownPlan(id: string, field = 'id'): AppError {
  return notFound(
    'plan.notFound',
    {
      zh: '没有这份方案，或者不在您的范围内。',
      en: 'There is no such plan, or it is not within your scope.',
    },
    { field, value: id },
  )
}
