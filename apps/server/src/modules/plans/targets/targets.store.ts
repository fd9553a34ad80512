/** Targets and fund lines as they are in force. */
import type { Bound, FundLineContent, FundNature, FundSide, TargetKind } from '@lika/contract'
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

/** Where a statement stands, and who decided about it last. */
export interface StatementRow {
  readonly id: string
  readonly planId: string
  readonly region: string
  readonly clause: string
  readonly version: number | null
  readonly part: number | null
  readonly rangeFrom: number | null
  readonly rangeTo: number | null
  readonly decision: string
  readonly by: string
  readonly at: string
}

export interface TargetRow extends StatementRow {
  readonly planRegion: string
  readonly decider: string
  readonly ofId: string | null
  readonly kind: TargetKind
  readonly beside: string | null
  readonly label: string
  readonly indicator: string | null
  readonly beginsOn: string | null
  readonly endsOn: string | null
  readonly bound: Bound
  readonly value: string
  readonly upTo: string | null
  readonly unit: string
}

const statement = `t.id, t.plan_id as "planId", t.region_code as region, t.clause, s.version, s.part,
  s.range_from as "rangeFrom", s.range_to as "rangeTo", s.decision_id as decision, s.decided_at as at,
  coalesce((select a.display_name from account a where a.id = s.decided_by), '') as by`

/** The same target of the other kind: what is planned (计划数) and what was assigned (下达数) for one thing. */
const isBeside = (one: string, other: string) => `${other}.region_code = ${one}.region_code
  and ${other}.kind <> ${one}.kind and ${other}.unit = ${one}.unit
  and ${other}.begins_on is not distinct from ${one}.begins_on and ${other}.ends_on is not distinct from ${one}.ends_on
  and (${other}.label = ${one}.label or ${other}.indicator = ${one}.indicator)`

const target = `${statement}, p.region_code as "planRegion", s.region_code as decider, t.of_id as "ofId", t.kind, t.label, t.indicator, t.begins_on as "beginsOn",
  t.ends_on as "endsOn", t.bound, t.value::text as value, t.up_to::text as "upTo", t.unit,
  (select b.id from target b where ${isBeside('t', 'b')} order by b.id desc limit 1) as beside`

export interface TargetFilter {
  readonly region: string
  readonly plan?: string | undefined
  readonly of?: string | undefined
  readonly search?: string | undefined
}

/**
 * Those of the region, and what its own plans set for others. Parts come with their whole: they are left out of the
 * list that has it.
 */
export async function findTargets(runner: Runner, filter: TargetFilter, limit: number): Promise<TargetRow[]> {
  const { rows } = await runner.query<TargetRow>(
    `select ${target} from target t join plan_statement s on s.id = t.id join plan p on p.id = t.plan_id
     where ($2::uuid is null or t.plan_id = $2) and ($4::text is null or t.label ilike $4)
       and case when $3::uuid is not null
         then t.of_id = any (array(select w.id from target w where w.id = $3 union
           select b.id from target w join target b on ${isBeside('w', 'b')} where w.id = $3))
         else (t.region_code = $1 or p.region_code = $1)
           and not exists (select from target w join plan o on o.id = w.plan_id
             where w.id = t.of_id and (w.region_code = $1 or o.region_code = $1) and w.label ilike coalesce($4, '%')) end
     order by p.made_at desc, p.id, s.part nulls last, s.range_from nulls last, t.region_code, t.label, t.kind, t.id
     limit $5`,
    [filter.region, filter.plan ?? null, filter.of ?? null, like(filter.search), limit],
  )
  return rows
}

