/** Lists of households, one household, its timeline. Reads only. */

import { identityKey, parseIdNumber } from '@lika/codes'
import type { Household, HouseholdRow, TimelineEntry } from '@lika/contract'
import { formatDecimal } from '@lika/policy'
import { invalid, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type Catalogue, flowFacts, sqlText } from './columns.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { Place, RegistryDeps } from './deps.ts'
import {
  type FactRow,
  findHouseholdHead,
  listContradictions,
  listIncome,
  listKnownFacts,
  listMembers,
  listTimelineRows,
} from './household.store.ts'
import { type GapQuery, gapConditions } from './gap-filter.ts'
import { type HouseholdListRow, type HouseholdSearch, listHouseholdRows } from './households.store.ts'
import { asKnownOn } from './known-on.sql.ts'
import { maskFact } from './mask.ts'
import { mustBeInScope, scopeWithin } from './scope.ts'

export interface HouseholdListQuery extends GapQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly status?: string | undefined
  readonly cause?: string | undefined
  readonly set?: string | undefined
  readonly criterion?: string | undefined
  readonly outcome?: 'met' | 'unmet' | 'undetermined' | undefined
  readonly indicator?: string | undefined
  readonly search?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: string | undefined
}

export const EXIT_SET = 'household-exit'
const outcomeNumber = { unmet: 0, undetermined: 1, met: 2 } as const

