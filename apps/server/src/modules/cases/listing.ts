/** Lists and counts of cases. */
import { regionRange } from '@lika/codes'
import type { CaseItem, QueryOf, routes } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { cursorOf, inRanges, readCursor, scopeWithin, unseenRegion } from '../registry/index.ts'
import { type CaseFile, fileColumns } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { caseItems } from './items.ts'
import { householdsNamed } from './named.sql.ts'
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
/** What is due next; cases that nothing is due for come last. The indexes are made of this. */
export const dueNext = (alias: string) => `coalesce(${alias}.next_due, '${NEVER}'::date)`

const sorts = {
  due: {
    order: `${dueNext('f')}, f.region_code, f.id`,
    keys: ['day', 'region', 'id'],
    cursor: (row: CaseFile) => ({ day: row.nextDue ?? NEVER, region: row.regionCode, id: row.id }),
    after: (at: Record<string, string>, bind: (value: unknown) => string) =>
      `(${dueNext('f')}, f.region_code, f.id) > (${bind(at.day)}::date, ${bind(at.region)}, ${bind(at.id)}::uuid)`,
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
  // Of one subject, and of one notice, all are wanted unless a state is asked for; an outcome has ended its case.
  const states = state ?? (subject || notice ? undefined : outcome ? 'ended' : 'open')
  if (states) where.push(`f.state = ${bind(states)}`)
  if (procedure) where.push(`f.procedure = ${bind(procedure)}`)
  if (outcome) where.push(`f.outcome = ${bind(outcome)}`)
  if (subject) where.push(`f.subject_id = ${bind(subject)}::uuid`)
  if (due === 'late') where.push(`${dueNext('f')} < ${bind(today)}::date`)
  if (due === 'week')
    where.push(`${dueNext('f')} >= ${bind(today)}::date and ${dueNext('f')} < ${bind(today)}::date + 7`)
  if (step && !dueOn) where.push(standsAt(`s.step = ${bind(step)}`))
  if (dueOn) where.push(isDueOn(bind(dueOn), step === undefined ? undefined : bind(step)))
  if (standing) where.push(`f.standing = ${bind(standing)}`)
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
