/** Commits a checked sheet in the caller's transaction: records, decisions, folds, verdicts, or nothing at all. */
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { judgeRegion } from '../../policies/index.ts'
import { refoldHouseholds, refoldPersons, refoldVillages, villageIdOf } from '../../registry/index.ts'
import type { ImportKindName, ImportsDeps } from '../deps.ts'
import * as sql from './commit.sql.ts'

export interface CommitInput {
  readonly importId: string
  readonly kind: ImportKindName
  readonly region: string
  readonly accountId: string
  readonly fileName: string
}

export type Step = (name: string) => Promise<void>

export async function commitRows(
  tx: Tx,
  deps: ImportsDeps,
  input: CommitInput,
  step: Step = async () => {},
): Promise<void> {
  const { importId, accountId } = input
  const run = (statement: string, ...values: unknown[]) => tx.client.query(statement, values)
  const now = deps.registry.clock.now()
  await step('records')
  await lockCommits(tx)
  await run(sql.committedRows, importId)
  await run('create index on committed_row (household_id)')
  await run('analyze committed_row')
  await run(sql.committedHouseholds, importId)
  await run('create index on committed_household (household_id)')
  await run('analyze committed_household')
  const reason = `导入 ${input.fileName}`
  if (input.kind === 'villages') {
    await commitVillages(tx, deps, input, now, reason)
    return
  }
  await mustStillHold(tx, importId)
  await run(sql.newHouseholds)
  await run(sql.newPersons)
  await run(sql.newIdentities, importId)
  const { rowCount: lost } = await run(sql.lostIdentities, importId)
  if (lost) throw registryChanged([])
  await addVillages(tx, input, now)
  await run(sql.householdRecords, importId, now, accountId)
  await run(sql.incomeRecords, importId, now, accountId)
  await run(sql.personRecords, importId, now, accountId)
  await run(sql.takeoverDecisions, importId, now, accountId, reason, 'household')
  await run(sql.touchedPersons)
  await run(sql.touchedHouseholds, importId)
  await run('analyze touched_person')
  await run('analyze touched_household')
  await refoldTouched(tx, deps, step)
  await run(sql.newDuplicates, importId)
  await judgeTouched(tx, deps, input.region, step)
}

/** Batches come in and go out one after another, and sort in memory. */
export async function lockCommits(tx: Tx): Promise<void> {
  await tx.client.query(`select pg_advisory_xact_lock(hashtext('lika import'))`)
  await tx.client.query(`set local work_mem = '128MB'`)
}

async function mustStillHold(tx: Tx, importId: string): Promise<void> {
  const { rows } = await tx.client.query<{ number: string }>(sql.staleSubjects, [importId])
  if (rows.length > 0) throw registryChanged(rows.map(({ number }) => number))
}

function registryChanged(examples: readonly string[]) {
  const [first] = examples
  return conflict(
    'import.registryChanged',
    {
      zh: `检查之后登记册有变化${first ? `（如 ${first}）` : ''}，请重新检查后再入库。`,
      en: `The registry has changed since the check${first ? ` (${first}, say)` : ''}: check again before committing.`,
    },
    { value: examples },
  )
}

/** A village that is only known by its households still is a subject of verdicts. */
async function addVillages(tx: Tx, input: CommitInput, now: string): Promise<void> {
  const { rows } = await tx.client.query<{ code: string; observed_on: string }>(
    `select left(h.region_code, 12) as code, min(h.observed_on) as observed_on from committed_household h
     where not exists (select from village v where v.county_code = h.county_code and v.code = left(h.region_code, 12)) group by 1`,
  )
  if (rows.length === 0) return
  await tx.client.query(
    `with added as (
       insert into village (county_code, id, code) select left(code, 6), id, code from unnest($1::text[], $2::uuid[]) n (code, id) returning *
     )
     insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, batch_id)
     select a.county_code, uuidv7(), 'village', a.id, a.code, n.observed_on, $4, $5, 'import', jsonb_build_object('regionCode', a.code), $6
     from added a join unnest($1::text[], $3::date[]) n (code, observed_on) using (code)`,
    [
      rows.map(({ code }) => code),
      rows.map(({ code }) => villageIdOf(code)),
      rows.map(({ observed_on }) => observed_on),
      now,
      input.accountId,
      input.importId,
    ],
  )
}

