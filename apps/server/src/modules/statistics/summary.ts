/** The true picture of a region on a day: everything is counted, nothing is stored. */
import { isWithin, regionLevelOf, regionRange } from '@lika/codes'
import type { SetSummary, Summary } from '@lika/contract'
import {
  type CriteriaSet,
  compileSqlValue,
  type EffectivePolicy,
  formatDecimal,
  type Indicator,
} from '@lika/policy'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import {
  type Area,
  areaCondition,
  compileWhere,
  eachArea,
  isCount,
  isIndicatorSet,
  type JudgingContext,
  judgedSql,
  outcomesAt,
  relationsAt,
} from '../policies/index.ts'
import {
  countContradictions,
  countHouseholdsAt,
  countHouseholdsNow,
  countOutcomesAt,
  countOutcomesNow,
  countSubRegions,
  countVillages,
  measureIndicator,
  type OutcomeCount,
  type Runner,
  type SetOutcomeCount,
} from './summary.store.ts'

export interface StatisticsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

export interface SummaryQuery {
  readonly region: string
  readonly date?: string | undefined
  readonly status?: string | undefined
}

export async function getSummary(deps: StatisticsDeps, actor: Actor, query: SummaryQuery): Promise<Summary> {
  mustSee(actor, query.region)
  const { pool } = deps.db
  const date = query.date ?? deps.clock.today()
  const range = regionRange(query.region)
  const isNow = date === deps.clock.today()
  const [households, villages, contradictions, everySet, places] = await Promise.all([
    isNow ? countHouseholdsNow(pool, range) : countHouseholdsAt(pool, range, date),
    countVillages(pool, range, date),
    countContradictions(pool, range),
    summariseSets(deps, query.region, date, query.status?.split(',')),
    deps.findPlaces(pool, [query.region]),
  ])
  const expected = households.filter(({ status }) => status === 'expected')
  // An indicator names the statuses it counts, whichever the criteria are asked for.
  const indicatorSets =
    query.status === undefined
      ? everySet
      : await summariseSets(deps, query.region, date, undefined, isIndicatorSet)
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

function mustSee(actor: Actor, region: string): void {
  if (actor.regions.some((granted) => isWithin(region, granted))) return
  throw notFound(
    'region.notFound',
    {
      zh: `没有区域 ${region},或者不在您的范围内。`,
      en: `There is no region ${region}, or it is not within your scope.`,
    },
    { field: 'region', value: region },
  )
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

/** Counts come with the outcomes of the indicators' sets, amounts are added up over the subjects. */
async function measureIndicators(
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
      opens: isCount(indicator),
      value: isCount(indicator)
        ? String(counted.get(indicator.id) ?? 0)
        : formatDecimal(await addUp(deps, indicator, areas, date), scaleOf(indicator)),
    })),
  )
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

async function summariseSets(
  deps: StatisticsDeps,
  region: string,
  date: string,
  status: readonly string[] | undefined,
  wanted: (set: string) => boolean = () => true,
): Promise<SetSummary[]> {
  const context = deps.judging()
  const ids = new Set(
    context.policies
      .areas(region)
      .flatMap((area) => Object.values(context.policies.at(area.region, date).sets))
      .filter(({ subject }) => subject === 'household' || subject === 'village')
      .map(({ id }) => id)
      .filter(wanted),
  )
  const count = countingOn(deps, date)
  const counted = await Promise.all(
    [...ids].map((id) =>
      Promise.all(
        eachArea(context, region, date, id).map(async ({ area, policy }) => {
          const set = policy.sets[id]!
          return { set, counts: await count({ area, policy, set }) }
        }),
      ),
    ),
  )
  return counted.filter((parts) => parts.length > 0).map((parts) => summariseSet(parts, status))
}

type Counting = (input: {
  area: Area
  policy: EffectivePolicy
  set: CriteriaSet
}) => Promise<readonly OutcomeCount[]>

/** Today's outcomes of an area are read once for all its sets, those of another day are judged set by set. */
function countingOn(deps: StatisticsDeps, date: string): Counting {
  const context = deps.judging()
  if (date !== context.today) {
    return ({ area, policy, set }) => {
      const judged = judgedSql(set, relationsAt(context, policy, date), areaCondition(area))
      const subject = set.subject as 'household' | 'village'
      return countOutcomesAt(deps.db.pool, judged, subject, set.criteria.length, date)
    }
  }
  const read = new Map<string, Promise<SetOutcomeCount[]>>()
  return async ({ area, set }) => {
    const known = read.get(area.region) ?? countOutcomesNow(deps.db.pool, area.range, area.without)
    read.set(area.region, known)
    return (await known).filter((count) => count.set === set.id)
  }
}

/** How many subjects each counting indicator counts. */
function countedBy(sets: readonly SetSummary[]): ReadonlyMap<string, number> {
  return new Map(
    sets
      .filter(({ set }) => isIndicatorSet(set))
      .flatMap(({ criteria }) =>
        criteria.map(({ criterion, households }) => [criterion, households.met] as const),
      ),
  )
}

const outcomeNames = ['unmet', 'undetermined', 'met'] as const
const noCounts = () => ({ met: 0, unmet: 0, undetermined: 0 })

/** Areas may judge by other criteria under one set: criteria are counted by id. */
function summariseSet(
  parts: readonly { readonly set: CriteriaSet; readonly counts: readonly OutcomeCount[] }[],
  status: readonly string[] | undefined,
): SetSummary {
  const overall: SetSummary['overall'] = {}
  const criteria = new Map<string, SetSummary['criteria'][number]>()
  for (const { set, counts } of parts) {
    for (const criterion of set.criteria) {
      if (!criteria.has(criterion.id)) {
        criteria.set(criterion.id, {
          criterion: criterion.id,
          label: criterion.label,
          source: criterion.source,
          households: noCounts(),
          persons: noCounts(),
        })
      }
    }
    for (const count of counts) {
      const outcome = outcomeNames[count.outcome]
      if (count.criterion < 0) {
        for (const key of ['*', count.status]) {
          overall[key] ??= { subjects: noCounts(), persons: noCounts() }
          overall[key].subjects[outcome] += count.subjects
          overall[key].persons[outcome] += count.persons
        }
        continue
      }
      if (status && !status.includes(count.status)) continue
      const entry = criteria.get(set.criteria[count.criterion]?.id ?? '')
      if (!entry) continue
      entry.households[outcome] += count.subjects
      entry.persons[outcome] += count.persons
    }
  }
  const { set } = parts[0]!
  return {
    set: set.id,
    title: set.title,
    subject: set.subject as SetSummary['subject'],
    overall,
    criteria: [...criteria.values()],
  }
}

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
