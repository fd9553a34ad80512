/** Villages: list with counts by filter, and one with its criteria, its gaps and the shares of its households. */
import { digitsBelow } from '@lika/codes'
import type { Village, VillageFacets, VillageRow, VillageTimelineEntry } from '@lika/contract'
import { formatDecimal } from '@lika/policy'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { Place, RegistryDeps } from '../deps.ts'
import { listKnownFacts, listTimelineRows } from '../households/household.store.ts'
import { EXIT_SET } from '../households/household-filter.ts'
import { knownFacts, monthsLater, placeCodes, placePath, timelineEntry } from '../households/households.ts'
import { maskFact } from '../mask.ts'
import { mustBeInScope } from '../scope.ts'
import {
  factValue,
  indicatorHolds,
  outcomeNumber,
  type ReadQuery,
  readOrder,
  readVillageQuery,
  type VillageFilterQuery,
  type VillageListQuery,
} from './village-query.ts'
import {
  countVillageFacets,
  type FacetCount,
  findVillage,
  listFactsBefore,
  listVillageRows,
  type VillageHead,
  type VillageListRow,
} from './villages.store.ts'

export type { VillageListQuery } from './village-query.ts'

export async function listVillages(
  deps: RegistryDeps,
  actor: Actor,
  query: VillageListQuery,
): Promise<{ items: VillageRow[]; next?: string }> {
  const { pool } = deps.db
  const read = readVillageQuery(deps, actor, query)
  const limit = Number(query.limit ?? '50')
  const offset = query.cursor === undefined ? 0 : Number(readCursor(query.cursor, ['offset']).offset)
  const rows = await listVillageRows(pool, {
    ...read.store,
    order: readOrder(read, query.sort),
    offset,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const codes = page.map((row) => row.region_code)
  const { asOf } = read.asked
  const [places, households] = await Promise.all([
    deps.findPlaces(pool, placeCodes(codes)),
    deps.verdicts.countHouseholds(pool, { villages: codes, asOf, set: EXIT_SET }),
  ])
  return {
    items: page.map((row) => villageRow(deps, read, row, places, households.get(row.region_code))),
    ...(rows.length > limit ? { next: cursorOf({ offset: String(offset + limit) }) } : {}),
  }
}

function villageRow(
  deps: RegistryDeps,
  { asked, columns, amounts }: ReadQuery,
  row: VillageListRow,
  places: ReadonlyMap<string, Place>,
  households: VillageRow['households'],
): VillageRow {
  const mark =
    row.codes === null || row.outcome === null
      ? undefined
      : deps.verdicts.mark({ ...asked, region: row.region_code }, BigInt(row.codes), row.outcome)
  const facts = columns.map(({ fact }, index) => [fact.id, factValue(fact, row.facts[2 * index])] as const)
  const stale = columns.filter(({ fact }, index) => {
    const observedOn = row.facts[2 * index + 1]
    if (fact.validForMonths === undefined || typeof observedOn !== 'string') return false
    return row.facts[2 * index] !== null && monthsLater(observedOn, fact.validForMonths) < asked.asOf
  })
  return {
    id: row.village_id,
    code: row.region_code,
    region: placePath(row.region_code, places),
    status: row.status,
    poorVillage: row.poor_village,
    ...(mark ? { verdict: mark } : {}),
    facts: Object.fromEntries(facts.map(([id, value]) => [id, maskFact(id, value)])) as VillageRow['facts'],
    stale: stale.map(({ fact }) => fact.id),
    indicators: Object.fromEntries(
      amounts.map(({ indicator, scale }, index) => {
        const amount = row.amounts[index] ?? null
        return [indicator, amount === null ? null : formatDecimal(BigInt(amount), scale)]
      }),
    ),
    ...(households ? { households } : {}),
  }
}

/** How many villages there are under each choice of a filter, so that nobody has to try them out. */
export async function countVillages(
  deps: RegistryDeps,
  actor: Actor,
  query: VillageFilterQuery & Pick<VillageListQuery, 'indicators'>,
): Promise<VillageFacets> {
  const read = readVillageQuery(deps, actor, query)
  const { asked } = read
  const criteria = deps.verdicts.criteriaAt(asked)
  const indicators = deps.verdicts.indicatorsAt({ ...asked, subject: 'village' })
  const counts = await countVillageFacets(deps.db.pool, {
    ...read.store,
    digits: digitsBelow(query.region),
    criteria: criteria.flatMap(({ id }) =>
      ([0, 1, 2] as const).map((outcome) => ({
        key: `${id}:${outcome}`,
        holds: deps.verdicts.outcomeCondition({ ...asked, criterion: id, outcome }),
      })),
    ),
    indicators: indicators.flatMap(({ id }) =>
      ([1, 2] as const).map((outcome) => ({
        key: `${id}:${outcome}`,
        holds: indicatorHolds(deps, asked, id, outcome),
      })),
    ),
  })
  const of = (facet: FacetCount['facet']) =>
    new Map(counts.filter((count) => count.facet === facet).map(({ key, value }) => [key, Number(value)]))
  const [poor, outcome, perCriterion, perIndicator] = [
    of('poor'),
    of('outcome'),
    of('criterion'),
    of('indicator'),
  ]
  const places = [...of('place')].sort(([a], [b]) => (a < b ? -1 : 1))
  const names = await deps.findPlaces(
    deps.db.pool,
    places.map(([code]) => code),
  )
  const outcomes = (counted: ReadonlyMap<string, number>, prefix = '') => ({
    met: counted.get(`${prefix}${outcomeNumber.met}`) ?? 0,
    unmet: counted.get(`${prefix}${outcomeNumber.unmet}`) ?? 0,
    undetermined: counted.get(`${prefix}${outcomeNumber.undetermined}`) ?? 0,
  })
  const sums = counts.filter(({ facet }) => facet === 'sum')
  return {
    total: of('total').get('') ?? 0,
    status: Object.fromEntries(of('status')),
    poor: { yes: poor.get('yes') ?? 0, no: poor.get('no') ?? 0 },
    places: places.map(([code, villages]) => ({ code, name: names.get(code)?.name ?? code, villages })),
    ...(criteria.length === 0 ? {} : { outcome: outcomes(outcome) }),
    criteria: criteria.map(({ id, label, source }) => ({
      criterion: id,
      label,
      source,
      villages: outcomes(perCriterion, `${id}:`),
    })),
    indicators: indicators.map(({ id, label, source, unit, isSum }) => ({
      indicator: id,
      label,
      source,
      unit,
      isSum,
      villages: perIndicator.get(`${id}:${outcomeNumber.met}`) ?? 0,
      unknown: perIndicator.get(`${id}:${outcomeNumber.undetermined}`) ?? 0,
    })),
    sums: Object.fromEntries(
      sums.map(({ key, value }) => {
        const { scale } = read.amounts.find(({ indicator }) => indicator === key)!
        return [key, formatDecimal(BigInt(value), scale)]
      }),
    ),
  }
}

export async function getVillage(
  deps: RegistryDeps,
  actor: Actor,
  code: string,
  query: { readonly asOf?: string | undefined },
): Promise<Village> {
  const { pool } = deps.db
  const asOf = query.asOf ?? deps.clock.today()
  const row = await mustFindVillage(deps, actor, code, asOf)
  const explained = await deps.verdicts.explainVillage(pool, {
    countyCode: row.county_code,
    id: row.village_id,
    regionCode: code,
    asOf,
  })
  const [facts, places, gaps] = await Promise.all([
    listKnownFacts(pool, row.county_code, [row.village_id], asOf, 'infinity'),
    deps.findPlaces(pool, placeCodes([code])),
    deps.verdicts.gapsOfVillage(pool, { regionCode: code, asOf }),
  ])
  return {
    id: row.village_id,
    code,
    asOf,
    region: placePath(code, places),
    status: row.status,
    facts: knownFacts(deps.catalogue, actor, 'village', facts, asOf),
    verdicts: [...explained.verdicts],
    shares: [...explained.shares],
    gaps,
  }
}

async function mustFindVillage(
  deps: RegistryDeps,
  actor: Actor,
  code: string,
  asOf: string,
): Promise<VillageHead> {
  const unknown = () =>
    notFound(
      'village.notFound',
      {
        zh: '没有这个村，或者不在您的范围内。',
        en: 'There is no such village, or it is not within your scope.',
      },
      { field: 'code', value: code },
    )
  mustBeInScope(actor, code, unknown)
  const row = await findVillage(deps.db.pool, code, asOf)
  if (!row) throw unknown()
  return row
}

const TIMELINE_PAGE = 50

/** Records and decisions of a village, latest first, each with what held before it. */
export async function listVillageTimeline(
  deps: RegistryDeps,
  actor: Actor,
  code: string,
  cursor: string | undefined,
): Promise<{ items: VillageTimelineEntry[]; next?: string }> {
  const { pool } = deps.db
  const village = await mustFindVillage(deps, actor, code, deps.clock.today())
  const { county_code: countyCode, village_id: id } = village
  const after = cursor === undefined ? undefined : readCursor(cursor, ['receivedAt', 'id'])
  const rows = await listTimelineRows(pool, countyCode, id, { after, limit: TIMELINE_PAGE + 1 })
  const page = rows.slice(0, TIMELINE_PAGE)
  const before = await listFactsBefore(
    pool,
    { countyCode, id },
    page.map((row) => row.id),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      ...timelineEntry(deps.catalogue, actor, row),
      before: Object.fromEntries(
        Object.entries(before.get(row.id) ?? {}).map(([key, value]) => [key, maskFact(key, value)]),
      ) as VillageTimelineEntry['before'],
    })),
    ...(rows.length > TIMELINE_PAGE && last
      ? { next: cursorOf({ receivedAt: last.received_at, id: last.id }) }
      : {}),
  }
}
