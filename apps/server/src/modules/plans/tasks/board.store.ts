/** The queries of the board: a page of duties, and their counts by unit, month and plan. */
import type { DutyState } from '@lika/contract'
import {
  type Bind,
  type DutyAsk,
  dutyCtes,
  monthCondition,
  planCondition,
  reportCondition,
  stateCondition,
  UNIT_KEY,
  unitCondition,
} from './duties.sql.ts'
import type { Runner } from './units.store.ts'

export interface DutyRow {
  readonly id: string
  readonly plan_id: string
  readonly region_code: string
  readonly every: string | null
  readonly starts: string | null
  readonly day: string | null
  readonly state: DutyState
  readonly rank: number
  readonly days_late: number | null
  readonly percent: number | null
  readonly reported_on: string | null
  readonly report_id: string | null
  readonly text: string
  readonly clause: string
}

export interface After {
  readonly rank: number
  readonly day: string
  readonly id: string
}

/** Where a duty without a deadline stands among those of its state. */
export const NO_DAY = '9999-12-31'

export function binder(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** The most urgent first. Only what is shown is read of the tasks themselves. */
export async function listDutyRows(
  runner: Runner,
  ask: DutyAsk,
  after: After | undefined,
  limit: number,
): Promise<{ rows: DutyRow[]; total: number }> {
  const { values, bind } = binder()
  const filters = [planCondition, unitCondition, monthCondition, stateCondition, reportCondition].map(
    (each) => each(ask, bind),
  )
  const from = after
    ? `where (c.rank, coalesce(c.day, '${NO_DAY}'), c.id) > (${bind(after.rank)}::integer, ${bind(after.day)}::date, ${bind(after.id)}::uuid)`
    : ''
  const { rows } = await runner.query<DutyRow & { total: number }>(
    `with ${dutyCtes(ask, bind)}, chosen as materialized (select * from duty d where ${filters.join(' and ')})
     select n.total, l.*, t.text, t.clause from (select count(*) as total from chosen) n
     left join lateral (select * from chosen c ${from} order by c.rank, coalesce(c.day, '${NO_DAY}'), c.id limit ${bind(limit)}) l on true
     left join task t on t.id = l.id order by l.rank, coalesce(l.day, '${NO_DAY}'), l.id`,
    values,
  )
  return { rows: rows.filter(({ id }) => id !== null), total: rows[0]?.total ?? 0 }
}

const ALWAYS = { from: '1800-01-01', to: '2199-12-31' }

/** All rounds of one task, the earliest first. */
export async function listDutiesOf(
  runner: Runner,
  seen: { readonly region: string; readonly date: string },
  task: string,
): Promise<DutyRow[]> {
  const { values, bind } = binder()
  const ask = { ...seen, window: ALWAYS }
  const { rows } = await runner.query<DutyRow>(
    `with ${dutyCtes(ask, bind, [`t.id = ${bind(task)}::uuid`])}
     select d.*, t.text, t.clause from duty d join task t on t.id = d.id order by d.day`,
    values,
  )
  return rows
}

export interface CountRow {
  readonly facet: 'total' | 'unit' | 'month' | 'plan'
  readonly key: string
  readonly state: DutyState
  readonly n: number
}

/** Counts by state: in all, and by each facet under the other filters. The state itself never narrows a count. */
export async function countDutyRows(runner: Runner, ask: DutyAsk): Promise<CountRow[]> {
  const { values, bind } = binder()
  const [plan, month, unit] = [planCondition, monthCondition, unitCondition].map((each) => each(ask, bind))
  const role = ask.role === undefined ? 'true' : `u.role = ${bind(ask.role)}`
  const year = bind(`${(ask.month ?? ask.date).slice(0, 4)}-01-01`)
  const { rows } = await runner.query<CountRow>(
    `with ${dutyCtes(ask, bind)}, kept as materialized (
       select d.id, d.plan_id, d.day, d.state, ${plan} as of_plan, ${month} as of_month, ${unit} as of_unit from duty d
     ), by_task as (select id, state, count(*) as n from kept where of_plan and of_month group by id, state
     ), unit_of as (select distinct u.task_id, ${UNIT_KEY} as key from task_unit u where ${role} and u.task_id in (select id from by_task)
     )
     select 'total' as facet, '' as key, state, count(*) as n from kept where of_plan and of_month and of_unit group by state
     union all
     select 'unit', o.key, t.state, sum(t.n)::bigint from by_task t join unit_of o on o.task_id = t.id group by o.key, t.state
     union all
     select 'month', to_char(m.month, 'YYYY-MM'), m.state, m.n from (
       select date_trunc('month', day::timestamp) as month, state, count(*) as n from kept
       where of_plan and of_unit and day >= ${year}::date and day < (${year}::date + interval '1 year')::date group by 1, 2) m
     union all
     select 'plan', plan_id::text, state, count(*) from kept where of_month and of_unit group by plan_id, state`,
    values,
  )
  return rows
}

/** Names of units by their keys: as the register has them, or as a document does. */
export async function listUnitNames(runner: Runner, keys: readonly string[]): Promise<Map<string, string>> {
  const ids = keys.filter((key) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key))
  if (ids.length === 0) return new Map()
  const { rows } = await runner.query<{ id: string; name: string }>(
    'select id, name from unit where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What was said in reports. */
export async function listReasons(
  runner: Runner,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await runner.query<{ id: string; reason: string | null }>(
    `select r.id, r.reason from record r where r.subject_kind = 'task' and r.id = any($1::uuid[])`,
    [ids.filter((id) => id !== null)],
  )
  return new Map(rows.map(({ id, reason }) => [id, reason ?? '']))
}

/** The unit that an account's staff member belongs to. */
export async function findOwnUnit(runner: Runner, accountId: string): Promise<string | undefined> {
  const { rows } = await runner.query<{ unit_id: string }>(
    'select s.unit_id from account a join staff s on s.id = a.staff_id where a.id = $1',
    [accountId],
  )
  return rows[0]?.unit_id
}
