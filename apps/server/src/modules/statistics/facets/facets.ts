/** How many households each further choice among the filters of the list would leave. */
import { digitsBelow, regionLevelOf } from '@lika/codes'
import type { Facet, HouseholdFacets } from '@lika/contract'
import type { EffectivePolicy, Text } from '@lika/policy'
import type { Actor } from '../../../platform/http.ts'
import { areaCondition, INDICATOR_SETS, isCount, type JudgingContext } from '../../policies/index.ts'
import {
  type HouseholdAsk,
  type HouseholdFilterQuery,
  type RegistryDeps,
  readFilter,
} from '../../registry/index.ts'
import {
  type Areas,
  countKeptHouseholds,
  countKeptOutcomes,
  countRows,
  type KeptOutcomes,
} from './facets.store.ts'
import { type FacetPlan, isOutcomeFacet, planFacets } from './plan.ts'

export interface FacetDeps {
  readonly registry: RegistryDeps
  readonly judging: () => JudgingContext
}

const everyFacet = ['total', 'region', 'status', 'cause', 'outcome', 'criteria', 'indicator']
const outcomeNames = ['unmet', 'undetermined', 'met'] as const
const outcomeOrder = ['unmet', 'undetermined', 'met']

/** Counts by facet and value, as they are gathered from their sources. */
type Tally = Map<string, Map<string, number>>

export async function getHouseholdFacets(
  deps: FacetDeps,
  actor: Actor,
  query: HouseholdFilterQuery & { readonly facets?: string | undefined },
): Promise<HouseholdFacets> {
  const { registry } = deps
  const ask = readFilter(registry, actor, query)
  const asked = query.facets?.split(',') ?? everyFacet
  const isOfPersons = registry.verdicts.isAboutPersons(ask)
  const places = placesOf(deps.judging(), ask)
  const place = isOfPersons ? { ...places, criteria: chosenCriteria(ask, places) } : places
  // Nothing lies below a village group.
  const level = regionLevelOf(ask.region) === 'group' ? undefined : digitsBelow(ask.region)
  const wanted = asked.flatMap((facet) => {
    if (isOfPersons && (facet === 'criteria' || facet === 'outcome')) return ['total']
    return facet === 'criteria' ? [...place.criteria.keys()].map((id) => `criterion.${id}`) : [facet]
  })
  const plan = planFacets(ask, [...new Set(wanted)], level, place.lengths)
  const tally: Tally = new Map()
  await Promise.all([
    tallyHouseholds(deps, ask, plan, level, tally),
    tallyOutcomes(deps, ask, plan, place, tally),
    tallyUnder(deps, ask, plan, place, level, tally),
    tallyRows(deps, ask, plan, place, level, tally),
  ])
  const total = tally.get('total')?.get('') ?? 0
  if (isOfPersons) tallyChosen(ask, total, tally)
  const shown = asked.filter((facet) => facet !== 'outcome' || !isOfPersons || tally.has('outcome'))
  return {
    ...(asked.includes('total') ? { total } : {}),
    facets: await facetsOf(deps, ask, shown, place, level, tally),
  }
}

/**
 * Outcomes of persons are no counts of households. Of a set about persons only what was chosen is shown, which leaves
 * as many households as there are in all.
 */
function tallyChosen(ask: HouseholdAsk, total: number, tally: Tally): void {
  for (const { facet, values } of ask.parts) {
    if (isOutcomeFacet(facet) && facet !== 'indicator' && values.length === 1)
      add(tally, facet, values[0]!, total)
  }
}

function chosenCriteria(ask: HouseholdAsk, { criteria }: Places): Places['criteria'] {
  const isChosen = (id: string) =>
    ask.parts.some(({ facet, values }) => facet === `criterion.${id}` && values.length === 1)
  return new Map([...criteria].filter(([id]) => isChosen(id)))
}

/** Where each criterion and each indicator lies in the codes of each area's verdicts. */
interface Places {
  readonly areas: Areas
  readonly lengths: readonly number[]
  readonly criteria: ReadonlyMap<string, Text>
  readonly indicators: ReadonlyMap<string, Text>
  readonly criterionAt: (area: number, index: number) => string | undefined
  readonly indicatorAt: (area: number, index: number) => string | undefined
  readonly at: (facet: string) => readonly { readonly area: number; readonly index: number }[]
  readonly most: { readonly criteria: number; readonly indicators: number }
}

