/** Notices as the offices read them. */
import { isWithin, regionRange } from '@lika/codes'
import type { Notice, NoticeItem, QueryOf, routes } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type AppError, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import {
  cursorOf,
  inRanges,
  placeCodes,
  placePath,
  readCursor,
  scopeWithin,
  unseenRegion,
} from '../../registry/index.ts'
import type { CasesDeps } from '../deps.ts'
import { actorsOf } from '../terms.ts'
import {
  findNotice,
  type ListedNotice,
  listNoticeRows,
  listSeenCases,
  type NoticeRow,
} from './notices.store.ts'
import { answers, countOfNotices } from './objections.store.ts'
import { daysLeftOn, publicPathOf, stateOn, stateSql } from './state.ts'

const PAGE = 50

/** Those of a region, and those of the places above it, which hang for it as well. */
export async function listNotices(
  deps: CasesDeps,
  actor: Actor,
  query: QueryOf<(typeof routes)['notices']['listNotices']>,
): Promise<{ items: NoticeItem[]; next?: string }> {
  const { pool } = deps.registry.db
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const ranges = scopeWithin(actor, query.region)
  if (ranges.length === 0) throw unseenRegion(query.region)
  const where = [
    `(${inRanges('n.region_code', ranges, bind)} or n.region_code = any(${bind(placesAbove(actor, query.region))}))`,
  ]
  if (query.state) where.push(stateSql(query.state, `${bind(deps.registry.clock.today())}::date`))
  if (query.kind) where.push(`n.kind = ${bind(query.kind)}`)
  if (query.procedure) where.push(`n.procedure = ${bind(query.procedure)}`)
  if (query.objections)
    where.push(`exists (select from objection o ${answers} where o.county_code = n.county_code and o.notice_id = n.id
      and a.upheld is null and not p.past)`)
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, ['until', 'id'])
  const rows = await listNoticeRows(pool, {
    where,
    values,
    after: after as { until: string; id: string } | undefined,
    limit: PAGE + 1,
  })
  const page = rows.slice(0, PAGE)
  const items = await itemsOf(deps, actor, page)
  const last = page.at(-1)
  return rows.length > PAGE && last
    ? { items, next: cursorOf({ until: last.until, id: last.id }) }
    : { items }
}

/** Townships and counties above a region, or above what the actor sees of it. */
function placesAbove(actor: Actor, region: string): string[] {
  const seen = actor.regions.some((granted) => isWithin(region, granted))
    ? [region]
    : actor.regions.filter((granted) => isWithin(granted, region))
  const above = seen.flatMap((code) => [6, 9, 12].filter((n) => n < code.length).map((n) => code.slice(0, n)))
  return [...new Set(above)]
}

export async function getNotice(deps: CasesDeps, actor: Actor, id: string): Promise<Notice> {
  const row = await findSeenNotice(deps, actor, id)
  noteAudit({ subjectKind: 'notice', subjectId: row.id, regionCode: row.regionCode })
  return noticeAnswer(deps, actor, row)
}

/** Not there and not yours look the same. A notice is read by whoever works in its place, below it or above it. */
export async function findSeenNotice(deps: CasesDeps, actor: Actor, id: string): Promise<NoticeRow> {
  const row = await findNotice(deps.registry.db.pool, id)
  const touches = (granted: string) =>
    isWithin(row!.regionCode, granted) || isWithin(granted, row!.regionCode)
  if (!row || !actor.regions.some(touches)) throw unknownNotice(id)
  return row
}

export function unknownNotice(id: string): AppError {
  return notFound(
    'notice.notFound',
    {
      zh: '没有这份公示，或者不在您的范围内。',
      en: 'There is no such notice, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

export async function noticeAnswer(deps: CasesDeps, actor: Actor, row: NoticeRow): Promise<Notice> {
  const [item] = await itemsOf(deps, actor, [row])
  const { content, countyCode } = row
  const seen = await listSeenCases(deps.registry.db.pool, {
    countyCode,
    cases: content.rows.map((each) => each.case),
    ranges: actor.regions.map(regionRange),
  })
  // Only what hangs is for everybody: before and after, a row is for who may see its case.
  const isOpen = item!.state === 'hanging'
  return {
    ...item!,
    text: content.text,
    columns: [...content.columns],
    rows: content.rows
      .map((each) => ({ case: seen.has(each.case) ? each.case : null, cells: [...each.cells] }))
      .filter((each) => isOpen || each.case !== null),
  }
}

async function itemsOf(deps: CasesDeps, actor: Actor, rows: readonly ListedNotice[]): Promise<NoticeItem[]> {
  const { pool } = deps.registry.db
  const today = deps.registry.clock.today()
  const places = await deps.registry.findPlaces(pool, placeCodes(rows.map(({ regionCode }) => regionCode)))
  const objections = await countOfNotices(pool, rows)
  return rows.map((row) => {
    const { content } = row
    const state = stateOn(row, today)
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      region: placePath(row.regionCode, places),
      level: content.level,
      stamp: content.stamp,
      procedure: content.procedure,
      step: content.step,
      title: content.title,
      issuer: content.issuer,
      from: row.from,
      until: row.until,
      days: row.days,
      workingDays: content.workingDays,
      daysLeft: daysLeftOn(row, today),
      state,
      sha256: row.sha256,
      by: row.by,
      at: row.at,
      takenDown:
        row.downOn === null ? null : { on: row.downOn, reason: row.reason ?? '', by: row.downBy ?? '' },
      objections: objections.get(row.id) ?? { open: 0, answered: 0 },
      publicPath: publicPathOf(row.id),
      mayTakeDown: (state === 'hanging' || state === 'coming') && mayTakeDown(actor, row),
    }
  })
}

export function mayTakeDown(
  actor: Actor,
  { content, regionCode }: Pick<ListedNotice, 'content' | 'regionCode'>,
): boolean {
  const isHere = actor.regions.some((granted) => isWithin(regionCode, granted))
  return isHere && actorsOf(actor, regionCode).some((each) => content.actors.includes(each))
}