/** Folds whoever is in `touched_person` and `touched_household`, and the villages that lack a snapshot. */
export async function refoldTouched(tx: Tx, deps: ImportsDeps, step: Step): Promise<void> {
  const { catalogue } = deps.registry
  await step('fold')
  await refoldPersons(tx, catalogue, { query: 'select county_code, subject_id from touched_person' })
  await tx.client.query(
    'analyze person_snapshot (county_code, person_id, household_id, region_code, valid_from, valid_to)',
  )
  await refoldHouseholds(tx, catalogue, { query: 'select county_code, subject_id from touched_household' })
  await refoldVillages(tx, catalogue, {
    query: `select v.county_code, v.id as subject_id from village v
      where v.code in (select village_code from touched_household)
        and not exists (select from village_snapshot s where s.county_code = v.county_code and s.village_id = v.id)`,
  })
}

/** Up to so many households are judged one by one; more of them by compiled SQL over their towns. */
const oneByOne = 300
const townsAtMost = 12

/** Judges what was touched: a few by themselves, many by the towns or the region in which they lie. */
export async function judgeTouched(tx: Tx, deps: ImportsDeps, region: string, step: Step): Promise<void> {
  await step('verdicts')
  const { rows } = await tx.client.query<{ households: number; towns: string[] }>(
    `select count(*) as households, coalesce(array_agg(distinct left(village_code, 9)), '{}') as towns from touched_household`,
  )
  const { households, towns } = rows[0]!
  if (households === 0) return
  if (households <= oneByOne) {
    const touched = await tx.client.query<{ county_code: string; subject_id: string }>(
      'select county_code, subject_id from touched_household',
    )
    const persons = await tx.client.query<{ county_code: string; subject_id: string }>(
      'select county_code, subject_id from touched_person',
    )
    const villages = await tx.client.query<{ county_code: string; id: string }>(
      'select county_code, id from village where code in (select village_code from touched_household)',
    )
    await deps.registry.verdicts.judgeChanged(tx, {
      households: touched.rows.map((row) => ({ countyCode: row.county_code, id: row.subject_id })),
      // An undo leaves persons who were never in any household; they must lose what was said of them.
      persons: persons.rows.map((row) => ({ countyCode: row.county_code, id: row.subject_id })),
      villages: villages.rows.map((row) => ({ countyCode: row.county_code, id: row.id })),
    })
    return
  }
  await tx.client.query(
    'analyze household_snapshot (county_code, household_id, region_code, status, valid_from, valid_to)',
  )
  await tx.client.query('analyze income_entry')
  const context = deps.judging()
  const areas = towns.length <= townsAtMost ? towns : [region]
  for (const area of areas) await judgeRegion(tx, context, area)
}

async function commitVillages(
  tx: Tx,
  deps: ImportsDeps,
  input: CommitInput,
  now: string,
  reason: string,
): Promise<void> {
  const run = (statement: string, ...values: unknown[]) => tx.client.query(statement, values)
  await run(
    `insert into village (county_code, id, code) select county_code, household_id, number from committed_household where is_new on conflict do nothing`,
  )
  await run(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, batch_id)
     select county_code, uuidv7(), 'village', household_id, number, observed_on, $2, $3, 'import',
       coalesce(facts, '{}') || case when is_new then jsonb_build_object('regionCode', number) else '{}' end, $1
     from committed_household where is_new or facts is not null`,
    input.importId,
    now,
    input.accountId,
  )
  await run(sql.takeoverDecisions, input.importId, now, input.accountId, reason, 'village')
  const touched = `select county_code, household_id as subject_id from committed_household where is_new or facts is not null or status_facts is not null`
  await refoldVillages(tx, deps.registry.catalogue, { query: touched })
  const { rows } = await tx.client.query<{ county_code: string; subject_id: string }>(touched)
  const villages = rows.map((row) => ({ countyCode: row.county_code, id: row.subject_id }))
  await deps.registry.verdicts.judgeChanged(tx, { households: [], villages })
}
