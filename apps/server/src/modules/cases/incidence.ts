/** 综合贫困发生率 of a region and of those below it. Unknown unless every village says its rural population. */
import type { Incidence, QueryOf, RateLimit, routes } from '@lika/contract'
import { formatDecimal, type Parameter } from '@lika/policy'
import { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { percentText } from '../policies/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import { CHILD } from './counts.ts'
import type { CasesDeps } from './deps.ts'
import { type Added, countFound, countHouseholds, countPopulation, type Span } from './incidence.store.ts'
import { rangesOf } from './listing.ts'

const VILLAGE = 12

export async function getIncidence(
  deps: CasesDeps,
  actor: Actor,
  query: QueryOf<(typeof routes)['cases']['getIncidence']>,
) {
  mustSeeRegion(actor, query.region)
  const { pool } = deps.registry.db
  const asOf = query.asOf ?? deps.registry.clock.today()
  const depth = query.region === 'all' ? 0 : query.region.length
  // Population is a fact of villages: below them there is none to divide by.
  const span: Span = {
    ranges: rangesOf(actor, query.region),
    asOf,
    isNow: asOf === deps.registry.clock.today(),
    digits: Math.min(CHILD[depth] ?? depth, Math.max(depth, VILLAGE)),
  }
  const [households, found, population] = [
    await countHouseholds(pool, span),
    await countFound(pool, span),
    depth > VILLAGE ? [] : await countPopulation(pool, deps.registry.catalogue, span),
  ]
  const codes = [...new Set([...households, ...found, ...population].map(({ place }) => place))].toSorted()
  const places = await deps.registry.findPlaces(pool, [...codes, query.region])
  const of = (code: string, holds: (place: string) => boolean) =>
    told({
      place: places.get(code) ?? { code, name: code },
      households: households.filter(({ place }) => holds(place)),
      found: found.filter(({ place }) => holds(place)),
      population: population.filter(({ place }) => holds(place)),
      limit: limitAt(deps, code, asOf),
    })
  return {
    asOf,
    whole: of(query.region, () => true),
    items:
      codes.length === 1 && codes[0] === query.region
        ? []
        : codes.map((code) => of(code, (place) => place === code)),
    limits: {
      missed: limitOf(parametersAt(deps, query.region, asOf).missedRateMax, 'at-most'),
      wronglyOut: limitOf(parametersAt(deps, query.region, asOf).wrongExitRateMax, 'at-most'),
    },
  }
}

type Counted<T extends (...given: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<T>>

function told(of: {
  readonly place: Incidence['region']
  readonly households: Counted<typeof countHouseholds>
  readonly found: Counted<typeof countFound>
  readonly population: Counted<typeof countPopulation>
  readonly limit: RateLimit | null
}): Incidence {
  const sum = <T>(rows: readonly T[], key: (row: T) => number) =>
    rows.reduce((total, row) => total + key(row), 0)
  const foundAs = (outcome: Added['outcome']) => {
    const own = of.found.filter((row) => row.outcome === outcome)
    return {
      households: sum(own, (row) => row.households),
      persons: sum(own, (row) => row.persons),
      added: sum(own, (row) => row.added),
    }
  }
  const villages = {
    all: sum(of.population, (row) => row.villages),
    known: sum(of.population, (row) => row.known),
  }
  const remaining = {
    households: sum(of.households, (row) => row.remaining),
    persons: sum(of.households, (row) => row.remainingPersons),
  }
  const [missed, wronglyOut] = [foundAs('missed'), foundAs('wronglyOut')]
  const numerator = remaining.persons + missed.added + wronglyOut.added
  const isKnown = villages.all > 0 && villages.known === villages.all
  const population = isKnown ? sum(of.population, (row) => row.persons) : null
  const isRate = population !== null && population > 0
  return {
    region: of.place,
    remaining,
    relapsed: sum(of.households, (row) => row.relapsedPersons),
    exited: sum(of.households, (row) => row.exitedPersons),
    missed,
    wronglyOut,
    numerator,
    population,
    villages,
    rate: isRate ? percentText(numerator, population) : null,
    limit: of.limit,
    holds: isRate && of.limit ? keeps(numerator, population, of.limit) : null,
  }
}

/** Compared as whole numbers: 2.996 % is below 3 %, and 3.004 % is not. */
function keeps(part: number, whole: number, { value, bound }: RateLimit): boolean {
  const [units = '0', decimals = ''] = value.split('.')
  const scale = 10n ** BigInt(decimals.length)
  const [counted, allowed] = [BigInt(part) * 100n * scale, BigInt(whole) * BigInt(units + decimals)]
  return bound === 'below' ? counted < allowed : counted <= allowed
}

/** A county may not exceed its limit (cn/check-rates), a village stays below its own (cn/village-exit); others have none. */
function limitAt(deps: CasesDeps, code: string, asOf: string): RateLimit | null {
  const parameters = parametersAt(deps, code, asOf)
  if (code.length === 6) return limitOf(parameters.countyIncidenceMax, 'at-most')
  if (code.length === VILLAGE) return limitOf(parameters.villageIncidenceMax, 'below')
  return null
}

/** A place without packs in force has no limits. */
function parametersAt(deps: CasesDeps, code: string, asOf: string): Readonly<Record<string, Parameter>> {
  try {
    return deps.judging().policies.at(code, asOf).parameters
  } catch (error) {
    if (error instanceof AppError) return {}
    throw error
  }
}

function limitOf(parameter: Parameter | undefined, bound: RateLimit['bound']): RateLimit | null {
  if (parameter?.type.kind !== 'number' || typeof parameter.value !== 'bigint') return null
  const { label, source, confirmed, value, type } = parameter
  return { label, source, confirmed, bound, value: formatDecimal(value, type.scale) }
}
