/** Villages: list, and one with its criteria and the shares of its households. */
import type { Village, VillageRow } from '@lika/contract'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { RegistryDeps } from './deps.ts'
import { type GapQuery, gapConditions } from './gap-filter.ts'
import { listKnownFacts } from './household.store.ts'
import { knownFacts, mustHaveOutcome, placeCodes, placePath } from './households.ts'
import { mustBeInScope, scopeWithin } from './scope.ts'
import { findVillage, listVillageRows } from './villages.store.ts'

export const VILLAGE_EXIT_SET = 'village-exit'

export interface VillageListQuery extends GapQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly status?: string | undefined
  readonly poor?: 'true' | 'false' | undefined
  readonly criterion?: string | undefined
  readonly outcome?: 'met' | 'unmet' | 'undetermined' | undefined
  readonly indicator?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: string | undefined
}

export async function listVillages(
  deps: RegistryDeps,
  actor: Actor,
  query: VillageListQuery,
): Promise<{ items: VillageRow[]; next?: string }> {
  const asOf = query.asOf ?? deps.clock.today()
  const limit = Number(query.limit ?? '50')
  const asked = { region: query.region, asOf, set: VILLAGE_EXIT_SET }
  mustHaveOutcome(query)
  const rows = await listVillageRows(deps.db.pool, {
    ranges: scopeWithin(actor, query.region),
    asOf,
    status: query.status?.split(','),
    poor: query.poor === undefined ? undefined : query.poor === 'true',
    verdicts: deps.verdicts.outcomesAt(asked),
    condition: conditionOf(deps, query, asked),
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, ['region']).region,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const places = await deps.findPlaces(deps.db.pool, placeCodes(page.map((row) => row.region_code)))
  return {
    items: page.map((row) => {
      const mark =
        row.codes === null || row.outcome === null
          ? undefined
          : deps.verdicts.mark({ ...asked, region: row.region_code }, BigInt(row.codes), row.outcome)
      return {
        id: row.village_id,
        code: row.region_code,
        region: placePath(row.region_code, places),
        status: row.status,
        poorVillage: row.poor_village,
        ...(mark ? { verdict: mark } : {}),
      }
    }),
    ...(rows.length > limit && last ? { next: cursorOf({ region: last.region_code }) } : {}),
  }
}

function conditionOf(
  deps: RegistryDeps,
  query: VillageListQuery,
  asked: { region: string; asOf: string; set: string },
): string | undefined {
  const conditions = gapConditions(deps, query, asked, 'village')
  if (query.outcome !== undefined) {
    const outcome = ({ unmet: 0, undetermined: 1, met: 2 } as const)[query.outcome]
    conditions.push(deps.verdicts.outcomeCondition({ ...asked, criterion: query.criterion, outcome }))
  }
  if (query.indicator !== undefined) {
    const { region, asOf } = asked
    conditions.push(
      deps.verdicts.indicatorCondition({ region, asOf, indicator: query.indicator, subject: 'village' }),
    )
  }
  return conditions.length === 0 ? undefined : conditions.join(' and ')
}

export async function getVillage(
  deps: RegistryDeps,
  actor: Actor,
  code: string,
  query: { readonly asOf?: string | undefined },
): Promise<Village> {
  const unknown = () =>
    notFound(
      'village.notFound',
      {
        zh: '没有这个村，或者不在您的范围内。',
        en: 'There is no such village, or it is not within your scope.',
      },
      { field: 'code', value: code },
    )
  const asOf = query.asOf ?? deps.clock.today()
  mustBeInScope(actor, code, unknown)
  const row = await findVillage(deps.db.pool, code, asOf)
  if (!row) throw unknown()
  const explained = await deps.verdicts.explainVillage(deps.db.pool, {
    countyCode: row.county_code,
    id: row.village_id,
    regionCode: code,
    asOf,
  })
  const facts = await listKnownFacts(deps.db.pool, row.county_code, [row.village_id], asOf, 'infinity')
  const places = await deps.findPlaces(deps.db.pool, placeCodes([code]))
  return {
    id: row.village_id,
    code,
    asOf,
    region: placePath(code, places),
    status: row.status,
    facts: knownFacts(deps.catalogue, 'village', facts, asOf),
    verdicts: [...explained.verdicts],
    shares: [...explained.shares],
  }
}
