/**
 * Other figures tried out on a region: who would change side, where, and at what cost. Only the criteria that read a
 * changed figure are judged anew; today's outcomes of the others are those that are kept. Nothing is stored.
 */
import { digitsBelow } from '@lika/codes'
import type { Simulation } from '@lika/contract'
import {
  changesOf,
  type EffectivePolicy,
  formatDecimal,
  type Movable,
  overlay,
  parseDecimal,
} from '@lika/policy'
import type { Clock } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db.ts'
import { invalid, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { mustSeeRegion } from '../../registry/index.ts'
import type { JudgingContext } from '../judging.ts'
import { movableIn, textOf } from './movables.ts'
import { type CountedRow, countChanges } from './simulation.sql.ts'
import { addCosts, costsOf, gapOf, type PlannedCost, plannedCosts } from './simulation-costs.ts'

export interface SimulationDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Db['pool'],
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

export interface SimulationQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly set: string
  readonly parameters: Readonly<Record<string, string>>
  readonly status?: readonly string[] | undefined
}

/** One part of the region under its packs and under the other figures. */
export interface SimulatedArea {
  readonly area: ReturnType<JudgingContext['policies']['areas']>[number]
  readonly policy: EffectivePolicy
  readonly changed: EffectivePolicy
  readonly set: EffectivePolicy['sets'][string]
  readonly changedSet: EffectivePolicy['sets'][string]
  /** Indexes of the criteria that are to be judged anew. */
  readonly touched: readonly number[]
  readonly movables: readonly Movable[]
  readonly costs: readonly PlannedCost[]
}

export interface Prepared {
  readonly context: JudgingContext
  readonly region: string
  readonly asOf: string
  readonly set: string
  readonly status: readonly string[] | undefined
  readonly areas: readonly SimulatedArea[]
}

/** Checks what is asked for, and finds the packs of every part of the region. */
export function prepareSimulation(deps: SimulationDeps, actor: Actor, query: SimulationQuery): Prepared {
  mustSeeRegion(actor, query.region)
  const context = deps.judging()
  const asOf = query.asOf ?? deps.clock.today()
  const areas = context.policies.areas(query.region).flatMap((area): SimulatedArea[] => {
    const policy = context.policies.at(area.region, asOf)
    const set = policy.sets[query.set]
    if (set?.subject !== 'household') return []
    const movables = movableIn(policy, set)
    // A part of the region may lack a figure that another part has.
    const known = Object.entries(query.parameters).filter(([key]) =>
      movables.some((each) => each.key === key),
    )
    for (const [key, value] of known) mustFit(movables.find((each) => each.key === key)!, value)
    const changed = overlaid(policy, Object.fromEntries(known))
    const changedSet = changed.sets[query.set]!
    const touched = set.criteria.flatMap((each, index) =>
      each === changedSet.criteria[index] ? [] : [index],
    )
    const moved = movables.filter(({ key }) => Object.hasOwn(query.parameters, key))
    const costs = plannedCosts({ policy, changed, set, changedSet, moved })
    return [{ area, policy, changed, set, changedSet, touched, movables, costs }]
  })
  if (areas.length === 0) throw unknownSet(query, asOf)
  for (const key of Object.keys(query.parameters)) {
    if (!areas.some(({ movables }) => movables.some((each) => each.key === key)))
      throw unknownParameter(key, areas)
  }
  return { context, region: query.region, asOf, set: query.set, status: query.status, areas }
}

function unknownSet(query: SimulationQuery, asOf: string) {
  return invalid(
    'simulation.unknownSet',
    {
      zh: `${asOf} 在 ${query.region} 没有生效的户标准 ${query.set}。`,
      en: `No set ${query.set} about households is in force in ${query.region} on ${asOf}.`,
    },
    { field: 'set', value: query.set },
  )
}

function unknownParameter(key: string, areas: readonly SimulatedArea[]) {
  const known = [...new Set(areas.flatMap(({ movables }) => movables.map((each) => each.key)))]
  return invalid(
    'simulation.unknownParameter',
    {
      zh: `这套标准没有数值参数 ${key}。`,
      en: `The set reads no numeric parameter ${key}.`,
    },
    { field: `parameters.${key}`, value: key, expected: known },
  )
}