export async function listHouseholds(
  deps: RegistryDeps,
  actor: Actor,
  query: HouseholdListQuery,
): Promise<{ items: HouseholdRow[]; next?: string }> {
  const asOf = query.asOf ?? deps.clock.today()
  const set = query.set ?? EXIT_SET
  const limit = Number(query.limit ?? '50')
  const asked = { region: query.region, asOf, set }
  const rows = await listHouseholdRows(deps.db.pool, {
    ranges: scopeWithin(actor, query.region),
    asOf,
    isNow: asOf === deps.clock.today(),
    status: query.status?.split(','),
    cause: query.cause?.split(','),
    search: query.search === undefined ? undefined : readSearch(deps, query.search),
    verdicts: deps.verdicts.outcomesAt(asked),
    condition: conditionOf(deps, query, asked),
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, ['region', 'id']),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const places = await deps.findPlaces(deps.db.pool, placeCodes(page.map((row) => row.region_code)))
  return {
    items: page.map((row) => householdRow(deps, asked, row, places)),
    ...(rows.length > limit && last
      ? { next: cursorOf({ region: last.region_code, id: last.household_id }) }
      : {}),
  }
}

function conditionOf(
  deps: RegistryDeps,
  query: HouseholdListQuery,
  asked: { region: string; asOf: string; set: string },
): string | undefined {
  const conditions = gapConditions(deps, query, asked, 'household')
  mustHaveOutcome(query)
  if (query.outcome !== undefined) {
    const outcome = outcomeNumber[query.outcome]
    conditions.push(deps.verdicts.outcomeCondition({ ...asked, criterion: query.criterion, outcome }))
  }
  if (query.indicator !== undefined) {
    conditions.push(
      deps.verdicts.indicatorCondition({
        region: query.region,
        asOf: asked.asOf,
        indicator: query.indicator,
        subject: 'household',
      }),
    )
  }
  return conditions.length === 0 ? undefined : conditions.join(' and ')
}

/** A criterion alone asks for nothing, and must not look as if it had been answered. */
export function mustHaveOutcome(query: {
  readonly criterion?: string | undefined
  readonly outcome?: string | undefined
}): void {
  if (query.criterion === undefined || query.outcome !== undefined) return
  throw invalid(
    'households.criterionAlone',
    {
      zh: '按标准筛选时须写明结果:met、unmet 或 undetermined。',
      en: 'A criterion needs an outcome: met, unmet or undetermined.',
    },
    { field: 'outcome' },
  )
}

/** A whole id number is looked up by its hash, digits by household number, anything else as a name or its initials. */
function readSearch(deps: RegistryDeps, text: string): HouseholdSearch {
  const trimmed = text.trim()
  if (/^\d{17}[\dXx]$/.test(trimmed)) {
    const parsed = parseIdNumber(trimmed.toUpperCase(), { today: deps.clock.today() })
    if (parsed.ok) return { idHash: deps.hashId(identityKey(trimmed.toUpperCase())) }
  }
  if (/^[A-Za-z]?\d+$/.test(trimmed)) return { number: trimmed }
  return { name: /^[A-Za-z]+$/.test(trimmed) ? trimmed.toLowerCase() : trimmed }
}

function householdRow(
  deps: RegistryDeps,
  asked: { region: string; asOf: string; set: string },
  row: HouseholdListRow,
  places: ReadonlyMap<string, Place>,
): HouseholdRow {
  const mark =
    row.codes === null || row.outcome === null
      ? undefined
      : deps.verdicts.mark({ ...asked, region: row.region_code }, BigInt(row.codes), row.outcome)
  return {
    id: row.household_id,
    number: row.number,
    headName: row.head_name,
    size: row.household_size,
    status: row.status,
    cause: row.cause,
    region: placePath(row.region_code, places),
    ...(mark ? { verdict: mark } : {}),
  }
}

const placeLengths = [6, 9, 12, 14]

/** County, town, village and group codes of regions, each once. */
export function placeCodes(regions: readonly string[]): string[] {
  return [
    ...new Set(
      regions.flatMap((code) => placeLengths.filter((n) => n <= code.length).map((n) => code.slice(0, n))),
    ),
  ]
}

export function placePath(region: string, places: ReadonlyMap<string, Place>): Place[] {
  return placeLengths
    .filter((length) => length <= region.length)
    .map((length) => region.slice(0, length))
    .map((code) => places.get(code) ?? { code, name: code })
}

export async function getHousehold(
  deps: RegistryDeps,
  actor: Actor,
  id: string,
  query: { readonly asOf?: string | undefined; readonly knownOn?: string | undefined },
): Promise<Household> {
  const { pool } = deps.db
  const asOf = query.asOf ?? deps.clock.today()
  const now = await findHouseholdHead(pool, '', id, asOf)
  if (!now) throw unknownHousehold(id)
  mustBeInScope(actor, now.region_code, () => unknownHousehold(id))
  const prelude = query.knownOn
    ? asKnownOn(
        deps.catalogue,
        `select ${sqlText(now.county_code)} as county_code, ${sqlText(id)}::uuid as subject_id`,
        query.knownOn,
      )
    : ''
  const head = query.knownOn ? await findHouseholdHead(pool, prelude, id, asOf) : now
  if (!head) throw unknownHousehold(id)
  const county = head.county_code
  const members = await listMembers(pool, prelude, county, id, asOf)
  const subjects = [id, ...members.map((member) => member.person_id)]
  const knownAt = query.knownOn ? `${query.knownOn}T23:59:59.999999+08:00` : 'infinity'
  const facts = Map.groupBy(
    await listKnownFacts(pool, county, subjects, asOf, knownAt),
    (row) => row.subject_id,
  )
  const explained = await deps.verdicts.explainHousehold(pool, {
    countyCode: county,
    id,
    regionCode: head.region_code,
    asOf,
    knownOn: query.knownOn,
  })
  const income = await listIncome(pool, prelude, county, id)
  const places = await deps.findPlaces(pool, placeCodes([head.region_code]))
  return {
    id,
    number: head.number,
    asOf,
    headName: head.head_name,
    size: head.household_size,
    status: head.status,
    endedBecause: head.ended_because,
    region: placePath(head.region_code, places),
    villageId: head.village_id,
    facts: knownFacts(deps.catalogue, 'household', facts.get(id) ?? [], asOf),
    derived: [...explained.derived],
    income: {
      ...deps.verdicts.incomeWindow(head.region_code, asOf),
      items: income.map((row) => ({
        item: row.item,
        from: row.period_from,
        to: row.period_to,
        amount:
          row.amount === null
            ? null
            : row.item === 'incomeComplete'
              ? String(row.amount)
              : formatDecimal(row.amount, 2),
        recordId: row.record_id,
      })),
    },
    members: members.map((member) => ({
      id: member.person_id,
      name: member.name,
      relation: member.relation,
      facts: knownFacts(deps.catalogue, 'person', facts.get(member.person_id) ?? [], asOf),
      verdicts: [...(explained.members.get(member.person_id) ?? [])],
    })),
    verdicts: [...explained.verdicts],
    contradictions: (await listContradictions(pool, county, subjects)).map((row) => ({
      subjectId: row.subject_id,
      fact: row.fact,
      observedOn: row.observed_on,
      recordIds: row.record_ids,
    })),
  }
}

/** Facts of the catalogue with where they come from. Identifying numbers are masked; flow facts lie in the income book. */
export function knownFacts(
  catalogue: Catalogue,
  kind: 'household' | 'person' | 'village',
  rows: readonly FactRow[],
  asOf: string,
): Household['facts'] {
  const flows = new Set(flowFacts(catalogue).map((fact) => fact.id))
  const facts = new Map(catalogue[kind].map((fact) => [fact.id, fact]))
  return rows.flatMap((row) => {
    const fact = facts.get(row.fact)
    if (!fact || flows.has(row.fact)) return []
    return [
      {
        fact: row.fact,
        value: maskFact(row.fact, row.value) as Household['facts'][number]['value'],
        observedOn: row.observed_on,
        recordId: row.record_id,
        author: row.author ?? '',
        source: row.source,
        evidence: row.evidence,
        stale: fact.validForMonths !== undefined && monthsLater(row.observed_on, fact.validForMonths) < asOf,
      },
    ]
  })
}

/** Same day of a later month, or its last day when it is shorter: as PostgreSQL adds months. */
export function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const total = year * 12 + month - 1 + months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
}

