/** How many are met while one figure goes along its slider: every point judged in one pass over the region. */
import type { SimulationCurve } from '@lika/contract'
import {
  type Criterion,
  foldVerdict,
  formatDecimal,
  type Node,
  type Shortfall,
  shortfallsOf,
  type Truth,
} from '@lika/policy'
import type { Actor } from '../../../platform/http.ts'
import { sliderOf, textOf } from './movables.ts'
import { judgedBothWays } from './simulation.sql.ts'
import {
  overlaid,
  type Prepared,
  prepareSimulation,
  type SimulatedArea,
  type SimulationDeps,
  type SimulationQuery,
} from './simulation.ts'

/** Between two points the curve is a line; a slider has about a hundred steps. */
const POINTS = 41

export async function drawSimulation(
  deps: SimulationDeps,
  actor: Actor,
  query: SimulationQuery & { readonly along: string },
): Promise<SimulationCurve> {
  const { along, ...rest } = query
  const parameters = { ...rest.parameters }
  delete parameters[along]
  // The figure itself is checked as well: the curve is drawn beside the simulation that moves it.
  const prepared = prepareSimulation(deps, actor, {
    ...rest,
    parameters: { [along]: presentValue(query), ...parameters },
  })
  const movable = prepared.areas.flatMap(({ movables }) => movables).find(({ key }) => key === along)!
  const values = pointsOf(sliderOf(movable))
  const parts = await Promise.all(
    prepared.areas.map((area) => drawArea(deps, prepared, area, along, values, parameters)),
  )
  return {
    key: along,
    unit: movable.parameter.unitText,
    points: values.map((value, index) => sumOf(value, movable.scale, parts, index)),
  }

  function presentValue({ parameters: given }: SimulationQuery): string {
    const { policies } = deps.judging()
    const policy = policies.at(query.region, query.asOf ?? deps.clock.today())
    const [id = '', field] = along.split('.', 2)
    const parameter = policy.parameters[id]
    const value =
      field === undefined
        ? parameter?.value
        : (parameter?.value as Readonly<Record<string, unknown>>)?.[field]
    const scale = parameter?.type.kind === 'number' ? parameter.type.scale : 0
    return given[along] ?? (typeof value === 'bigint' ? textOf(value, scale) : '0')
  }
}

function pointsOf({ from, to, step }: ReturnType<typeof sliderOf>): bigint[] {
  const steps = (to - from) / step
  const last = steps < BigInt(POINTS - 1) ? Number(steps) : POINTS - 1
  return Array.from({ length: last + 1 }, (_, index) =>
    index === last ? to : from + ((steps * BigInt(index)) / BigInt(Math.max(last, 1))) * step,
  )
}

interface Point {
  readonly subjects: [number, number, number]
  readonly persons: [number, number, number]
  gap: bigint | undefined
  readonly scale: number
}

const MOST_CODES = 31

async function drawArea(
  deps: SimulationDeps,
  prepared: Prepared,
  area: SimulatedArea,
  along: string,
  values: readonly bigint[],
  parameters: Readonly<Record<string, string>>,
): Promise<Point[]> {
  const movable = area.movables.find(({ key }) => key === along)
  if (!movable) return []
  const { policy, set } = area
  const others = Object.fromEntries(
    Object.entries(parameters).filter(([key]) => area.movables.some((each) => each.key === key)),
  )
  const changed = values.map(
    (value) => overlaid(policy, { ...others, [along]: textOf(value, movable.scale) }).sets[set.id]!,
  )
  const moving = set.criteria.flatMap(({ id }, index) => (movable.criteria.includes(id) ? [index] : []))
  // Where nothing else was moved all other criteria are those of today.
  const base = overlaid(policy, others).sets[set.id]!
  const touched = set.criteria.flatMap((each, index) =>
    each === base.criteria[index] || moving.includes(index) ? [] : [index],
  )
  const perColumn = Math.max(1, Math.floor(MOST_CODES / Math.max(1, moving.length)))
  const codes: Record<string, Criterion[]> = {}
  for (const [index, each] of changed.entries()) {
    const column = `p${Math.floor(index / perColumn)}`
    codes[column] = [...(codes[column] ?? []), ...moving.map((at) => each.criteria[at]!)]
  }
  const gap = shortfallsOf(set, new Set([movable.parameter.id]))[0]
  const groups = await groupsOf(deps, prepared, { ...area, changedSet: base, touched, costs: [] }, codes, {
    gap,
    lines: gap ? linesOf(changed, movable.parameter.id) : [],
  })
  return values.map((_, index) => pointAt(index, groups, { area, moving, perColumn, gap, changed }))
}

