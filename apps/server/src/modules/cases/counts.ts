/** How many cases stand where, by procedure, step and region: out of the counts that are kept as cases change. */
import { regionRange } from '@lika/codes'
import type { CaseCounts, QueryOf, routes } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { type Bind, inRanges, type Range } from '../registry/index.ts'
import type { CasesDeps } from './deps.ts'
import { dueNext, rangesOf } from './listing.ts'
import { findProcedures, type KnownProcedure } from './procedures.ts'
import { actorsByRegion } from './terms.ts'

/** How many digits the codes of the regions below have. */
export const CHILD: Readonly<Record<number, number>> = { 0: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 14 }
/** Digits of the regions that counts are kept of. */
const LEVELS = [6, 9, 12]

/** Cases that stand in the same place alike. */
interface Counted {
  readonly place: string
  readonly procedure: string
  readonly digest: string
  readonly state: 'open' | 'ended' | 'withdrawn'
  readonly steps: readonly string[]
  readonly outcome: string
  readonly n: number
  readonly late: number
  /** By the regions where the actor acts on cases: whether the place lies in it. */
  readonly acts: readonly boolean[]
}

export async function countCases(
  deps: CasesDeps,
  actor: Actor,
  query: QueryOf<(typeof routes)['cases']['countCases']>,
): Promise<CaseCounts> {
  const counted = await listCounts(deps, actor, query)
  const known = await findProcedures(
    deps.registry.db.pool,
    counted.map(({ digest }) => digest),
  )
  const codes = [...new Set(counted.map(({ place }) => place))].toSorted()
  const places = await deps.registry.findPlaces(deps.registry.db.pool, codes)
  const open = counted.filter(({ state }) => state === 'open')
  const sum = (rows: readonly Counted[], of: 'n' | 'late' = 'n') =>
    rows.reduce((total, row) => total + row[of], 0)
  const inState = (rows: readonly Counted[], state: Counted['state']) =>
    sum(rows.filter((row) => row.state === state))
  const isMine = mineOf(actor, known)
  return {
    steps: stepsOf(open, known, isMine),
    outcomes: outcomesOf(counted, known),
    regions: codes.map((code) => {
      const here = counted.filter(({ place }) => place === code)
      return {
        region: places.get(code) ?? { code, name: code },
        open: inState(here, 'open'),
        late: sum(here, 'late'),
        ended: inState(here, 'ended'),
        withdrawn: inState(here, 'withdrawn'),
      }
    }),
    open: sum(open),
    late: sum(open, 'late'),
    mine: sum(open.filter((row) => row.steps.some((step) => isMine(row, step)))),
    ended: inState(counted, 'ended'),
    withdrawn: inState(counted, 'withdrawn'),
  }
}

async function listCounts(
  { registry }: CasesDeps,
  actor: Actor,
  { region, procedure }: QueryOf<(typeof routes)['cases']['countCases']>,
): Promise<Counted[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const ranges = rangesOf(actor, region)
  const depth = region === 'all' ? 0 : region.length
  const child = CHILD[depth] ?? depth
  const acting = actorsByRegion(actor).map((each) => each.region)
  const finest = Math.max(child, ...ranges.map(({ lo }) => lo.length), ...acting.map(digitsOf))
  const about = procedure ? ` and f.procedure = ${bind(procedure)}` : ''
  const acts = acting.map((each) => inRanges('f.region_code', [regionRange(each)], bind))
  const where = `${inRanges('f.region_code', ranges, bind)}${about}`
  const late = `select left(f.region_code, ${child}) as place, f.procedure, f.digest, f.state, f.steps, '' as outcome, 0 as n, 1 as late,
      array[${acts.join(', ')}]::boolean[] as acts
    from case_file f where ${where} and f.state = 'open' and ${dueNext('f')} < ${bind(registry.clock.today())}::date`
  const { rows } = await registry.db.pool.query<Counted>(
    `select place, procedure, digest, state, steps, outcome, sum(n)::integer as n, sum(late)::integer as late, acts from (
       select left(f.region_code, ${child}) as place, f.procedure, f.digest, f.state, f.steps, f.outcome, f.cases as n, 0 as late,
         array[${acts.join(', ')}]::boolean[] as acts
       from (${countsAt(finest, ranges, bind)}) f where ${where}
       union all ${late}) counted
     group by place, procedure, digest, state, steps, outcome, acts having sum(n) <> 0`,
    values,
  )
  return rows
}

