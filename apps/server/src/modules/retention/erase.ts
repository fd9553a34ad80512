/**
 * Carrying out what two have signed. The rows of the journals stay, emptied of everything but place, membership and the
 * reason of the end; folds, verdicts and counts are made of them again; the values that stand-ins stood for go with the
 * last row that names them. The seals go on to hold: modules/seals/erased.ts.
 */
import { type Tx, withTransaction } from '../../platform/db.ts'
import { forgetInNotices, namelessEntry } from '../cases/index.ts'
import { keptFacts } from '../dictionary/index.ts'
import { forgetInLeads } from '../leads/index.ts'
import { refoldHouseholds, refoldPersons, sqlText } from '../registry/index.ts'
import { emptyRows, vouchForErasures } from '../seals/index.ts'
import type { RetentionDeps } from './deps.ts'

/** Subjects of one transaction. */
const BATCH = 200

/** Answers how many were erased. */
export async function eraseSigned(deps: RetentionDeps): Promise<number> {
  let erased = 0
  for (;;) {
    const done = await withTransaction(deps.system, (tx) => eraseBatch(tx, deps))
    erased += done
    if (done < BATCH) return erased
  }
}

interface Erased {
  readonly id: string
  readonly subjectKind: 'household' | 'person'
  readonly subjectId: string
  readonly regionCode: string
  readonly signedBy: readonly string[]
}

async function eraseBatch(tx: Tx, { registry }: RetentionDeps): Promise<number> {
  const { client } = tx
  const { rows } = await client.query<Erased>(
    `select e.id, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.region_code as "regionCode",
       array[e.first_by, e.second_by] as "signedBy"
     from erasure e
     where e.second_by is not null and e.held_at is null and e.done_at is null and (
       exists (select from person_snapshot s where e.subject_kind = 'person' and s.county_code = e.county_code
         and s.person_id = e.subject_id and s.valid_to = 'infinity' and s.ended_because is not null)
       or exists (select from household_snapshot s where e.subject_kind = 'household' and s.county_code = e.county_code
         and s.household_id = e.subject_id and s.valid_to = 'infinity' and s.ended_because is not null))
     order by e.id limit ${BATCH} for update of e skip locked`,
  )
  if (rows.length === 0) return 0
  await client.query(
    `create temp table erasing on commit drop as select id as erasure_id, county_code, subject_kind, subject_id
     from erasure where id = any($1::uuid[])`,
    [rows.map(({ id }) => id)],
  )
  await lockTouched(tx)
  // Before the journals forget the names by which notices are searched.
  await forgetInNotices(client)
  await forgetInLeads(client)
  const counts = new Map<string, number>()
  for (const kind of ['person', 'household'] as const) {
    await emptyRows(tx, counts, {
      journal: 'record',
      rows: `select j.county_code, j.id, e.erasure_id from record j join erasing e
        on e.county_code = j.county_code and e.subject_id = j.subject_id and e.subject_kind = j.subject_kind
        where j.subject_kind = '${kind}'`,
      set: `facts = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(j.facts)
          where key in (${keptFacts(kind).map(sqlText).join(', ')})),
        evidence = '{}', reason = null, body_sha256 = null`,
    })
  }
  await emptyRows(tx, counts, {
    journal: 'decision',
    rows: `select j.county_code, j.id, e.erasure_id from decision j join erasing e
      on e.county_code = j.county_code and e.subject_id = j.subject_id and e.subject_kind = j.subject_kind`,
    // What was decided is a code; why may speak of people, and entries of cases say who signed and who met.
    set: `reason = '', evidence = '{}', facts = case when j.facts ? 'case' then ${namelessEntry('j.facts')} else j.facts end`,
  })
  await forgetBeside(tx)
  await refold(tx, registry)
  await client.query(
    `update erasure e set done_at = $1, erased_rows = n.rows
     from unnest($2::uuid[], $3::int[]) n (id, rows) where n.id = e.id`,
    [registry.clock.now(), rows.map(({ id }) => id), rows.map(({ id }) => counts.get(id) ?? 0)],
  )
  await vouchForErasures(
    tx,
    rows.map(({ id, subjectKind, subjectId, regionCode, signedBy }) => ({
      erasureId: id,
      event: { subjectKind, subjectId, regionCode, detail: { signedBy } },
    })),
  )
  return rows.length
}

/** Nobody folds the same household meanwhile. */
async function lockTouched({ client }: Tx): Promise<void> {
  await client.query(
    `create temp table touched_household on commit drop as
     select county_code, subject_id from erasing where subject_kind = 'household'
     union
     select p.county_code, p.household_id from person_snapshot p join erasing e on e.subject_kind = 'person'
       and e.county_code = p.county_code and e.subject_id = p.person_id where p.household_id is not null`,
  )
  await client.query(
    `select from household h where exists (select from touched_household t where t.county_code = h.county_code and t.subject_id = h.id)
     order by h.id for no key update of h`,
  )
}

/** What speaks of them outside the journals. */
async function forgetBeside({ client }: Tx): Promise<void> {
  await client.query(
    `delete from person_identity i using erasing e
     where e.subject_kind = 'person' and i.county_code = e.county_code and i.person_id = e.subject_id`,
  )
  await client.query(
    `delete from duplicate d using erasing e
     where e.subject_kind = 'person' and d.county_code = e.county_code and e.subject_id in (d.person_a, d.person_b)`,
  )
  await client.query(
    `update operation o set reason = '' from record r join erasing e on e.county_code = r.county_code
       and e.subject_id = r.subject_id where r.operation_id = o.id and r.county_code = o.county_code`,
  )
}

async function refold(tx: Tx, { catalogue, verdicts }: RetentionDeps['registry']): Promise<void> {
  await refoldPersons(tx, catalogue, {
    query: `select county_code, subject_id from erasing where subject_kind = 'person'`,
  })
  await refoldHouseholds(tx, catalogue, { query: 'select county_code, subject_id from touched_household' })
  const { rows } = await tx.client.query<{ countyCode: string; id: string }>(
    'select county_code as "countyCode", subject_id as id from touched_household order by 2',
  )
  await verdicts.judgeChanged(tx, { households: rows, villages: [] })
}
