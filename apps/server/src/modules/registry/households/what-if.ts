import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { mustBeInScope } from '../scope.ts'
import { findHouseholdHead } from './household.store.ts'

/** What would change the verdicts of a household on a day. */
export async function whatWouldChange(deps: RegistryDeps, actor: Actor, id: string, day: string | undefined) {
  const asOf = day ?? deps.clock.today()
  const unknown = () =>
    notFound(
      'household.notFound',
      {
        zh: '没有这一户，或者不在您的范围内。',
        en: 'There is no such household, or it is not within your scope.',
      },
      { field: 'id', value: id },
    )
  const head = await findHouseholdHead(deps.db.pool, '', id, asOf)
  if (!head) throw unknown()
  mustBeInScope(actor, head.region_code, unknown)
  const asked = { countyCode: head.county_code, id, regionCode: head.region_code, asOf }
  return { asOf, sets: await deps.verdicts.whatWouldChange(deps.db.pool, asked) }
}
