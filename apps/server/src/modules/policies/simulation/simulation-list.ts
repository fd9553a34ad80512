/** The households behind a simulation: whose outcome is another, page by page or all for a file. */

import { isWithin, regionRange } from '@lika/codes'
import type { SimulatedHousehold, SimulatedSide } from '@lika/contract'
import { formatValue, measuredBy, type Node } from '@lika/policy'
import type pg from 'pg'
import { invalid, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, placeCodes, placePath, readCursor, sqlText } from '../../registry/index.ts'
import { dayText } from '../relations.sql.ts'
import { judgedBothWays } from './simulation.sql.ts'
import {
  type Prepared,
  prepareSimulation,
  type SimulatedArea,
  type SimulationDeps,
  type SimulationQuery,
} from './simulation.ts'

const outcomes = ['unmet', 'undetermined', 'met'] as const
const sides: Readonly<Record<Exclude<SimulatedSide, 'dueBefore' | 'dueAfter'>, string>> = {
  gained: 'before <> 2 and after = 2',
  lost: 'before = 2 and after <> 2',
  changed: 'before <> after',
  met: 'after = 2',
  unmet: 'after = 0',
  undetermined: 'after = 1',
}
const PAGE = 50
/** More than these do not fit a row. */
const MOST_MEASURED = 2