function placesOf(context: JudgingContext, ask: HouseholdAsk): Places {
  const areas = context.policies.areas(ask.region)
  const policies = areas.map((area) => context.policies.at(area.region, ask.asOf))
  const idsOf = (policy: EffectivePolicy, set: string) => policy.sets[set]?.criteria.map(({ id }) => id) ?? []
  const criteria = policies.map((policy) => idsOf(policy, ask.set))
  const indicators = policies.map((policy) => idsOf(policy, INDICATOR_SETS.household))
  const labels = policies.flatMap((policy) => policy.sets[ask.set]?.criteria ?? [])
  const counting = policies.flatMap((policy) =>
    policy.indicators.filter((each) => each.subject === 'household' && isCount(each)),
  )
  const cases = areas.map((area, index) => `when ${areaCondition(area)} then ${index}`)
  return {
    areas: {
      index: `case ${cases.join(' ')} else 0 end`,
      set: ask.set,
      indicators: INDICATOR_SETS.household,
    },
    lengths: areas.flatMap(({ without }) => without.map(({ lo }) => lo.length)),
    criteria: new Map(labels.map(({ id, label }) => [id, label])),
    indicators: new Map(counting.map(({ id, label }) => [id, label])),
    criterionAt: (area, index) => criteria[area]?.[index],
    indicatorAt: (area, index) => indicators[area]?.[index],
    at: (facet) =>
      criteria.flatMap((ids, area) => {
        const index = ids.indexOf(facet.slice('criterion.'.length))
        return index < 0 ? [] : [{ area, index }]
      }),
    most: {
      criteria: Math.max(0, ...criteria.map(({ length }) => length)),
      indicators: Math.max(0, ...indicators.map(({ length }) => length)),
    },
  }
}

function add(tally: Tally, facet: string, value: string, n: number): void {
  const values = tally.get(facet) ?? new Map<string, number>()
  tally.set(facet, values.set(value, (values.get(value) ?? 0) + n))
}

/** Whether a value is among those chosen of a facet; nothing chosen is everything. */
function isChosen(ask: HouseholdAsk, facet: string, value: string): boolean {
  const part = ask.parts.find((each) => each.facet === facet)
  return part === undefined || part.values.includes(value === '' ? 'unknown' : value)
}

async function tallyHouseholds(
  { registry }: FacetDeps,
  ask: HouseholdAsk,
  plan: FacetPlan,
  level: number | undefined,
  tally: Tally,
): Promise<void> {
  if (plan.households.length === 0) return
  const rows = await countKeptHouseholds(registry.db.pool, ask, plan.digits, level ?? plan.digits)
  for (const row of rows) {
    const fits = {
      region: row.is_within,
      status: isChosen(ask, 'status', row.status),
      cause: isChosen(ask, 'cause', row.cause),
    }
    const values = { total: '', region: row.region, status: row.status, cause: row.cause }
    for (const facet of plan.households as (keyof typeof values)[]) {
      const isCounted = Object.entries(fits).every(([key, fit]) => fit || key === facet)
      if (isCounted) add(tally, facet, values[facet], row.n)
    }
  }
}

async function tallyOutcomes(
  { registry }: FacetDeps,
  ask: HouseholdAsk,
  plan: FacetPlan,
  place: Places,
  tally: Tally,
): Promise<void> {
  if (plan.outcomes.length === 0) return
  const sets = [
    ...(plan.outcomes.some((facet) => facet !== 'indicator') ? [ask.set] : []),
    ...(plan.outcomes.includes('indicator') ? [INDICATOR_SETS.household] : []),
  ]
  const rows = await countKeptOutcomes(registry.db.pool, ask, place.areas, { digits: plan.digits, sets })
  for (const row of rows) {
    if (!row.is_within || !isChosen(ask, 'status', row.status)) continue
    const found = facetOf(row, ask, place)
    if (found && plan.outcomes.includes(found.facet)) add(tally, found.facet, found.value, row.n)
  }
}

function facetOf(
  row: Pick<KeptOutcomes, 'set_id' | 'area' | 'criterion' | 'outcome'>,
  ask: HouseholdAsk,
  place: Places,
): { facet: string; value: string } | undefined {
  if (row.set_id === INDICATOR_SETS.household) {
    const id = row.outcome === 2 ? place.indicatorAt(row.area, row.criterion) : undefined
    return id === undefined ? undefined : { facet: 'indicator', value: id }
  }
  if (row.set_id !== ask.set) return undefined
  const value = outcomeNames[row.outcome]!
  if (row.criterion < 0) return { facet: 'outcome', value }
  const id = place.criterionAt(row.area, row.criterion)
  return id === undefined ? undefined : { facet: `criterion.${id}`, value }
}

