/** Which departments and units of the register the names in tasks mean: looked up whenever a task is folded. */
import type { Tx } from '../../../platform/db.ts'
import { matchUnits } from '../units/match.ts'

/** Tasks of a plan, or some of them. What a person chose for a task stays; other names follow the register. */
export async function matchTaskUnits(
  tx: Tx,
  plan: { readonly id: string; readonly region: string; readonly today: string },
  statements?: readonly string[],
): Promise<void> {
  const { region, today } = plan
  const { rows } = await tx.whole(() =>
    tx.client.query<{ name: string }>(
      `select distinct u.name from task_unit u join task t on t.id = u.task_id
       where t.plan_id = $1 and ($2::uuid[] is null or t.id = any($2))`,
      [plan.id, statements ?? null],
    ),
  )
  const matched = await matchUnits(tx.client, { region, names: rows.map(({ name }) => name), today })
  const found = [...matched.values()].map(({ name, unit, department }) => ({
    name,
    unit: unit?.id ?? null,
    department: department?.key ?? null,
  }))
  await tx.whole(() =>
    tx.client.query(
      `update task_unit u set department = m.department, unit_id = coalesce(
         (select c.unit from plan_statement s cross join lateral jsonb_to_recordset(s.content -> u.role) as c (name text, unit uuid)
          where s.id = u.task_id and c.name = u.name and c.unit is not null order by c.unit limit 1), m.unit)
       from task t, jsonb_to_recordset($3::jsonb) as m (name text, unit uuid, department text)
       where t.id = u.task_id and t.plan_id = $1 and ($2::uuid[] is null or t.id = any($2)) and m.name = u.name`,
      [plan.id, statements ?? null, JSON.stringify(found)],
    ),
  )
}
