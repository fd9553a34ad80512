/** Lists and counts of cases. */
import { regionRange } from '@lika/codes'
import type { CaseCounts, CaseItem, QueryOf, routes } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { cursorOf, inRanges, readCursor, scopeWithin, unseenRegion } from '../registry/index.ts'
import { type CaseFile, fileColumns } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { caseItems } from './items.ts'
import { householdsNamed } from './named.sql.ts'
import { findProcedures } from './procedures.ts'
import { standingOf } from './standing.ts'
import { actorsByRegion } from './terms.ts'

type ListQuery = QueryOf<(typeof routes)['cases']['listCases']>

/** Parts of a region that the actor sees; a stranger's looks like one that is not there. */
export function rangesOf(actor: Actor, region: string) {
  const ranges = scopeWithin(actor, region)
  if (ranges.length === 0) throw unseenRegion(region)
  return ranges
}

export async function listCases(
  deps: CasesDeps,
  actor: Actor,
  query: ListQuery,
): Promise<{ items: CaseItem[]; next?: string }> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const limit = Number(query.limit ?? '50')
  const where = [
    inRanges('f.region_code', rangesOf(actor, query.region), bind),
    ...conditions(deps, actor, query, bind),
  ]
  const sort = sorts[query.sort ?? 'due']
  if (query.cursor !== undefined) where.push(sort.after(readCursor(query.cursor, sort.keys), bind))
  const { rows } = await deps.registry.db.pool.query<CaseFile>(
    `select ${fileColumns('f')} from case_file f where ${where.join(' and ')} order by ${sort.order} limit ${limit + 1}`,
    values,
  )
  const page = rows.slice(0, limit)
  const items = await caseItems(deps, actor, page)
  const last = page.at(-1)
  return rows.length > limit && last ? { items, next: cursorOf(sort.cursor(last)) } : { items }
}

const NEVER = '9999-12-31'
/** Days that nothing is due on come last. */
const sorts = {
  due: {
    order: `coalesce(f.next_due, '${NEVER}'::date), f.region_code, f.id`,
    keys: ['day', 'region', 'id'],
    cursor: (row: CaseFile) => ({ day: row.nextDue ?? NEVER, region: row.regionCode, id: row.id }),
    after: (at: Record<string, string>, bind: (value: unknown) => string) =>
      `(coalesce(f.next_due, '${NEVER}'::date), f.region_code, f.id) > (${bind(at.day)}::date, ${bind(at.region)}, ${bind(at.id)}::uuid)`,
  },
  region: {
    order: 'f.region_code, f.id',
    keys: ['region', 'id'],
    cursor: (row: CaseFile) => ({ region: row.regionCode, id: row.id }),
    after: (at: Record<string, string>, bind: (value: unknown) => string) =>
      `(f.region_code, f.id) > (${bind(at.region)}, ${bind(at.id)}::uuid)`,
  },
  newest: {
    order: 'f.opened_on desc, f.id desc',
    keys: ['day', 'id'],
    cursor: (row: CaseFile) => ({ day: row.openedOn, id: row.id }),
    after: (at: Record<string, string>, bind: (value: unknown) => string) =>
      `(f.opened_on, f.id) < (${bind(at.day)}::date, ${bind(at.id)}::uuid)`,
  },
} as const

function conditions(
  deps: CasesDeps,
  actor: Actor,
  query: ListQuery,
  bind: (value: unknown) => string,
): string[] {
  const today = deps.registry.clock.today()
  const { procedure, step, state, due, mine, outcome, subject, notice, search } = query
  const { dueOn, standing, endedFrom, endedTo } = query
  const where: string[] = []
  // Of one subject, and of one notice, all are wanted unless a state is asked for.
  const states = state ?? (subject || notice || outcome ? undefined : 'open')
  if (states) where.push(`f.state = ${bind(states)}`)
  if (procedure) where.push(`f.procedure = ${bind(procedure)}`)
  if (outcome) where.push(`f.outcome = ${bind(outcome)}`)
  if (subject) where.push(`f.subject_id = ${bind(subject)}::uuid`)
  if (due === 'late') where.push(`f.next_due < ${bind(today)}::date`)
  if (due === 'week')
    where.push(`f.next_due >= ${bind(today)}::date and f.next_due < ${bind(today)}::date + 7`)
  if (step && !dueOn) where.push(standsAt(`s.step = ${bind(step)}`))
  if (dueOn) where.push(isDueOn(bind(dueOn), step === undefined ? undefined : bind(step)))
  if (standing) where.push(`${standingOf('f')} = ${bind(standing)}`)
  if (endedFrom) where.push(`f.ended_on >= ${bind(endedFrom)}::date`)
  if (endedTo) where.push(`f.ended_on <= ${bind(endedTo)}::date`)
  if (mine) where.push(standsAt(isMine(actor, bind)))
  if (notice)
    where.push(`f.id in (select (r ->> 'case')::uuid from notice n, jsonb_array_elements(n.content -> 'rows') r
      where n.id = ${bind(notice)}::uuid)`)
  if (search) where.push(`f.subject_id in (${householdsNamed(deps, search, bind)})`)
  return where
}

/** Of a step that is asked for its own day; else that of any step, or of the case. */
const isDueOn = (day: string, step: string | undefined) =>
  step === undefined
    ? `(f.due_on = ${day}::date or ${standsAt(`s.due_on = ${day}::date`)})`
    : standsAt(`s.step = ${step} and s.due_on = ${day}::date`)

