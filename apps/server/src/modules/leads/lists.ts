/** Lists: what came, row by row what became of it, and taking one back. */
import { maskName, regionRange } from '@lika/codes'
import type { LeadList, LeadListItem, LeadRow, QueryOf, routes } from '@lika/contract'
import type pg from 'pg'
import { noteAudit } from '../../platform/audit.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import { withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import {
  cursorOf,
  mustSeeRegion,
  placeCodes,
  placePath,
  readCursor,
  regionsWith,
  scopeWithin,
  unseenRegion,
} from '../registry/index.ts'
import { openSaid, openText, sealText } from './contents.ts'
import type { LeadsDeps } from './deps.ts'
import { recognitions } from './kinds.ts'
import {
  countStates,
  findList,
  findLists,
  findRows,
  findUnits,
  type ListRow,
  lockList,
  lockRows,
  takeBack,
} from './lists.store.ts'
import { alreadyActedOn, unknownList, withdrawnAlready } from './refusals.ts'
import { maskedNumber, problemAnswer, shownText } from './row.ts'
import { seesList } from './sight.ts'

const PAGE = 50
const ROWS = 100

type Leads = (typeof routes)['leads']

export async function listLeadLists(
  deps: LeadsDeps,
  actor: Actor,
  query: QueryOf<Leads['listLeadLists']>,
): Promise<{ items: LeadListItem[]; next?: string }> {
  const ranges = scopeWithin(actor, query.region)
  if (ranges.length === 0) throw unseenRegion(query.region)
  const rows = await findLists(deps.registry.db.pool, {
    ranges,
    whole: regionsWith(actor, 'leads.handle').map(regionRange),
    accountId: actor.accountId,
    kind: query.kind,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, ['receivedAt', 'id']),
    limit: PAGE + 1,
  })
  const shown = rows.slice(0, PAGE)
  const items = await answerOf(deps, shown)
  const last = shown.at(-1)
  if (rows.length <= PAGE || !last) return { items }
  return { items, next: cursorOf({ receivedAt: last.uploadedAt, id: last.id }) }
}

export async function readList(deps: LeadsDeps, actor: Actor, id: string): Promise<LeadList> {
  const { pool } = deps.registry.db
  const row = await mustFindList(pool, actor, id)
  const [item] = await answerOf(deps, [row])
  const counted = await countStates(pool, id, { recognitions })
  const states = { open: 0, superseded: 0, checking: 0, checked: 0, dismissed: 0 }
  for (const { state, count } of counted) states[state] = count
  const mayWithdraw = row.withdrawnOn === null && counted.every(({ acted }) => acted === 0)
  return { ...item!, states, mayWithdraw }
}

/** Why it was taken back; null once that is past its time. */
function reasonOf(keyring: Keyring, { id, withdrawnSecret }: ListRow): string | null {
  return withdrawnSecret === null ? null : openText(keyring, id, withdrawnSecret)
}

async function mustFindList(runner: Pick<pg.Pool, 'query'>, actor: Actor, id: string): Promise<ListRow> {
  const row = await findList(runner, id)
  if (!row || !seesList(actor, row)) throw unknownList(id)
  noteAudit({ subjectKind: 'leadList', subjectId: id, regionCode: row.regionCode })
  return row
}

/** What became of the leads is counted for one list at a time: fifty lists are half a million leads. */
async function answerOf({ registry }: LeadsDeps, rows: readonly ListRow[]): Promise<LeadListItem[]> {
  const places = await registry.findPlaces(
    registry.db.pool,
    placeCodes(rows.map(({ regionCode }) => regionCode)),
  )
  return rows.map(
    (row): LeadListItem => ({
      id: row.id,
      kind: row.kind,
      region: placePath(row.regionCode, places),
      unit: row.unitId === null ? null : { id: row.unitId, name: row.unitName ?? row.unitId },
      heardOn: row.heardOn,
      fileName: row.fileName,
      uploadedBy: row.uploader,
      uploadedAt: row.uploadedAt,
      figures: row.figures,
      unread: [...row.unread],
      withdrawn:
        row.withdrawnOn === null
          ? null
          : { on: row.withdrawnOn, by: row.withdrawer ?? '', reason: reasonOf(registry.keyring, row) ?? '' },
      keptUntil: row.keptUntil,
    }),
  )
}

