/** What a letter of responsibility lists: targets and tasks of a year, of a unit or of a region below. */
import type { Bound, Every, UnitRole } from '@lika/contract'
import { UNIT_KEY } from './duties.sql.ts'
import { PLAN_TITLE, type Runner } from './units.store.ts'

export interface LetterAsk {
  readonly region: string
  readonly year: string
}

export interface LetterTargetRow {
  readonly label: string
  readonly bound: Bound
  readonly value: string
  readonly up_to: string | null
  readonly unit: string
  readonly until: string | null
  readonly plan: string
  readonly clause: string
}

const inYear = (from: string, to: string, year: string) =>
  `coalesce(${from}, '-infinity'::date) <= (${year} || '-12-31')::date and coalesce(${to}, 'infinity'::date) >= (${year} || '-01-01')::date`

const TARGET = `select g.label, g.bound, g.value, g.up_to, g.unit, g.ends_on as until, ${PLAN_TITLE} as plan, g.clause
  from target g join plan p on p.id = g.plan_id and p.ended_at is null`

/** Targets that a region has to reach in the year. Where the level above handed a figure down, it is the one that counts. */
export async function listRegionTargets(
  runner: Runner,
  { region, year }: LetterAsk,
): Promise<LetterTargetRow[]> {
  const { rows } = await runner.query<LetterTargetRow>(
    `${TARGET} where g.region_code = $1 and ${inYear('g.begins_on', 'g.ends_on', '$2')}
       and (g.kind = 'assigned' or not exists (select from target a join plan q on q.id = a.plan_id and q.ended_at is null
         where a.region_code = g.region_code and a.kind = 'assigned' and a.label = g.label and a.unit = g.unit
           and a.ends_on is not distinct from g.ends_on))
     order by g.plan_id, g.id limit 500`,
    [region, year],
  )
  return rows
}

/** Targets of the region that stand in the clauses which the unit leads or answers for. */
export async function listUnitTargets(
  runner: Runner,
  { region, year }: LetterAsk,
  unit: string,
): Promise<LetterTargetRow[]> {
  const { rows } = await runner.query<LetterTargetRow>(
    `${TARGET} where g.region_code = $1 and ${inYear('g.begins_on', 'g.ends_on', '$2')} and g.clause <> ''
       and exists (select from task t join task_unit u on u.task_id = t.id and u.role in ('lead', 'responsible')
         where t.plan_id = g.plan_id and t.clause = g.clause and ${UNIT_KEY} = $3)
     order by g.plan_id, g.id limit 500`,
    [region, year, unit],
  )
  return rows
}

export interface LetterTaskRow {
  readonly text: string
  readonly role: UnitRole
  readonly until: string | null
  readonly every: Every | null
  readonly plan: string
  readonly clause: string
}

/** Tasks of the region's plans in which one of the units is named, each once, in the first of its roles. */
export async function listLetterTasks(
  runner: Runner,
  { region, year }: LetterAsk,
  who: { readonly unit: string } | { readonly names: readonly string[] },
): Promise<LetterTaskRow[]> {
  const condition = 'unit' in who ? `${UNIT_KEY} = $3` : 'u.name ~ any($3::text[])'
  const { rows } = await runner.query<LetterTaskRow>(
    `select t.text, u.role, coalesce(t.ends_on, t.due_on) as until, t.every, ${PLAN_TITLE} as plan, t.clause
     from task t join plan p on p.id = t.plan_id and p.ended_at is null
     cross join lateral (select u.role from task_unit u where u.task_id = t.id and ${condition}
       order by array_position(array['lead', 'responsible', 'cooperating'], u.role) limit 1) u
     where t.region_code = $1 and ${inYear('t.begins_on', 'coalesce(t.ends_on, t.due_on)', '$2')}
     order by t.plan_id, array_position(array['lead', 'responsible', 'cooperating'], u.role), until nulls last, t.id limit 1000`,
    [region, year, 'unit' in who ? who.unit : who.names],
  )
  return rows
}

/** How the board calls a unit: by the register, or as a task names it. */
export async function findUnitName(
  runner: Runner,
  region: string,
  unit: string,
): Promise<string | undefined> {
  const { rows } = await runner.query<{ name: string }>(
    `select coalesce(n.name, u.name) as name from task_unit u join task t on t.id = u.task_id left join unit n on n.id = u.unit_id
     where t.region_code = $1 and ${UNIT_KEY} = $2 limit 1`,
    [region, unit],
  )
  return rows[0]?.name
}
