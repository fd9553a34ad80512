/** What other modules ask of whoever judges; main.ts hands it to them. */
import type { VerdictMark } from '@lika/contract'
import { invalid } from '../../platform/errors.ts'
import { whatGoesOnFor } from './continuing.ts'
import { derivedColumns, derivedValues } from './derived-values.ts'
import { explainHousehold, explainJudged, explainVillage, markOf } from './explaining.ts'
import { gapCondition } from './gaps.sql.ts'
import { INDICATOR_SETS } from './indicators.ts'
import { type JudgingContext, judgeChanged } from './judging.ts'
import { eachArea, outcomeCondition, outcomesAt } from './outcomes.sql.ts'
import { holdsAt } from './relations.sql.ts'
import {
  countHouseholdsOfVillages,
  gapsOfVillage,
  indicatorsAt,
  indicatorValues,
} from './village-indicators.ts'
import { whatWouldChangeFor } from './what-if.ts'
import { incomeWindow } from './window.ts'

const outcomeNames = ['unmet', 'undetermined', 'met'] as const

/** `context` is asked for anew each time, since the day goes on. */
export function verdictSource(context: () => JudgingContext) {
  return {
    outcomesAt: (query: { region: string; asOf: string; set: string; among?: string | undefined }) =>
      outcomesAt(context(), query.region, query.asOf, query.set, query.among),
    outcomeCondition: (query: Parameters<typeof outcomeCondition>[1]) => {
      mustKnowCriterion(context(), query)
      return isAboutPersons(context(), query)
        ? memberCondition(context(), query)
        : outcomeCondition(context(), query)
    },
    isAboutPersons: (query: { region: string; asOf: string; set: string }) =>
      isAboutPersons(context(), query),
    indicatorCondition: (query: {
      region: string
      asOf: string
      indicator: string
      subject: 'household' | 'village'
    }) => indicatorCondition(context(), query),
    indicatorOutcome: (query: { region: string; asOf: string; indicator: string; alias: string }) => {
      mustKnowIndicator(context(), { ...query, subject: 'household' })
      const set = INDICATOR_SETS.household
      return outcomeCondition(context(), { ...query, set, criterion: query.indicator, outcome: 2 })
    },
    indicatorSet: INDICATOR_SETS.household,
    derivedColumns: (region: string, asOf: string) => derivedColumns(context(), region, asOf),
    derivedValues: (
      runner: Parameters<typeof derivedValues>[0],
      query: Parameters<typeof derivedValues>[2],
    ) => derivedValues(runner, context(), query),
    gapCondition: (query: Parameters<typeof gapCondition>[1]) => gapCondition(context(), query),
    criteriaAt: (query: { region: string; asOf: string; set: string }) => criteriaAt(context(), query),
    indicatorsAt: (query: { region: string; asOf: string; subject: 'household' | 'village' }) =>
      indicatorsAt(context(), query),
    indicatorValues: (query: { region: string; asOf: string; indicator: string }) =>
      indicatorValues(context(), query),
    gapsOfVillage: (
      runner: Parameters<typeof gapsOfVillage>[0],
      asked: Parameters<typeof gapsOfVillage>[2],
    ) => gapsOfVillage(runner, context(), asked),
    countHouseholds: (
      runner: Parameters<typeof countHouseholdsOfVillages>[0],
      query: Parameters<typeof countHouseholdsOfVillages>[2],
    ) => countHouseholdsOfVillages(runner, context(), query),
    mark: (
      query: { region: string; asOf: string; set: string },
      codes: bigint,
      outcome: number,
    ): VerdictMark | undefined => {
      const set = context().policies.at(query.region, query.asOf).sets[query.set]
      return set && markOf(set, codes, outcomeNames[outcome]!)
    },
    explainHousehold: (
      runner: Parameters<typeof explainHousehold>[0],
      asked: Parameters<typeof explainHousehold>[2],
    ) => explainHousehold(runner, context(), asked),
    whatWouldChange: (
      runner: Parameters<typeof whatWouldChangeFor>[0],
      asked: Parameters<typeof whatWouldChangeFor>[2],
    ) => whatWouldChangeFor(runner, context(), asked),
    whatGoesOn: (runner: Parameters<typeof whatGoesOnFor>[0], asked: Parameters<typeof whatGoesOnFor>[2]) =>
      whatGoesOnFor(runner, context(), asked),
    explainVillage: (
      runner: Parameters<typeof explainVillage>[0],
      asked: Parameters<typeof explainVillage>[2],
    ) => explainVillage(runner, context(), asked),
    incomeWindow: (region: string, asOf: string) => incomeWindow(context().policies.at(region, asOf), asOf),
    judgeChanged: async (
      tx: Parameters<typeof judgeChanged>[0],
      changed: Parameters<typeof judgeChanged>[2],
    ) => {
      await judgeChanged(tx, context(), changed)
    },
    judgeAndExplain: async (
      tx: Parameters<typeof judgeChanged>[0],
      changed: Parameters<typeof judgeChanged>[2],
    ) => explainJudged(context(), await judgeChanged(tx, context(), changed)),
  }
}

