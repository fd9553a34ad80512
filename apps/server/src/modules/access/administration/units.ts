/** Units: who an account works for. They are closed, never deleted. */
import { isWithin } from '@lika/codes'
import type { NewUnit, Unit, UnitChange, UnitKind } from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Runner } from '../accounts.store.ts'
import type { AccessDeps } from '../deps.ts'
import { appendChange, wasMade } from './changes.store.ts'
import { isWithinOwn } from './containment.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { mustReachRegion, rangesWithin, unseenRegion } from './scope.ts'
import {
  countUnitRows,
  findUnitRow,
  hasNamesake,
  insertUnit,
  listUnitRows,
  type UnitRow,
  updateUnit,
} from './units.store.ts'

const page = 100

export async function listUnits(
  deps: AccessDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly search?: string | undefined
    readonly kind?: UnitKind | undefined
    readonly cursor?: string | undefined
  },
): Promise<{ items: Unit[]; total: number; next?: string }> {
  const { pool } = deps.system
  const asked = { ranges: rangesWithin(actor, query.region), search: query.search, kind: query.kind }
  const after = readCursor(query.cursor)
  const [rows, total] = await Promise.all([
    listUnitRows(pool, asked, after, page + 1),
    countUnitRows(pool, asked),
  ])
  const shown = rows.slice(0, page)
  const last = shown.at(-1)
  return {
    items: await answersOf(deps, pool, shown),
    total,
    ...(rows.length > page && last ? { next: cursorOf({ region: last.region_code, name: last.name }) } : {}),
  }
}

export async function addUnit(deps: AccessDeps, actor: Actor, unit: NewUnit): Promise<Unit> {
  mustReachRegion(actor, unit.region)
  return withTransaction(deps.system, async (tx) => {
    await mustExist(deps, tx.client, unit.region)
    if (unit.parent !== undefined) {
      const parent = await getUnit(tx.client, unit.parent, 'parent')
      if (!isWithin(unit.region, parent.region_code)) {
        throw refused(
          'unit.parentElsewhere',
          {
            zh: `上级单位“${parent.name}”不管这个区域。`,
            en: `The unit above, ${parent.name}, is not above this region.`,
          },
          { field: 'parent', value: unit.parent, expected: parent.region_code },
        )
      }
    }
    await mustBeTheOnlyOne(tx.client, unit.name, unit.region, unit.id)
    const row = { ...unit, parent: unit.parent ?? null }
    if (await insertUnit(tx.client, row)) {
      const at = deps.clock.now()
      await appendChange(tx.client, {
        kind: 'unitAdded',
        by: actor.accountId,
        at,
        reason: unit.reason,
        unitId: unit.id,
      })
    } else mustBeSame(await getUnit(tx.client, unit.id, 'id'), unit)
    return answerOf(deps, tx.client, unit.id)
  })
}

export async function changeUnit(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  change: UnitChange,
): Promise<Unit> {
  return withTransaction(deps.system, async (tx) => {
    const before = await getReachableUnit(tx.client, actor, id)
    const { id: changeId, reason, ...asked } = change
    const made = { id: changeId, kind: 'unitChanged', by: actor.accountId, reason, unitId: id } as const
    if (await wasMade(tx.client, { ...made, asked })) return answerOf(deps, tx.client, id)
    const name = change.name ?? before.name
    const isClosed = change.closed ?? before.closed_at !== null
    if (!isClosed) await mustBeTheOnlyOne(tx.client, name, before.region_code, id)
    const at = deps.clock.now()
    const after = {
      name,
      kind: change.kind ?? before.kind,
      closedAt: isClosed ? (before.closed_at ?? at) : null,
    }
    await updateUnit(tx.client, id, after)
    const { name: oldName, kind, closed_at } = before
    await appendChange(tx.client, {
      ...made,
      at,
      detail: { asked, before: { name: oldName, kind, closedAt: closed_at }, after },
    })
    return answerOf(deps, tx.client, id)
  })
}

/** A region that nobody knows holds nobody, and what is granted there would begin to hold on the day it is made. */
export async function mustExist(deps: AccessDeps, runner: Runner, region: string): Promise<void> {
  if (region === 'all' || (await deps.findPlaces(runner, [region])).has(region)) return
  throw unseenRegion(region)
}

/** A unit that staff may be put into. */
export async function getOpenUnit(runner: Runner, actor: Actor, id: string): Promise<UnitRow> {
  const unit = await getReachableUnit(runner, actor, id, 'unit')
  if (unit.closed_at === null) return unit
  throw refused(
    'unit.closed',
    {
      zh: `单位“${unit.name}”已撤销，不能再添人。`,
      en: `The unit ${unit.name} is closed and takes no new staff.`,
    },
    { field: 'unit', value: id },
  )
}

async function getReachableUnit(runner: Runner, actor: Actor, id: string, field = 'id'): Promise<UnitRow> {
  const unit = await getUnit(runner, id, field)
  if (isWithinOwn(unit.region_code, actor.regions)) return unit
  throw unseenUnit(id, field)
}

async function getUnit(runner: Runner, id: string, field: string): Promise<UnitRow> {
  const unit = await findUnitRow(runner, id)
  if (unit) return unit
  throw unseenUnit(id, field)
}

function unseenUnit(id: string, field: string) {
  return notFound(
    'unit.notFound',
    {
      zh: '没有这个单位，或者不在您的范围内。',
      en: 'There is no such unit, or it is not within your scope.',
    },
    { field, value: id },
  )
}

async function mustBeTheOnlyOne(runner: Runner, name: string, region: string, id: string): Promise<void> {
  if (!(await hasNamesake(runner, name, region, id))) return
  throw conflict(
    'unit.namesake',
    { zh: `这里已经有名为“${name}”的单位。`, en: `There is a unit named ${name} here already.` },
    { field: 'name', value: name },
  )
}

function mustBeSame(there: UnitRow, sent: NewUnit): void {
  const isSame =
    there.kind === sent.kind &&
    there.name === sent.name &&
    there.region_code === sent.region &&
    there.parent_id === (sent.parent ?? null)
  if (isSame) return
  throw conflict(
    'unit.otherBody',
    {
      zh: '同一编号的单位已经存在，内容不同。',
      en: 'A unit of this id is there already, and it is another one.',
    },
    { field: 'id', value: sent.id },
  )
}

async function answerOf(deps: AccessDeps, runner: Runner, id: string): Promise<Unit> {
  const [unit] = await answersOf(deps, runner, [await getUnit(runner, id, 'id')])
  return unit!
}

async function answersOf(deps: AccessDeps, runner: Runner, rows: readonly UnitRow[]): Promise<Unit[]> {
  const places = await deps.findPlaces(
    runner,
    rows.map(({ region_code }) => region_code),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as UnitKind,
    name: row.name,
    region: places.get(row.region_code) ?? { code: row.region_code, name: row.region_code },
    parent: row.parent_id === null ? null : { id: row.parent_id, name: row.parent_name ?? '' },
    closed: row.closed_at !== null,
    accounts: row.accounts,
  }))
}