export interface SimulatedListQuery extends SimulationQuery {
  readonly side: SimulatedSide
  readonly cost?: string | undefined
  readonly within?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export async function listSimulated(
  deps: SimulationDeps,
  actor: Actor,
  query: SimulatedListQuery,
): Promise<{ items: SimulatedHousehold[]; next?: string }> {
  const { side, cost, within, cursor, limit = PAGE, ...simulation } = query
  const prepared = prepareSimulation(deps, actor, simulation)
  if (within !== undefined) mustLieWithin(within, query.region)
  const after = cursor === undefined ? undefined : readCursor(cursor, ['region', 'id'])
  const sql = simulatedSql(prepared, side, { cost: costAsked(prepared, query), within, after })
  const { rows } = await deps.db.pool.query<SimulatedRow>(`${sql} limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await toldRows(deps, prepared, page),
    ...(rows.length > limit && last
      ? { next: cursorOf({ region: last.region_code, id: last.household_id }) }
      : {}),
  }
}

/** The cost that a list is asked for must be one of the simulation; other lists have none. */
function costAsked(prepared: Prepared, { side, cost }: SimulatedListQuery): string | undefined {
  if (side !== 'dueBefore' && side !== 'dueAfter') return undefined
  const known = prepared.areas.flatMap(({ costs }) =>
    costs.flatMap(({ told, before }) => (before ? told.id : [])),
  )
  if (cost !== undefined && known.includes(cost)) return cost
  throw invalid(
    'simulation.unknownCost',
    {
      zh: `这次推演没有可以列出名单的费用 ${cost ?? ''}。`,
      en: `The simulation has no cost ${cost ?? ''} whose households could be listed.`,
    },
    { field: 'cost', value: cost, expected: [...new Set(known)] },
  )
}

/** A region that is not part of the region simulated is none: nothing of it would be in the list. */
function mustLieWithin(within: string, region: string): void {
  if (isWithin(within, region)) return
  throw notFound(
    'region.notFound',
    {
      zh: `${within} 不在推演的区域 ${region} 之内。`,
      en: `${within} does not lie within the simulated region ${region}.`,
    },
    { field: 'within', value: within },
  )
}

export interface SimulatedRow {
  readonly household_id: string
  readonly region_code: string
  readonly number: string
  readonly head_name: string | null
  readonly household_size: number
  readonly status: string | null
  readonly before: number
  readonly after: number
  readonly area: number
  readonly measured: readonly (string | null)[]
}

/** In the order of regions, ready for a limit or a cursor. */
export function simulatedSql(
  prepared: Prepared,
  side: SimulatedSide,
  only: {
    readonly cost?: string | undefined
    readonly within?: string | undefined
    readonly after?: { readonly region: string; readonly id: string } | undefined
  } = {},
): string {
  const parts = prepared.areas.map((area, index) => {
    const measured = measuredIn(area)
    const due = costIn(area, side, only.cost)
    const asked: Record<string, Node> = {
      ...Object.fromEntries(measured.map(({ node }, i) => [`m${i}`, node])),
      ...(due ? { due } : {}),
    }
    const isListed = side === 'dueBefore' || side === 'dueAfter' ? (due ? 'due > 0' : 'false') : sides[side]
    const texts = measured.map((_, i) => `m${i}::text`)
    return `select county_code, household_id, before, after, ${index} as area, array[${texts.join(', ')}]::text[] as measured
      from (${judgedBothWays(prepared, area, asked)}) judged where ${isListed}`
  })
  const conditions = [
    `s.valid_from <= ${dayText(prepared.asOf)} and ${dayText(prepared.asOf)} < s.valid_to`,
    's.ended_because is null',
  ]
  if (only.within !== undefined) {
    const { lo, hi } = regionRange(only.within)
    conditions.push(`s.region_code >= ${sqlText(lo)} and s.region_code < ${sqlText(hi)}`)
  }
  if (only.after)
    conditions.push(
      `(s.region_code, s.household_id) > (${sqlText(only.after.region)}, ${sqlText(only.after.id)}::uuid)`,
    )
  return `select s.household_id, s.region_code, s.number, s.head_name, s.household_size, s.status, c.before, c.after, c.area, c.measured
    from (${parts.join(' union all ')}) c join household_snapshot s using (county_code, household_id)
    where ${conditions.join(' and ')} order by s.region_code, s.household_id`
}

function costIn({ costs }: SimulatedArea, side: SimulatedSide, id: string | undefined): Node | undefined {
  const cost = id === undefined ? undefined : costs.find(({ told }) => told.id === id)
  return side === 'dueBefore' ? cost?.before : cost?.after
}

export function measuredIn({ set, movables, policy, costs, touched }: SimulatedArea) {
  const moved = movables.filter(
    ({ criteria, entitlements }) =>
      touched.some((index) => criteria.includes(set.criteria[index]!.id)) ||
      costs.some(({ told }) => entitlements.includes(told.id)),
  )
  const found = measuredBy(set, new Set(moved.map(({ parameter }) => parameter.id)))
  return found.slice(0, MOST_MEASURED).map(({ id, node }): { label: Words; node: Node } => {
    const named = policy.derived.household?.[id] ?? policy.facts.household?.[id]
    return { node, label: named?.label ?? { zh: id, en: id } }
  })
}

interface Words {
  readonly zh: string
  readonly en: string
}

export async function toldRows(
  deps: Pick<SimulationDeps, 'db' | 'findPlaces'>,
  prepared: Prepared,
  rows: readonly SimulatedRow[],
): Promise<SimulatedHousehold[]> {
  const places = await deps.findPlaces(deps.db.pool, placeCodes(rows.map((row) => row.region_code)))
  const measured = prepared.areas.map(measuredIn)
  return rows.map((row) => ({
    id: row.household_id,
    number: row.number,
    headName: row.head_name,
    size: row.household_size,
    status: row.status,
    region: placePath(row.region_code, places),
    before: outcomes[row.before]!,
    after: outcomes[row.after]!,
    measured: measured[row.area]!.map(({ label, node }, index) => {
      const value = row.measured[index] ?? null
      return {
        label,
        value: formatValue(
          node.type,
          value === null ? null : node.type.kind === 'number' ? BigInt(value) : value,
          prepared.areas[row.area]!.policy,
        ),
        known: value !== null,
      }
    }),
  }))
}

/** All of them, in pieces, out of one statement: for a file. Runs in the transaction that is given. */
export async function* eachSimulated(
  client: pg.PoolClient,
  deps: Pick<SimulationDeps, 'db' | 'findPlaces'>,
  prepared: Prepared,
): AsyncGenerator<SimulatedHousehold> {
  await client.query(`declare simulated no scroll cursor for ${simulatedSql(prepared, 'changed')}`)
  for (;;) {
    const { rows } = await client.query<SimulatedRow>('fetch 1000 from simulated')
    if (rows.length === 0) return
    yield* await toldRows(deps, prepared, rows)
  }
}
