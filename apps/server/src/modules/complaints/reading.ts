/** The list, the figures, one of them with what was done. Whoever is complained about is told that there is nothing. */
import type { Complaint, ComplaintCounts, ComplaintItem, ComplaintState } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { cursorOf, mustSeeRegion, placeCodes, placePath, readCursor } from '../registry/index.ts'
import {
  type ComplaintRow,
  countRows,
  findComplaint,
  listComplaintRows,
  listEntries,
  listUnitRows,
  listViews,
} from './complaints.store.ts'
import { openSaid, openText } from './contents.ts'
import { findDeadlines } from './deadlines.ts'
import type { ComplaintsDeps } from './deps.ts'
import { unknownComplaint } from './refusals.ts'
import { aboveAccused, sightOf, standingOf } from './sight.ts'
import { mayAct } from './states.ts'

type Places = Awaited<ReturnType<ComplaintsDeps['findPlaces']>>

export interface ListQuery {
  readonly region: string
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly due?: 'late' | 'week' | undefined
  readonly cursor?: string | undefined
}

const PAGE = 50
const OPEN: readonly ComplaintState[] = ['received', 'accepted', 'passed']

export async function listComplaints(
  deps: ComplaintsDeps,
  actor: Actor,
  query: ListQuery,
): Promise<{ items: ComplaintItem[]; next?: string }> {
  if (query.region !== 'all') mustSeeRegion(actor, query.region)
  const today = deps.clock.today()
  const { state = 'open', due } = query
  const rows = await listComplaintRows(deps.db.pool, {
    sight: sightOf(actor, query.region),
    kind: query.kind ?? null,
    states: state === 'open' ? OPEN : state === 'all' ? [] : [state],
    dueBefore: due === 'late' ? today : due === 'week' ? deps.dayAfter(today, 8, false)! : null,
    dueFrom: due === 'week' ? today : null,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, ['day', 'id']),
    limit: PAGE + 1,
  })
  const shown = rows.slice(0, PAGE)
  const places = await findPlacesOf(deps, shown)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => itemOf(row, places, today)),
    ...(rows.length > PAGE && last ? { next: cursorOf({ day: last.due ?? '9999-12-31', id: last.id }) } : {}),
  }
}

export async function countComplaints(
  deps: ComplaintsDeps,
  actor: Actor,
  region: string,
): Promise<ComplaintCounts> {
  if (region !== 'all') mustSeeRegion(actor, region)
  const rows = await countRows(deps.db.pool, sightOf(actor, region), deps.clock.today())
  const { acceptWorkingDays, answerDays, confirmed } = await findDeadlines(deps.db.pool)
  const sum = (of: 'late' | 'week') => rows.reduce((total, row) => total + row[of], 0)
  return {
    states: rows.map(({ state, kind, count }) => ({ state, kind, count })),
    late: sum('late'),
    week: sum('week'),
    days: { accept: acceptWorkingDays, answer: answerDays, confirmed },
  }
}

export async function getComplaint(deps: ComplaintsDeps, actor: Actor, id: string): Promise<Complaint> {
  return withTransaction(deps.db, (tx) => readComplaint(deps, tx, actor, id), { readOnly: true })
}

/** As whoever asks may see it, within the transaction of an act or of a look. */
export async function readComplaint(
  deps: ComplaintsDeps,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Complaint> {
  const row = await getRow(tx, actor, id)
  const entries = await listEntries(tx.client, row.countyCode, id)
  const places = await findPlacesOf(
    deps,
    [row],
    entries.flatMap(({ toRegion }) => toRegion ?? []),
  )
  const { said, name, contact } = openSaid(deps.keyring, id, row.secret)
  const standing = standingOf(actor, row)
  const isGiven = name !== null || contact !== null
  const mayKnow = standing !== 'passed'
  return {
    ...itemOf(row, places, deps.clock.today()),
    said,
    name: mayKnow ? name : null,
    contact: mayKnow ? contact : null,
    hidden: isGiven && !mayKnow,
    receivedBy: row.receivedBy,
    entries: entries.map(({ toRegion, toUnit, toUnitName, caseId, secret, digest: _, ...entry }) => ({
      ...entry,
      text: openText(deps.keyring, entry.id, secret),
      to: toRegion === null ? null : { region: placeOf(toRegion, places), unit: unitOf(toUnit, toUnitName) },
      case: caseId,
    })),
    may: mayAct({ ...row, standing }),
    views: actor.permissions.has('complaints.inspect') ? await listViews(deps.system.pool, id) : null,
  }
}

export async function getRow(tx: Tx, actor: Actor, id: string): Promise<ComplaintRow> {
  const row = await findComplaint(tx.client, sightOf(actor, 'all'), id)
  if (!row) throw unknownComplaint(id)
  const regionCode = aboveAccused(row.regionCode, [row.accusedRegion, row.accusedUnitRegion])
  noteAudit({ subjectKind: 'complaint', subjectId: id, regionCode })
  return row
}

/** Units of a place and of what lies above it: those who can be meant. */
export async function listComplaintUnits(
  deps: ComplaintsDeps,
  actor: Actor,
  region: string,
): Promise<{ items: { id: string; name: string; region: { code: string; name: string } }[] }> {
  mustSeeRegion(actor, region)
  const codes = [4, 6, 9, 12]
    .filter((length) => length <= region.length)
    .map((length) => region.slice(0, length))
  const rows = await listUnitRows(deps.db.pool, codes)
  const places = await deps.findPlaces(deps.db.pool, codes)
  return {
    items: rows.map(({ id, name, regionCode }) => ({ id, name, region: placeOf(regionCode, places) })),
  }
}

function findPlacesOf(
  deps: ComplaintsDeps,
  rows: readonly ComplaintRow[],
  more: readonly string[] = [],
): Promise<Places> {
  const codes = rows.flatMap(({ regionCode, accusedRegion }) => [regionCode, accusedRegion ?? regionCode])
  return deps.findPlaces(deps.db.pool, placeCodes([...codes, ...more]))
}

function itemOf(row: ComplaintRow, places: Places, today: string): ComplaintItem {
  const { accusedRegion, accusedUnit, accusedUnitName, due } = row
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    about: row.about,
    region: placePath(row.regionCode, places),
    accused:
      accusedRegion === null && accusedUnit === null
        ? null
        : {
            region: accusedRegion === null ? null : placeOf(accusedRegion, places),
            unit: unitOf(accusedUnit, accusedUnitName),
          },
    anonymous: row.anonymous,
    state: row.state,
    received: row.receivedOn,
    acceptDue: row.acceptDue,
    answerDue: row.answerDue,
    late: due !== null && due < today,
    case: row.caseId,
  }
}

const placeOf = (code: string, places: Places) => places.get(code) ?? { code, name: code }

const unitOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? id })
