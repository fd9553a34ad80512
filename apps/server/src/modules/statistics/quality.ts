/** Leads of data quality: criteria of the packs that data break, contradictions, and who may be registered twice. */
import { regionRange } from '@lika/codes'
import type { Quality } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { eachArea, isQualitySet, outcomeCondition, outcomesAt } from '../policies/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import type { StatisticsDeps } from './deps.ts'
import { countDuplicates, countMembersUnmet } from './quality.store.ts'
import { summariseSets } from './sets.ts'
import { countContradictions } from './summary.store.ts'
import type { SummaryQuery } from './summary.ts'

export async function getQuality(deps: StatisticsDeps, actor: Actor, query: SummaryQuery): Promise<Quality> {
  mustSeeRegion(actor, query.region)
  const date = query.date ?? deps.clock.today()
  const status = query.status?.split(',')
  const range = regionRange(query.region)
  const [households, persons, contradictions, duplicates] = await Promise.all([
    summariseSets(deps, query.region, date, status, isQualitySet),
    summarisePersonSets(deps, query.region, date, status),
    countContradictions(deps.db.pool, range, date),
    countDuplicates(deps.db.pool, range),
  ])
  const sets = households
    .filter(({ subject }) => subject === 'household')
    .map(({ set, title, criteria }) => ({
      set,
      title,
      subject: 'household' as const,
      criteria: criteria.map(({ criterion, label, source, households: counts }) => ({
        ...{ criterion, label, source },
        households: counts.unmet,
      })),
    }))
  return { region: query.region, date, sets: [...sets, ...persons], contradictions, duplicates }
}

/** Households with a member of whom a criterion about persons is unmet. */
async function summarisePersonSets(
  deps: StatisticsDeps,
  region: string,
  date: string,
  status: readonly string[] | undefined,
): Promise<Quality['sets']> {
  const context = deps.judging()
  const sets = new Map(
    context.policies
      .areas(region)
      .flatMap((area) => Object.values(context.policies.at(area.region, date).sets))
      .filter((set) => set.subject === 'person' && isQualitySet(set.id))
      .map((set) => [set.id, set] as const),
  )
  return Promise.all(
    [...sets.values()].map(async (set) => {
      // Two areas may have other criteria under one set.
      const criteria = new Map(
        eachArea(context, region, date, set.id).flatMap(({ policy }) =>
          policy.sets[set.id]!.criteria.map((each) => [each.id, each] as const),
        ),
      )
      const conditions = [...criteria.keys()].map((criterion) =>
        outcomeCondition(context, { region, asOf: date, set: set.id, criterion, outcome: 0 }),
      )
      const counts = await countMembersUnmet(deps.db.pool, {
        range: regionRange(region),
        asOf: date,
        status,
        outcomes: outcomesAt(context, region, date, set.id),
        conditions,
      })
      return {
        set: set.id,
        title: set.title,
        subject: 'person' as const,
        criteria: [...criteria.values()].map(({ id, label, source }, place) => ({
          ...{ criterion: id, label, source },
          households: counts[place]!,
        })),
      }
    }),
  )
}