export async function listLeadRows(
  deps: LeadsDeps,
  actor: Actor,
  id: string,
  query: QueryOf<Leads['listLeadRows']>,
): Promise<{ items: LeadRow[]; next?: string }> {
  const { db, keyring, findPlaces } = deps.registry
  const list = await mustFindList(db.pool, actor, id)
  const rows = await findRows(db.pool, {
    list: id,
    outcome: query.outcome,
    after: query.cursor === undefined ? 0 : Number(readCursor(query.cursor, ['offset']).offset),
    limit: ROWS + 1,
    of: { recognitions },
  })
  const shown = rows.slice(0, ROWS)
  const places = await findPlaces(db.pool, placeCodes(shown.map(({ regionCode }) => regionCode)))
  const items = shown.map((row): LeadRow => {
    const said = row.secret === null ? null : openSaid(keyring, row.id, row.secret)
    const { problemField: field, problemCode: code } = row
    return {
      id: row.id,
      line: row.line,
      outcome: row.outcome,
      name: said?.name ? maskName(said.name) : null,
      idNumber: said?.idNumber ? maskedNumber(said.idNumber) : null,
      village: said?.village ? shownText('village', said.village) : null,
      doubleOf: row.doubleOf,
      problem:
        field === null || code === null
          ? null
          : problemAnswer({ field, code }, said, list.uploadedAt.slice(0, 10)),
      household:
        row.householdId === null
          ? null
          : { id: row.householdId, number: row.number!, headName: row.headName },
      region: placePath(row.regionCode, places),
      state: row.state,
      matchedBy: row.matchedBy,
      otherName: row.otherName,
    }
  })
  const last = shown.at(-1)
  return rows.length > ROWS && last ? { items, next: cursorOf({ offset: String(last.line) }) } : { items }
}

/** While nothing was done on it: its rows go, what it was and why it went stays. */
export async function withdrawLeadList(
  deps: LeadsDeps,
  actor: Actor,
  id: string,
  body: { readonly reason: string },
): Promise<LeadList> {
  const { clock, db, keyring } = deps.registry
  const reason = body.reason.trim()
  await withTransaction(db, async ({ client }) => {
    await mustFindList(client, actor, id)
    await lockList(client, id)
    // Read again: somebody may have taken it back while we waited.
    const row = await mustFindList(client, actor, id)
    if (row.withdrawnOn !== null) {
      if (reasonOf(keyring, row) === reason) return
      throw withdrawnAlready()
    }
    // Whoever acts on one of its leads at this moment is waited for.
    await lockRows(client, id)
    const counted = await countStates(client, id, { recognitions })
    if (counted.some(({ acted }) => acted > 0)) throw alreadyActedOn()
    noteAudit({ detail: { rows: row.figures.rows } })
    const secret = sealText(keyring, id, reason)
    await takeBack(client, { id, on: clock.today(), by: actor.accountId, secret })
  })
  return readList(deps, actor, id)
}

/** Of the region and of what lies above it. */
export async function listLeadUnits(
  { registry }: LeadsDeps,
  actor: Actor,
  region: string,
): Promise<{ items: { id: string; name: string; region: { code: string; name: string } }[] }> {
  mustSeeRegion(actor, region)
  const codes = unitPlaces(region)
  const rows = await findUnits(registry.db.pool, codes)
  const places = await registry.findPlaces(registry.db.pool, codes)
  return {
    items: rows.map(({ id, name, regionCode }) => ({
      id,
      name,
      region: places.get(regionCode) ?? { code: regionCode, name: regionCode },
    })),
  }
}

/** Where a unit may be that a list of a region comes from: there, and above it up to the city. */
export function unitPlaces(region: string): string[] {
  return [4, 6, 9, 12].filter((length) => length <= region.length).map((length) => region.slice(0, length))
}
