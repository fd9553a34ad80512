/** Reading the fold of statements; deciding.sql.ts writes it. */
import type { Statement, StatementKind } from '@lika/contract'
import type pg from 'pg'
import type { Placed } from '../versions/here.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface StatementRow {
  readonly id: string
  readonly plan: string
  readonly regionCode: string
  readonly kind: StatementKind
  readonly state: Statement['state']
  readonly version: number | null
  readonly part: number | null
  readonly rangeFrom: number | null
  readonly rangeTo: number | null
  readonly content: Record<string, unknown> | null
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly decision: string
}

/** Condition on a region: one of the asker's regions holds it or lies within it. */
const touches = (code: string, regions: string) => `(${regions} @> array['all'] or exists (
  select from unnest(${regions}) as g (code) where starts_with(${code}, g.code) or starts_with(g.code, ${code})))`

/** What the levels below decided is seen by those who work there or above. */
export async function listStatements(
  runner: Runner,
  seen: { readonly plans: readonly string[]; readonly regions: readonly string[] },
  ids?: readonly string[],
): Promise<StatementRow[]> {
  const { rows } = await runner.query<StatementRow>(
    `select s.id, s.plan_id as plan, s.region_code as "regionCode", s.kind, s.state, s.version, s.part,
       s.range_from as "rangeFrom", s.range_to as "rangeTo", s.content, s.reason, coalesce(a.display_name, '') as by,
       s.decided_at as at, s.decision_id as decision
     from plan_statement s left join account a on a.id = s.decided_by
     where s.plan_id = any($1::uuid[]) and ($2::uuid[] is null or s.id = any($2))
       and ${touches('s.region_code', '$3::text[]')}
     order by s.plan_id, s.version nulls last, s.range_from, s.id`,
    [seen.plans, ids ?? null, seen.regions],
  )
  return rows
}

/** Where proposals were decided about, without what was decided: lists of plans count them. */
export async function listDecidedPlaces(
  runner: Runner,
  seen: { readonly plans: readonly string[]; readonly regions: readonly string[] },
): Promise<(Placed & { readonly plan: string })[]> {
  const { rows } = await runner.query<Placed & { readonly plan: string }>(
    `select s.id, s.plan_id as plan, s.version, s.range_from as "rangeFrom", s.range_to as "rangeTo" from plan_statement s
     where s.plan_id = any($1::uuid[]) and s.kind <> 'finding' and s.version is not null
       and ${touches('s.region_code', '$2::text[]')}`,
    [seen.plans, seen.regions],
  )
  return rows
}

/** How much of each plan is in force. */
export async function countAccepted(
  runner: Runner,
  seen: { readonly plans: readonly string[]; readonly regions: readonly string[] },
): Promise<ReadonlyMap<string, { targets: number; tasks: number; fundLines: number }>> {
  const { rows } = await runner.query<{ plan: string; targets: number; tasks: number; fundLines: number }>(
    `select p.id as plan, (select count(*)::int from target t where t.plan_id = p.id and ${touches('t.region_code', '$2::text[]')}) as targets,
       (select count(*)::int from task t where t.plan_id = p.id and ${touches('t.region_code', '$2::text[]')}) as tasks,
       (select count(*)::int from fund_line f where f.plan_id = p.id and ${touches('f.region_code', '$2::text[]')}) as "fundLines"
     from unnest($1::uuid[]) as p (id)`,
    [seen.plans, seen.regions],
  )
  return new Map(rows.map(({ plan, ...counts }) => [plan, counts]))
}