const TIMELINE_PAGE = 50

export async function listTimeline(
  deps: RegistryDeps,
  actor: Actor,
  id: string,
  cursor: string | undefined,
): Promise<{ items: TimelineEntry[]; next?: string }> {
  const head = await findHouseholdHead(deps.db.pool, '', id, deps.clock.today())
  if (!head) throw unknownHousehold(id)
  mustBeInScope(actor, head.region_code, () => unknownHousehold(id))
  const after = cursor === undefined ? undefined : readCursor(cursor, ['receivedAt', 'id'])
  const rows = await listTimelineRows(deps.db.pool, head.county_code, id, after, TIMELINE_PAGE + 1)
  const page = rows.slice(0, TIMELINE_PAGE)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      id: row.id,
      journal: row.journal,
      kind: row.kind,
      subjectKind: row.subject_kind as TimelineEntry['subjectKind'],
      subjectId: row.subject_id,
      subjectName: row.subject_name,
      observedOn: row.observed_on,
      receivedAt: row.received_at,
      author: row.author ?? '',
      facts: Object.fromEntries(
        Object.entries(row.facts).map(([key, value]) => [key, maskFact(key, value)]),
      ) as TimelineEntry['facts'],
      ...(row.period_from && row.period_to ? { period: { from: row.period_from, to: row.period_to } } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
      evidence: row.evidence,
      ...(row.corrects ? { corrects: row.corrects } : {}),
      ...(row.corrected_by ? { correctedBy: row.corrected_by } : {}),
    })),
    ...(rows.length > TIMELINE_PAGE && last
      ? { next: cursorOf({ receivedAt: last.received_at, id: last.id }) }
      : {}),
  }
}

function unknownHousehold(id: string) {
  return notFound(
    'household.notFound',
    {
      zh: '没有这一户，或者不在您的范围内。',
      en: 'There is no such household, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
