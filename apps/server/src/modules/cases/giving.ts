/**
 * Facts that the end of a case gives: they lie in the journal of records like any other, with the entry that gave them as
 * their origin. A case that is opened again withdraws them by records that take them out of the fold.
 */
import type { Tx } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { canonicalFacts, insertRecords, type RegistryDeps, type SubjectKind } from '../registry/index.ts'
import type { CaseFile, Runner } from './case-files.store.ts'
import type { EntryRow } from './journal.ts'

/** How such a record came. */
const SOURCE = 'case'

export interface Giving {
  readonly row: EntryRow
  /** Facts that the entry gives. */
  readonly gives?: Readonly<Record<string, unknown>> | undefined
  /** Entries whose facts it withdraws. */
  readonly withdraws?: readonly string[] | undefined
}

export const changesFacts = ({ gives, withdraws = [] }: Giving) => gives !== undefined || withdraws.length > 0

/** The subjects are locked. Their folds are made again by the caller, in the same transaction. */
export async function recordGiven(
  tx: Tx,
  registry: RegistryDeps,
  giving: readonly Giving[],
  at: string,
): Promise<void> {
  const withdrawn = await listGiven(
    tx,
    giving.filter(({ withdraws = [] }) => withdraws.length > 0),
  )
  const common = ({ row }: Giving) => ({
    id: uuidv7(),
    countyCode: row.countyCode,
    subjectKind: row.subjectKind as SubjectKind,
    subjectId: row.subjectId,
    regionCode: row.regionCode,
    receivedAt: at,
    authorId: row.authorId,
    source: SOURCE,
    operationId: row.id,
  })
  await insertRecords(
    tx,
    giving.flatMap((each) => {
      const { row, gives, withdraws = [] } = each
      const taken = withdraws.flatMap((entry) => withdrawn.get(entry) ?? [])
      return [
        ...(gives === undefined
          ? []
          : [
              {
                ...common(each),
                observedOn: row.on,
                facts: canonicalFacts(registry, row.subjectKind as SubjectKind, gives),
                evidence: row.evidence,
              },
            ]),
        ...taken.map(({ id, observedOn }) => ({
          ...common(each),
          observedOn,
          facts: {},
          corrects: id,
          reason: row.reason,
        })),
      ]
    }),
  )
}

interface GivenRecord {
  readonly id: string
  readonly entry: string
  readonly observedOn: string
}

/** Records that entries gave and that stand, by entry. */
async function listGiven(tx: Tx, giving: readonly Giving[]): Promise<Map<string, GivenRecord[]>> {
  if (giving.length === 0) return new Map()
  const { rows } = await tx.client.query<GivenRecord>(
    `select r.id, r.operation_id as entry, r.observed_on as "observedOn" from record r
     where r.county_code = any($1) and r.subject_id = any($2::uuid[]) and r.source = '${SOURCE}' and r.corrects is null
       and r.operation_id = any($3::uuid[])
       and not exists (select from record c where c.county_code = r.county_code and c.corrects = r.id)`,
    [
      [...new Set(giving.map(({ row }) => row.countyCode))],
      giving.map(({ row }) => row.subjectId),
      giving.flatMap(({ withdraws = [] }) => withdraws),
    ],
  )
  return Map.groupBy(rows, ({ entry }) => entry)
}

/** Of cases that ended, those whose facts another case has given anew since: that one has to be undone first. */
export async function givenAnew(
  runner: Runner,
  cases: readonly { readonly file: CaseFile; readonly given: readonly string[] }[],
): Promise<Set<string>> {
  const giving = cases.filter(({ given }) => given.length > 0)
  if (giving.length === 0) return new Set()
  const stands = (alias: string) =>
    `${alias}.source = '${SOURCE}' and ${alias}.corrects is null and not exists (
       select from record c where c.county_code = ${alias}.county_code and c.corrects = ${alias}.id)`
  const { rows } = await runner.query<{ id: string }>(
    `select distinct f.id from jsonb_to_recordset($1::jsonb) as f (id uuid, county text, subject uuid, entry uuid)
     join record g on g.county_code = f.county and g.subject_id = f.subject and g.operation_id = f.entry and ${stands('g')}
     join record l on l.county_code = g.county_code and l.subject_id = g.subject_id and l.operation_id <> g.operation_id
       and (l.received_at, l.id) > (g.received_at, g.id) and ${stands('l')}
       and l.facts ?| array(select jsonb_object_keys(g.facts))`,
    [
      JSON.stringify(
        giving.flatMap(({ file, given }) =>
          given.map((entry) => ({ id: file.id, county: file.countyCode, subject: file.subjectId, entry })),
        ),
      ),
    ],
  )
  return new Set(rows.map(({ id }) => id))
}