/** Region, status and total under one chosen criterion, outcome or indicator. */
async function tallyUnder(
  { registry }: FacetDeps,
  ask: HouseholdAsk,
  plan: FacetPlan,
  place: Places,
  level: number | undefined,
  tally: Tally,
): Promise<void> {
  if (plan.under.length === 0) return
  const chosen = plan.criterion!
  const sets = [chosen === 'indicator' ? INDICATOR_SETS.household : ask.set]
  const rows = await countKeptOutcomes(registry.db.pool, ask, place.areas, {
    digits: plan.digits,
    level: level ?? plan.digits,
    sets,
  })
  for (const row of rows) {
    const found = facetOf(row, ask, place)
    if (found?.facet !== chosen || !isChosen(ask, chosen, found.value)) continue
    const isOfStatus = isChosen(ask, 'status', row.status)
    if (plan.under.includes('region') && isOfStatus) add(tally, 'region', row.region ?? '', row.n)
    if (plan.under.includes('status') && row.is_within) add(tally, 'status', row.status, row.n)
    if (plan.under.includes('total') && row.is_within && isOfStatus) add(tally, 'total', '', row.n)
  }
}

async function tallyRows(
  { registry }: FacetDeps,
  ask: HouseholdAsk,
  plan: FacetPlan,
  place: Places,
  level: number | undefined,
  tally: Tally,
): Promise<void> {
  // Each reads no more than it needs: outcomes alone, households, or indicators beside them.
  const counted = await Promise.all(
    [
      plan.rows.filter((facet) => facet === 'outcome' || facet.startsWith('criterion.')),
      plan.rows.filter((facet) => facet === 'indicator'),
      plan.rows.filter((facet) => !isOutcomeFacet(facet)),
    ]
      .filter((facets) => facets.length > 0)
      .map((facets) =>
        countRows(registry.db.pool, ask, place.areas, {
          facets,
          level,
          criteria: place.most.criteria,
          indicators: place.most.indicators,
          places: place.at,
        }),
      ),
  )
  // Each of them counts everybody on the way.
  const total = counted.at(-1)?.find(({ facet }) => facet === 'total')
  const rows = [...(total ? [total] : []), ...counted.flat().filter(({ facet }) => facet !== 'total')]
  for (const row of rows) {
    if (row.facet === 'criterion' || row.facet === 'indicator') {
      const set_id = row.facet === 'criterion' ? ask.set : INDICATOR_SETS.household
      const code = { set_id, area: row.area!, criterion: Number(row.value), outcome: row.outcome! }
      const found = facetOf(code, ask, place)
      if (found && plan.rows.includes(found.facet)) add(tally, found.facet, found.value, row.n)
    } else if (plan.rows.includes(row.facet)) {
      const value = row.facet === 'outcome' ? outcomeNames[row.outcome!]! : (row.value ?? '')
      add(tally, row.facet, value, row.n)
    }
  }
}

/** In words: chosen values are there even when nobody has them, so that they can be taken back. */
async function facetsOf(
  { registry }: FacetDeps,
  ask: HouseholdAsk,
  asked: readonly string[],
  place: Places,
  level: number | undefined,
  tally: Tally,
): Promise<Facet[]> {
  const chosen = (facet: string) => ask.parts.find((part) => part.facet === facet)?.values ?? []
  const countOf = (facet: string, value: string) => tally.get(facet)?.get(value) ?? 0
  const facets: Facet[] = []
  if (asked.includes('region') && level !== undefined) {
    const codes = [...new Set([...(tally.get('region')?.keys() ?? []), ...chosen('region')])].sort()
    const names = await registry.findPlaces(registry.db.pool, codes)
    facets.push({
      facet: 'region',
      values: codes.map((value) => {
        const name = names.get(value)?.name ?? value
        return { value, label: { zh: name, en: name }, count: countOf('region', value) }
      }),
    })
  }
  for (const facet of ['status', 'cause'].filter((each) => asked.includes(each))) {
    const found = [...(tally.get(facet)?.keys() ?? [])].map((value) => (value === '' ? 'unknown' : value))
    const values = [...new Set([...found, ...chosen(facet)])].map((value) => ({
      value,
      count: countOf(facet, value === 'unknown' ? '' : value),
    }))
    facets.push({ facet, values: values.sort((a, b) => b.count - a.count) })
  }
  const isOfPersons = registry.verdicts.isAboutPersons(ask)
  const outcomes = (facet: string) =>
    outcomeOrder
      .filter((value) => !isOfPersons || chosen(facet).includes(value))
      .map((value) => ({ value, count: countOf(facet, value) }))
  if (asked.includes('outcome')) facets.push({ facet: 'outcome', values: outcomes('outcome') })
  if (asked.includes('criteria')) {
    for (const [id, label] of place.criteria) {
      facets.push({ facet: `criterion.${id}`, label, values: outcomes(`criterion.${id}`) })
    }
  }
  if (asked.includes('indicator')) {
    facets.push({
      facet: 'indicator',
      values: [...place.indicators].map(([value, label]) => ({
        value,
        label,
        count: countOf('indicator', value),
      })),
    })
  }
  return facets
}