/** Criteria of a set anywhere in a region, each once; none where the set is not in force. */
function criteriaAt(context: JudgingContext, query: { region: string; asOf: string; set: string }) {
  const found = eachArea(context, query.region, query.asOf, query.set).flatMap(
    ({ policy }) => policy.sets[query.set]!.criteria,
  )
  return [...new Map(found.map(({ id, label, source }) => [id, { id, label, source }])).values()]
}

type OutcomeQuery = Parameters<typeof outcomeCondition>[1]

function isAboutPersons(
  context: JudgingContext,
  query: { readonly region: string; readonly asOf: string; readonly set: string },
): boolean {
  return eachArea(context, query.region, query.asOf, query.set).some(
    ({ policy }) => policy.sets[query.set]!.subject === 'person',
  )
}

/** Condition on the snapshot `s` of a household: one of its members has the outcome under a set about persons. */
function memberCondition(context: JudgingContext, query: OutcomeQuery): string {
  const outcomes = outcomesAt(context, query.region, query.asOf, query.set)
  const isNow = query.asOf === context.today
  return `(s.county_code, s.household_id) in (select s.county_code, s.household_id from person_snapshot s
    join ${outcomes} v on v.county_code = s.county_code and v.subject_id = s.person_id
    where ${holdsAt('s', { asOf: query.asOf, isNow })} and ${outcomeCondition(context, query)})`
}

function mustKnowCriterion(
  context: JudgingContext,
  query: {
    readonly region: string
    readonly asOf: string
    readonly set: string
    readonly criterion?: string | undefined
  },
): void {
  const areas = eachArea(context, query.region, query.asOf, query.set)
  if (areas.length === 0) {
    throw invalid(
      'verdicts.unknownSet',
      {
        zh: `${query.asOf} 在 ${query.region} 没有生效的标准 ${query.set}。`,
        en: `No set ${query.set} is in force in ${query.region} on ${query.asOf}.`,
      },
      { field: 'set', value: query.set },
    )
  }
  if (query.criterion === undefined) return
  const known = areas.flatMap(({ policy }) => policy.sets[query.set]!.criteria.map(({ id }) => id))
  if (known.includes(query.criterion)) return
  throw invalid(
    'verdicts.unknownCriterion',
    {
      zh: `标准 ${query.set} 里没有 ${query.criterion}。`,
      en: `The set ${query.set} has no criterion ${query.criterion}.`,
    },
    { field: 'criterion', value: query.criterion, expected: [...new Set(known)] },
  )
}

interface IndicatorQuery {
  readonly region: string
  readonly asOf: string
  readonly indicator: string
  readonly subject: 'household' | 'village'
}

function mustKnowIndicator(context: JudgingContext, query: IndicatorQuery): void {
  const set = INDICATOR_SETS[query.subject]
  const known = eachArea(context, query.region, query.asOf, set).flatMap(({ policy }) =>
    policy.sets[set]!.criteria.map(({ id }) => id),
  )
  if (!known.includes(query.indicator)) {
    throw invalid(
      'indicators.unknown',
      {
        zh: `没有按户或村计数的指标 ${query.indicator}。`,
        en: `There is no indicator ${query.indicator} that counts these.`,
      },
      { field: 'indicator', value: query.indicator, expected: [...new Set(known)] },
    )
  }
}

/** Condition on a snapshot `s` and outcomes `v` of the indicators' set: the indicator counts the subject. */
function indicatorCondition(context: JudgingContext, query: IndicatorQuery): string {
  mustKnowIndicator(context, query)
  const set = INDICATOR_SETS[query.subject]
  const counted = outcomeCondition(context, { ...query, set, criterion: query.indicator, outcome: 2 })
  const key = `s.county_code, s.${query.subject}_id`
  return `exists (select from ${outcomesAt(context, query.region, query.asOf, set)} v where (v.county_code, v.subject_id) = (${key}) and ${counted})`
}
