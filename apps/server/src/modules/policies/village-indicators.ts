/** What single villages add to the indicators of the packs, and how their households stand. */
import type { VillageGap } from '@lika/contract'
import {
  type CriteriaSet,
  compileSqlValue,
  type EffectivePolicy,
  formatDecimal,
  type Indicator,
  type Node,
  walk,
} from '@lika/policy'
import type pg from 'pg'
import { sqlText } from '../registry/index.ts'
import { INDICATOR_SETS, isCount } from './indicators.ts'
import { areaCondition, compileWhere, type JudgingContext, judgedSql, relationsAt } from './judging.ts'
import { eachArea, outcomesAt } from './outcomes.sql.ts'

type Runner = Pick<pg.Pool, 'query'>

/** An indicator as lists show it. */
export interface IndicatorColumn {
  readonly id: string
  readonly label: Indicator['label']
  readonly source: Indicator['source']
  readonly unit: string
  readonly isSum: boolean
  readonly scale: number
}

/** Indicators about villages or households that are in force anywhere in a region, each once. */
export function indicatorsAt(
  context: JudgingContext,
  query: { readonly region: string; readonly asOf: string; readonly subject: 'household' | 'village' },
): IndicatorColumn[] {
  const found = new Map<string, IndicatorColumn>()
  for (const area of context.policies.areas(query.region)) {
    for (const each of context.policies.at(area.region, query.asOf).indicators) {
      if (each.subject !== query.subject || found.has(each.id)) continue
      const { id, label, source, unitText } = each
      found.set(id, { id, label, source, unit: unitText, isSum: !isCount(each), scale: scaleOf(each) })
    }
  }
  return [...found.values()]
}

function scaleOf(indicator: Indicator): number {
  return indicator.sum?.type.kind === 'number' ? indicator.sum.type.scale : 0
}

/** FROM item `(county_code, subject_id, value)`: the amount of each village, scaled, before the condition is asked. */
export function indicatorValues(
  context: JudgingContext,
  query: { readonly region: string; readonly asOf: string; readonly indicator: string },
): string {
  const parts = context.policies.areas(query.region).flatMap((area) => {
    const policy = context.policies.at(area.region, query.asOf)
    const sum = policy.indicators.find(
      ({ id, subject }) => id === query.indicator && subject === 'village',
    )?.sum
    return sum === undefined ? [] : [valuesSql(context, policy, query.asOf, sum, areaCondition(area))]
  })
  return `(${parts.join(' union all ') || 'select null::text as county_code, null::uuid as subject_id, null::bigint as value where false'})`
}

function valuesSql(
  context: JudgingContext,
  policy: EffectivePolicy,
  asOf: string,
  sum: Node,
  condition: string,
): string {
  const sql = compileWhere(
    relationsAt(context, policy, asOf),
    condition,
    (binding) => compileSqlValue(sum, 'village', binding).text,
  )
  return `select county_code, village_id as subject_id, value from (${sql}) measured`
}

/** Every indicator about one village and its households, with what the village adds to it. */
export async function gapsOfVillage(
  runner: Runner,
  context: JudgingContext,
  asked: { readonly regionCode: string; readonly asOf: string },
): Promise<VillageGap[]> {
  const policy = context.policies.at(asked.regionCode, asked.asOf)
  const condition = `left(s.region_code, 12) = ${sqlText(asked.regionCode)} and s.region_code >= ${sqlText(asked.regionCode)} and s.region_code < ${sqlText(`${asked.regionCode}:`)}`
  const counts = async (subject: 'household' | 'village') => {
    const set = policy.sets[INDICATOR_SETS[subject]]
    return set
      ? countOutcomes(runner, judgedSql(set, relationsAt(context, policy, asked.asOf), condition), set)
      : []
  }
  const [villages, households] = [await counts('village'), await counts('household')]
  const gaps: VillageGap[] = []
  for (const indicator of policy.indicators) {
    const { subject } = indicator
    if (subject !== 'village' && subject !== 'household') continue
    const set = policy.sets[INDICATOR_SETS[subject]]!
    const index = set.criteria.findIndex(({ id }) => id === indicator.id)
    const count = (subject === 'village' ? villages : households)[index] ?? { met: 0, undetermined: 0 }
    const outcome = count.met > 0 ? 'met' : count.undetermined > 0 ? 'undetermined' : 'unmet'
    const amount =
      subject === 'village' && indicator.sum && outcome === 'met'
        ? await measure(runner, valuesSql(context, policy, asked.asOf, indicator.sum, condition))
        : undefined
    gaps.push({
      indicator: indicator.id,
      label: indicator.label,
      source: indicator.source,
      confirmed: indicator.confirmed,
      subject,
      unit: indicator.unitText,
      outcome,
      value: amountOf(indicator, outcome, count.met, amount),
      unknown: subject === 'household' ? count.undetermined : 0,
      facts: factsRead(indicator),
    })
  }
  return gaps
}

