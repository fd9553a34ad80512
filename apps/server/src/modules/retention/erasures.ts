/**
 * The list of whose data may go, and the two signatures that it takes.
 *
 *   proposed ─sign→ signedOnce ─sign, by another person→ signed ─the job→ done
 *      ↑               │                                   │
 *      └──release── held ←──────────hold, with a ground────┘
 */
import type { Erasure, ErasureState } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { withTransaction } from '../../platform/db.ts'
import { AppError, conflict, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { erasureText } from '../dictionary/index.ts'
import { mustSeeRegion, placeCodes, placePath, scopeWithin } from '../registry/index.ts'
import type { RetentionDeps } from './deps.ts'
import {
  countErasures,
  type ErasureRow,
  findStaff,
  holdRow,
  listErasureRows,
  lockErasures,
  releaseRow,
  signRows,
} from './erasures.store.ts'
import { findLastRun } from './last-run.ts'

const PAGE = 100

export async function listErasures(
  deps: RetentionDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly state?: ErasureState | undefined
    readonly cursor?: string | undefined
  },
) {
  if (query.region !== 'all') mustSeeRegion(actor, query.region)
  const { pool } = deps.system
  const ranges = scopeWithin(actor, query.region)
  const after = query.cursor
  if (after !== undefined && !/^[0-9a-f-]{36}$/.test(after)) throw notOurs()
  const rows = await listErasureRows(pool, ranges, { state: query.state, after, limit: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const places = await deps.registry.findPlaces(pool, placeCodes(shown.map(({ regionCode }) => regionCode)))
  const staff = await findStaff(pool, actor.accountId)
  return {
    items: shown.map((row): Erasure => erasureOf(row, placePath(row.regionCode, places), actor, staff)),
    ...(rows.length > PAGE ? { next: shown.at(-1)!.id } : {}),
    counts: await countErasures(pool, ranges),
    lastRun: await findLastRun(pool),
    leaves: erasureText,
  }
}

export async function signErasures(
  deps: RetentionDeps,
  actor: Actor,
  ids: readonly string[],
): Promise<{ signed: number }> {
  return withTransaction(deps.system, async ({ client }) => {
    const rows = await lockErasures(client, scopeWithin(actor, 'all'), ids)
    const missing = ids.find((id) => rows.every((row) => row.id !== id))
    if (missing) throw unknownErasure(missing)
    const staff = await findStaff(client, actor.accountId)
    for (const row of rows) mustBeOpen(row)
    // Sent again after the answer was lost: what one has signed oneself stands.
    const open = rows.filter(
      ({ firstBy, secondBy }) => firstBy !== actor.accountId && secondBy !== actor.accountId,
    )
    const twice = open.find(({ firstBy, firstStaff }) => firstBy !== null && firstStaff === staff)
    if (twice) throw sameHand()
    const now = deps.registry.clock.now()
    const first = open.filter(({ firstBy }) => firstBy === null).map(({ id }) => id)
    const second = open
      .filter(({ firstBy, secondBy }) => firstBy !== null && secondBy === null)
      .map(({ id }) => id)
    await signRows(client, 'first', first, actor.accountId, now)
    await signRows(client, 'second', second, actor.accountId, now)
    noteAudit({ subjectKind: 'erasure', detail: { first: first.length, second: second.length, ids } })
    return { signed: first.length + second.length }
  })
}

export function holdErasure(deps: RetentionDeps, actor: Actor, id: string, because: string) {
  return change(deps, actor, id, because, async (client, row) => {
    mustNotBeDone(row)
    if (row.heldAt === null) {
      await holdRow(client, id, {
        by: actor.accountId,
        at: deps.registry.clock.now(),
        because: because.trim(),
      })
    }
    return { held: true }
  })
}

export function releaseErasure(deps: RetentionDeps, actor: Actor, id: string, because: string) {
  return change(deps, actor, id, because, async (client, row) => {
    mustNotBeDone(row)
    if (row.heldAt !== null) await releaseRow(client, id)
    return { held: false }
  })
}

function change<T>(
  deps: RetentionDeps,
  actor: Actor,
  id: string,
  because: string,
  work: (client: Parameters<typeof holdRow>[0], row: ErasureRow) => Promise<T>,
): Promise<T> {
  return withTransaction(deps.system, async ({ client }) => {
    const [row] = await lockErasures(client, scopeWithin(actor, 'all'), [id])
    if (!row) throw unknownErasure(id)
    const { subjectKind, subjectId, regionCode } = row
    noteAudit({ subjectKind, subjectId, regionCode, purpose: because.trim() })
    return work(client, row)
  })
}

export function stateOf(row: ErasureRow): ErasureState {
  if (row.doneAt !== null) return 'done'
  if (row.heldAt !== null) return 'held'
  if (row.secondBy !== null) return 'signed'
  return row.firstBy === null ? 'proposed' : 'signedOnce'
}

function erasureOf(row: ErasureRow, region: Erasure['region'], actor: Actor, staff: string): Erasure {
  const state = stateOf(row)
  const isOwn = row.firstBy === actor.accountId || (row.firstBy !== null && row.firstStaff === staff)
  return {
    id: row.id,
    subjectKind: row.subjectKind,
    householdNumber: row.householdNumber,
    region,
    because: row.because,
    endedOn: row.endedOn,
    dueOn: row.dueOn,
    state,
    first: row.firstAt === null ? null : { by: row.firstName ?? '', at: row.firstAt },
    second: row.secondAt === null ? null : { by: row.secondName ?? '', at: row.secondAt },
    held:
      row.heldAt === null ? null : { by: row.heldName ?? '', at: row.heldAt, because: row.heldBecause ?? '' },
    doneAt: row.doneAt,
    rows: row.erasedRows,
    maySign:
      actor.permissions.has('retention.sign') && (state === 'proposed' || (state === 'signedOnce' && !isOwn)),
  }
}

function mustBeOpen(row: ErasureRow): void {
  mustNotBeDone(row)
  if (row.heldAt === null) return
  throw conflict(
    'erasure.held',
    { zh: '其中有暂缓的条目，先解除暂缓。', en: 'One of them is held; release it first.' },
    { field: 'ids', value: row.id },
  )
}

function mustNotBeDone(row: ErasureRow): void {
  if (row.doneAt === null) return
  throw conflict(
    'erasure.done',
    { zh: '已经删除，不能再改。', en: 'It was carried out already.' },
    { field: 'id', value: row.id },
  )
}

function sameHand() {
  return new AppError('erasure.sameHand', 403, {
    zh: '第二次签批须由另一个人办理。',
    en: 'The second signature has to be another person’s.',
  })
}

function notOurs() {
  return new AppError('cursor', 400, {
    zh: '翻页标记无效，请从第一页开始。',
    en: 'The cursor is not one of ours: begin with the first page.',
  })
}

function unknownErasure(id: string) {
  return notFound(
    'erasure.notFound',
    {
      zh: '没有这个条目，或者不在您的范围内。',
      en: 'There is no such entry, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