function like(search: string | undefined): string | null {
  return search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`
}

/** Those that hold for the region itself on the day; what was assigned instead of what was planned. */
export async function findTargetsOn(runner: Runner, region: string, date: string): Promise<TargetRow[]> {
  const { rows } = await runner.query<TargetRow>(
    `select ${target} from target t join plan_statement s on s.id = t.id join plan p on p.id = t.plan_id
     where t.region_code = $1 and coalesce(t.ends_on, t.begins_on) is not null
       and (t.begins_on is null or t.begins_on <= $2::date) and (t.ends_on is null or t.ends_on >= $2::date)
       and not (t.kind = 'plan' and exists (select from target b where ${isBeside('t', 'b')}))
     order by p.made_at, s.part nulls last, s.range_from nulls last, t.id limit 500`,
    [region, date],
  )
  return rows
}

export interface ExitTargetRow {
  readonly region: string
  readonly indicator: string
  readonly kind: TargetKind
  readonly bound: Bound
  readonly value: string
  readonly upTo: string | null
  readonly unit: string
  readonly plan: string
  readonly clause: string
}

/** Of exits within one year, by region and kind; of several documents the one that came last. */
export async function findExitTargets(
  runner: Runner,
  regions: readonly string[],
  year: string,
): Promise<ExitTargetRow[]> {
  const { rows } = await runner.query<ExitTargetRow>(
    `select distinct on (t.region_code, t.indicator, t.kind) t.region_code as region, t.indicator, t.kind,
       t.bound, t.value::text as value, t.up_to::text as "upTo", t.unit, p.id as plan, t.clause
     from target t join plan p on p.id = t.plan_id
     where p.ended_at is null and t.region_code = any ($1::text[]) and t.indicator in ('householdsExited', 'personsExited', 'villagesExited')
       and t.begins_on = ($2 || '-01-01')::date and t.ends_on = ($2 || '-12-31')::date
     order by t.region_code, t.indicator, t.kind, p.made_at desc, t.id desc`,
    [regions, year],
  )
  return rows
}

export interface PartRow {
  readonly ofId: string
  readonly bound: Bound
  readonly value: string
  readonly upTo: string | null
  readonly unit: string
}

/** Of a part that is planned and assigned, the assigned one alone. */
export async function findParts(runner: Runner, wholes: readonly string[]): Promise<PartRow[]> {
  if (wholes.length === 0) return []
  const { rows } = await runner.query<PartRow>(
    `select t.of_id as "ofId", t.bound, t.value::text as value, t.up_to::text as "upTo", t.unit from target t
     where t.of_id = any ($1::uuid[]) and not (t.kind = 'plan' and exists (select from target b where ${isBeside('t', 'b')}))`,
    [wholes],
  )
  return rows
}

export interface FundLineRow extends StatementRow {
  readonly title: string
  readonly side: FundSide
  readonly nature: FundNature
  readonly yuan: string
  readonly bound: Bound
  readonly terms: FundLineContent['terms']
}

export async function findFundLines(
  runner: Runner,
  filter: { readonly region: string; readonly plan?: string | undefined },
  limit: number,
): Promise<FundLineRow[]> {
  const { rows } = await runner.query<FundLineRow>(
    `select ${statement}, t.title, t.side, t.nature, t.amount::text as yuan, t.bound, t.terms
     from fund_line t join plan_statement s on s.id = t.id join plan p on p.id = t.plan_id
     where t.region_code = $1 and ($2::uuid is null or t.plan_id = $2)
     order by p.made_at desc, p.id, s.part nulls last, s.range_from nulls last, t.id limit $3`,
    [filter.region, filter.plan ?? null, limit],
  )
  return rows
}

export interface FundSum {
  readonly planId: string
  readonly side: FundSide
  readonly nature: FundNature
  readonly yuan: string
  readonly lines: number
}

/** Of the whole region: few rows, whatever the number of lines. */
export async function sumFundLines(runner: Runner, region: string): Promise<FundSum[]> {
  const { rows } = await runner.query<FundSum>(
    `select t.plan_id as "planId", t.side, t.nature, trim_scale(sum(t.amount))::text as yuan, count(*) as lines
     from fund_line t join plan p on p.id = t.plan_id where t.region_code = $1
     group by p.made_at, 1, 2, 3 order by p.made_at desc, 1, 2, 3`,
    [region],
  )
  return rows
}
