/** Who sees what of lists and leads, by the permissions that they hold where. */
import { isWithin } from '@lika/codes'
import type { Actor } from '../../platform/http.ts'
import { regionsWith } from '../registry/index.ts'

/**
 * A department sees the lists that it uploaded and no other department's; whoever handles leads in the whole region of a
 * list sees it as well.
 */
export function seesList(
  actor: Actor,
  list: { readonly regionCode: string; readonly uploadedBy: string },
): boolean {
  const holds = actor.regions.some((region) => isWithin(list.regionCode, region))
  return holds && (list.uploadedBy === actor.accountId || handlesIn(actor, list.regionCode))
}

export function handlesIn(actor: Actor, regionCode: string): boolean {
  return regionsWith(actor, 'leads.handle').some((region) => isWithin(regionCode, region))
}

/** Reason, amount and whom the row says are for whoever answers for lists where the household lives: need to know. */
export function knowsWhatIsSaid(actor: Actor, regionCode: string): boolean {
  return regionsWith(actor, 'leads.list').some((region) => isWithin(regionCode, region))
}
