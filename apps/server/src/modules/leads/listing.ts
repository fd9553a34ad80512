/** Leads as lists show them, their figures, and one with what was done. */
import { isWithin } from '@lika/codes'
import type { Lead, LeadCounts, LeadItem, QueryOf, routes } from '@lika/contract'
import type pg from 'pg'
import { noteAudit } from '../../platform/audit.ts'
import type { Actor } from '../../platform/http.ts'
import {
  cursorOf,
  placeCodes,
  placePath,
  readCursor,
  regionsWith,
  scopeWithin,
  unseenRegion,
} from '../registry/index.ts'
import { openSaid, openText } from './contents.ts'
import type { LeadsDeps } from './deps.ts'
import { MONITORING, recognitions } from './kinds.ts'
import {
  type Asked,
  countLeadRows,
  describeLists,
  findDoubles,
  findLeads,
  findLeadsById,
  type LeadRowRead,
  listEntries,
  OUTCOMES,
} from './leads.store.ts'
import { unknownLead } from './refusals.ts'
import { knowsWhatIsSaid } from './sight.ts'

type Leads = (typeof routes)['leads']

/** How many digits the codes of the regions below have. */
const CHILD: Readonly<Record<number, number>> = { 0: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 14, 14: 14 }

/** As many lists as a facet offers, the latest; the others are found by their page. */
const LISTS = 50

export function askedBy(actor: Actor, region: string): Asked {
  const ranges = scopeWithin(actor, region)
  if (ranges.length === 0) throw unseenRegion(region)
  return { ranges, recognitions, set: MONITORING }
}

export async function listLeads(
  deps: LeadsDeps,
  actor: Actor,
  query: QueryOf<Leads['listLeads']>,
): Promise<{ items: LeadItem[]; next?: string }> {
  const { region, limit: asked, cursor, ...filter } = query
  const limit = Number(asked ?? '50')
  const rows = await findLeads(deps.registry.db.pool, {
    ...askedBy(actor, region),
    filter,
    after: cursor === undefined ? undefined : readCursor(cursor, ['day', 'id']),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const items = await itemsOf(deps, shown)
  const last = shown.at(-1)
  return rows.length > limit && last
    ? { items, next: cursorOf({ day: last.heardOn, id: last.id }) }
    : { items }
}

export async function itemsOf({ registry }: LeadsDeps, rows: readonly LeadRowRead[]): Promise<LeadItem[]> {
  const places = await registry.findPlaces(
    registry.db.pool,
    placeCodes(rows.map(({ regionCode }) => regionCode)),
  )
  return rows.map(
    (row): LeadItem => ({
      id: row.id,
      list: row.list,
      kind: row.kind,
      unit: row.unitId === null ? null : { id: row.unitId, name: row.unitName ?? row.unitId },
      heardOn: row.heardOn,
      household: {
        id: row.householdId,
        number: row.number,
        headName: row.headName,
        size: row.size,
        status: row.status,
        standing: row.standing,
      },
      region: placePath(row.regionCode, places),
      state: row.state,
      case: row.caseId,
      otherCase: row.otherCase,
      outcome: row.outcome === null ? null : OUTCOMES[row.outcome]!,
      matchedBy: row.matchedBy,
      otherName: row.otherName,
    }),
  )
}

export async function countLeads(
  deps: LeadsDeps,
  actor: Actor,
  query: QueryOf<Leads['countLeads']>,
): Promise<LeadCounts> {
  const { pool } = deps.registry.db
  const { region, ...filter } = query
  const depth = region === 'all' ? 0 : region.length
  const counted = await countLeadRows(pool, {
    ...askedBy(actor, region),
    filter,
    digits: CHILD[depth] ?? depth,
  })
  const of = (facet: string) =>
    counted.facets
      .filter((each) => each.facet === facet)
      .map(({ value, count }) => ({ id: value, count }))
      .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
  const described = await describeLists(
    pool,
    of('lists').map(({ id }) => id),
    LISTS,
  )
  // The one that is asked for is named however old it is.
  const { list } = filter
  if (list !== undefined && !described.has(list))
    for (const [id, of] of await describeLists(pool, [list], 1)) described.set(id, of)
  const places = await deps.registry.findPlaces(
    pool,
    counted.regions.map(({ place }) => place),
  )
  return {
    total: counted.total,
    households: counted.households,
    kinds: of('kinds'),
    states: of('states') as LeadCounts['states'],
    standings: of('standings') as LeadCounts['standings'],
    outcomes: of('outcomes') as LeadCounts['outcomes'],
    lists: of('lists')
      .flatMap(({ id, count }) => (described.has(id) ? [{ ...described.get(id)!, count }] : []))
      .toSorted((a, b) =>
        a.heardOn === b.heardOn ? (a.id < b.id ? 1 : -1) : a.heardOn < b.heardOn ? 1 : -1,
      ),
    regions: counted.regions
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ place, count, open }) => ({
        region: places.get(place) ?? { code: place, name: place },
        count,
        open,
      })),
  }
}

export async function getLead(deps: LeadsDeps, actor: Actor, id: string): Promise<Lead> {
  const { pool } = deps.registry.db
  const row = await mustFindLead(pool, actor, id)
  const [item] = await itemsOf(deps, [row])
  const { keyring } = deps.registry
  const knows = knowsWhatIsSaid(actor, row.regionCode)
  const said = row.secret === null || !knows ? null : await findSaid(deps, row, row.secret)
  const entries = await listEntries(pool, row.countyCode, id)
  return {
    ...item!,
    line: row.line,
    said,
    hidden: row.secret !== null && !knows,
    entries: entries.map((entry) => ({
      id: entry.id,
      act: entry.act,
      on: entry.on,
      at: entry.at,
      by: entry.by ?? '',
      text: entry.secret === null ? '' : openText(keyring, entry.id, entry.secret),
      case: entry.caseId,
    })),
    lastId: row.lastId,
    may: mayDo(actor, row),
  }
}

/** A person is one lead of a list, however many of its rows say them: each says its own. */
async function findSaid({ registry }: LeadsDeps, row: LeadRowRead, secret: Buffer): Promise<Lead['said']> {
  const { db, keyring } = registry
  const rows = [{ id: row.id, line: row.line, secret }, ...(await findDoubles(db.pool, row))]
  return {
    person: row.personId === null ? null : { id: row.personId, name: row.personName },
    rows: rows.map(({ id, line, secret: sealed }) => {
      const { name, reason, amount } = openSaid(keyring, id, sealed)
      return { line, name, reason, amount }
    }),
  }
}

function mayDo(actor: Actor, { state, regionCode }: LeadRowRead): Lead['may'] {
  if (state === 'dismissed') return ['reopen']
  const opens = regionsWith(actor, 'cases.act').some((region) => isWithin(regionCode, region))
  if (state === 'open') return opens ? ['open', 'dismiss'] : ['dismiss']
  return state === 'superseded' ? ['dismiss'] : []
}

export async function mustFindLead(
  runner: Pick<pg.Pool, 'query'>,
  actor: Actor,
  id: string,
): Promise<LeadRowRead> {
  const row = (await findLeadsById(runner, askedBy(actor, 'all'), [id])).get(id)
  if (!row) throw unknownLead(id)
  noteAudit({
    subjectKind: 'household',
    subjectId: row.householdId,
    regionCode: row.regionCode,
    detail: { lead: id },
  })
  return row
}
