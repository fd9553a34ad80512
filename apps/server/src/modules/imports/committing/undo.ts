/**
 * Undoes a batch in the caller's transaction, as a batch of corrections. Households that the batch made and on which
 * somebody has worked since stop it, or are left in place whole when that is asked for: nobody's work is taken back.
 */
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { refoldVillages } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { judgeTouched, lockCommits, refoldTouched, type Step } from './commit.ts'
import * as sql from './undo.sql.ts'

export interface UndoInput {
  readonly importId: string
  /** The correcting batch. */
  readonly batchId: string
  readonly region: string
  readonly accountId: string
  readonly reason: string
  readonly leaveChanged: boolean
}

/** How many entries were taken back, how many households were left in place, and the first of these. */
export async function undoBatch(
  tx: Tx,
  deps: ImportsDeps,
  input: UndoInput,
  step: Step = async () => {},
): Promise<{ taken: number; left: number; numbers: readonly string[] }> {
  const run = (statement: string, ...values: unknown[]) => tx.client.query(statement, values)
  const now = deps.registry.clock.now()
  await step('records')
  await lockCommits(tx)
  await run(sql.builtOn, input.importId)
  const left = await countBuiltOn(tx)
  if (left.count > 0 && !input.leaveChanged) throw builtOn(left)
  await run(sql.undoneEntries, input.importId)
  await run('analyze undone_entry')
  const records = await run(sql.correctRecords, input.batchId, now, input.accountId, input.reason)
  const decisions = await run(sql.correctDecisions, input.batchId, now, input.accountId, input.reason)
  await run(sql.touchedPersons)
  await run(sql.touchedHouseholds)
  await run('analyze touched_person')
  await run('analyze touched_household')
  await refoldTouched(tx, deps, step)
  await refoldVillages(tx, deps.registry.catalogue, {
    query: `select distinct county_code, subject_id from undone_entry where subject_kind = 'village'`,
  })
  for (const statement of sql.forgetIdentities) await run(statement)
  await judgeTouched(tx, deps, input.region, step)
  await judgeVillages(tx, deps)
  return {
    taken: (records.rowCount ?? 0) + (decisions.rowCount ?? 0),
    left: left.count,
    numbers: left.numbers,
  }
}

async function judgeVillages(tx: Tx, deps: ImportsDeps): Promise<void> {
  const { rows } = await tx.client.query<{ county_code: string; subject_id: string }>(
    `select distinct county_code, subject_id from undone_entry where subject_kind = 'village'`,
  )
  const villages = rows.map((row) => ({ countyCode: row.county_code, id: row.subject_id }))
  if (villages.length > 0) await deps.registry.verdicts.judgeChanged(tx, { households: [], villages })
  // Verdicts of villages that are gone go with them.
  await tx.client.query(
    `delete from verdict v using undone_entry u where u.subject_kind = 'village' and v.county_code = u.county_code and v.subject_id = u.subject_id
       and not exists (select from village_snapshot s where s.county_code = v.county_code and s.village_id = v.subject_id)`,
  )
}

async function countBuiltOn(tx: Tx): Promise<{ count: number; numbers: string[] }> {
  const { rows } = await tx.client.query<{ count: number; numbers: string[] | null }>(
    `select count(*) as count, (array_agg(h.number order by h.number))[1:20] as numbers
     from built_on b left join household h on h.id = b.household_id`,
  )
  return { count: rows[0]!.count, numbers: rows[0]!.numbers ?? [] }
}

function builtOn({ count, numbers }: { count: number; numbers: readonly string[] }) {
  return conflict(
    'import.builtOn',
    {
      zh: `本次导入的户中有 ${count} 户之后又有新的记录或决定（如 ${numbers.slice(0, 3).join('、')}），不能整批撤销。可以选择保留这些户，撤销其余部分。`,
      en: `${count} households of this import have later records or decisions (such as ${numbers.slice(0, 3).join(', ')}), so it cannot be undone whole. Leave these in place to undo the rest.`,
    },
    { value: numbers, expected: 'leaveChanged' },
  )
}
