/** Figures of a region as the packs define them. */
import type { SetSummary, Summary } from '@lika/contract'
import { compileSqlValue, formatDecimal, type Indicator } from '@lika/policy'
import {
  type Area,
  areaCondition,
  compileWhere,
  isCount,
  isIndicatorSet,
  relationsAt,
} from '../policies/index.ts'
import type { StatisticsDeps } from './deps.ts'
import { countSets, summariesOf } from './sets.ts'
import { measureIndicator } from './summary.store.ts'

/** Counts come with the outcomes of the indicators' sets, amounts are added up over the subjects. */
export async function measureIndicators(
  deps: StatisticsDeps,
  region: string,
  date: string,
  counted: ReadonlyMap<string, number>,
): Promise<Summary['indicators']> {
  const context = deps.judging()
  const areas = context.policies.areas(region)
  const indicators = new Map(
    areas.flatMap((area) => context.policies.at(area.region, date).indicators).map((each) => [each.id, each]),
  )
  return Promise.all(
    [...indicators.values()].map(async (indicator) => ({
      id: indicator.id,
      label: indicator.label,
      source: indicator.source,
      unit: indicator.unitText,
      subject: indicator.subject,
      direction: indicator.direction,
      topic: indicator.origin.pack.split('/').at(-1)!,
      value: isCount(indicator)
        ? String(counted.get(indicator.id) ?? 0)
        : formatDecimal(await addUp(deps, indicator, areas, date), scaleOf(indicator)),
    })),
  )
}

/** Of some indicators alone, by id; those that are not in force in the region are left out. */
export async function measureFor(
  deps: StatisticsDeps,
  region: string,
  date: string,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const context = deps.judging()
  const areas = context.policies.areas(region)
  const indicators = new Map(
    areas
      .flatMap((area) => context.policies.at(area.region, date).indicators)
      .filter(({ id }) => ids.has(id))
      .map((each) => [each.id, each]),
  )
  const isCounted = [...indicators.values()].some(isCount)
  const counted = isCounted
    ? countedBy(summariesOf(await countSets(deps, region, date, isIndicatorSet), undefined))
    : new Map<string, number>()
  const measured = new Map<string, string>()
  for (const indicator of indicators.values())
    measured.set(
      indicator.id,
      isCount(indicator)
        ? String(counted.get(indicator.id) ?? 0)
        : formatDecimal(await addUp(deps, indicator, areas, date), scaleOf(indicator)),
    )
  return measured
}

function scaleOf(indicator: Indicator): number {
  return indicator.sum?.type.kind === 'number' ? indicator.sum.type.scale : 0
}

async function addUp(
  deps: StatisticsDeps,
  indicator: Indicator,
  areas: readonly Area[],
  date: string,
): Promise<bigint> {
  const context = deps.judging()
  const { subject } = indicator
  let total = 0n
  for (const area of areas) {
    const policy = context.policies.at(area.region, date)
    if (!policy.indicators.some(({ id }) => id === indicator.id)) continue
    const compile = (node: NonNullable<Indicator['sum']>) =>
      compileWhere(
        relationsAt(context, policy, date),
        areaCondition(area),
        (binding) => compileSqlValue(node, subject, binding).text,
      )
    total += BigInt(
      await measureIndicator(
        deps.db.pool,
        subject,
        indicator.where && compile(indicator.where),
        compile(indicator.sum!),
      ),
    )
  }
  return total
}

/** How many subjects each counting indicator counts. */
export function countedBy(sets: readonly SetSummary[]): ReadonlyMap<string, number> {
  return new Map(
    sets
      .filter(({ set }) => isIndicatorSet(set))
      .flatMap(({ criteria }) =>
        criteria.map(({ criterion, households }) => [criterion, households.met] as const),
      ),
  )
}
