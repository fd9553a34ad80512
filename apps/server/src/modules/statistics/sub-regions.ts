/** The regions below a region, each with its counts. */
import { regionLevelOf, regionRange } from '@lika/codes'
import type { Actor } from '../../platform/http.ts'
import { outcomesAt } from '../policies/index.ts'
import { mustSee, type StatisticsDeps } from './deps.ts'
import { countSubRegions } from './summary.store.ts'
import type { SummaryQuery } from './summary.ts'

const nextLength: Readonly<Record<string, number>> = {
  nation: 2,
  province: 4,
  city: 6,
  county: 9,
  town: 12,
  village: 14,
}

export async function listSubRegions(
  deps: StatisticsDeps,
  actor: Actor,
  query: SummaryQuery & { readonly set?: string | undefined; readonly criterion?: string | undefined },
) {
  mustSee(actor, query.region)
  const context = deps.judging()
  const date = query.date ?? context.today
  const set = query.set ?? 'household-exit'
  const found = context.policies.at(query.region, date).sets[set]
  const index =
    query.criterion === undefined ? undefined : found?.criteria.findIndex(({ id }) => id === query.criterion)
  const rows = await countSubRegions(
    deps.db.pool,
    regionRange(query.region),
    nextLength[regionLevelOf(query.region)] ?? 14,
    {
      verdicts: outcomesAt(context, query.region, date, set),
      criterion: index !== undefined && index < 0 ? undefined : index,
      status: query.status?.split(','),
      asOf: date,
    },
  )
  const places = await deps.findPlaces(
    deps.db.pool,
    rows.map(({ code }) => code),
  )
  return {
    items: rows.map((row) => ({
      region: places.get(row.code) ?? { code: row.code, name: row.code },
      households: row.households,
      persons: row.persons,
      outcomes: { met: row.met, unmet: row.unmet, undetermined: row.undetermined },
    })),
  }
}
