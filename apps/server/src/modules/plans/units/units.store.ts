/** The SQL of other names of units. */
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

export interface AliasRow {
  readonly alias: string
  readonly region_code: string
  readonly id: string
  readonly name: string
}

/** Who is meant by the names in documents of the regions; a unit that was closed is meant by nobody any more. */
export async function listAliases(
  runner: Runner,
  regions: readonly string[],
  names: readonly string[],
): Promise<AliasRow[]> {
  const { rows } = await runner.query<AliasRow>(
    `select a.alias, a.region_code, u.id, u.name from unit_alias a join unit u on u.id = a.unit_id
     where a.region_code = any($1::text[]) and a.alias = any($2::text[]) and u.closed_at is null
     order by length(a.region_code) desc`,
    [regions, names],
  )
  return rows
}

export async function putAlias(
  runner: Runner,
  row: {
    readonly region: string
    readonly alias: string
    readonly unit: string
    readonly by: string
    readonly at: string
  },
): Promise<void> {
  await runner.query(
    `insert into unit_alias (region_code, alias, unit_id, made_by, made_at) values ($1, $2, $3, $4, $5)
     on conflict (region_code, alias) do update set unit_id = excluded.unit_id, made_by = excluded.made_by, made_at = excluded.made_at
     where unit_alias.unit_id <> excluded.unit_id`,
    [row.region, row.alias, row.unit, row.by, row.at],
  )
}

export async function removeAlias(runner: Runner, region: string, alias: string): Promise<void> {
  await runner.query('delete from unit_alias where region_code = $1 and alias = $2', [region, alias])
}

/** Names in the tasks of a version and in the accepted ones of its plan, most tasks first. */
export async function listNames(
  runner: Runner,
  { plan, version }: { readonly plan: string; readonly version: number },
): Promise<{ name: string; tasks: number }[]> {
  const { rows } = await runner.query<{ name: string; tasks: number }>(
    `with named as (
       select n.name, r.part || ' ' || k.at as task from plan_reading r
       cross join lateral jsonb_array_elements(r.read -> 'tasks') with ordinality as k (task, at)
       cross join unnest(array['lead', 'cooperating', 'responsible']) as role
       cross join lateral jsonb_array_elements_text(k.task -> role) as n (name)
       where r.plan_id = $1 and r.version = $2
     ), read as (select name, count(distinct task) as tasks from named group by name
     ), accepted as (
       select u.name, count(distinct u.task_id) as tasks from task_unit u join task t on t.id = u.task_id
       where t.plan_id = $1 group by u.name)
     select name, coalesce(r.tasks, a.tasks) as tasks from read r full join accepted a using (name) order by 2 desc, 1`,
    [plan, version],
  )
  return rows
}

/** Tasks in force that name a unit so, by their plans. */
export async function listTasksNaming(
  runner: Runner,
  name: string,
): Promise<{ plan: string; regionCode: string; tasks: string[] }[]> {
  const { rows } = await runner.query<{ plan: string; regionCode: string; tasks: string[] }>(
    `select p.id as plan, p.region_code as "regionCode", array_agg(distinct t.id) as tasks
     from task_unit u join task t on t.id = u.task_id join plan p on p.id = t.plan_id
     where u.name = $1 group by p.id, p.region_code`,
    [name],
  )
  return rows
}
