/** The regions below a region, each with its counts. */
import { digitsBelow, regionRange } from '@lika/codes'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { eachArea, outcomeCondition, outcomesAt } from '../policies/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import type { StatisticsDeps } from './deps.ts'
import { countSubRegions, countSubRegionsNow } from './summary.store.ts'
import type { SummaryQuery } from './summary.ts'

export async function listSubRegions(
  deps: StatisticsDeps,
  actor: Actor,
  query: SummaryQuery & { readonly set?: string | undefined; readonly criterion?: string | undefined },
) {
  mustSeeRegion(actor, query.region)
  const context = deps.judging()
  const date = query.date ?? context.today
  const set = query.set ?? 'household-exit'
  const areas = eachArea(context, query.region, date, set)
  const criteria = [...new Set(areas.flatMap(({ policy }) => policy.sets[set]!.criteria.map(({ id }) => id)))]
  const isInForce = areas.length > 0
  // Before any standard the households are still there; nobody has been judged.
  if (!isInForce && query.set !== undefined) {
    throw invalid(
      'verdicts.unknownSet',
      {
        zh: `${date} 在 ${query.region} 没有生效的标准 ${set}。`,
        en: `No set ${set} is in force in ${query.region} on ${date}.`,
      },
      { field: 'set', value: set },
    )
  }
  if (query.criterion !== undefined && !criteria.includes(query.criterion)) {
    throw invalid(
      'verdicts.unknownCriterion',
      {
        zh: `标准 ${set} 里没有 ${query.criterion}。`,
        en: `The set ${set} has no criterion ${query.criterion}.`,
      },
      { field: 'criterion', value: query.criterion, expected: criteria },
    )
  }
  const length = digitsBelow(query.region)
  const status = query.status?.split(',')
  const range = regionRange(query.region)
  // Two areas may judge by other criteria under one set; the kept counts know criteria by their place only.
  const isKept = date === context.today && length <= 12 && areas.length === 1
  const asked = { region: query.region, asOf: date, set, criterion: query.criterion }
  const criterion = query.criterion === undefined ? undefined : criteria.indexOf(query.criterion)
  const rows = isKept
    ? await countSubRegionsNow(deps.db.pool, range, length, { set, criterion, status })
    : await countSubRegions(deps.db.pool, range, length, {
        verdicts: outcomesAt(context, query.region, date, set),
        having: (outcome) => outcomeCondition(context, { ...asked, outcome }),
        status,
        asOf: date,
      })
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
