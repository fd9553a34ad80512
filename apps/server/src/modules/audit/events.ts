/** The journal for whoever answers for it: filtered, page by page, or as a file. */
import { regionRange } from '@lika/codes'
import { type AuditEvent, allRoutes } from '@lika/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Disk } from '../../platform/disk/disk.ts'
import { type Message, notFound } from '../../platform/errors.ts'
import type { Actor, FileAnswer } from '../../platform/http.ts'
import { eachItem, listFile, type SheetCell, type SheetColumn } from '../imports/index.ts'
import { type Place, placePath } from '../regions/index.ts'
import { cursorOf, mustSeeRegion, type RegistryDeps, readCursor } from '../registry/index.ts'
import type { SealsDeps } from '../seals/index.ts'
import { type EventFilter, type EventRow, listEventRows } from './audit.store.ts'
import { beginOf, dayAfter } from './days.ts'

export interface AuditDeps {
  readonly db: Db
  readonly clock: Clock
  readonly seals: SealsDeps
  readonly disk: Disk
  readonly findPlaces: RegistryDeps['findPlaces']
  /** When this server began. */
  readonly startedAt: string
}

export interface EventQuery {
  readonly region: string
  readonly subject?: string | undefined
  readonly account?: string | undefined
  readonly kind?: 'change' | 'read' | 'export' | undefined
  readonly result?: 'done' | 'refused' | 'failed' | undefined
  readonly action?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}

const PAGE = 100

export async function listEvents(
  deps: AuditDeps,
  actor: Actor,
  query: EventQuery,
): Promise<{ items: AuditEvent[]; next?: string }> {
  const rows = await listEventRows(deps.db.pool, { ...filterOf(actor, query), limit: PAGE + 1 })
  const page = rows.slice(0, PAGE)
  const places = await deps.findPlaces(
    deps.db.pool,
    page.flatMap(({ region_code }) => region_code ?? []),
  )
  const items = page.map((row) => eventOf(row, places))
  const last = page.at(-1)
  return rows.length > PAGE && last ? { items, next: cursorOf({ id: last.id }) } : { items }
}

function filterOf(actor: Actor, query: EventQuery): Omit<EventFilter, 'limit'> {
  mustSeeRegion(actor, query.region)
  const { region, from, to, cursor, ...asIs } = query
  return {
    ...asIs,
    ranges: [regionRange(region)],
    // What has no place is shown to whoever looks at all that they may see.
    isWhole: actor.regions.includes(region),
    ...(from ? { from: beginOf(from) } : {}),
    ...(to ? { before: beginOf(dayAfter(to)) } : {}),
    ...(cursor ? { after: readCursor(cursor, ['id']).id } : {}),
  }
}

const summaries = new Map<string, Message>(allRoutes.map(({ id, summary }) => [id, summary]))

export function labelOf(action: string): Message {
  const known = summaries.get(action)
  if (known) return known
  const [kind, name = ''] = action.split(':')
  if (kind === 'cli') return { zh: `命令行 ${name}`, en: `command ${name}` }
  if (kind === 'job') return { zh: `后台任务 ${name}`, en: `background work ${name}` }
  return { zh: action, en: action }
}

function eventOf(row: EventRow, places: ReadonlyMap<string, Place>): AuditEvent {
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    action: row.action,
    label: labelOf(row.action),
    result: row.result,
    accountId: row.account_id,
    account: row.account,
    displayName: row.display_name,
    role: row.role_label,
    address: row.address || null,
    requestId: row.request_id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectNumber: row.subject_number,
    region: row.region_code ? placePath(places, row.region_code) : [],
    purpose: row.purpose,
    detail: row.detail,
  }
}

const columns: readonly SheetColumn[] = [
  { header: '时间', kind: 'text', width: 22 },
  { header: '账号', kind: 'text', width: 16 },
  { header: '姓名或单位', kind: 'text', width: 24 },
  { header: '角色', kind: 'text', width: 14 },
  { header: '类别', kind: 'text', width: 8 },
  { header: '操作', kind: 'text', width: 28 },
  { header: '结果', kind: 'text', width: 8 },
  { header: '对象', kind: 'text', width: 12 },
  { header: '户编号', kind: 'id', width: 20 },
  { header: '对象标识', kind: 'id', width: 38 },
  { header: '地点', kind: 'text', width: 30 },
  { header: '用途', kind: 'text', width: 30 },
  { header: '来源地址', kind: 'text', width: 16 },
  { header: '详情', kind: 'text', width: 40 },
  { header: '请求编号', kind: 'id', width: 38 },
]

const kinds = { change: '修改', read: '查看', export: '导出' } as const
const results = { done: '完成', refused: '被拒绝', failed: '失败' } as const

export async function exportEvents(
  deps: AuditDeps,
  actor: Actor,
  query: EventQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { format, ...filter } = query
  mustSeeRegion(actor, query.region)
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const pages = eachItem((cursor) => listEvents(deps, actor, { ...filter, ...(cursor ? { cursor } : {}) }))
    for await (const event of pages) yield cellsOf(event)
  }
  return listFile('审计日志', format, { name: '审计日志', columns, rows: rows() }, signal)
}

function cellsOf(event: AuditEvent): SheetCell[] {
  return [
    event.at,
    event.account,
    event.displayName,
    event.role?.zh,
    kinds[event.kind],
    event.label.zh,
    results[event.result],
    event.subjectKind,
    event.subjectNumber,
    event.subjectId,
    event.region.map(({ name }) => name).join(' '),
    event.purpose,
    event.address,
    event.detail ? JSON.stringify(event.detail) : null,
    event.requestId,
  ]
}

/** Days that end before they begin find nothing, which would look like a clean record. */
export function mustBeInOrder(from: string, to: string): void {
  if (from <= to) return
  throw notFound(
    'audit.daysOutOfOrder',
    { zh: `起始日 ${from} 晚于截止日 ${to}。`, en: `The first day ${from} is after the last day ${to}.` },
    { field: 'from', value: from, expected: `<= ${to}` },
  )
}