/** A step `s` where the actor may act, each role in the region where it holds. */
function isMine(actor: Actor, bind: (value: unknown) => string): string {
  const parts = actorsByRegion(actor).map(
    ({ region, actors }) =>
      `(s.actors && ${bind(actors)}::text[] and ${inRanges('s.region_code', [regionRange(region)], bind)})`,
  )
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
}

const standsAt = (condition: string) =>
  `exists (select from case_step s where s.county_code = f.county_code and s.case_id = f.id and ${condition})`

/** How many digits the codes of the regions below have. */
export const CHILD: Readonly<Record<number, number>> = { 0: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 14 }

export async function countCases(
  deps: CasesDeps,
  actor: Actor,
  query: QueryOf<(typeof routes)['cases']['countCases']>,
): Promise<CaseCounts> {
  const { pool } = deps.registry.db
  const today = deps.registry.clock.today()
  const values: unknown[] = [today]
  const bind = (value: unknown) => `$${values.push(value)}`
  const own = isMine(actor, bind)
  const within = inRanges('f.region_code', rangesOf(actor, query.region), bind)
  const about = query.procedure ? ` and f.procedure = ${bind(query.procedure)}` : ''
  const depth = query.region === 'all' ? 0 : query.region.length
  const child = CHILD[depth] ?? depth
  const { rows } = await pool.query<Counted>(
    `with file as (select f.county_code, f.id, f.procedure, f.state, f.outcome, f.digest, f.region_code, f.next_due < $1::date as late
       from case_file f where ${within}${about})
     select 'step' as what, f.procedure, s.step as of, max(f.digest) as digest, count(*)::integer as n,
       (count(*) filter (where s.due_on < $1::date or f.late))::integer as late, (count(*) filter (where ${own}))::integer as mine
     from file f join case_step s on s.county_code = f.county_code and s.case_id = f.id group by f.procedure, s.step
     union all
     select 'outcome', f.procedure, f.outcome, max(f.digest), count(*)::integer, 0, 0 from file f
     where f.state = 'ended' and f.outcome is not null group by f.procedure, f.outcome
     union all
     select 'region ' || f.state, left(f.region_code, ${child}), '', '', count(*)::integer, (count(*) filter (where f.late and f.state = 'open'))::integer, 0
     from file f group by left(f.region_code, ${child}), f.state
     union all
     select 'mine', '', '', '', count(*)::integer, 0, 0 from file f where f.state = 'open' and exists (
       select from case_step s where s.county_code = f.county_code and s.case_id = f.id and ${own})`,
    values,
  )
  return countsOf(deps, rows)
}

interface Counted {
  readonly what: string
  readonly procedure: string
  readonly of: string
  readonly digest: string
  readonly n: number
  readonly late: number
  readonly mine: number
}

async function countsOf(deps: CasesDeps, rows: readonly Counted[]): Promise<CaseCounts> {
  const { pool } = deps.registry.db
  const known = await findProcedures(
    pool,
    rows.flatMap(({ digest }) => (digest === '' ? [] : [digest])),
  )
  const of = (what: string) => rows.filter((row) => row.what === what)
  const namedBy = ({ digest }: Counted) => {
    const { procedure } = known.get(digest)!
    return { procedure, named: { id: procedure.id, label: procedure.label } }
  }
  const steps = of('step')
    .map((row) => {
      const { procedure, named } = namedBy(row)
      const at = procedure.steps.findIndex(({ id }) => id === row.of)
      const step = { id: row.of, label: procedure.steps[at]?.label ?? { zh: row.of, en: row.of } }
      return { procedure: named, step, open: row.n, late: row.late, mine: row.mine, at }
    })
    .toSorted((a, b) =>
      a.procedure.id < b.procedure.id ? -1 : a.procedure.id > b.procedure.id ? 1 : a.at - b.at,
    )
  const outcomes = of('outcome').map((row) => {
    const { procedure, named } = namedBy(row)
    const outcome = procedure.steps.flatMap((step) => step.outcomes).find(({ id }) => id === row.of)
    return {
      procedure: named,
      outcome: { id: row.of, label: outcome?.label ?? { zh: row.of, en: row.of } },
      ended: row.n,
    }
  })
  const codes = [
    ...new Set(rows.filter(({ what }) => what.startsWith('region ')).map(({ procedure }) => procedure)),
  ]
  const places = await deps.registry.findPlaces(pool, codes)
  const sum = (state: string, code?: string, key: 'n' | 'late' = 'n') =>
    of(`region ${state}`)
      .filter(({ procedure }) => code === undefined || procedure === code)
      .reduce((total, row) => total + row[key], 0)
  return {
    steps: steps.map(({ at: _, ...row }) => row),
    outcomes,
    regions: codes.toSorted().map((code) => ({
      region: places.get(code) ?? { code, name: code },
      open: sum('open', code),
      late: sum('open', code, 'late'),
      ended: sum('ended', code),
      withdrawn: sum('withdrawn', code),
    })),
    open: sum('open'),
    late: sum('open', undefined, 'late'),
    mine: of('mine')[0]?.n ?? 0,
    ended: sum('ended'),
    withdrawn: sum('withdrawn'),
  }
}
