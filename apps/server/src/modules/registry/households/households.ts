/** One household, and its timeline. Reads only. */
import type { Household, TimelineEntry } from '@lika/contract'
import { formatDecimal } from '@lika/policy'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { Place, RegistryDeps } from '../deps.ts'
import { type Catalogue, flowFacts, type SubjectKind, sqlText } from '../fold/columns.ts'
import { asKnownOn } from '../fold/known-on.sql.ts'
import { hidingFrom } from '../mask.ts'
import { listEvidence } from '../records/evidence.store.ts'
import { mustBeInScope } from '../scope.ts'
import {
  type FactRow,
  findHouseholdHead,
  listContradictions,
  listIncome,
  listKnownFacts,
  listMembers,
  listTimelineRows,
  type TimelineRow,
} from './household.store.ts'

export { EXIT_SET, mustHaveOutcome, readSearch } from './household-filter.ts'

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
  const files = await listEvidence(
    pool,
    [...facts.values()].flatMap((rows) => rows.flatMap(({ evidence }) => evidence)),
  )
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
    facts: knownFacts(deps.catalogue, actor, 'household', facts.get(id) ?? [], asOf),
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
      facts: knownFacts(deps.catalogue, actor, 'person', facts.get(member.person_id) ?? [], asOf),
      verdicts: [...(explained.members.get(member.person_id) ?? [])],
    })),
    verdicts: [...explained.verdicts],
    files: [...files.values()],
    contradictions: (await listContradictions(pool, county, subjects)).map((row) => ({
      subjectId: row.subject_id,
      fact: row.fact,
      observedOn: row.observed_on,
      recordIds: row.record_ids,
    })),
  }
}

/** Facts of the catalogue with where they come from, as whoever asks may see them; flow facts lie in the income book. */
export function knownFacts(
  catalogue: Catalogue,
  actor: Actor,
  kind: 'household' | 'person' | 'village',
  rows: readonly FactRow[],
  asOf: string,
): Household['facts'] {
  const shown = hidingFrom(actor, catalogue, kind)
  const flows = new Set(flowFacts(catalogue).map((fact) => fact.id))
  const facts = new Map(catalogue[kind].map((fact) => [fact.id, fact]))
  return rows.flatMap((row) => {
    const fact = facts.get(row.fact)
    if (!fact || flows.has(row.fact)) return []
    return [
      {
        fact: row.fact,
        value: shown(row.fact, row.value) as Household['facts'][number]['value'],
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
  query: {
    readonly fact?: string | undefined
    readonly subject?: string | undefined
    readonly cursor?: string | undefined
  },
): Promise<{ items: TimelineEntry[]; next?: string }> {
  const head = await findHouseholdHead(deps.db.pool, '', id, deps.clock.today())
  if (!head) throw unknownHousehold(id)
  mustBeInScope(actor, head.region_code, () => unknownHousehold(id))
  const { cursor, fact, subject } = query
  const after = cursor === undefined ? undefined : readCursor(cursor, ['receivedAt', 'id'])
  const asked = { fact, subject, after, limit: TIMELINE_PAGE + 1 }
  const rows = await listTimelineRows(deps.db.pool, head.county_code, id, asked)
  const page = rows.slice(0, TIMELINE_PAGE)
  const last = page.at(-1)
  const files = await listEvidence(
    deps.db.pool,
    page.flatMap(({ evidence }) => evidence),
  )
  return {
    items: page.map((row) => ({
      ...timelineEntry(deps.catalogue, actor, row),
      files: row.evidence.flatMap((sha256) => files.get(sha256) ?? []),
    })),
    ...(rows.length > TIMELINE_PAGE && last
      ? { next: cursorOf({ receivedAt: last.received_at, id: last.id }) }
      : {}),
  }
}

/** An entry of a journal as whoever asks may see it. */
export function timelineEntry(catalogue: Catalogue, actor: Actor, row: TimelineRow): TimelineEntry {
  const shown = hidingFrom(actor, catalogue, row.subject_kind as SubjectKind)
  return {
    id: row.id,
    journal: row.journal,
    kind: row.kind,
    subjectKind: row.subject_kind as TimelineEntry['subjectKind'],
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    observedOn: row.observed_on,
    receivedAt: row.received_at,
    author: row.author ?? '',
    facts: shownFacts(shown, row.facts),
    before: shownFacts(shown, row.before ?? {}),
    ...(row.period_from && row.period_to ? { period: { from: row.period_from, to: row.period_to } } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
    evidence: row.evidence,
    ...(row.corrects ? { corrects: row.corrects } : {}),
    ...(row.corrected_by ? { correctedBy: row.corrected_by } : {}),
    ...(row.case_id ? { case: row.case_id } : {}),
  }
}

function shownFacts(
  shown: ReturnType<typeof hidingFrom>,
  facts: Readonly<Record<string, unknown>>,
): TimelineEntry['facts'] {
  const entries = Object.entries(facts).map(([key, value]) => [key, shown(key, value)])
  return Object.fromEntries(entries) as TimelineEntry['facts']
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
