import { isWithin, regionRange } from '@lika/codes'
import { tellAudit } from '../../platform/audit.ts'
import { type AppError, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'

/** Not found and not yours look the same from outside, so the caller says how "not found" looks. */
export function mustBeInScope(actor: Actor, regionCode: string, notFound: () => AppError): void {
  tellAudit({ regionCode })
  if (!actor.regions.some((region) => isWithin(regionCode, region))) throw notFound()
}

/** Text ranges that the actor may see within a region: the intersection of both. */
export function scopeWithin(actor: Actor, regionCode: string): { lo: string; hi: string }[] {
  return actor.regions.flatMap((granted) => {
    if (isWithin(regionCode, granted)) return [regionRange(regionCode)]
    if (isWithin(granted, regionCode)) return [regionRange(granted)]
    return []
  })
}

/** Where a permission counts for whoever asks, whichever route is called. */
export function regionsWith(actor: Actor, permission: string): readonly string[] {
  const known = actor.regionsOf?.get(permission)
  if (known) return known
  return actor.permissions.has(permission) || actor.permissions.has('*') ? actor.regions : []
}

/** The actor may look at all of a region. One outside the scope looks like one that is not there. */
export function mustSeeRegion(actor: Actor, region: string): void {
  if (actor.regions.some((granted) => isWithin(region, granted))) return
  throw unseenRegion(region)
}

/** How a region looks that is not there, or that the actor may not see. */
export function unseenRegion(region: string): AppError {
  return notFound(
    'region.notFound',
    {
      zh: `没有区域 ${region}，或者不在您的范围内。`,
      en: `There is no region ${region}, or it is not within your scope.`,
    },
    { field: 'region', value: region },
  )
}
