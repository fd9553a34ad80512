/** The true picture of a region on a day: everything is counted, nothing is stored. */
import { regionRange } from '@lika/codes'
import type { Summary } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { isIndicatorSet } from '../policies/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import type { StatisticsDeps } from './deps.ts'
import { countedBy, measureIndicators } from './indicators.ts'
import { countSets, summariesOf } from './sets.ts'
import {
  countContradictions,
  countHouseholdsAt,
  countHouseholdsNow,
  countVillages,
  isCounted,
} from './summary.store.ts'

export interface SummaryQuery {
  readonly region: string
  readonly date?: string | undefined
  readonly status?: string | undefined
}

export async function getSummary(deps: StatisticsDeps, actor: Actor, query: SummaryQuery): Promise<Summary> {
  mustSeeRegion(actor, query.region)
  const { pool } = deps.db
  const date = query.date ?? deps.clock.today()
  const range = regionRange(query.region)
  const isNow = date === deps.clock.today() && isCounted(query.region)
  const [households, villages, contradictions, counted, places] = await Promise.all([
    isNow ? countHouseholdsNow(pool, range) : countHouseholdsAt(pool, range, date),
    countVillages(pool, range, date),
    countContradictions(pool, range, date),
    countSets(deps, query.region, date),
    deps.findPlaces(pool, [query.region]),
  ])
  const expected = households.filter(({ status }) => status === 'expected')
  const everySet = summariesOf(counted, query.status?.split(','))
  // An indicator names the statuses it counts, whichever the criteria are asked for.
  const indicatorSets = summariesOf(counted, undefined).filter(({ set }) => isIndicatorSet(set))
  const indicators = await measureIndicators(deps, query.region, date, countedBy(indicatorSets))
  return {
    region: query.region,
    name: places.get(query.region)?.name ?? query.region,
    date,
    households: sum(households, 'households'),
    persons: sum(households, 'persons'),
    byStatus: totals(households, 'status', 'households'),
    personsByStatus: totals(households, 'status', 'persons'),
    expected: {
      households: sum(expected, 'households'),
      persons: sum(expected, 'persons'),
      byCause: totals(expected, 'cause', 'households'),
    },
    villages: {
      total: sum(villages, 'villages'),
      poor: sum(
        villages.filter(({ poor }) => poor),
        'villages',
      ),
      exited: sum(
        villages.filter(({ status }) => status === 'exited'),
        'villages',
      ),
      expected: sum(
        villages.filter(({ status }) => status === 'expected'),
        'villages',
      ),
    },
    gaps: Object.fromEntries(
      indicators.map(({ id, value }) => [id, /^\d+$/.test(value) ? Number(value) : value]),
    ),
    indicators,
    sets: everySet.filter(({ set }) => !isIndicatorSet(set)),
    contradictions,
  }
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0)
}

function totals<K extends string, V extends string>(
  rows: readonly (Readonly<Record<K, string>> & Readonly<Record<V, number>>)[],
  key: K,
  value: V,
): Record<string, number> {
  const result: Record<string, number> = {}
  for (const row of rows) {
    const name = row[key] === '' ? 'unknown' : row[key]
    result[name] = (result[name] ?? 0) + row[value]
  }
  return result
}