const digitsOf = (region: string) => (region === 'all' ? 0 : region.length)

/** The kept counts of the coarsest level that tells apart what is asked for; below a village the cases themselves. */
function countsAt(finest: number, ranges: readonly Range[], bind: Bind): string {
  const level = LEVELS.find((digits) => digits >= finest)
  if (level === undefined)
    return `select c.region_code, c.procedure, c.digest, c.state, c.steps, coalesce(c.outcome, '') as outcome, 1 as cases
      from case_file c`
  return `select c.region_code, c.procedure, c.digest, c.state, c.steps, c.outcome, c.cases from case_count c
      where c.level = ${level} and c.cases <> 0 and ${inRanges('c.region_code', ranges, bind)}
    union all
    select left(c.region_code, ${level}), c.procedure, c.digest, c.state, c.steps, c.outcome, c.cases from case_change c
      where ${inRanges('c.region_code', ranges, bind)}`
}

type Known = ReadonlyMap<string, KnownProcedure>
type IsMine = (row: Counted, step: string) => boolean

/** Whether the actor may act in a step of cases, each role in the region where it holds. */
function mineOf(actor: Actor, known: Known): IsMine {
  const acting = actorsByRegion(actor)
  return ({ acts, digest }, id) => {
    const step = known.get(digest)!.procedure.steps.find((each) => each.id === id)
    return acting.some(
      ({ actors }, at) => acts[at] === true && step?.actors.some((each) => actors.includes(each)),
    )
  }
}

function stepsOf(open: readonly Counted[], known: Known, isMine: IsMine): CaseCounts['steps'] {
  const each = open.flatMap((row) => row.steps.map((step) => ({ ...row, step, mine: isMine(row, step) })))
  const together = Map.groupBy(each, ({ procedure, step }) => `${procedure} ${step}`)
  return [...together.values()]
    .map((rows) => {
      const { step, digest } = rows[0]!
      const { procedure } = known.get(digest)!
      const at = procedure.steps.findIndex(({ id }) => id === step)
      return {
        at,
        counts: {
          procedure: { id: procedure.id, label: procedure.label },
          step: { id: step, label: procedure.steps[at]?.label ?? { zh: step, en: step } },
          open: rows.reduce((total, { n }) => total + n, 0),
          late: rows.reduce((total, { late }) => total + late, 0),
          mine: rows.reduce((total, { n, mine }) => total + (mine ? n : 0), 0),
        },
      }
    })
    .toSorted((a, b) => {
      const [one, other] = [a.counts.procedure.id, b.counts.procedure.id]
      return one < other ? -1 : one > other ? 1 : a.at - b.at
    })
    .map(({ counts }) => counts)
}

function outcomesOf(counted: readonly Counted[], known: Known): CaseCounts['outcomes'] {
  const ended = counted.filter(({ state, outcome }) => state === 'ended' && outcome !== '')
  const together = Map.groupBy(ended, ({ procedure, outcome }) => `${procedure} ${outcome}`)
  return [...together.values()].map((rows) => {
    const { outcome: id, digest } = rows[0]!
    const { procedure } = known.get(digest)!
    const label = procedure.steps.flatMap(({ outcomes }) => outcomes).find((each) => each.id === id)?.label
    return {
      procedure: { id: procedure.id, label: procedure.label },
      outcome: { id, label: label ?? { zh: id, en: id } },
      ended: rows.reduce((total, { n }) => total + n, 0),
    }
  })
}
