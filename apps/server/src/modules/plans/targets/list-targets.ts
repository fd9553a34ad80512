/** Targets of a region: what was promised, what holds, what is counted, and whether the parts make the whole. */
import { isWithin } from '@lika/codes'
import type { PlanTarget, TargetIndicator } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import {
  type FigureKind,
  figureKey,
  figuresInForce,
  measureFigures,
  type StatisticsDeps,
  type WantedFigure,
} from '../../statistics/index.ts'
import { mustSeePlan } from '../plans.ts'
import { mustTouchRegion } from '../scope.ts'
import { originsOf } from './origins.ts'
import { checkParts, type PartsCheck } from './parts.ts'
import { standingOf } from './reached.ts'
import { findParts, findTargets, type TargetFilter, type TargetRow } from './targets.store.ts'
import { yearsOf } from './years.ts'

const MOST = 500

export async function listPlanTargets(
  deps: StatisticsDeps,
  actor: Actor,
  query: TargetFilter & { readonly date?: string | undefined },
): Promise<{ items: PlanTarget[]; more: boolean }> {
  mustTouchRegion(actor, query.region)
  const { pool } = deps.db
  if (query.plan !== undefined) await mustSeePlan(deps, actor, query.plan, 'plan')
  const date = query.date ?? deps.clock.today()
  const found = await findTargets(pool, query, MOST + 1)
  const rows = found.slice(0, MOST)
  const figures = figuresByRegion(deps, date)
  const [origins, places, checks, realities] = [
    await originsOf(pool, rows),
    await deps.findPlaces(
      pool,
      rows.map(({ region }) => region),
    ),
    await checkAll(deps, actor, rows),
    await measureAll(deps, actor, rows, figures, date),
  ]
  const items = rows.map((row): PlanTarget => {
    const figure = row.indicator === null ? undefined : figures(row.region).get(row.indicator)
    return {
      id: row.id,
      origin: origins.get(row.id)!,
      planRegion: row.planRegion,
      decider: row.decider,
      region: places.get(row.region) ?? { code: row.region, name: row.region },
      label: row.label,
      kind: row.kind,
      beside: row.beside,
      counts: holds(row),
      bound: row.bound,
      value: row.value,
      ...(row.upTo === null ? {} : { upTo: row.upTo }),
      unit: row.unit,
      from: row.beginsOn,
      to: row.endsOn,
      indicator: figure ? indicatorOf(figure) : null,
      reality: figure ? realityOf(row, figure, realities) : null,
      of: row.ofId,
      parts: checks.get(row.id)!,
      decision: row.decision,
      by: row.by,
      at: row.at,
    }
  })
  return { items, more: found.length > MOST }
}

export function listTargetIndicators(
  deps: StatisticsDeps,
  actor: Actor,
  query: { readonly region: string; readonly date?: string | undefined },
): { items: TargetIndicator[] } {
  mustTouchRegion(actor, query.region)
  const figures = figuresInForce(deps, query.region, query.date ?? deps.clock.today())
  return { items: [...figures.values()].map(indicatorOf) }
}

/** Beihai 2017, 二(一): what the level above hands down takes precedence over what was planned. */
function holds(row: TargetRow): boolean {
  return row.kind === 'assigned' || row.beside === null
}

function sees(actor: Actor, region: string): boolean {
  return actor.regions.some((granted) => isWithin(region, granted))
}

/** The parts of what is planned are those of what was assigned in its place. Of half a region nobody can tell a sum. */
async function checkAll(
  deps: StatisticsDeps,
  actor: Actor,
  rows: readonly TargetRow[],
): Promise<ReadonlyMap<string, PartsCheck>> {
  const wholes = rows.flatMap(({ id, beside }) => (beside === null ? [id] : [id, beside]))
  const parts = Map.groupBy(await findParts(deps.db.pool, wholes), ({ ofId }) => ofId)
  return new Map(
    rows.map((row) => {
      const own = [...(parts.get(row.id) ?? []), ...(parts.get(row.beside ?? '') ?? [])]
      const check = checkParts(
        { ...row, upTo: row.upTo ?? undefined },
        own.map((part) => ({ ...part, upTo: part.upTo ?? undefined })),
      )
      const isTold = sees(actor, row.region) && holds(row)
      return [row.id, isTold ? check : { count: check.count, sum: null, difference: null, agrees: null }]
    }),
  )
}

/** Packs are asked once for each region. */
function figuresByRegion(deps: StatisticsDeps, date: string) {
  const known = new Map<string, ReadonlyMap<string, FigureKind>>()
  return (region: string) => {
    const figures = known.get(region) ?? figuresInForce(deps, region, date)
    known.set(region, figures)
    return figures
  }
}

async function measureAll(
  deps: StatisticsDeps,
  actor: Actor,
  rows: readonly TargetRow[],
  figures: (region: string) => ReadonlyMap<string, FigureKind>,
  date: string,
) {
  const wanted = rows.flatMap((row): WantedFigure[] => {
    const figure = row.indicator === null ? undefined : figures(row.region).get(row.indicator)
    if (!figure || !sees(actor, row.region)) return []
    if (!figure.within) return [{ region: row.region, id: figure.id }]
    return [{ region: row.region, id: figure.id, years: yearsOf(row.beginsOn, row.endsOn) }]
  })
  return measureFigures(deps, wanted, date)
}

function realityOf(
  row: TargetRow,
  figure: FigureKind,
  measured: ReadonlyMap<string, string>,
): PlanTarget['reality'] {
  const years = (figure.within ? yearsOf(row.beginsOn, row.endsOn) : []).flatMap((year) => {
    const value = measured.get(figureKey(row.region, figure.id, year))
    return value === undefined ? [] : [{ year, value }]
  })
  const value = figure.within
    ? years.length === 0
      ? undefined
      : String(years.reduce((sum, each) => sum + Number(each.value), 0))
    : measured.get(figureKey(row.region, figure.id))
  if (value === undefined) return null
  return {
    value,
    years: years.length > 1 ? years : [],
    ...standingOf(row, { value, unit: figure.unit, direction: figure.direction }),
  }
}

function indicatorOf({ id, label, unit, subject, direction, within }: FigureKind): TargetIndicator {
  return { id, label, unit, subject, direction, within }
}
