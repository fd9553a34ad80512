/** Units of tasks, and how plans are called. */

import { findDepartment } from '@lika/codes'
import type { NamedUnit, UnitRole } from '@lika/contract'
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

export type UnitsOfTask = Readonly<Record<UnitRole, NamedUnit[]>>

/** Units by task and role, in the order of their names. */
export async function listUnitsOf(
  runner: Runner,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, UnitsOfTask>> {
  const found = new Map(
    tasks.map((id) => [id, { lead: [], cooperating: [], responsible: [] } as Record<UnitRole, NamedUnit[]>]),
  )
  if (tasks.length === 0) return found
  const { rows } = await runner.query<{
    task_id: string
    role: UnitRole
    name: string
    department: string | null
    unit_id: string | null
    unit_name: string | null
  }>(
    `select u.task_id, u.role, u.name, u.department, u.unit_id, n.name as unit_name
     from task_unit u left join unit n on n.id = u.unit_id where u.task_id = any($1::uuid[]) order by u.name`,
    [tasks],
  )
  for (const row of rows) {
    found.get(row.task_id)?.[row.role].push({
      name: row.name,
      unit: row.unit_id && row.unit_name ? { id: row.unit_id, name: row.unit_name } : null,
      department: departmentOf(row.department),
    })
  }
  return found
}

function departmentOf(key: string | null): NamedUnit['department'] {
  const found = key === null ? undefined : findDepartment(key)
  return found ? { key: found.key, label: { ...found.label } } : null
}

/** What a plan is called: the title of its first document, or the name of its file. `p` is the plan. */
export const PLAN_TITLE = `(select coalesce(nullif(d.title, ''), v.file_name, '')
  from plan_version v left join plan_reading d on d.plan_id = v.plan_id and d.version = v.version and d.part = 0
  where v.plan_id = p.id order by v.version desc limit 1)`

/** Where the sentences of tasks stand in their plans. */
export async function listSentences(
  runner: Runner,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, { readonly part: number; readonly range: [number, number] }>> {
  if (tasks.length === 0) return new Map()
  const { rows } = await runner.query<{ id: string; part: number; from: number; to: number }>(
    `select id, part, range_from as "from", range_to as "to" from plan_statement where id = any($1::uuid[]) and part is not null`,
    [tasks],
  )
  return new Map(rows.map(({ id, part, from, to }) => [id, { part, range: [from, to] }]))
}

export async function listPlanTitles(
  runner: Runner,
  plans: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (plans.length === 0) return new Map()
  const { rows } = await runner.query<{ id: string; title: string | null }>(
    `select p.id, ${PLAN_TITLE} as title from plan p where p.id = any($1::uuid[])`,
    [[...new Set(plans)]],
  )
  return new Map(rows.map(({ id, title }) => [id, title ?? '']))
}
