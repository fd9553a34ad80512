/** Making the folds of plans again, and holding them against the journal. */
import type { Tx } from '../../../platform/db.ts'
import type { FoldDifference } from '../../registry/index.ts'
import { FOLDS, foldOf } from './fold.sql.ts'
import { matchTaskUnits } from './task-units.ts'

export interface FoldedPlan {
  readonly id: string
  readonly region: string
  /** Day on which regions bear their names. */
  readonly today: string
}

/** Folds a plan again: all of it, or some of its statements. The caller holds the lock of the plan. */
export async function foldPlan(tx: Tx, plan: FoldedPlan, statements?: readonly string[]): Promise<void> {
  await tx.whole(async () => {
    if (statements) await refold(tx, 'select $1::uuid, s from unnest($2::uuid[]) as s', [plan.id, statements])
    else {
      await refold(tx, 'select $1::uuid, null::uuid', [plan.id])
      await tx.client.query(ENDED, [[plan.id]])
    }
  })
  await matchTaskUnits(tx, plan, statements)
}

/** Every plan again, from its journal. */
export async function refoldPlans(tx: Tx, today: string): Promise<void> {
  await refold(tx, 'select p.id, null::uuid from plan p', [])
  await tx.client.query(ENDED, [null])
  const { rows } = await tx.client.query<{ id: string; region: string }>(
    'select p.id, p.region_code as region from plan p where exists (select from task t where t.plan_id = p.id)',
  )
  for (const plan of rows) await matchTaskUnits(tx, { ...plan, today })
}

/** Since when a plan is withdrawn: by the last decision about that. */
const ENDED = `update plan p set ended_at = w.ended_at from (
    select o.id, max(l.received_at) as ended_at from plan o left join lateral (
      select d.kind, d.received_at from decision d
      where d.subject_kind = 'plan' and d.subject_id = o.id and d.kind in ('planWithdrawn', 'planTakenIn')
      order by d.received_at desc, d.id desc limit 1) l on l.kind = 'planWithdrawn'
    where $1::uuid[] is null or o.id = any($1) group by o.id) w
  where p.id = w.id and p.ended_at is distinct from w.ended_at`

async function refold(tx: Tx, judged: string, values: unknown[]): Promise<void> {
  // Targets, tasks and fund lines go with their statements.
  await tx.client.query(
    `with judged (plan_id, statement) as (${judged}) delete from plan_statement s using judged j
     where s.plan_id = j.plan_id and (j.statement is null or s.id = j.statement)`,
    values,
  )
  for (const fold of FOLDS)
    await tx.client.query(`insert into ${fold.table} (${fold.columns}) ${foldOf(fold, judged)}`, values)
}

/** Rows that the journal yields and a fold lacks, and the other way round. Reads only. */
export async function verifyPlans(tx: Tx): Promise<FoldDifference[]> {
  const differences: FoldDifference[] = []
  for (const fold of FOLDS) {
    // Which unit of the register a name means is looked up while folding: the register may have learned more since.
    const columns = fold.columns.replace(', department, unit_id', '')
    const { rows } = await tx.client.query<{ side: string; rows: number; examples: string[] }>(
      `with made as (select ${columns} from (${foldOf(fold, 'select p.id, null::uuid from plan p')}) f (${fold.columns})),
         kept as (select ${columns} from ${fold.table}),
         difference as (
           select 'missing' as side, d::text as example from (select * from made except all select * from kept) d
           union all select 'extra', d::text from (select * from kept except all select * from made) d)
       select side, count(*) as rows, (array_agg(left(example, 120)))[1:3] as examples from difference group by side`,
    )
    const count = (side: string) => rows.find((row) => row.side === side)?.rows ?? 0
    differences.push({
      fold: fold.table,
      missing: count('missing'),
      extra: count('extra'),
      examples: rows.flatMap((row) => row.examples),
    })
  }
  return differences
}