function amountOf(
  indicator: Indicator,
  outcome: VillageGap['outcome'],
  met: number,
  amount: bigint | null | undefined,
): string | null {
  if (indicator.subject === 'household') return String(met)
  if (outcome === 'undetermined') return null
  if (outcome === 'unmet') return '0'
  if (isCount(indicator)) return '1'
  return amount === null || amount === undefined ? null : formatDecimal(amount, scaleOf(indicator))
}

async function countOutcomes(
  runner: Runner,
  judged: string,
  set: CriteriaSet,
): Promise<{ met: number; undetermined: number }[]> {
  const columns = set.criteria.flatMap((_, index) =>
    [2, 1].map((outcome) => `count(*) filter (where (codes >> ${2 * index}) & 3 = ${outcome})`),
  )
  const { rows } = await runner.query<{ counts: number[] }>(
    `select array[${columns.join(', ')}]::int[] as counts from (${judged}) j`,
  )
  const { counts } = rows[0]!
  return set.criteria.map((_, index) => ({ met: counts[2 * index]!, undetermined: counts[2 * index + 1]! }))
}

async function measure(runner: Runner, values: string): Promise<bigint | null> {
  const { rows } = await runner.query<{ value: string | null }>(
    `select value::text as value from (${values}) m`,
  )
  const value = rows[0]?.value ?? null
  return value === null ? null : BigInt(value)
}

function factsRead({ where, sum }: Indicator): string[] {
  const facts = new Set<string>()
  for (const node of [where, sum]) {
    if (!node) continue
    walk(node, (each) => {
      if (each.op === 'fact' && each.subject === 'village') facts.add(each.fact)
    })
  }
  return [...facts]
}

/** Households of villages by the outcome of a set, the village's code first. */
export async function countHouseholdsOfVillages(
  runner: Runner,
  context: JudgingContext,
  query: { readonly villages: readonly string[]; readonly asOf: string; readonly set: string },
): Promise<ReadonlyMap<string, { met: number; unmet: number; undetermined: number }>> {
  const region = commonRegion(query.villages)
  const found = new Map<string, { met: number; unmet: number; undetermined: number }>()
  if (query.villages.length === 0 || eachArea(context, region, query.asOf, query.set).length === 0)
    return found
  const { rows } =
    query.asOf === context.today
      ? await runner.query<CountRow>(keptCounts, [query.villages, query.set])
      : await runner.query<CountRow>(
          `select left(s.region_code, 12) as code, v.outcome, count(*) as households
           from household_snapshot s
           join ${outcomesAt(context, region, query.asOf, query.set)} v on v.county_code = s.county_code and v.subject_id = s.household_id
           where s.valid_from <= $2::date and $2::date < s.valid_to and s.ended_because is null
             and left(s.region_code, 12) = any($1::text[]) group by 1, 2`,
          [query.villages, query.asOf],
        )
  const names = ['unmet', 'undetermined', 'met'] as const
  for (const code of query.villages) found.set(code, { met: 0, unmet: 0, undetermined: 0 })
  for (const row of rows) found.get(row.code)![names[row.outcome]] = row.households
  return found
}

interface CountRow {
  readonly code: string
  readonly outcome: 0 | 1 | 2
  readonly households: number
}

const keptCounts = `
  select code, outcome, sum(subjects)::bigint as households from (
    select region_code as code, set_id, criterion, outcome, subjects from verdict_count where region_code = any($1::text[])
    union all
    select village_code, set_id, criterion, outcome, subjects from verdict_change where village_code = any($1::text[])
  ) c where set_id = $2 and criterion = -1 group by 1, 2`

/** The smallest region that holds all villages: another day is judged for no more than that. */
function commonRegion(villages: readonly string[]): string {
  const digits = [12, 9, 6, 4, 2].find((length) =>
    villages.every((code) => code.slice(0, length) === villages[0]?.slice(0, length)),
  )
  return digits === undefined || villages.length === 0 ? 'all' : villages[0]!.slice(0, digits)
}