/** A figure is one of its scale, and no further than what it is compared with can go. */
export function mustFit(movable: Movable, text: string): bigint {
  const { key, scale, min, max } = movable
  const range = { min: textOf(min, scale), ...(max === undefined ? {} : { max: textOf(max, scale) }) }
  const detail = { field: `parameters.${key}`, value: text, expected: { decimals: scale, ...range } }
  const value = parseDecimal(text.trim(), scale)
  if (value === undefined) {
    throw invalid(
      'simulation.notANumber',
      {
        zh: `${movable.label.zh}应是最多 ${scale} 位小数的数，不能是“${text}”。`,
        en: `${movable.label.en} must be a number with at most ${scale} decimals, not "${text}".`,
      },
      detail,
    )
  }
  if (value >= min && (max === undefined || value <= max)) return value
  const most = range.max
  throw invalid(
    'simulation.outOfRange',
    most === undefined
      ? {
          zh: `${movable.label.zh}不能低于 ${range.min}，给的是 ${text}。`,
          en: `${movable.label.en} cannot be below ${range.min}; it was ${text}.`,
        }
      : {
          zh: `${movable.label.zh}应在 ${range.min} 到 ${most} 之间，给的是 ${text}。`,
          en: `${movable.label.en} must lie between ${range.min} and ${most}; it was ${text}.`,
        },
    detail,
  )
}

export function overlaid(
  policy: EffectivePolicy,
  parameters: Readonly<Record<string, string>>,
): EffectivePolicy {
  const result = overlay(policy, changesOf(parameters))
  if (!('problems' in result)) return result
  throw refused('simulation.impossible', result.problems[0]!.message, {
    field: 'parameters',
    value: parameters,
  })
}

/** Judges a region under both policies and counts who changes side. */
export async function simulate(
  deps: SimulationDeps,
  actor: Actor,
  query: SimulationQuery,
): Promise<Simulation> {
  const prepared = prepareSimulation(deps, actor, query)
  const { region, asOf, areas } = prepared
  const length = digitsBelow(region)
  const parts = await Promise.all(
    areas.map(async (area) => ({ area, rows: await countChanges(deps.db.pool, prepared, area, length) })),
  )
  const rows = parts.flatMap((part) => part.rows)
  const places = await deps.findPlaces(deps.db.pool, [...new Set(rows.map(({ code }) => code))])
  const byCode = [...Map.groupBy(rows, ({ code }) => code)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    region,
    asOf,
    set: query.set,
    title: areas[0]!.set.title,
    parameters: movedIn(areas, query.parameters),
    criteria: [
      ...new Set(areas.flatMap(({ set, touched }) => touched.map((index) => set.criteria[index]!.id))),
    ],
    ...countsOf(rows),
    byRegion: byCode.map(([code, part]) => {
      const gap = gapOf(areas, part)
      return {
        code,
        name: places.get(code)?.name ?? code,
        ...countsOf(part),
        ...(gap ? { gap } : {}),
      }
    }),
    costs: addCosts(parts.map(({ area, rows: counted }) => costsOf(area, counted))),
  }
}

function movedIn(areas: readonly SimulatedArea[], parameters: Readonly<Record<string, string>>) {
  return Object.entries(parameters).map(([key, text]) => {
    const { value, scale } = areas.flatMap(({ movables }) => movables).find((each) => each.key === key)!
    return {
      key,
      before: textOf(value, scale),
      after: formatDecimal(parseDecimal(text.trim(), scale)!, scale),
    }
  })
}

const outcomes = ['unmet', 'undetermined', 'met'] as const
type Counted = Pick<Simulation, 'before' | 'after' | 'changes'>

function countsOf(rows: readonly CountedRow[]): Counted {
  const none = () => ({ met: 0, unmet: 0, undetermined: 0 })
  const counted: Counted = {
    before: { subjects: none(), persons: none() },
    after: { subjects: none(), persons: none() },
    changes: {},
  }
  for (const row of rows) {
    const [before, after] = [outcomes[row.before]!, outcomes[row.after]!]
    counted.before.subjects[before] += row.subjects
    counted.before.persons[before] += row.persons
    counted.after.subjects[after] += row.subjects
    counted.after.persons[after] += row.persons
    const change = `${before}>${after}`
    counted.changes[change] ??= { subjects: 0, persons: 0 }
    counted.changes[change].subjects += row.subjects
    counted.changes[change].persons += row.persons
  }
  return counted
}
