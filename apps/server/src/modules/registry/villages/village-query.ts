/** What is asked of the list of villages, as conditions and columns. */
import { type Fact, formatDecimal, nearest } from '@lika/policy'
import { invalid } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { type FactColumn, factColumns } from '../fold/columns.ts'
import { type GapQuery, gapConditions } from '../households/gap-filter.ts'
import { mustHaveOutcome } from '../households/household-filter.ts'
import { scopeWithin } from '../scope.ts'
import {
  amountOrder,
  type VillageAmount,
  type VillageFilters,
  type VillageOrder,
  type VillageQuery,
} from './villages.store.ts'

export const VILLAGE_EXIT_SET = 'village-exit'
export const VILLAGE_INDICATORS = 'indicators-village'

export interface VillageFilterQuery extends GapQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly status?: string | undefined
  readonly poor?: 'true' | 'false' | undefined
  readonly criterion?: string | undefined
  readonly outcome?: 'met' | 'unmet' | 'undetermined' | undefined
  readonly indicator?: string | undefined
  readonly search?: string | undefined
}

export interface VillageListQuery extends VillageFilterQuery {
  readonly facts?: string | undefined
  readonly indicators?: string | undefined
  readonly sort?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: string | undefined
}

export const outcomeNumber = { unmet: 0, undetermined: 1, met: 2 } as const
const COLUMNS = 20

/** The query of the store, and what is needed to say its answer in words. */
export interface ReadQuery {
  readonly asked: { readonly region: string; readonly asOf: string; readonly set: string }
  readonly store: VillageQuery
  readonly columns: readonly FactColumn[]
  readonly amounts: readonly (VillageAmount & { readonly scale: number })[]
}

export function readVillageQuery(
  deps: RegistryDeps,
  actor: Actor,
  query: VillageFilterQuery & Pick<VillageListQuery, 'facts' | 'indicators'>,
): ReadQuery {
  mustHaveOutcome(query)
  const asOf = query.asOf ?? deps.clock.today()
  const asked = { region: query.region, asOf, set: VILLAGE_EXIT_SET }
  const columns = readFacts(deps, query.facts)
  const amounts = readAmounts(deps, asked, query.indicators)
  const gaps = gapConditions(deps, query, asked, 'village')
  const fixed = fixedFilters(deps, asked, query)
  return {
    asked,
    columns,
    amounts,
    store: {
      ranges: scopeWithin(actor, query.region),
      asOf,
      further: (bind) => [
        ...gaps,
        ...(query.search === undefined ? [] : [deps.isNamed('s.region_code', query.search, bind)]),
      ],
      filters: (bind) => ({ ...fixed, status: statusCondition(query.status, bind) }),
      verdicts: deps.verdicts.outcomesAt(asked),
      indicatorVerdicts: deps.verdicts.outcomesAt({ ...asked, set: VILLAGE_INDICATORS }),
      amounts,
      columns: columns.flatMap(({ column, observedColumn }) => [
        `s.${column}`,
        observedColumn === undefined ? 'null' : `s.${observedColumn}`,
      ]),
    },
  }
}

function statusCondition(status: string | undefined, bind: (value: unknown) => string): string | undefined {
  if (status === undefined) return undefined
  const codes = status.split(',')
  const named = `s.status = any(${bind(codes)}::text[])`
  return codes.includes('unknown') ? `(${named} or s.status is null)` : `coalesce(${named}, false)`
}

function fixedFilters(
  deps: RegistryDeps,
  asked: ReadQuery['asked'],
  query: VillageFilterQuery,
): VillageFilters {
  const { poor, outcome, criterion, indicator } = query
  return {
    ...(poor === undefined ? {} : { poor: `s.poor_village is ${poor === 'true' ? 'true' : 'not true'}` }),
    ...(outcome === undefined
      ? {}
      : {
          outcome: deps.verdicts.outcomeCondition({ ...asked, criterion, outcome: outcomeNumber[outcome] }),
        }),
    ...(indicator === undefined ? {} : { indicator: indicatorHolds(deps, asked, indicator, 2) }),
  }
}

