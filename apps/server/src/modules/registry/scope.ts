import { isWithin, regionRange } from '@lika/codes'
import type { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'

/** Not found and not yours look the same from outside, so the caller says how "not found" looks. */
export function mustBeInScope(actor: Actor, regionCode: string, notFound: () => AppError): void {
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
