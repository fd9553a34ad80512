/** Due days counted anew when more is known of which days are worked: decrees come in the autumn, for the year after. */
import { type Db, type Tx, withTransaction } from '../../platform/db.ts'
import { type Calendar, calendar as shipped } from './calendar.ts'
import { type CaseFile, type CaseStep, fileColumns, listSteps, writeFiles } from './case-files.store.ts'
import { foldCase, statesOf, whereTheyAre } from './fold.ts'
import { listEntries } from './journal.ts'

/** Cases of one transaction: whoever acts on one of them waits no longer than for these. */
const PORTION = 500

/** How far it has come: every portion leaves this behind, so that whoever stops in between goes on from there. */
interface Progress {
  /** The calendar that the folds are made under. */
  readonly digest: string
  readonly after: string
  readonly done: boolean
}

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Open cases whose procedure counts days of work, folded under the calendar that is known now. Answers how many had
 * another due day; does nothing once all of them have been looked at. `portions` bounds one call.
 */
export async function keepDueDays(
  db: Db,
  calendar: Calendar = shipped,
  portions = Number.POSITIVE_INFINITY,
): Promise<number> {
  // Nearly always there is nothing to do, and that is asked for without holding anybody up.
  if (isDone((await db.pool.query<Kept>(KEPT)).rows[0]?.value, calendar)) return 0
  let changed = 0
  for (let n = 0; n < portions; n++) {
    const portion = await withTransaction(db, (tx) => foldPortion(tx, calendar))
    if (portion === 'done') break
    changed += portion
  }
  return changed
}

async function foldPortion(tx: Tx, calendar: Calendar): Promise<number | 'done'> {
  const progress = await lockProgress(tx, calendar)
  if (progress.done) return 'done'
  const { rows: files } = await tx.client.query<CaseFile>(
    `select ${fileColumns('f')} from case_file f where f.state = 'open' and f.id > $1 and f.digest in (
       select v.digest from procedure_version v where jsonb_path_exists(v.content, '$.procedure.**.workingDays ? (@ == true)'))
     order by f.id limit ${PORTION} for update`,
    [progress.after],
  )
  const changed = await foldAnew(tx, files, calendar)
  await saveProgress(tx, {
    digest: calendar.digest,
    after: files.at(-1)?.id ?? progress.after,
    done: files.length < PORTION,
  })
  return changed
}

async function foldAnew(tx: Tx, files: readonly CaseFile[], calendar: Calendar): Promise<number> {
  const entries = await listEntries(tx.client, files)
  const states = await statesOf(tx.client, entries)
  const folded = await whereTheyAre(
    tx,
    [...entries].map(([id, rows]) => foldCase(states.get(id)!.state, rows, calendar)),
  )
  const kept = Map.groupBy(await listSteps(tx.client, files), ({ caseId }) => caseId)
  const before = new Map(files.map(({ id, dueOn }) => [id, duesOf(dueOn, kept.get(id) ?? [])]))
  const other = folded.filter(({ file, steps }) => duesOf(file.dueOn, steps) !== before.get(file.id))
  await writeFiles(tx, other)
  return other.length
}

function duesOf(ofCase: string | null, steps: readonly CaseStep[]): string {
  return [ofCase, ...steps.map(({ step, dueOn }) => `${step} ${dueOn}`).toSorted()].join()
}

interface Kept {
  readonly value: Progress
}

const KEPT = `select value from setting where key = 'caseCalendar'`

const isDone = (kept: Progress | undefined, { digest }: Calendar) =>
  kept !== undefined && kept.digest === digest && kept.done

/** One after the other: of two servers that start at once, the second goes on where the first one is. */
async function lockProgress({ client }: Tx, { digest }: Calendar): Promise<Progress> {
  const fresh = { digest, after: FIRST, done: false }
  await client.query(`insert into setting (key, value) values ('caseCalendar', $1) on conflict do nothing`, [
    fresh,
  ])
  const { rows } = await client.query<Kept>(`${KEPT} for update`)
  const kept = rows[0]!.value
  return kept.digest === digest ? kept : fresh
}

async function saveProgress({ client }: Tx, progress: Progress): Promise<void> {
  await client.query(`update setting set value = $1 where key = 'caseCalendar'`, [progress])
}
