/** The board: who owes what until when. */
import type { Duty, DutyCounts, DutyState } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, mustSeeRegion, readCursor } from '../../registry/index.ts'
import {
  type CountRow,
  countDutyRows,
  type DutyRow,
  findOwnUnit,
  listDutyRows,
  listUnitNames,
  NO_DAY,
} from './board.store.ts'
import type { TasksDeps } from './deps.ts'
import type { DutyAsk } from './duties.sql.ts'
import { listPlanTitles, listSentences, listUnitsOf, type Runner } from './units.store.ts'

export type BoardQuery = Omit<DutyAsk, 'date'> & { readonly date?: string | undefined }

const PAGE = 100

/** The query as the statements want it, of a region that the actor sees all of. */
export function readBoard({ registry }: TasksDeps, actor: Actor, query: BoardQuery): DutyAsk {
  mustSeeRegion(actor, query.region)
  return { ...query, date: query.date ?? registry.clock.today() }
}

export async function listDuties(
  deps: TasksDeps,
  actor: Actor,
  { cursor, ...query }: BoardQuery & { readonly cursor?: string | undefined },
  limit = PAGE,
): Promise<{ items: Duty[]; total: number; next?: string }> {
  const { db } = deps.registry
  const ask = readBoard(deps, actor, query)
  const place = cursor === undefined ? undefined : readCursor(cursor, ['offset', 'day', 'id'])
  const after = place && { rank: Number(place.offset), day: place.day, id: place.id }
  const { rows, total } = await listDutyRows(db.pool, ask, after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await toldDuties(deps, db.pool, shown),
    total,
    ...(rows.length > limit && last
      ? { next: cursorOf({ offset: String(last.rank), day: last.day ?? NO_DAY, id: last.id }) }
      : {}),
  }
}

/** Rows with the names of their units, plans and regions. */
export async function toldDuties(
  { registry }: TasksDeps,
  runner: Runner,
  rows: readonly DutyRow[],
): Promise<Duty[]> {
  const ids = [...new Set(rows.map(({ id }) => id))]
  const [units, titles, places, sentences] = await Promise.all([
    listUnitsOf(runner, ids),
    listPlanTitles(
      runner,
      rows.map((row) => row.plan_id),
    ),
    registry.findPlaces(
      runner,
      rows.map((row) => row.region_code),
    ),
    listSentences(runner, ids),
  ])
  return rows.map((row) => ({
    task: row.id,
    day: row.day,
    from: row.starts,
    every: row.every as Duty['every'],
    state: row.state,
    daysLate: row.days_late,
    percent: row.percent,
    lastReport: row.reported_on,
    text: row.text,
    clause: row.clause,
    plan: { id: row.plan_id, title: titles.get(row.plan_id) ?? '' },
    place: sentences.get(row.id) ?? null,
    region: places.get(row.region_code) ?? { code: row.region_code, name: row.region_code },
    ...units.get(row.id)!,
  }))
}

type ByState = DutyCounts['total']
const none: ByState = { done: 0, late: 0, blocked: 0, due: 0, coming: 0, open: 0 }

/** What weighs on a unit first: late and blocked, then what is due. */
const weightOf = (counts: ByState) => (counts.late + counts.blocked) * 1e6 + counts.due * 1e3 + counts.coming

export async function countDuties(deps: TasksDeps, actor: Actor, query: BoardQuery): Promise<DutyCounts> {
  const { pool } = deps.registry.db
  const ask = readBoard(deps, actor, query)
  const rows = await countDutyRows(pool, ask)
  const by = (facet: CountRow['facet']) => {
    const found = new Map<string, ByState>()
    for (const row of rows.filter((each) => each.facet === facet)) {
      found.set(row.key, { ...(found.get(row.key) ?? none), [row.state satisfies DutyState]: row.n })
    }
    return found
  }
  const [units, months, plans] = [by('unit'), by('month'), by('plan')]
  const [names, titles, own] = await Promise.all([
    listUnitNames(pool, [...units.keys()]),
    listPlanTitles(pool, [...plans.keys()]),
    findOwnUnit(deps.system.pool, actor.accountId),
  ])
  return {
    total: by('total').get('') ?? none,
    units: [...units]
      .map(([key, counts]) => ({ key, name: names.get(key) ?? key, ...counts }))
      .toSorted((a, b) => weightOf(b) - weightOf(a) || a.name.localeCompare(b.name, 'zh')),
    months: [...months]
      .map(([month, counts]) => ({ month, ...counts }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    plans: [...plans].map(([id, counts]) => ({ id, title: titles.get(id) ?? '', ...counts })),
    own: own !== undefined && units.has(own) ? own : null,
  }
}