/** Condition on `s` and the outcomes `i` of the indicators: the indicator came out so for the village. */
export function indicatorHolds(
  deps: RegistryDeps,
  asked: ReadQuery['asked'],
  indicator: string,
  outcome: 0 | 1 | 2,
): string {
  mustBeIndicator(deps, asked, indicator, 'indicator')
  return deps.verdicts.outcomeCondition({
    ...asked,
    set: VILLAGE_INDICATORS,
    criterion: indicator,
    outcome,
    alias: 'i',
  })
}

function mustBeIndicator(deps: RegistryDeps, asked: ReadQuery['asked'], indicator: string, field: string) {
  const known = deps.verdicts.indicatorsAt({ ...asked, subject: 'village' })
  const found = known.find(({ id }) => id === indicator)
  if (found) return found
  throw invalid(
    'indicators.unknown',
    {
      zh: `没有按村计数的指标 ${indicator}。`,
      en: `There is no indicator ${indicator} that counts villages.`,
    },
    { field, value: indicator, expected: known.map(({ id }) => id) },
  )
}

function readFacts(deps: RegistryDeps, facts: string | undefined): FactColumn[] {
  const columns = factColumns(deps.catalogue, 'village')
  return namesOf(facts, 'facts').map((name) => {
    const found = columns.find(({ fact }) => fact.id === name)
    if (found) return found
    const near = nearest(
      name,
      columns.map(({ fact }) => fact.id),
    )
    throw invalid(
      'villages.unknownFact',
      {
        zh: `事实目录里没有村的事实 ${name}，不能作为列。`,
        en: `The catalogue has no fact ${name} of villages, so it cannot be a column.`,
      },
      { field: 'facts', value: name, ...(near ? { expected: near } : {}) },
    )
  })
}

function readAmounts(
  deps: RegistryDeps,
  asked: ReadQuery['asked'],
  indicators: string | undefined,
): (VillageAmount & { scale: number })[] {
  return namesOf(indicators, 'indicators').map((indicator) => {
    const { isSum, scale } = mustBeIndicator(deps, asked, indicator, 'indicators')
    const outcome = ([2, 0] as const).map(
      (each) => `when ${indicatorHolds(deps, asked, indicator, each)} then ${each}`,
    )
    return {
      indicator,
      scale,
      outcome: `(case ${outcome.join(' ')} end)`,
      ...(isSum ? { values: deps.verdicts.indicatorValues({ ...asked, indicator }) } : {}),
    }
  })
}

function namesOf(list: string | undefined, field: string): string[] {
  const names = [...new Set(list?.split(',').filter((name) => name !== '') ?? [])]
  if (names.length <= COLUMNS) return names
  throw invalid(
    'villages.tooManyColumns',
    {
      zh: `一次最多选 ${COLUMNS} 列，您选了 ${names.length} 列。`,
      en: `A list takes ${COLUMNS} columns at most; ${names.length} were asked for.`,
    },
    { field, value: names.length, expected: COLUMNS },
  )
}

const fixedOrders: Readonly<Record<string, string | undefined>> = {
  code: undefined,
  status: 's.status',
  outcome: 'v.outcome',
}

/** A column that is sorted by must be one that is shown: nobody could check the order otherwise. */
export function readOrder(read: ReadQuery, sort: string | undefined): VillageOrder {
  const descending = sort?.startsWith('-') ?? false
  const name = (descending ? sort?.slice(1) : sort) ?? 'code'
  if (name in fixedOrders) return { by: fixedOrders[name], descending }
  const [kind, id] = name.split('.') as [string, string]
  const by =
    kind === 'fact'
      ? read.columns.filter(({ fact }) => fact.id === id).map(({ column }) => `s.${column}`)[0]
      : amountOrder(read.amounts, id)
  if (by !== undefined) return { by, descending }
  throw invalid(
    'villages.sortNotShown',
    {
      zh: `不能按 ${name} 排序：它不在所选的列里。`,
      en: `The list cannot be sorted by ${name}: it is not among the columns asked for.`,
    },
    { field: 'sort', value: sort },
  )
}

/** A value of a snapshot as the API says it. */
export function factValue(fact: Fact, raw: unknown): boolean | number | string | string[] | null {
  if (raw === null || raw === undefined) return null
  if (typeof raw === 'number' && fact.type !== 'integer') return formatDecimal(BigInt(raw), fact.scale)
  return raw as boolean | number | string | string[]
}