/** The line at each point, in the scale of what is compared with it. */
function linesOf(sets: readonly SimulatedArea['set'][], parameter: string): bigint[] {
  return sets.map((set) => {
    const { lacking } = shortfallsOf(set, new Set([parameter]))[0]!
    return lacking.op === 'greatest' && lacking.left.op === 'subtract' ? constantOf(lacking.left.left) : 0n
  })
}

function constantOf(node: Node): bigint {
  if (node.op === 'rescale' && node.type.kind === 'number' && node.of.type.kind === 'number')
    return constantOf(node.of) * 10n ** BigInt(node.type.scale - node.of.type.scale)
  return node.op === 'parameter' && typeof node.value === 'bigint' ? node.value : 0n
}

interface Group {
  readonly codes: bigint
  readonly points: readonly bigint[]
  /** How many of the lines the measured value reaches; null while it is unknown. */
  readonly bucket: number | null
  readonly subjects: number
  readonly persons: number
  readonly measured: bigint
}

/** Households that come out alike at every point are one row: there are a few hundred, however many households. */
async function groupsOf(
  deps: SimulationDeps,
  prepared: Prepared,
  area: SimulatedArea,
  codes: Readonly<Record<string, readonly Criterion[]>>,
  { gap, lines }: { readonly gap: Shortfall | undefined; readonly lines: readonly bigint[] },
): Promise<Group[]> {
  const columns = Object.keys(codes)
  const asked = gap ? { measured: gap.measuredNode } : {}
  const bucket = gap ? `width_bucket(measured, array[${lines.join(', ')}]::bigint[])` : 'null::int'
  const { rows } = await deps.db.pool.query<{
    mixed: string
    points: string[]
    bucket: number | null
    subjects: number
    persons: number
    measured: string
  }>(
    `select mixed::text as mixed, array[${columns.map((column) => `${column}::text`).join(', ')}]::text[] as points, ${bucket} as bucket,
       count(*)::int as subjects, coalesce(sum(persons), 0)::int as persons,
       ${gap ? `coalesce(sum((measured * ${gap.perPerson ? 'persons' : '1'})::numeric), 0)::text` : `'0'`} as measured
     from (${judgedBothWays(prepared, area, asked, codes)}) judged group by mixed, ${[...columns, 'bucket'].join(', ')}`,
  )
  return rows.map((row) => ({
    codes: BigInt(row.mixed),
    points: row.points.map(BigInt),
    bucket: row.bucket,
    subjects: row.subjects,
    persons: row.persons,
    measured: BigInt(row.measured),
  }))
}

function pointAt(
  index: number,
  groups: readonly Group[],
  how: {
    readonly area: SimulatedArea
    readonly moving: readonly number[]
    readonly perColumn: number
    readonly gap: Shortfall | undefined
    readonly changed: readonly SimulatedArea['set'][]
  },
): Point {
  const { area, moving, perColumn, gap } = how
  const count = area.set.criteria.length
  const point: Point = { subjects: [0, 0, 0], persons: [0, 0, 0], gap: gap ? 0n : undefined, scale: 2 }
  const line = gap ? linesOf([how.changed[index]!], gap.parameter)[0]! : 0n
  const [column, first] = [Math.floor(index / perColumn), (index % perColumn) * moving.length]
  for (const group of groups) {
    const truths = Array.from(
      { length: count },
      (_, at) => Number((group.codes >> BigInt(2 * at)) & 3n) as Truth,
    )
    for (const [i, at] of moving.entries())
      truths[at] = Number((group.points[column]! >> BigInt(2 * (first + i))) & 3n) as Truth
    const outcome = foldVerdict(area.set.verdict, truths)
    point.subjects[outcome] += group.subjects
    point.persons[outcome] += group.persons
    if (gap && group.bucket !== null && group.bucket <= index) {
      const most = line * BigInt(gap.perPerson ? group.persons : group.subjects)
      point.gap = point.gap! + most - group.measured
    }
  }
  const scale = gap?.lacking.type.kind === 'number' ? gap.lacking.type.scale : 2
  return { ...point, scale }
}

function sumOf(value: bigint, scale: number, parts: readonly (readonly Point[])[], index: number) {
  const points = parts.flatMap((part) => part[index] ?? [])
  const sum = (pick: (point: Point) => number) => points.reduce((total, point) => total + pick(point), 0)
  const counts = (of: 'subjects' | 'persons') => ({
    unmet: sum((point) => point[of][0]),
    undetermined: sum((point) => point[of][1]),
    met: sum((point) => point[of][2]),
  })
  const gaps = points.flatMap(({ gap }) => (gap === undefined ? [] : [gap]))
  return {
    value: textOf(value, scale),
    subjects: counts('subjects'),
    persons: counts('persons'),
    ...(gaps.length > 0
      ? {
          gap: formatDecimal(
            gaps.reduce((a, b) => a + b, 0n),
            points[0]!.scale,
          ),
        }
      : {}),
  }
}
