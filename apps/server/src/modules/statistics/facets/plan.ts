/**
 * Which facets of a list of households the kept counts can answer. They know region, status and cause together, and
 * region, status and one criterion together; what asks for more is counted out of the rows.
 */
import type { FilterPart, HouseholdAsk } from '../../registry/index.ts'

export interface FacetPlan {
  /** Facets by where their counts come from. */
  readonly households: readonly string[]
  readonly outcomes: readonly string[]
  /** Counts of region, status and total under the one criterion or indicator that is chosen. */
  readonly under: readonly string[]
  readonly criterion: string | undefined
  readonly rows: readonly string[]
  /** Digits of the regions whose kept counts are added up. */
  readonly digits: number
}

const ofHouseholds = ['total', 'region', 'status', 'cause']

export function isOutcomeFacet(facet: string): boolean {
  return facet === 'outcome' || facet === 'indicator' || facet.startsWith('criterion.')
}

/** `level` is the length of the codes one level down; `lengths` are those of regions that have to be told apart. */
export function planFacets(
  ask: HouseholdAsk,
  wanted: readonly string[],
  level: number | undefined,
  lengths: readonly number[],
): FacetPlan {
  const plan = {
    households: [] as string[],
    outcomes: [] as string[],
    under: [] as string[],
    rows: [] as string[],
  }
  const codes = ask.parts.filter(({ facet }) => facet === 'region').flatMap(({ values }) => values)
  const longest = Math.max(
    ...lengths,
    ...codes.map(({ length }) => length),
    ...ask.ranges.map(({ lo }) => lo.length),
    wanted.includes('region') ? (level ?? 0) : 0,
  )
  // A lacking fact, or a criterion about members, is a condition on the household itself: no count is kept of it.
  const isCounted = ({ facet, on }: FilterPart) =>
    facet !== '' && !(isOutcomeFacet(facet) && on === 'snapshot')
  const isKept = ask.isNow && longest <= 12 && ask.search === undefined && ask.parts.every(isCounted)
  for (const facet of wanted) {
    plan[isKept ? sourceOf(facet, ask.parts) : 'rows'].push(facet)
  }
  const criterion = ask.parts.find(({ facet }) => isOutcomeFacet(facet))?.facet
  return { ...plan, criterion, digits: longest <= 6 ? 6 : longest <= 9 ? 9 : 12 }
}

function sourceOf(facet: string, parts: readonly FilterPart[]): 'households' | 'outcomes' | 'under' | 'rows' {
  const others = parts.filter((part) => part.facet !== facet)
  const among = (names: readonly string[]) => others.every((part) => names.includes(part.facet))
  if (ofHouseholds.includes(facet) && among(ofHouseholds)) return 'households'
  if (isOutcomeFacet(facet) && among(['region', 'status'])) return 'outcomes'
  const outcomes = others.filter((part) => isOutcomeFacet(part.facet))
  const [only] = outcomes
  const isSingle = outcomes.length === 1 && (only?.facet !== 'indicator' || only.values.length === 1)
  if (isSingle && facet !== 'cause' && !isOutcomeFacet(facet) && among(['region', 'status', only!.facet])) {
    return 'under'
  }
  return 'rows'
}
